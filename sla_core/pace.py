"""Where a promised number should be by now, and where it is.

Expected = target × working time that has passed ÷ working time of the period. Fractions are kept as such and
rounded up at display: whoever has delivered the shown number has delivered enough.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from sla_core.agreement import AgreementVersion, in_force_at
from sla_core.columns import Flags, Instants
from sla_core.follow_up.judging import handed_over_in, not_delivered
from sla_core.handovers import Handovers
from sla_core.handovers.limits import Versions
from sla_core.leads import Stage
from sla_core.periods import next_month
from sla_core.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class Pace:
    """A number reached in a running period, expected by now, promised for all of it; None without target."""

    reached: int
    expected: Fraction | None
    target: int | None

    @property
    def needed(self) -> int | None:
        """The least whole number that meets what is expected by now."""
        return None if self.expected is None else math.ceil(self.expected)

    @property
    def deviation(self) -> int | None:
        """How many more (or, negative, fewer) were reached than needed."""
        return None if self.needed is None else self.reached - self.needed


@dataclass(frozen=True)
class PaceDay:
    """A working day of a month: what was delivered by its end (None: still to come) and what is expected."""

    day: date
    delivered: int | None
    expected: Fraction | None


def share_elapsed(calendar: WorkingCalendar, begin: int, end: int, now: int) -> Fraction:
    """Return the share (0–1) of the working time in [begin, end) that has passed at `now`.

    In a period without working time, that of the clock.
    """
    passed = min(max(now, begin), end)
    total = calendar.working_seconds_between(begin, end)
    if total == 0:
        return Fraction(passed - begin, end - begin)
    return Fraction(calendar.working_seconds_between(begin, passed), total)


def month_bounds(calendar: WorkingCalendar, month: date) -> tuple[int, int]:
    """Return the instants [begin, end) of the month that a date lies in."""
    first = month.replace(day=1)
    return calendar.local_midnight(first), calendar.local_midnight(next_month(first))


def target(versions: Versions, month: date, stage: Stage, now: int) -> int | None:
    """Return a month's target, by the version in force at its last instant (a running month: now)."""
    in_force_now = in_force_at(list(versions), now)
    _, end = month_bounds(in_force_now.terms.calendar.build(), month)
    judged_by = in_force_at(list(versions), min(end - 1, now))
    targets = judged_by.terms.marketing.targets.get(f"{month:%Y-%m}")
    if targets is None:
        return None
    wanted = {
        Stage.LEAD: targets.leads,
        Stage.MARKETING_QUALIFIED: targets.marketing_qualified,
        Stage.SALES_QUALIFIED: targets.sales_qualified,
        Stage.CUSTOMER: targets.customers,
    }
    return wanted[stage]


def month_pace(versions: Versions, month: date, stage: Stage, *, reached: int, now: int) -> Pace:
    """Return how a month goes against its target."""
    promised = target(versions, month, stage, now)
    if promised is None:
        return Pace(reached, None, None)
    calendar = in_force_at(list(versions), now).terms.calendar.build()
    return Pace(reached, promised * share_elapsed(calendar, *month_bounds(calendar, month), now), promised)


def year_pace(versions: Versions, year: int, stage: Stage, *, reached: int, now: int) -> Pace:
    """Return how a year goes against the sum of its months' targets; months without one add nothing."""
    months = [
        month_pace(versions, date(year, number, 1), stage, reached=0, now=now) for number in range(1, 13)
    ]
    with_target = [month for month in months if month.target is not None]
    if not with_target:
        return Pace(reached, None, None)
    expected = sum((month.expected or Fraction(0) for month in with_target), Fraction(0))
    return Pace(reached, expected, sum(month.target or 0 for month in with_target))


def delivery_days(
    handovers: Handovers,
    version: AgreementVersion,
    month: Pace,
    today: date,
    now: int,
    counts: Flags | None = None,
) -> list[PaceDay]:
    """Return the working days of today's month with what was delivered (net, of what counts) by the end of each.

    What comes between two working days counts with the earlier one, so that the last bar is the figure of
    now. The expectation at today is that of `now`, at other days that of closing time.
    """
    calendar = version.terms.calendar.build()
    begin, end = month_bounds(calendar, today)
    days, seconds = calendar.day_seconds(today.replace(day=1), next_month(today) - timedelta(days=1))
    open_days = [day.item() for day in days[seconds > 0]]
    total, passed = int(seconds.sum()), np.cumsum(seconds[seconds > 0])
    net = np.sort(_delivered_at(handovers, begin, end, counts))
    limits = [calendar.local_midnight(day) for day in open_days[1:]] + [end]
    made = []
    for day, limit, worked in zip(open_days, limits, passed.tolist(), strict=True):
        count = int(np.searchsorted(net, min(limit, now + 1))) if day <= today else None
        expected = None if month.target is None else month.target * Fraction(worked, total)
        made.append(PaceDay(day, count, month.expected if day == today else expected))
    return made


def _delivered_at(handovers: Handovers, begin: int, end: int, counts: Flags | None) -> Instants:
    """Return when each handover of [begin, end) that counts as delivered took place."""
    rows = handed_over_in(handovers, begin, end, counts) & ~not_delivered(handovers)
    return handovers.handed_over.at[rows]
