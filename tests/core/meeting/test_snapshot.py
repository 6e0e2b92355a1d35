"""What a meeting freezes: the same figures as the screens', and they come back as they were."""

from datetime import date

import pytest

from sla_core.clause_figures import month
from sla_core.leads import ReturnReason
from sla_core.meeting import Snapshot, snapshot
from sla_core.pace import delivery_days
from sla_core.situation import Urgency
from sla_core.terms import Targets
from sla_core.verdict import week_verdict
from tests.builders import situation
from tests.core.episodes import terms
from tests.core.meeting.meetings import ENGLISH, NOW, YEAR, Story


@pytest.fixture
def story() -> Story:
    """Of eleven to be called this week nine were in time, one late; one waits too long and one in time."""
    told = Story(agreed=terms(marketing={"targets": {"2026-11": Targets(sales_qualified=20, customers=4)}}))
    for _ in range(9):
        told.act(told.handed_over("2026-11-18 09:00"), "2026-11-18 10:30")
    told.act(told.handed_over("2026-11-18 09:00"), "2026-11-18 15:00")
    told.handed_over("2026-11-19 09:00")
    told.handed_over("2026-11-20 09:42")
    told.returned(told.handed_over("2026-11-17 09:00"), "2026-11-17 12:00", ReturnReason.NOT_IDEAL_CUSTOMER)
    return told


def test_what_was_frozen_comes_back_as_the_values_that_verdicts_are_made_of(story: Story) -> None:
    now = situation(story, NOW)
    found = snapshot(now, YEAR, (7, 8))
    assert found.month.pace.pace == month(now)
    assert (found.month.gross, found.month.returned) == (13, 1)
    days = delivery_days(now.handovers, now.in_force, month(now), now.today, now.edge.now)
    assert list(found.month.pace_days) == days
    assert found.year.pace == YEAR
    period, numbers = now.week
    assert found.week.followed[0] == period
    for field in ("handed_over", "met", "late", "overdue", "due", "not_measurable", "judged"):
        assert getattr(found.week.followed[1], field) == getattr(numbers, field), field
    assert found.waiting.now == now.waiting
    frozen = week_verdict(47, found.month.pace.pace, found.week.followed, found.limits, ENGLISH)
    assert frozen == week_verdict(47, month(now), now.week, now.limits, ENGLISH)


def test_it_is_a_document_that_reads_back_and_holds_no_name(story: Story) -> None:
    found = snapshot(situation(story, NOW), YEAR, (7, 8))
    assert found.schema_version == 1
    assert Snapshot.model_validate_json(found.model_dump_json()) == found
    assert (found.today, found.version, found.provisional) == (date(2026, 11, 20), "0", True)


def test_who_waits_stands_in_the_order_of_the_waiting_list(story: Story) -> None:
    waiting = snapshot(situation(story, NOW), YEAR, (7, 8)).waiting
    assert [(lead.lead, lead.urgency) for lead in waiting.leads] == [
        (10, Urgency.TOO_LATE),
        (11, Urgency.IN_TIME),
    ]
    assert (waiting.leads[0].used, waiting.leads[0].limit) == (9 * 3600 + 42 * 60, 4 * 3600)
    assert (waiting.unanswered, waiting.returned_unanswered) == ((7, 8), 2)


def test_the_late_and_the_overdue_stand_with_their_time_the_longest_over_the_limit_first(
    story: Story,
) -> None:
    breached = snapshot(situation(story, NOW), YEAR, ()).week.breached
    assert [(lead.lead, lead.is_open) for lead in breached] == [(10, True), (9, False)]
    assert [(lead.used // 60, lead.limit // 60) for lead in breached] == [(9 * 60 + 42, 240), (360, 240)]


def test_responses_are_counted_by_the_minute_the_late_ones_apart(story: Story) -> None:
    week = snapshot(situation(story, NOW), YEAR, ()).week
    assert [(part.seconds, part.late, part.n) for part in week.responses] == [
        (5_400, False, 9),
        (21_600, True, 1),
    ]
    assert week.limit == 4 * 3600


def test_without_a_target_and_without_leads_there_is_nothing_to_judge() -> None:
    found = snapshot(situation(Story(), NOW), YEAR, ())
    assert (found.month.pace.target, found.month.pace.expected) == (None, None)
    assert found.week.breached == found.waiting.leads == ()
    assert found.week.followed[1].judged == 0
