"""What is promised of the funnel's stages in a month or quarter, and the period before it to compare with."""

from collections.abc import Mapping
from datetime import timedelta

from sla_core.follow_up.judging import delivered
from sla_core.goals.periods import GoalPeriod, month, quarter
from sla_core.goals.targets import STAGES, period_pace
from sla_core.leads import Stage
from sla_core.pace import Pace
from sla_core.situation import Situation


def paces(of: GoalPeriod, entered: Mapping[Stage, int], now: Situation) -> dict[Stage, Pace]:
    """Return how each stage that has targets goes in a period, as the goals tell it.

    Reached is who passed the stage; of sales qualified leads, what was delivered: the promise counts handovers
    less those that sales returned in time.
    """
    begin, end = of.bounds(now.calendar)
    net = delivered(now.handovers, begin, min(end, now.edge.now + 1), now.counts).net
    reached = {**entered, Stage.SALES_QUALIFIED: net}
    return {
        stage: period_pace(now.versions, of, stage, reached=reached[stage], now=now.edge.now)
        for stage in STAGES
    }


def before(of: GoalPeriod) -> GoalPeriod:
    """Return the month or quarter before."""
    last = of.first - timedelta(days=1)
    return quarter(last) if of.is_quarter else month(last)


def is_over(of: GoalPeriod, now: Situation) -> bool:
    """Whether a period has ended."""
    return of.last < now.today


def bounds_before(of: GoalPeriod, now: Situation) -> tuple[int, int]:
    """Return [begin, end) of the period before; of one that still runs, as many days and hours as have passed of it."""
    begin, end = before(of).bounds(now.calendar)
    if is_over(of, now):
        return begin, end
    same_day = before(of).first + (now.today - of.first)
    time_of_day = now.edge.now - now.calendar.local_midnight(now.today)
    return begin, min(now.calendar.local_midnight(same_day) + time_of_day, end)
