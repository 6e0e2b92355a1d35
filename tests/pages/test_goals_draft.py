"""Goals before anything is signed: the inputs and targets of the draft are what there is to read."""

from decimal import Decimal

import pytest

from db.versions import DatabaseKind
from tests import builders
from tests.core.episodes import terms
from tests.db.agreeing import Company, agree, complete_terms, found, stored, write
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import PAGE, acting, field, months, press, words


@pytest.fixture
def unsigned(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Company:
    """Working rules, and a draft of version 1 with the three inputs and 210 SQLs a month."""
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")
    return found(DatabaseKind.SAMPLE)


def test_the_inputs_and_the_chain_are_those_of_the_draft_and_that_is_said(
    open_page: OpenPage, unsigned: Company
) -> None:
    app = open_page(PAGE)
    assert app.title[0].value == "210 SQLs in the draft for November 2026"
    told = words(app)
    assert "as in the draft of version 1, not signed yet" in told
    assert "✓ all three are there" in told
    assert "all three agreed" not in told
    assert "**60 days** from lead to customer" in told
    assert "**12,000** visits a month" in told
    assert "Dag **as everybody**" in told
    assert field(app, "_sales_qualified").value == "210"
    write(unsigned, complete_terms(target=150))
    app.run()
    assert field(app, "_sales_qualified").value == "150"


def test_once_something_is_signed_the_plan_is_what_is_in_force(
    open_page: OpenPage, unsigned: Company
) -> None:
    agree(unsigned)
    write(unsigned, complete_terms(target=150))
    app = open_page(PAGE)
    assert "draft" not in words(app)
    assert field(app, "_sales_qualified").value == "210"


def test_a_target_is_changed_in_the_draft_without_a_reason_that_nobody_would_read(
    open_page: OpenPage, unsigned: Company
) -> None:
    app = acting(open_page, unsigned.kari, part="adjust")
    target = field(app, "_number_sales_qualified_2026-11")
    assert (target.label, target.value) == ("New number, 210 in the draft", "210")
    assert not [one for one in app.text_input if str(one.key).endswith("_reason")]
    target.set_value("190").run()
    press(app, "Save in the draft of version 1")
    assert months("1") == {"2026-11": 190, "2026-12": 210, "2027-01": 210}
    assert stored("0").terms.marketing.targets == {}
    assert field(app, "_number_sales_qualified_2026-11").label == "New number, 190 in the draft"


def test_without_history_it_says_once_why_there_is_no_chain_and_where_rates_can_be_tried(
    open_page: OpenPage, unsigned: Company
) -> None:
    agreed = complete_terms()
    goal = {"revenue_goal": 12_000_000, "average_purchase": Decimal("120000.5"), "targets": {}}
    write(unsigned, agreed.model_copy(update={"marketing": agreed.marketing.model_copy(update=goal)}))
    told = words(open_page(PAGE))
    why = "Cannot be computed: the rate from SQL to customer is not known."
    assert f"{why} The goal of" in told.replace(":small[:gray[", "")
    assert told.count(why) == 2, "in the sentence and at the visits, which are agreed"
    assert "Without own rates, type some under “Try other rates” to see the chain." in told
    assert "÷ 120,000.5" in told


def test_without_a_draft_it_can_be_started(open_page: OpenPage, sqlite_database: str) -> None:
    builders.company(terms(), signed=False)
    assert "provisional: not signed yet" in words(open_page(PAGE))
    assert "draft of version" not in words(open_page(PAGE))
