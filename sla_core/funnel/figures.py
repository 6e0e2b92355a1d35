"""The figures of the funnel: flow, stock, rates between stages, cohorts, times, and what they are by group.

Periods are [begin, end) in UTC seconds, None where there is no bound. Whoever has no date is in no period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from sla_core.columns import Flags, Instants
from sla_core.facts import Codes
from sla_core.follow_up.judging import quantile
from sla_core.funnel.facts import Groups
from sla_core.funnel.passes import PAIRS, STAGES, Funnel, Table, inside
from sla_core.goals.rates import Rate
from sla_core.leads import Stage
from sla_core.periods import month_of, next_month
from sla_core.working_calendar import WorkingCalendar

Passing = Sequence[Flags]  # by rank: which leads passed the stage in a period


class Grain(StrEnum):
    """How long a cohort is."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Flow:
    """How many leads passed each stage in a period, and how many of them skipped it.

    `undated`: passed at a time nobody wrote down, so in no period.
    """

    entered: dict[Stage, int]
    skipped: dict[Stage, int]
    undated: dict[Stage, int]


@dataclass(frozen=True)
class Step:
    """How many of the leads that passed a stage in a period went on to the next one, up to now.

    `ripe`: as much time has passed since the period as nine of ten took that ever went on.
    """

    earlier: Stage
    later: Stage
    went_on: Rate
    ripe: bool


@dataclass(frozen=True)
class Cohort:
    """The leads created from `first` on, and how many of them became customers, up to now."""

    first: date
    won: Rate
    ripe: bool


@dataclass(frozen=True)
class StepTime:
    """How long leads took from one stage to another: seconds on the clock, None without any."""

    earlier: Stage
    later: Stage
    n: int
    median: int | None
    p90: int | None


@dataclass(frozen=True)
class Group:
    """A value, the leads created in a period that have it, and how many with it passed each stage in the period."""

    value: str
    won: Rate
    entered: dict[Stage, int]


def passing(known: Funnel, begin: int | None, end: int | None) -> Passing:
    """Return which leads passed each stage in a period."""
    return [known.passing(stage, begin, end) for stage in STAGES]


def flow(known: Funnel, chosen: Passing) -> Flow:
    """Return how many leads passed each stage in the period of `passing`."""
    skipped = (rows & ~itself for rows, itself in zip(chosen, known.entered, strict=True))
    return Flow(
        entered=_by_stage(map(_count, chosen)),
        skipped=_by_stage(map(_count, skipped)),
        undated=known.undated_by_stage,
    )


def _by_stage(counts: Iterable[int]) -> dict[Stage, int]:
    return dict(zip(STAGES, counts, strict=True))


def _count(rows: Flags) -> int:
    return int(np.count_nonzero(rows))


def steps(known: Funnel, chosen: Passing, end: int | None, *, now: int, least_cases: int) -> list[Step]:
    """Return the rates between neighbouring stages, of the leads that passed the earlier one in a period."""
    found = []
    for (earlier, later), late in zip(PAIRS[:-1], known.late, strict=False):
        rows = chosen[earlier]
        went_on = Rate(_count(rows & (known.reached >= later)), _count(rows), least_cases)
        found.append(Step(STAGES[earlier], STAGES[later], went_on, _is_over(end, late, now)))
    return found


def _is_over(end: int | None, seconds: int | None, now: int) -> bool:
    """Whether so much time has passed since the end of a period; not where nobody knows how much it takes."""
    return end is not None and seconds is not None and end + seconds <= now


def created(known: Funnel, begin: int | None, end: int | None, least_cases: int) -> Rate:
    """Return how many of the leads created in a period became customers, up to now, ripe or not."""
    won, leads = (_between(column, begin, end) for column in (known.begins_of_customers, known.begins))
    return Rate(len(won), len(leads), least_cases)


def _between(rising: Instants, begin: int | None, end: int | None) -> Instants:
    low = 0 if begin is None else np.searchsorted(rising, begin)
    high = len(rising) if end is None else np.searchsorted(rising, end)
    return rising[low:high]


def cohorts(
    known: Funnel,
    begin: int | None,
    end: int | None,
    *,
    calendar: WorkingCalendar,
    now: int,
    least_cases: int,
    grain: Grain = Grain.MONTH,
) -> list[Cohort]:
    """Return the cohorts of a period, oldest first, those that have leads. Their sum is `created`.

    Of a month that the period cuts, only what lies in the period is counted; it is ripe as a whole month.
    """
    begins = _between(known.begins, begin, end)
    if not len(begins):
        return []
    oldest, youngest = calendar.local_days(begins[[0, -1]]).tolist()
    starts = _starts(oldest, youngest, grain)
    limits = [calendar.local_midnight(day) for day in starts]
    found = []
    for first, low, high in zip(starts, limits, limits[1:], strict=False):
        since = low if begin is None else max(low, begin)
        won = created(known, since, high if end is None else min(high, end), least_cases)
        if won.of:
            found.append(Cohort(first, won, _is_over(high, known.late_journey, now)))
    return found


def _starts(first: date, last: date, grain: Grain) -> list[date]:
    """Return the first days of the months or weeks from that of `first` to the one after that of `last`."""
    monthly = grain is Grain.MONTH
    starts = [month_of(first) if monthly else first - timedelta(days=first.weekday())]
    while starts[-1] <= last:
        starts.append(next_month(starts[-1]) if monthly else starts[-1] + timedelta(days=7))
    return starts


def ripe(found: Sequence[Cohort], least_cases: int) -> Rate:
    """Return the rate over the ripe cohorts: the average, which the unripe would pull down."""
    chosen = [cohort.won for cohort in found if cohort.ripe]
    return Rate(sum(won.found for won in chosen), sum(won.of for won in chosen), least_cases)


def times(known: Funnel, begin: int | None, end: int | None) -> list[StepTime]:
    """Return the times between neighbouring stages, and last from lead to customer, of who came to the later one."""
    found = []
    for (earlier, later), lasted in zip(PAIRS, known.lasted, strict=True):
        seconds = lasted.seconds[np.flatnonzero(inside(lasted.ended, begin, end))]
        median, p90 = quantile(seconds, 0.5), quantile(seconds, 0.9)
        found.append(StepTime(STAGES[earlier], STAGES[later], len(seconds), median, p90))
    return found


def groups(
    known: Funnel, of: Groups, chosen: Passing, begin: int | None, end: int | None, least_cases: int
) -> list[Group]:
    """Return the figures of each value that occurs in a period, most leads first. Their sums are the totals."""
    code = of.code if len(of.code) == len(known.lead) else of.code[known.position]
    came = inside(known.created, begin, end)
    columns = [came, came & known.customer, *chosen]
    counted: Table = np.array([_by_code(code, rows, len(of.values)) for rows in columns])
    occurring = np.flatnonzero(counted.any(axis=0)).tolist()
    occurring.sort(key=lambda place: (-counted[0, place], of.values[place]))
    found = []
    for place in occurring:
        leads, won, *entered = counted[:, place].tolist()
        found.append(Group(of.values[place], Rate(won, leads, least_cases), _by_stage(entered)))
    return found


def _by_code(code: Codes, rows: Flags, count: int) -> Codes:
    return np.bincount(code[np.flatnonzero(rows)], minlength=count)
