"""Definitions and treatments as they are written: saved in the draft, or refused at their cells."""

from typing import Any

import pytest

from db.engine import transaction
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.leads import Channel, Stage
from sla_core.people import COMMAND_LINE, Action, Department
from sla_core.terms import Duration, Unit
from tests.db.agreeing import Company, whole
from tests.db.company import add_lead
from tests.pages.conftest import OpenPage
from tests.pages.criteria_acts import (
    counted,
    drafted,
    edit,
    key,
    opened,
    save,
    words,
)

# Definitions


def test_a_definition_is_saved_and_the_others_stay(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="definitions", stage="marketing_qualified")
    assert "nothing is agreed yet: nobody is" in words(app)
    edit(
        app,
        "known_marketing_qualified",
        added=[{"must": "all_of", "field": "title", "operator": "is_known", "values": []}],
    )
    edit(
        app,
        "done_marketing_qualified",
        added=[
            {"must": "any_of", "kind": "download", "topic": "*", "times": 2, "different": True, "within": 60}
        ],
    )
    app.get_by_key(key(app, "marketing_qualified_all_of_fit")).set_value("B")
    save(app)
    terms = drafted()
    assert terms.definitions[Stage.MARKETING_QUALIFIED] == LeadDefinition(
        all_of=(
            AttributeCondition(field="title", operator=Operator.IS_KNOWN),
            ScoreCondition(axis="fit", at_least="B"),
        ),
        any_of=(
            ActivityCondition(kind="download", topic="*", at_least=2, distinct_topics=True, within_days=60),
        ),
    )
    agreed_sql = whole().agreed[-1].terms.definitions[Stage.SALES_QUALIFIED]
    assert terms.definitions[Stage.SALES_QUALIFIED] == agreed_sql


def test_a_condition_that_is_wrong_is_told_at_its_row(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="definitions")
    edit(
        app,
        "known_sales_qualified",
        added=[{"must": "all_of", "field": "title", "operator": "is", "values": []}],
    )
    save(app)
    assert "**What is known, row 1, Values**" in words(app)
    assert drafted() == whole().agreed[-1].terms


def test_a_definition_without_any_condition_defines_nothing(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="definitions")
    app.get_by_key(key(app, "sales_qualified_all_of_fit")).set_value("")
    app.get_by_key(key(app, "sales_qualified_all_of_engagement")).set_value("")
    save(app)
    assert drafted().definitions == {}


# The matrix


def test_the_matrix_tells_treatment_count_and_what_lacks_one(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="matrix")
    assert app.title[0].value == "2 leads belong to sales today"
    told = words(app)
    assert "**Call**" in told
    assert "4 h · phone" in told
    assert "Leads that match best but are quiet have no treatment." in told
    assert "Leads that are ready but match least" not in told
    assert "Without a treatment: A1, B2, B3." in told
    assert [header.value for header in app.header] == ["0", "2", "1", "0", "1", "0"]


def test_a_count_opens_its_leads(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="matrix")
    app.get_by_key("leads_cell_A_2").click().run()
    assert not app.exception
    rows = app.dataframe[0].value.to_dict("list")
    assert [name.split()[0] for name in rows["Lead"]] == ["Bo", "Anna"]
    assert rows["Engagement points"] == ["50", "25"]


def test_who_waits_too_long_is_marked_in_its_cell(open_page: OpenPage, both: Company) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        add_lead(db, "2026-11-23 09:00", first_name="Eva", title="Driftsleder")
    app = opened(open_page, both.kari, part="matrix")
    assert app.title[0].value == "2 leads belong to sales today, 1 has waited too long"
    assert ":red[◆ 1 late]" in words(app)


def test_treatments_are_saved(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="matrix", matrix="change")
    edit(
        app,
        "treatments",
        {
            1: {"amount": 2, "unit": "hours", "channels": ["call", "sms"]},
            2: {"name": "Warm up", "owner": "marketing", "action": "Invite."},
            3: {"name": "", "action": ""},
        },
    )
    save(app)
    call, warm = drafted().treatments
    assert (call.respond_within, call.channels) == (
        Duration(amount=2, unit=Unit.HOURS),
        (Channel.CALL, Channel.SMS),
    )
    assert (warm.grade, warm.rating, warm.name, warm.owner) == ("A", "3", "Warm up", Department.MARKETING)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"name": "Warm up"}, "row 3, Whose**"),
        ({"action": "Invite.", "owner": "sales"}, "row 3, Treatment**"),
        ({"name": "Warm up", "owner": "sales", "amount": 2}, "row 3, Unit**"),
        ({"name": "Warm up", "owner": "sales", "amount": 999, "unit": "days"}, "row 3, Respond within**"),
    ],
)
def test_a_treatment_that_cannot_be_is_told_at_its_row(
    open_page: OpenPage, both: Company, cells: dict[str, Any], told: str
) -> None:
    app = opened(open_page, both.kari, part="matrix", matrix="change")
    edit(app, "treatments", {2: cells})
    save(app)
    assert f"**Treatments, {told}" in words(app)
    assert drafted() == whole().agreed[-1].terms


def test_going_from_one_part_to_another_opens_anew(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="rules")
    edit(app, "fit0", {0: {"points": 11}})
    counted(app)
    app.get_by_key("part_choice").set_value("weights").run()
    app.get_by_key("part_choice").set_value("rules").run()
    assert not app.exception
    save(app)
    assert drafted().scoring.fit[0].points == 30


def test_an_amount_without_a_treatment_is_not_dropped_without_a_word(
    open_page: OpenPage, both: Company
) -> None:
    app = opened(open_page, both.kari, part="matrix", matrix="change")
    edit(app, "treatments", {0: {"amount": 4, "unit": "hours"}})  # A1 has none
    save(app)
    assert "**Treatments, row 1, Treatment**: A treatment needs a name" in words(app)
    assert len(drafted().treatments) == 2


def test_a_condition_that_nobody_meets_is_told_beneath_the_definition(
    open_page: OpenPage, both: Company
) -> None:
    app = opened(open_page, both.kari, part="definitions")
    assert "fits no topic" not in words(app)
    edit(app, "done_sales_qualified", added=[{"must": "any_of", "kind": "page_view", "topic": "/nirvana*"}])
    save(app)
    assert "**What it has done, row 1, Topic, * for any**: “/nirvana*” fits no topic" in words(app)
