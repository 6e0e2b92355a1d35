"""The five numbers by source and owner, and the what-if on the response time told by them."""

import numpy as np

from sla_core.follow_up.groups import by_group
from sla_core.follow_up.judging import Status
from sla_core.follow_up.what_if import by_group as compared
from sla_core.follow_up.what_if import respond_within
from sla_core.funnel import Groups
from sla_core.periods import PeriodName, period
from tests.builders import Story, situation
from tests.core.episodes import hours

NOW = "2026-11-20 10:42"
GROUPS = Groups(("", "fair", "search"), np.array([2] * 12 + [0, 2], dtype=np.int64))


def leads() -> Story:
    """Twelve answered after two hours, one overdue, one due."""
    story = Story()
    for _ in range(12):
        story.act(story.handed_over("2026-11-18 09:00"), "2026-11-18 11:00")
    story.handed_over("2026-11-18 09:00")
    story.handed_over("2026-11-20 10:00")
    return story


def test_each_value_has_its_five_numbers_and_one_without_leads_is_left_out() -> None:
    now = situation(leads(), NOW)
    unknown, search = by_group(now.judgement, np.ones(14, dtype=bool), GROUPS, 10)
    assert (unknown.value, unknown.count(Status.OVERDUE), unknown.handed_over) == ("", 1, 1)
    assert (search.value, search.count(Status.MET), search.count(Status.DUE)) == ("search", 12, 1)
    assert (search.in_time.found, search.in_time.of, search.in_time.share) == (12, 12, 1)
    assert unknown.in_time.share is None  # too few cases


def test_the_numbers_of_all_values_add_up_to_those_of_the_period() -> None:
    now = situation(leads(), NOW)
    of = period(PeriodName.THIS_WEEK, now.today)
    figures = now.figures(of)
    found = by_group(now.judgement, now.inside(of), GROUPS, 10)
    for status, n in (
        (Status.MET, figures.met),
        (Status.LATE, figures.late),
        (Status.OVERDUE, figures.overdue),
        (Status.DUE, figures.due),
    ):
        assert sum(one.count(status) for one in found) == n


def test_another_limit_is_judged_for_each_source() -> None:
    now = situation(leads(), NOW)
    found = respond_within(now, hours(1), period(PeriodName.THIS_WEEK, now.today))
    unknown, search = compared(found, GROUPS, 10)
    assert (search.before.found, search.before.of) == (12, 12)
    assert (search.after.found, search.after.of, search.after.share) == (0, 12, 0)
    assert (unknown.value, unknown.handed_over, unknown.after.of) == ("", 1, 1)
    assert sum(one.after.found for one in (unknown, search)) == found.after.met
