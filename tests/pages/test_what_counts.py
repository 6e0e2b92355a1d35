"""Meeting under a condition on what counts towards marketing's promise: one number in all places."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import handovers, lead_fields
from db.engine import transaction
from db.tables import LeadReturnRow, LeadRow
from pages.ui import charts
from sla_core.charts.meeting import PaceTable
from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.leads import ReturnReason
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import Targets, Terms
from tests.builders import at, company, handed_over, terms
from tests.pages.conftest import OpenPage, words

PAGE = "pages/meet/meeting.py"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch) -> list[PaceTable]:
    """The tables that the bars are drawn from, the newest last."""
    drawn: list[PaceTable] = []
    draw = charts.pace

    def keep(table: PaceTable, *rest: Any) -> None:
        drawn.append(table)
        draw(table, *rest)

    monkeypatch.setattr(charts, "pace", keep)
    return drawn


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[LeadDefinition]:
    """The conditions that leads were read for."""
    definitions: list[LeadDefinition] = []
    meeting = lead_fields.meeting

    def keep(db: Any, definition: LeadDefinition) -> Any:
        definitions.append(definition)
        return meeting(db, definition)

    monkeypatch.setattr(lead_fields, "meeting", keep)
    return definitions


def only(country: str) -> Terms:
    condition = AttributeCondition(field="country", operator=Operator.IS, values=(country,))
    return terms(
        marketing={"targets": {"2026-11": Targets(sales_qualified=20)}},
        delivery={"counts": LeadDefinition(all_of=(condition,))},
    )


def returned(country: str) -> None:
    lead_id = handed_over("2026-11-18 09:00", company="Sendt tilbake", country=country)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        moment, reason = at("2026-11-18 11:00"), ReturnReason.BAD_DATA
        db.add(LeadReturnRow(lead_id=lead_id, returned_at=moment, reason=reason, returned_by="Ola"))
        db.flush()
        handovers.rebuild(db, [lead_id])


def month() -> None:
    """Ten handed over this month: three Norwegian, one of them returned; the others Swedish or not known."""
    for place, country in enumerate(["norge", "Norge ", *["Sverige"] * 4, None, None]):
        handed_over("2026-11-18 09:00", "2026-11-18 10:00", company=f"Lead {place}", country=country)
    returned("Norge")
    returned("Sverige")


def click(app: AppTest, label: str) -> list[str]:
    """Press a button and return the companies of the leads behind it."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return sorted(app.dataframe[0].value["Company"])


def test_card_leads_and_bars_count_what_the_agreement_counts(
    open_page: OpenPage, bars: list[PaceTable]
) -> None:
    company(only("Norge"))
    month()
    app = open_page(PAGE)
    assert app.metric[0].value == "2"
    assert "3 handed over" in words(app)
    assert [day.delivered for day in bars[-1].days if day.delivered is not None][-3:] == [2, 2, 2]
    assert click(app, "Leads") == ["Lead 0", "Lead 1"]
    assert click(open_page(PAGE), "1 returned") == ["Sendt tilbake"]


def test_follow_up_is_of_all_leads_handed_over(open_page: OpenPage) -> None:
    company(only("Norge"))
    month()
    app = open_page("pages/track/follow_up.py", view="results")
    assert "10 leads to follow up, week 47" in words(app)


def test_without_a_condition_all_count_and_no_lead_is_read_for_it(
    open_page: OpenPage, bars: list[PaceTable], asked: list[LeadDefinition]
) -> None:
    company(terms(marketing={"targets": {"2026-11": Targets(sales_qualified=20)}}))
    month()
    app = open_page(PAGE)
    assert app.metric[0].value == "8"
    assert "10 handed over" in words(app)
    assert bars[-1].pace.reached == bars[-1].days[13].delivered == 8
    assert asked == []


def test_leads_are_read_once_and_not_again_after_a_logged_call(
    open_page: OpenPage, asked: list[LeadDefinition]
) -> None:
    company(only("Norge"))
    month()
    handed_over("2026-11-20 09:42", company="Tindra Helse", country="Norge")
    app = open_page(PAGE)
    next(button for button in app.button if button.label == "Log a call").click().run()
    app.get_by_key("log_outcome_call").set_value("connected").run()
    app.button(key="log_now").click().run()
    assert "Logged&#58;" in words(app)
    assert app.metric[0].value == "3"
    assert len(asked) == 1


def test_a_lead_that_changes_counts_at_once(open_page: OpenPage) -> None:
    company(only("Norge"))
    lead_id = handed_over("2026-11-18 09:00")
    assert open_page(PAGE).metric[0].value == "0"
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.get_one(LeadRow, lead_id).country = "Norge"
    assert open_page(PAGE).metric[0].value == "1"
