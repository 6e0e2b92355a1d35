"""Adjusting a target told in money: what it becomes as a number, and what is refused."""

from decimal import Decimal

import pytest

from db.versions import DatabaseKind
from tests import builders
from tests.db.agreeing import Company, agree, complete_terms, found, whole, write
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import acting, error, field, months, press, words


@pytest.fixture
def company(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Company:
    """Version 1, signed: 210 SQLs in November, December and January."""
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")
    made = found(DatabaseKind.SAMPLE)
    agree(made)
    return made


def valued(company: Company) -> None:
    """An average purchase of 100,000, and half of the SQLs become customers: 50,000 each."""
    terms_of = complete_terms()
    promise = terms_of.marketing.model_copy(update={"average_purchase": Decimal(100_000)})
    write(company, terms_of.model_copy(update={"marketing": promise}))
    agree(company)
    for place in range(20):
        won = builders.at("2026-10-20") if place % 2 else None
        builders.handed_over("2026-10-05 10:00", won_at=won)


def test_a_target_in_money_becomes_a_number_that_is_shown_and_proposed(
    open_page: OpenPage, company: Company
) -> None:
    valued(company)
    app = acting(open_page, company.kari, part="adjust", **{"in": "value"})
    assert field(app, "_value_en_sales_qualified_2026-11").value == "10,500,000"
    assert "50,000 NOK each" in words(app)
    field(app, "_value_en_sales_qualified_2026-11").set_value("9,510,000").run()
    assert "That is 191 SQLs, rounded up: the number is what is agreed." in words(app)
    field(app, "_reason").set_value("Less to sell")
    press(app, "Propose 210 → 191 to sales")
    assert months(whole().amendment.label)["2026-11"] == 191  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "told"),
    [("-1", "“New value” cannot be below 0."), ("lots", "“New value”: lots cannot be read as a number.")],
)
def test_a_value_that_cannot_be_is_refused(
    open_page: OpenPage, company: Company, value: str, told: str
) -> None:
    valued(company)
    app = acting(open_page, company.kari, part="adjust", **{"in": "value"})
    field(app, "_value_en_sales_qualified_2026-11").set_value(value).run()
    assert error(app) == told
    assert all(b.disabled for b in app.button if b.label.startswith("Propose"))


def test_what_one_is_worth_is_no_warning_where_the_value_is_wrong(
    open_page: OpenPage, company: Company
) -> None:
    valued(company)
    app = acting(open_page, company.kari, part="adjust", **{"in": "value"})
    field(app, "_value_en_sales_qualified_2026-11").set_value("-1").run()
    assert "50,000 NOK each" in words(app)
    assert ":orange[▲ 50,000 NOK each" not in words(app)


def test_where_no_value_is_known_the_number_is_asked_for_and_why(
    open_page: OpenPage, company: Company
) -> None:
    app = acting(open_page, company.kari, part="adjust", **{"in": "value"})
    assert ":orange[▲ Cannot be computed: the rate from SQL to customer is not known.]" in words(app)
    assert field(app, "_number_sales_qualified_2026-11").value == "210"
