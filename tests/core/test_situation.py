"""The situation: which figures a screen shows at an instant."""

from dataclasses import replace

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.facts import Codes
from sla_core.follow_up.judging import counting, delivered
from sla_core.leads import ReturnReason
from sla_core.pace import Pace, delivery_days
from sla_core.periods import PeriodName, period
from sla_core.situation import Situation, Urgency
from tests.builders import Story, at, situation, terms, version
from tests.core.episodes import hours

HOUR = 3600


def answered(story: Story, day: str, how_many: int) -> None:
    for _ in range(how_many):
        story.act(story.handed_over(f"{day} 09:00"), f"{day} 10:00")


def test_the_week_is_shown_as_soon_as_ten_are_judged_in_it() -> None:
    story = Story()
    answered(story, "2026-11-13", 20)
    answered(story, "2026-11-16", 10)
    of, figures = situation(story, "2026-11-16 15:00").week
    assert (of.name, figures.judged) == (PeriodName.THIS_WEEK, 10)


def test_on_a_monday_morning_the_last_seven_days_are_shown_instead() -> None:
    story = Story()
    answered(story, "2026-11-09", 5)  # more than seven days ago
    answered(story, "2026-11-13", 20)
    answered(story, "2026-11-16", 9)
    of, figures = situation(story, "2026-11-16 15:00").week
    assert (of.name, figures.judged) == (PeriodName.LAST_7_DAYS, 29)


def test_delivered_counts_this_month_until_now_less_what_was_returned_in_time() -> None:
    story = Story()
    for when in ("2026-10-31 12:00", "2026-11-01 00:00", "2026-11-20 10:42", "2026-11-20 10:43"):
        story.handed_over(when)
    story.returned(story.handed_over("2026-11-03 09:00"), "2026-11-04 09:00", ReturnReason.BAD_DATA)
    now = situation(story, "2026-11-20 10:42")
    assert (now.delivered.gross, now.delivered.returned, now.delivered.net) == (3, 1, 2)
    assert (now.delivered_rows.sum(), now.not_delivered_rows.sum()) == (2, 1)


NORWEGIAN = LeadDefinition(
    all_of=(AttributeCondition(field="country", operator=Operator.IS, values=("Norge",)),)
)


def deliveries() -> Situation:
    """November until the 20th: five handed over, two of them returned; all but the first and the last count."""
    story = Story()
    for when in ("2026-11-02 09:00", "2026-11-03 09:00", "2026-11-10 12:00"):
        story.handed_over(when)
    story.returned(story.handed_over("2026-11-04 09:00"), "2026-11-04 10:00", ReturnReason.BAD_DATA)
    story.returned(story.handed_over("2026-11-05 09:00"), "2026-11-05 10:00", ReturnReason.BAD_DATA)
    counts = np.array([False, True, True, True, False])
    return replace(situation(story, "2026-11-20 10:42"), counts=counts)


def test_what_does_not_count_is_neither_handed_over_nor_returned_nor_delivered() -> None:
    now = deliveries()
    assert (now.delivered.gross, now.delivered.returned, now.delivered.net) == (3, 1, 2)
    assert now.handed_over_rows.tolist() == [False, True, True, True, False]
    assert now.not_delivered_rows.tolist() == [False, False, False, True, False]
    assert now.delivered_rows.tolist() == [False, True, True, False, False]


def test_the_figure_of_the_month_its_leads_and_its_last_bar_are_one_number() -> None:
    now = deliveries()
    pace = Pace(reached=now.delivered.net, expected=None, target=None)
    days = delivery_days(now.handovers, now.in_force, pace, now.today, now.edge.now, now.counts)
    assert [day.delivered for day in days if day.day.day in {2, 3, 9, 10, 20}] == [0, 1, 1, 2, 2]
    assert delivered(now.handovers, at("2026-11-01"), at("2026-12-01"), now.counts) == now.delivered
    assert now.delivered_rows.sum() == now.delivered.net == 2


def test_what_does_not_count_is_followed_up_all_the_same() -> None:
    now = deliveries()
    everything = replace(now, counts=None)
    assert now.week == everything.week
    assert now.waiting == everything.waiting
    assert np.array_equal(now.returned_rows, everything.returned_rows)


def test_without_a_condition_in_any_version_all_count_and_nobody_is_asked() -> None:
    now = situation(Story(), "2026-11-20 10:42")

    def ask(_: LeadDefinition) -> Codes:
        raise AssertionError

    assert counting(now.handovers, now.versions, ask) is None


def test_each_condition_is_asked_for_the_handovers_of_its_own_version() -> None:
    demanding = terms(delivery={"counts": NORWEGIAN})
    versions = [
        version(0, None, terms()),
        version(1, "2026-11-10", demanding),
        version(2, "2026-12-01", demanding.model_copy(update={"company": "Tindra"})),
    ]
    story = Story(versions=versions)
    for when in ("2026-11-02 09:00", "2026-11-11 09:00", "2026-11-12 09:00"):
        story.handed_over(when)
    asked: list[LeadDefinition] = []

    def meeting(definition: LeadDefinition) -> Codes:
        asked.append(definition)
        return np.array([2])

    counts: Flags | None = counting(story.build(), versions, meeting)
    assert counts is not None
    assert counts.tolist() == [True, False, True]
    assert asked == [NORWEGIAN]  # once: no handover is of version 2


def test_a_waiting_lead_is_in_time_soon_due_or_too_late() -> None:
    story = Story()
    for when in ("2026-11-19 15:00", "2026-11-20 08:00", "2026-11-20 10:00"):
        story.handed_over(when)
    found = situation(story, "2026-11-20 11:30")
    waits = [found.wait(row) for row in range(3)]
    assert [wait.urgency for wait in waits] == [Urgency.TOO_LATE, Urgency.SOON, Urgency.IN_TIME]
    assert [wait.used for wait in waits] == [4.5 * HOUR, 3.5 * HOUR, 1.5 * HOUR]
    assert {wait.limit for wait in waits} == {4 * HOUR}
    assert (found.waiting.waiting, found.waiting.too_long) == (3, 1)


def test_what_came_after_the_last_data_is_not_too_late_and_says_so() -> None:
    story = Story()
    story.handed_over("2026-11-18 09:00")
    found = situation(story, "2026-11-20 11:00", known_until="2026-11-18 11:00")
    wait = found.wait(0)
    assert (wait.urgency, wait.used, wait.passed_since_last_data) == (Urgency.IN_TIME, 2 * HOUR, True)
    assert found.is_stale
    assert (found.waiting.too_long, found.waiting.known) == (0, 0)
    assert not situation(story, "2026-11-19 10:59", known_until="2026-11-18 11:00").is_stale


def test_a_lead_without_a_date_waits_untimed_with_its_reason() -> None:
    story = Story()
    story.handed_over(None)
    wait = situation(story, "2026-11-20 11:00").wait(0)
    assert (wait.urgency, wait.reason) == (Urgency.UNTIMED, "no_date")
    assert situation(story, "2026-11-20 11:00").waiting.known == 0


def test_figures_that_hold_an_episode_of_version_0_are_provisional() -> None:
    story = Story(versions=[version(0, None, terms()), version(1, "2026-11-01", terms())])
    story.handed_over("2026-10-30 09:00")
    story.handed_over("2026-11-20 09:00")
    found = situation(story, "2026-11-20 11:00")
    assert found.is_provisional(np.array([True, True]))
    assert not found.is_provisional(np.array([False, True]))
    assert not found.in_force.provisional


def test_today_is_the_local_date() -> None:
    story = Story()
    story.handed_over("2026-11-20 09:00")
    assert situation(story, "2026-11-21 00:30").today.isoformat() == "2026-11-21"
    assert at("2026-11-21 00:30") % 86_400 == 23.5 * HOUR  # the day before in UTC


def test_an_episode_is_found_by_lead_and_number() -> None:
    story = Story()
    first = story.handed_over("2026-11-02 09:00")
    story.returned(first, "2026-11-03 09:00", ReturnReason.NO_NEED_NOW, reopened="2026-11-10 09:00")
    second = story.handed_over("2026-11-04 09:00")
    found = situation(story, "2026-11-20 11:00")
    assert [found.row_of(first, 1), found.row_of(first, 2), found.row_of(second, 1)] == [0, 1, 2]


def test_due_soon_begins_at_the_agreed_share_of_the_limit() -> None:
    story = Story()
    story.handed_over("2026-11-16 09:00")
    assert situation(story, "2026-11-16 11:59").wait(0).urgency is Urgency.IN_TIME
    assert situation(story, "2026-11-16 12:00").wait(0).urgency is Urgency.SOON


def test_a_past_period_keeps_the_limits_it_was_judged_by() -> None:
    faster = terms(sales={"respond_within": hours(1)})
    story = Story(versions=[version(0, None, terms()), version(1, "2026-11-20 00:00", faster)])
    answered(story, "2026-11-18", 3)
    now = situation(story, "2026-11-25 10:00")
    last_week, last_month = (
        period(name, now.today) for name in (PeriodName.LAST_WEEK, PeriodName.LAST_MONTH)
    )
    assert [now.agreed_in(of).number for of in (last_month, last_week)] == [0, 1]
    assert now.response_limits(last_week) == {hours(4)}
    assert now.response_limits(last_month) == {hours(1)}, "a period without handovers: the limit of now"
