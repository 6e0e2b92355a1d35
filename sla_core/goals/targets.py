"""Targets: kept per month, summed for a quarter, judged by the version in force at each month's last instant."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sla_core.agreement import AgreementVersion
from sla_core.errors import SlaError
from sla_core.goals.periods import GoalPeriod
from sla_core.handovers.limits import Versions
from sla_core.leads import Stage
from sla_core.pace import Pace, month_pace, target
from sla_core.periods import next_month
from sla_core.working_calendar import WorkingCalendar

# The stages that have targets, in their order.
STAGES = (Stage.LEAD, Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED, Stage.CUSTOMER)
_BEFORE_ALL = -1  # an instant at which only version 0 is in force


@dataclass(frozen=True)
class TargetChange:
    """A month's target before its last change: what it was, until which instant, and the version that changed it."""

    month: date
    was: int | None
    until: int
    version: AgreementVersion


def period_pace(versions: Versions, period: GoalPeriod, stage: Stage, *, reached: int, now: int) -> Pace:
    """Return how a period goes: the sum of its months; months without a target add nothing.

    Of a period that has ended all of the target is expected, of one to come nothing.
    """
    months = [month_pace(versions, month, stage, reached=0, now=now) for month in period.months]
    targets = [month.target for month in months if month.target is not None]
    if not targets:
        return Pace(reached, None, None)
    expected = sum((month.expected for month in months if month.expected is not None), Fraction(0))
    return Pace(reached, expected, sum(targets))


def last_change(versions: Versions, month: date, stage: Stage, now: int) -> TargetChange | None:
    """Return how the target that judges a month came to be; None where it has been the same all along.

    Versions that come into force after the month's last instant (of a running or later month: after now) do not
    judge it and so change nothing.
    """
    begun = [v for v in versions if v.in_force_from is None or v.in_force_from <= now]
    begins = [_BEFORE_ALL if v.in_force_from is None else v.in_force_from for v in begun]
    agreed = [target(versions, month, stage, begin) for begin in begins]  # as it was when each began
    for place in reversed(range(1, len(begun))):
        if agreed[place] != agreed[place - 1]:
            return TargetChange(month, agreed[place - 1], begins[place], begun[place])
    return None


def split(total: int, period: GoalPeriod, calendar: WorkingCalendar) -> dict[date, int]:
    """Return a period's target per month: in proportion to working days, largest remainder first.

    The parts add up to the total. Of equal remainders the earlier month's comes first; a period without working
    days goes by its days. Raises `SlaError` for a negative total.
    """
    if total < 0:
        raise SlaError("A target cannot be negative: {target}", target=total)
    days = [_working_days(calendar, month) for month in period.months]
    if not any(days):
        days = [(next_month(month) - month).days for month in period.months]
    exact = [Fraction(total * n, sum(days)) for n in days]
    parts = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return dict(zip(period.months, parts, strict=True))


def split_at_least(
    total: int, period: GoalPeriod, calendar: WorkingCalendar, least: Mapping[date, int]
) -> dict[date, int]:
    """Return the same, but no month gets less than its `least`; the others share the rest.

    `total` is at least the sum of these.
    """
    found: dict[date, int] = {}
    while len(found) < len(period.months):
        left = GoalPeriod(tuple(month for month in period.months if month not in found))
        parts = split(total - sum(found.values()), left, calendar)
        low = {month: least[month] for month, part in parts.items() if part < least.get(month, 0)}
        found |= low or parts
    return {month: found[month] for month in period.months}


def _working_days(calendar: WorkingCalendar, month: date) -> int:
    _, seconds = calendar.day_seconds(month, next_month(month) - timedelta(days=1))
    return int((seconds > 0).sum())
