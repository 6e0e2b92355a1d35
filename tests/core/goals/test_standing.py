"""How the goals of a period stand, on small stories and on the sample company."""

from fractions import Fraction

import numpy as np
import pytest

from sla_core.follow_up.judging import Delivered
from sla_core.goals.history import build
from sla_core.goals.periods import read
from sla_core.goals.standing import Reason, StageGoal, stage_goals
from sla_core.goals.targets import STAGES
from sla_core.leads import ReturnReason, Stage
from sla_core.terms import Targets
from tests.builders import situation
from tests.core import sample_companies
from tests.core.episodes import Story, terms
from tests.core.goals.flows import Leads

NOW = "2026-11-20 12:00"


def standing(story: Story, label: str = "2026-11", now: str = NOW) -> dict[Stage, StageGoal]:
    found = situation(story, now)
    known = build(Leads().funnel(), found.handovers, found.counts, found.edge.now)
    return {goal.stage: goal for goal in stage_goals(found, known, read(label))}


def two_a_day(target: int | None = 40, since: str = "2026-08-03") -> Story:
    """Two handovers on each working day from then to 20 November, one of them returned on 4 November."""
    months = {"2026-11": Targets(sales_qualified=target)} if target is not None else {}
    story = Story(terms(marketing={"targets": months}))
    for day in np.arange(np.datetime64(since), np.datetime64("2026-11-21")):
        if np.is_busday(day):
            for hour in (9, 10):
                story.handed_over(f"{day} {hour:02d}:00")
    story.returned(story.handed_over("2026-11-04 11:00"), "2026-11-04 15:00", ReturnReason.BAD_DATA)
    return story


def test_every_stage_stands_in_the_order_of_the_funnel() -> None:
    assert list(standing(two_a_day())) == list(STAGES)


def test_delivered_is_net_and_gross_and_returned_stand_beside_it() -> None:
    goal = standing(two_a_day())[Stage.SALES_QUALIFIED]
    assert goal.delivered == Delivered(gross=31, returned=1)
    assert goal.pace.reached == 30
    assert goal.pace.expected == 40 * Fraction(14 * 8 + 4, 21 * 8)
    assert (goal.pace.needed, goal.pace.deviation) == (28, 2)


def test_a_steady_company_is_foretold_what_it_always_did() -> None:
    goal = standing(two_a_day())[Stage.SALES_QUALIFIED]
    assert goal.forecast is not None
    assert (goal.forecast.mid, goal.forecast.weeks) == (43, 14)  # 30 and two on each of 6.5 days
    assert goal.forecast.probability == 1
    assert goal.reason is None


def test_a_stage_without_a_target_has_a_figure_but_nothing_to_reach() -> None:
    goal = standing(two_a_day(None))[Stage.SALES_QUALIFIED]
    assert (goal.pace.reached, goal.pace.target, goal.pace.needed, goal.pace.deviation) == (
        30,
        None,
        None,
        None,
    )
    assert goal.forecast is not None
    assert (goal.forecast.probability, goal.reason) == (None, Reason.NO_TARGET)


def test_seven_whole_weeks_are_too_few_and_eight_enough() -> None:
    few = standing(two_a_day(since="2026-09-23"))[Stage.SALES_QUALIFIED]
    enough = standing(two_a_day(since="2026-09-16"))[Stage.SALES_QUALIFIED]
    assert (few.forecast, few.reason) == (None, Reason.SHORT_HISTORY)
    assert enough.reason is None


def test_a_target_below_what_is_delivered_is_reached() -> None:
    goal = standing(two_a_day(12))[Stage.SALES_QUALIFIED]
    assert goal.forecast is not None
    assert goal.forecast.probability == 1
    assert goal.pace.deviation == 30 - 9


def test_a_period_that_ended_is_what_it_was_and_one_to_come_is_all_ahead() -> None:
    later = standing(two_a_day(), now="2026-12-03 12:00")[Stage.SALES_QUALIFIED]
    assert (later.pace.expected, later.pace.deviation) == (40, -10)
    assert later.forecast is not None
    assert (later.forecast.low, later.forecast.high, later.forecast.probability) == (30, 30, 0)
    ahead = standing(two_a_day(), "2027-01")[Stage.SALES_QUALIFIED]
    assert ahead.delivered == Delivered(0, 0)
    assert ahead.forecast is not None
    assert ahead.forecast.mid == 42  # two on each of 21 working days: no holiday is agreed here


def test_a_month_has_ended_when_the_next_one_begins() -> None:
    short = two_a_day(since="2026-10-26")
    assert standing(short, now="2026-11-30 23:59")[Stage.SALES_QUALIFIED].reason is Reason.SHORT_HISTORY
    assert standing(short, now="2026-12-01 00:00")[Stage.SALES_QUALIFIED].reason is None


def test_a_stage_nobody_came_to_has_no_history() -> None:
    assert standing(two_a_day())[Stage.CUSTOMER].forecast is None


@pytest.mark.parametrize("label", ["2026-11", "2026-10", "2026-Q4", "2026-Q2"])
def test_on_the_sample_company_delivered_is_what_follow_up_counts(label: str) -> None:
    now = sample_companies.situation(sample_companies.company())
    known = build(Leads().funnel(), now.handovers, now.counts, now.edge.now)
    begin, end = read(label).bounds(now.calendar)
    inside = (now.handovers.handed_over.at >= begin) & (now.handovers.handed_over.at < end)
    rows = np.flatnonzero(inside & now.handovers.returned_in_time).tolist()
    reasons = [list(ReturnReason)[now.handovers.return_reason[row]].value for row in rows]
    returned = [why for why in reasons if why not in ("no_need_now", "in_dialogue")]
    goal = stage_goals(now, known, read(label))[2]
    assert goal.delivered == Delivered(int(inside.sum()), len(returned))
    if label == "2026-11":
        assert goal.delivered == now.delivered
