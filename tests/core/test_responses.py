"""Each rule of what counts as a response to a handover, and of contact before it."""

import pytest

from sla_core.columns import MISSING
from sla_core.leads import Channel, ReturnReason, Stage
from sla_core.terms import StopsAt
from tests.core.episodes import DAY, Story, at, terms, version

THURSDAY, FRIDAY, MONDAY, TUESDAY = "2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24"


def test_an_attempt_belongs_to_the_episode_open_at_its_very_instant() -> None:
    story = Story()
    lead = story.handed_over(f"{MONDAY} 08:00")
    story.returned(lead, f"{MONDAY} 09:30", ReturnReason.NO_NEED_NOW, reopened=f"{MONDAY} 10:00")
    story.act(lead, f"{MONDAY} 08:00")
    story.act(lead, f"{MONDAY} 10:00")
    assert story.build().responded.tolist() == [at(f"{MONDAY} 08:00"), at(f"{MONDAY} 10:00")]


def test_an_act_between_a_return_and_the_re_opening_answers_neither_episode() -> None:
    story = Story()
    lead = story.handed_over(f"{MONDAY} 08:00")
    story.returned(lead, f"{MONDAY} 09:00", ReturnReason.NO_NEED_NOW, reopened=f"{MONDAY} 10:00")
    story.act(lead, f"{MONDAY} 09:30")
    assert story.build().responded.tolist() == [MISSING, MISSING]


def test_where_contact_is_promised_only_contact_before_the_handover_meets_it() -> None:
    story = Story(terms(sales={"stops_at": StopsAt.CONTACT}))
    for outcome in ("voicemail", "connected"):
        story.act(story.handed_over(f"{MONDAY} 09:00"), f"{FRIDAY} 14:00", outcome)
    assert story.build().attempted_before.tolist() == [False, True]


def test_a_call_takes_an_undated_lead_off_the_waiting_list() -> None:
    story = Story()
    called, _ = story.handed_over(None), story.handed_over(None)
    story.act(called, f"{MONDAY} 10:00")
    built = story.build()
    assert built.waiting.tolist() == [False, True]
    assert built.first_attempt.tolist() == [at(f"{MONDAY} 10:00"), MISSING]
    assert story.status(TUESDAY) == ["not_measurable: no_date"] * 2


def test_an_undated_lead_that_is_an_opportunity_does_not_wait() -> None:
    story = Story()
    story.lead(stage=Stage.OPPORTUNITY)
    story.lead(stage=Stage.SALES_QUALIFIED)
    assert story.status(TUESDAY) == ["not_measurable: no_date"] * 2
    assert story.build().waiting.tolist() == [False, True]


def test_an_act_on_the_day_of_a_handover_known_by_date_meets_it_on_both_readings() -> None:
    story = Story()
    for time in ("12:00", "12:01"):
        story.act(story.handed_over(MONDAY, span=DAY), f"{MONDAY} {time}")
    assert story.status("2026-11-27") == ["met", "not_measurable: date_only"]
    assert story.build().response_seconds.tolist() == [4 * 3600, 4 * 3600 + 60]


def test_an_act_before_the_last_moment_of_the_day_counts_only_as_far_back_as_agreed() -> None:
    story = Story(terms(sales={"counts_before": terms().handover.assign_within}))
    story.act(story.handed_over(MONDAY, span=DAY), f"{MONDAY} 09:00")
    story.act(story.handed_over(MONDAY, span=DAY), f"{MONDAY} 14:00")
    assert story.status("2026-11-27") == ["not_measurable: date_only"] * 2
    assert story.build().waiting.tolist() == [True, False]


def test_an_attempt_known_by_date_on_the_working_day_before_may_have_been_too_early() -> None:
    story = Story()
    for day in (FRIDAY, THURSDAY):
        story.act(story.handed_over(f"{MONDAY} 09:00"), day, span=DAY)
    assert story.status(TUESDAY) == ["not_measurable: date_only", "overdue"]
    assert story.build().waiting.tolist() == [True, True]


def test_an_attempt_before_a_handover_known_by_date_counts_if_it_does_on_both_readings() -> None:
    story = Story()
    for day in (FRIDAY, THURSDAY):
        story.act(story.handed_over(MONDAY, span=DAY), f"{day} 14:00")
    assert story.status("2026-11-27") == ["not_measurable: date_only", "overdue"]
    weekend = Story()  # both readings of a Saturday belong to Monday
    weekend.act(weekend.handed_over("2026-11-21", span=DAY), f"{FRIDAY} 14:00")
    assert weekend.status("2026-11-27") == ["met"]


@pytest.mark.parametrize(
    ("channel", "direction", "forbidden"),
    [("email", "outbound", 0), ("call", "outbound", 1), ("call", "inbound", 0)],
)
def test_the_early_contact_clause_names_the_channels(channel: str, direction: str, forbidden: int) -> None:
    clause = {"allowed": True, "at_most": 2, "channels": (Channel.EMAIL,)}
    story = Story(terms(early_contact=clause))
    lead = story.handed_over(f"{MONDAY} 09:00")
    story.act(lead, "2026-11-02 09:00", "unknown", channel=channel, direction=direction)
    assert story.build().early_contacts.tolist() == [forbidden]


def test_contact_before_the_handover_beyond_the_agreed_number_is_forbidden() -> None:
    story = Story(terms(early_contact={"allowed": True, "at_most": 1}))
    first, second = story.handed_over(f"{MONDAY} 09:00"), story.handed_over(f"{MONDAY} 09:00")
    for lead in (first, second, second, second):
        story.act(lead, f"2026-11-0{2 + len(story.attempts)} 09:00")
    assert story.build().early_contacts.tolist() == [0, 2]


def test_contact_before_the_handover_is_judged_by_the_clause_in_force_at_the_attempt() -> None:
    allowed, forbidden = terms(early_contact={"allowed": True, "at_most": 1}), terms()
    story = Story(versions=[version(0, None, allowed), version(1, "2026-11-10 00:00", forbidden)])
    for when in ("2026-11-09 12:00", "2026-11-10 12:00"):
        story.act(story.handed_over(f"{MONDAY} 09:00"), when)
    built = story.build()
    assert built.version.tolist() == [1, 1]
    assert built.early_contacts.tolist() == [0, 1]


def test_an_act_on_the_day_a_lead_came_back_may_belong_to_the_episode_before() -> None:
    story = Story()
    lead = story.handed_over("2026-11-16 09:00")
    story.returned(lead, "2026-11-16 10:00", ReturnReason.NO_NEED_NOW)
    story.entered(lead, Stage.SALES_QUALIFIED, FRIDAY, span=DAY)
    story.act(lead, f"{FRIDAY} 10:00")
    assert story.status("2026-11-27") == ["not_measurable: returned", "not_measurable: date_only"]
