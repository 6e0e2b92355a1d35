"""The clock against the packages people use instead, in one run: `python -m tests.bench.bench_clock`.

A million random leads of eleven years in Norwegian office hours and public holidays. The others are timed on a
sample and reckoned per lead; all answers of the sample are compared. Each round times both, in CPU seconds, and
gives a ratio. Exits 1 when a limit is missed.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from datetime import time as clock_time
from statistics import median
from zoneinfo import ZoneInfo

import businesstimedelta
import holidays
import numpy as np
import pandas as pd
import pytz

from sla_core.working_calendar import WorkingCalendar
from sla_core.working_hours import _changes
from tests.bench.measuring import Report, cpu_seconds
from tests.core.slow_calendar import SlowCalendar

LEADS = 1_000_000
SAMPLE = 400
ROUNDS = 5
HOUR = 3_600
OSLO = ZoneInfo("Europe/Oslo")
PYTZ_OSLO = pytz.timezone("Europe/Oslo")  # the only kind businesstimedelta takes
HOURS = {day: [("08:00", "16:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
CLOSED = dict(holidays.country_holidays("NO", years=range(2014, 2029)))


class Leads:
    """Random handovers with whole hours to respond in (pandas knows no other), and instants to measure to."""

    def __init__(self) -> None:
        chance = np.random.default_rng(2026)
        low, high = (int(datetime(year, 1, 1, tzinfo=OSLO).timestamp()) for year in (2015, 2026))
        self.starts = chance.integers(low, high, LEADS)
        self.amounts = chance.integers(1, 41, LEADS) * HOUR
        self.ends = self.starts + chance.integers(0, 30 * 24 * HOUR, LEADS)
        self.sample = [column[:SAMPLE].tolist() for column in (self.starts, self.amounts, self.ends)]


def business_time(leads: Leads) -> tuple[Callable[[], list[int]], Callable[[], list[int]]]:
    """Deadlines and working time of the sample by businesstimedelta, its rules and inputs made beforehand."""
    day = businesstimedelta.WorkDayRule(
        start_time=clock_time(8), end_time=clock_time(16), working_days=[0, 1, 2, 3, 4], tz=PYTZ_OSLO
    )
    rules = businesstimedelta.Rules([day, businesstimedelta.HolidayRule(CLOSED, tz=PYTZ_OSLO)])
    starts, ends = ([datetime.fromtimestamp(at, PYTZ_OSLO) for at in leads.sample[i]] for i in (0, 2))
    amounts = [businesstimedelta.BusinessTimeDelta(rules, seconds=amount) for amount in leads.sample[1]]
    return (
        lambda: [int((start + amount).timestamp()) for start, amount in zip(starts, amounts, strict=True)],
        lambda: [
            int(rules.difference(start, end).timedelta.total_seconds())
            for start, end in zip(starts, ends, strict=True)
        ],
    )


def custom_business_hour(leads: Leads) -> Callable[[], list[int]]:
    """Deadlines of the sample by pandas, one lead at a time as it works, one offset per amount made beforehand."""
    offsets = {
        n * HOUR: pd.offsets.CustomBusinessHour(n=n, start="08:00", end="16:00", holidays=list(CLOSED))
        for n in range(1, 41)
    }
    starts = [pd.Timestamp(at, unit="s", tz="Europe/Oslo") for at in leads.sample[0]]
    amounts = [offsets[amount] for amount in leads.sample[1]]
    return lambda: [int((start + n).timestamp()) for start, n in zip(starts, amounts, strict=True)]


def differing(calendar: WorkingCalendar, leads: Leads, theirs: list[list[int]]) -> int:
    """Return how many answers differ from the slow calendar's, from businesstimedelta's or from pandas'.

    pandas leaves closing time: its deadline there is the next opening. Of all leads, the working time up to the
    deadline must be the amount.
    """
    deadlines = calendar.deadline(leads.starts, leads.amounts)
    elapsed = calendar.working_seconds_between(leads.starts, leads.ends)
    slow = SlowCalendar("Europe/Oslo", HOURS, CLOSED)
    starts, amounts, ends = leads.sample
    pairs = [
        (deadlines[:SAMPLE], list(map(slow.deadline, starts, amounts))),
        (deadlines[:SAMPLE], theirs[0]),
        (elapsed[:SAMPLE], list(map(slow.working_seconds_between, starts, ends))),
        (elapsed[:SAMPLE], theirs[1]),
        (calendar.deadline(deadlines[:SAMPLE], 0), theirs[2]),
        (calendar.working_seconds_between(leads.starts, deadlines), leads.amounts),
    ]
    return sum(int(np.count_nonzero(ours != np.array(others))) for ours, others in pairs)


def fifteen_years() -> None:
    """What a new process does before its first answer: find the zone's changes, build the table."""
    _changes.cache_clear()
    calendar = WorkingCalendar("Europe/Oslo", HOURS, CLOSED)
    calendar.working_seconds_between(*(int(datetime(y, 1, 1, tzinfo=OSLO).timestamp()) for y in (2013, 2026)))


def main() -> int:
    """Measure, print a line per figure, and return 1 if one misses its limit."""
    leads, calendar, report = Leads(), WorkingCalendar("Europe/Oslo", HOURS, CLOSED), Report()
    package_deadlines, package_elapsed = business_time(leads)
    pandas_deadlines = custom_business_hour(leads)
    theirs = [package_deadlines(), package_elapsed(), pandas_deadlines()]
    report.none(
        f"answers of {SAMPLE} leads unlike the slow calendar's, businesstimedelta's or pandas'",
        differing(calendar, leads, theirs),
    )

    def deadline() -> object:
        return calendar.deadline(leads.starts, leads.amounts)

    def elapsed() -> object:
        return calendar.working_seconds_between(leads.starts, leads.ends)

    compared = [
        ("deadline, times as fast as businesstimedelta", package_deadlines, deadline, 4_000),
        ("deadline, times as fast as pandas CustomBusinessHour", pandas_deadlines, deadline, 1_000),
        ("working time between, times as fast as businesstimedelta", package_elapsed, elapsed, 5_000),
    ]
    for name, theirs, ours, limit in compared:
        report.least(name, [ratio(theirs, ours) for _ in range(ROUNDS)], limit)
    for name, ours in (("deadline", deadline), ("working time between", elapsed)):
        report.figure(
            f"{name} of {LEADS:,} leads", median(cpu_seconds(ours) * 1e3 for _ in range(9)), " ms of CPU"
        )
    built = [cpu_seconds(fifteen_years) * 1e3 for _ in range(9)]
    report.most("table of fifteen years from nothing", built, 20, " ms of CPU")
    return int(report.missed)


def ratio(theirs: Callable[[], object], ours: Callable[[], object]) -> float:
    """Return how many times as fast we are per lead, the two timed one right after the other."""
    return (cpu_seconds(theirs) / SAMPLE) / (cpu_seconds(ours) / LEADS)


if __name__ == "__main__":
    sys.exit(main())
