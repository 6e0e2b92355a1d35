"""Each rule of handover episodes: when they open, close, start their clock and count attempts."""

import pytest

from sla_core.columns import MISSING
from sla_core.handovers import CLOSINGS, NONE
from sla_core.leads import Closing, ReturnReason, Stage
from sla_core.terms import ClockStart, HandoverEvent, StopsAt
from tests.core.episodes import DAY, Story, at, days, hours, terms, version

FRIDAY, MONDAY = "2026-11-20", "2026-11-23"


def opened(story: Story) -> list[int]:
    return story.build().handed_over.at.tolist()


def test_first_entry_into_the_agreed_stage_opens_an_episode() -> None:
    story = Story()
    lead = story.lead()
    story.entered(lead, Stage.SALES_QUALIFIED, f"{MONDAY} 09:00")
    story.entered(lead, Stage.SALES_QUALIFIED, f"{FRIDAY} 09:00")
    assert opened(story) == [at(f"{FRIDAY} 09:00")]


def test_an_explicit_handover_date_wins_over_the_agreed_event() -> None:
    story = Story()
    lead = story.lead(handed_over_at=f"{MONDAY} 10:00")
    story.entered(lead, Stage.SALES_QUALIFIED, f"{FRIDAY} 09:00")
    assert opened(story) == [at(f"{MONDAY} 10:00")]


def test_a_lead_without_the_agreed_event_is_in_no_denominator() -> None:
    story = Story()
    lead = story.lead(created_at=FRIDAY)
    story.entered(lead, Stage.MARKETING_QUALIFIED, f"{FRIDAY} 09:00")
    assert opened(story) == []


def test_a_lead_that_skips_the_stage_is_handed_over_at_the_later_one() -> None:
    story = Story()
    lead = story.lead(created_at="2026-11-02 09:00")
    story.entered(lead, Stage.LEAD, "2026-11-02 09:00")
    story.entered(lead, Stage.OPPORTUNITY, f"{FRIDAY} 09:00")
    assert opened(story) == [at(f"{FRIDAY} 09:00")]


@pytest.mark.parametrize("stage", [Stage.OPPORTUNITY, Stage.CUSTOMER])
def test_a_lead_created_directly_as_an_opportunity_or_customer_is_from_sales(stage: Stage) -> None:
    story = Story()
    lead = story.lead(created_at=f"{FRIDAY} 09:00")
    story.entered(lead, stage, f"{FRIDAY} 09:01")
    assert opened(story) == []


def test_creation_opens_the_episode_where_that_is_the_event() -> None:
    story = Story(terms(handover={"event": HandoverEvent.CREATED}))
    story.lead(created_at=f"{FRIDAY} 09:00")
    assert opened(story) == [at(f"{FRIDAY} 09:00")]


def test_assignment_opens_the_episode_where_that_is_the_event() -> None:
    story = Story(terms(handover={"event": HandoverEvent.ASSIGNED}))
    story.lead(created_at=f"{FRIDAY} 09:00", assigned_at=f"{MONDAY} 09:00")
    story.lead(created_at=f"{FRIDAY} 09:00")
    assert opened(story) == [at(f"{MONDAY} 09:00")]


def test_only_entries_by_criteria_count_where_criteria_are_the_event() -> None:
    story = Story(terms(handover={"event": HandoverEvent.CRITERIA}))
    lead = story.lead()
    story.entered(lead, Stage.SALES_QUALIFIED, f"{FRIDAY} 09:00")
    assert opened(story) == []
    story.entered(lead, Stage.SALES_QUALIFIED, f"{MONDAY} 09:00", criteria=True)
    assert opened(story) == [at(f"{MONDAY} 09:00")]


def test_a_stage_without_a_date_is_an_undated_handover() -> None:
    story = Story()
    story.lead(created_at=FRIDAY, stage=Stage.SALES_QUALIFIED)
    assert opened(story) == [MISSING]
    assert story.status(MONDAY) == ["not_measurable: no_date"]


def test_a_lead_is_judged_by_the_version_in_force_at_its_handover() -> None:
    story = Story(
        versions=[
            version(0, None, terms(sales={"respond_within": hours(8)})),
            version(1, f"{MONDAY} 00:00", terms(sales={"respond_within": hours(4)})),
        ]
    )
    story.handed_over(f"{FRIDAY} 09:00")
    story.handed_over(f"{MONDAY} 09:00")
    built = story.build()
    assert built.version.tolist() == [0, 1]
    assert built.response_by.tolist() == [at(f"{MONDAY} 09:00"), at(f"{MONDAY} 13:00")]


def test_the_event_of_the_version_in_force_then_decides() -> None:
    story = Story(
        versions=[
            version(0, None, terms(handover={"event": HandoverEvent.CREATED})),
            version(1, f"{MONDAY} 00:00", terms()),
        ]
    )
    story.lead(created_at=f"{FRIDAY} 09:00")
    story.lead(created_at=f"{MONDAY} 09:00")
    assert opened(story) == [at(f"{FRIDAY} 09:00")]


def test_a_return_closes_the_episode_and_re_opening_by_a_person_opens_another() -> None:
    story = Story()
    lead = story.handed_over("2026-11-16 09:00")
    story.returned(lead, "2026-11-17 09:00", ReturnReason.NO_NEED_NOW, reopened=f"{FRIDAY} 10:00")
    built = story.build()
    assert built.handed_over.at.tolist() == [at("2026-11-16 09:00"), at(f"{FRIDAY} 10:00")]
    assert built.number.tolist() == [1, 2]
    assert [CLOSINGS[built.closed_by[0]], built.closed_by[1]] == [Closing.RETURNED, NONE]


def test_a_stage_entry_later_than_the_return_opens_another_episode() -> None:
    story = Story()
    lead = story.handed_over("2026-11-16 09:00")
    story.returned(lead, "2026-11-17 09:00", ReturnReason.NO_NEED_NOW)
    story.entered(lead, Stage.SALES_QUALIFIED, f"{FRIDAY} 10:00")
    assert opened(story) == [at("2026-11-16 09:00"), at(f"{FRIDAY} 10:00")]


def test_a_second_entry_without_a_return_opens_nothing() -> None:
    story = Story()
    lead = story.handed_over("2026-11-16 09:00")
    story.entered(lead, Stage.SALES_QUALIFIED, f"{FRIDAY} 10:00")
    assert len(opened(story)) == 1


@pytest.mark.parametrize(
    ("known", "closing"),
    [
        ({"won_at": f"{FRIDAY} 12:00"}, Closing.WON),
        ({"lost_at": f"{FRIDAY} 12:00"}, Closing.LOST),
        ({"merged_at": f"{FRIDAY} 12:00"}, Closing.MERGED),
        ({"erased_at": f"{FRIDAY} 12:00"}, Closing.ERASED),
        ({"won": True}, Closing.WON),
        ({"lost": True}, Closing.LOST),
    ],
)
def test_an_episode_is_closed_by_its_end_and_leaves_the_waiting_list(known: dict, closing: Closing) -> None:
    story = Story()
    story.handed_over(f"{FRIDAY} 09:00", **known)
    built = story.build()
    assert CLOSINGS[built.closed_by[0]] == closing
    assert not built.waiting[0]


def test_the_first_dated_entry_as_a_customer_is_a_win() -> None:
    story = Story()
    lead = story.handed_over(f"{FRIDAY} 09:00")
    story.entered(lead, Stage.CUSTOMER, f"{MONDAY} 09:00")
    built = story.build()
    assert CLOSINGS[built.closed_by[0]] == Closing.WON
    assert built.closed[0] == at(f"{MONDAY} 09:00")


def test_the_clock_starts_at_the_handover() -> None:
    story = Story()
    story.handed_over(f"{FRIDAY} 15:30")
    assert story.build().response_by.tolist() == [at(f"{MONDAY} 11:30")]


def test_from_assignment_the_clock_starts_at_the_first_assignment_but_not_later_than_agreed() -> None:
    story = Story(terms(handover={"clock_start": ClockStart.ASSIGNMENT}))
    story.handed_over(f"{MONDAY} 09:00", assigned_at=f"{MONDAY} 10:00")
    story.handed_over(f"{MONDAY} 09:00", assigned_at=f"{MONDAY} 14:00")
    story.handed_over(f"{MONDAY} 09:00")
    story.handed_over(f"{MONDAY} 09:00", assigned_at=f"{FRIDAY} 09:00")
    clocks = [at(f"{MONDAY} {time}") for time in ("10:00", "11:00", "11:00", "09:00")]
    assert story.build().clock_start.tolist() == clocks


def test_a_limit_in_days_ends_at_closing_time() -> None:
    story = Story(terms(sales={"respond_within": days(1)}))
    story.handed_over(f"{FRIDAY} 09:00")
    assert story.build().response_by.tolist() == [at(f"{MONDAY} 16:00")]


def test_first_attempt_and_first_contact_are_both_kept() -> None:
    story = Story()
    lead = story.handed_over(f"{MONDAY} 09:00")
    story.act(lead, f"{MONDAY} 10:00", "no_answer")
    story.act(lead, f"{MONDAY} 14:00", "connected")
    built = story.build()
    assert (built.first_attempt[0], built.first_contact[0]) == (at(f"{MONDAY} 10:00"), at(f"{MONDAY} 14:00"))
    assert built.responded[0] == at(f"{MONDAY} 10:00")


def test_where_contact_is_promised_an_attempt_does_not_stop_the_clock() -> None:
    story = Story(terms(sales={"stops_at": StopsAt.CONTACT}))
    lead = story.handed_over(f"{MONDAY} 09:00")
    story.act(lead, f"{MONDAY} 10:00", "voicemail")
    assert story.build().waiting[0]
    story.act(lead, f"{MONDAY} 12:00", "replied", channel="email")
    assert story.build().responded[0] == at(f"{MONDAY} 12:00")


@pytest.mark.parametrize(
    ("channel", "direction", "person", "outcome", "stops"),
    [
        ("call", "inbound", True, "unknown", True),
        ("meeting", "inbound", True, "held", True),
        ("call", "inbound", False, "unknown", False),
        ("call", "inbound", True, "no_answer", False),
        ("email", "inbound", True, "replied", False),
        ("email", "outbound", True, "bounced", True),
        ("call", "outbound", True, "unknown", True),
    ],
)
def test_which_acts_stop_the_clock(
    channel: str, direction: str, person: bool, outcome: str, stops: bool
) -> None:
    story = Story()
    lead = story.handed_over(f"{MONDAY} 09:00")
    story.act(lead, f"{MONDAY} 10:00", outcome, channel=channel, direction=direction, person=person)
    assert story.build().waiting[0] != stops


def test_an_attempt_up_to_one_working_day_before_meets_the_handover() -> None:
    story = Story()
    for when in (f"{FRIDAY} 08:00", f"{FRIDAY} 07:59"):
        lead = story.handed_over(f"{MONDAY} 09:00")
        story.act(lead, when)
    built = story.build()
    assert built.attempted_before.tolist() == [True, False]
    assert built.response_seconds.tolist() == [0, MISSING]
    assert built.early_contacts.tolist() == [1, 1]


def test_an_attempt_of_an_earlier_episode_does_not_meet_a_later_one() -> None:
    story = Story()
    lead = story.handed_over(f"{MONDAY} 08:00")
    story.act(lead, f"{MONDAY} 09:00")
    story.returned(lead, f"{MONDAY} 09:30", ReturnReason.BAD_DATA, reopened=f"{MONDAY} 10:00")
    built = story.build()
    assert built.responded.tolist() == [at(f"{MONDAY} 09:00"), MISSING]
    assert built.attempted_before.tolist() == [False, False]


def test_attempts_are_counted_up_to_the_first_contact() -> None:
    story = Story()
    lead = story.handed_over(f"{MONDAY} 09:00")
    for hour in (10, 11, 12):
        story.act(lead, f"{MONDAY} {hour}:00")
    story.act(lead, f"{MONDAY} 13:00", "connected")
    story.act(lead, f"{MONDAY} 14:00", "connected")
    assert story.build().attempts.tolist() == [3]


def test_an_act_after_the_end_of_an_episode_is_no_response() -> None:
    story = Story()
    lead = story.handed_over(f"{FRIDAY} 09:00", lost_at=f"{FRIDAY} 10:00")
    story.act(lead, f"{FRIDAY} 11:00")
    assert story.build().responded.tolist() == [MISSING]


def test_response_time_is_working_time() -> None:
    story = Story()
    lead = story.handed_over(f"{FRIDAY} 15:30")
    story.act(lead, f"{MONDAY} 08:30")
    assert story.build().response_seconds.tolist() == [3600]


def test_a_return_in_time_is_told_from_a_later_one() -> None:
    story = Story()
    for when in ("2026-11-18 15:59", "2026-11-19 08:00"):
        lead = story.handed_over("2026-11-16 09:00")
        story.returned(lead, when, ReturnReason.WRONG_PERSON)
    assert story.build().returned_in_time.tolist() == [True, False]


def test_a_handover_known_by_date_only_has_two_deadlines() -> None:
    story = Story()
    story.handed_over(FRIDAY, span=DAY)
    built = story.build()
    assert (built.response_by[0], built.response_by_latest[0]) == (
        at(f"{FRIDAY} 12:00"),
        at(f"{MONDAY} 12:00"),
    )


def test_nothing_known_gives_nothing() -> None:
    assert len(Story().build()) == 0


def test_without_an_agreement_nothing_is_handed_over() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00")
    assert len(story.build(without_agreement=True)) == 0
