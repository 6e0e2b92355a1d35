"""Handovers where criteria are the event: entries by criteria or by a person open them, and the CRM's do not."""

import pytest

from sla_core.leads import ReturnReason, Stage
from sla_core.terms import HandoverEvent
from tests.core.episodes import Story, at, terms

FRIDAY, MONDAY = "2026-11-20", "2026-11-23"
SQL = Stage.SALES_QUALIFIED


def story(event: HandoverEvent = HandoverEvent.CRITERIA) -> Story:
    return Story(terms(handover={"event": event}))


def opened(told: Story) -> list[int]:
    return told.build().handed_over.at.tolist()


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (HandoverEvent.CRITERIA, [f"{MONDAY} 09:00"]),
        (HandoverEvent.CRM_STAGE, [f"{MONDAY} 09:00"]),
        (HandoverEvent.CREATED, []),
    ],
)
def test_a_lead_that_marketing_released_is_handed_over_whichever_stage_counts(
    event: HandoverEvent, found: list[str]
) -> None:
    told = story(event)
    told.entered(told.lead(), SQL, f"{MONDAY} 09:00", person=True)
    assert [moment for moment in opened(told) if moment > 0] == [at(moment) for moment in found]


def test_a_release_after_a_return_hands_over_again() -> None:
    told = story()
    lead = told.lead()
    told.entered(lead, SQL, f"{FRIDAY} 09:00", criteria=True)
    told.returned(lead, f"{FRIDAY} 10:00", ReturnReason.NO_NEED_NOW)
    told.entered(lead, SQL, f"{MONDAY} 09:00", person=True)
    assert opened(told) == [at(f"{FRIDAY} 09:00"), at(f"{MONDAY} 09:00")]


def test_meeting_our_criteria_does_not_make_a_lead_of_sales_one_of_marketing() -> None:
    told = Story()
    lead = told.lead(created_at=f"{FRIDAY} 09:00")
    told.entered(lead, Stage.CUSTOMER, f"{FRIDAY} 09:01")
    told.entered(lead, Stage.MARKETING_QUALIFIED, f"{MONDAY} 09:00", criteria=True)
    assert opened(told) == []


def test_a_handover_by_criteria_told_too_late_is_not_measurable() -> None:
    told = story()
    for recorded in (f"{MONDAY} 12:00", "2026-11-26 12:00"):
        told.entered(told.lead(), SQL, f"{MONDAY} 09:00", criteria=True, recorded=recorded)
    assert told.status("2026-11-27 09:00") == ["overdue", "not_measurable: late_data"]
