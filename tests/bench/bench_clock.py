"""The clock against the packages people use instead, in one run: `python -m tests.bench.bench_clock`.

A million random leads of eleven years in Norwegian office hours and public holidays. The others are timed on a
sample and reckoned per lead; all answers of the sample are compared. Exits 1 when a bar is missed.
"""

import sys
import time
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
from tests.core.slow_calendar import SlowCalendar

LEADS = 1_000_000
SAMPLE = 400
HOUR = 3_600
OSLO = ZoneInfo("Europe/Oslo")
PYTZ_OSLO = pytz.timezone("Europe/Oslo")  # the only kind businesstimedelta takes
HOURS = {day: [("08:00", "16:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
CLOSED = dict(holidays.country_holidays("NO", years=range(2014, 2029)))


def seconds(work: Callable[[], object], runs: int) -> float:
    """Median time of one run, after a first one that does not count."""
    work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)


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


def check_answers(calendar: WorkingCalendar, leads: Leads, theirs: list[list[int]]) -> None:
    """Compare with the slow calendar, with businesstimedelta, and with pandas (which leaves closing time)."""
    deadlines = calendar.deadline(leads.starts, leads.amounts)
    elapsed = calendar.working_seconds_between(leads.starts, leads.ends)
    slow = SlowCalendar("Europe/Oslo", HOURS, CLOSED)
    starts, amounts, ends = leads.sample
    assert deadlines[:SAMPLE].tolist() == list(map(slow.deadline, starts, amounts)) == theirs[0]
    assert elapsed[:SAMPLE].tolist() == list(map(slow.working_seconds_between, starts, ends)) == theirs[1]
    assert calendar.deadline(deadlines[:SAMPLE], 0).tolist() == theirs[2]
    assert (calendar.working_seconds_between(leads.starts, deadlines) == leads.amounts).all()


def fifteen_years() -> None:
    """What a new process does before its first answer: find the zone's changes, build the table."""
    _changes.cache_clear()
    calendar = WorkingCalendar("Europe/Oslo", HOURS, CLOSED)
    calendar.working_seconds_between(*(int(datetime(y, 1, 1, tzinfo=OSLO).timestamp()) for y in (2013, 2026)))


def main() -> int:
    """Measure, print a line per figure, and return 1 if one misses its bar."""
    leads, calendar = Leads(), WorkingCalendar("Europe/Oslo", HOURS, CLOSED)
    package_deadlines, package_elapsed = business_time(leads)
    pandas_deadlines = custom_business_hour(leads)
    check_answers(calendar, leads, [package_deadlines(), package_elapsed(), pandas_deadlines()])
    deadline = seconds(lambda: calendar.deadline(leads.starts, leads.amounts), 9) / LEADS
    elapsed = seconds(lambda: calendar.working_seconds_between(leads.starts, leads.ends), 9) / LEADS
    built = seconds(fifteen_years, 9)
    ratios = [
        ("deadline, times as fast as businesstimedelta", package_deadlines, deadline, 4_000),
        ("deadline, times as fast as pandas CustomBusinessHour", pandas_deadlines, deadline, 1_000),
        ("working time between, times as fast as businesstimedelta", package_elapsed, elapsed, 5_000),
    ]
    print(f"deadline of {LEADS:,} leads: {deadline * LEADS * 1e3:.1f} ms")
    print(f"working time between of {LEADS:,} leads: {elapsed * LEADS * 1e3:.1f} ms")
    missed = built > 0.020
    print(f"table of fifteen years from nothing: {built * 1e3:.1f} ms (≤ 20 ms)")
    for name, theirs, ours, bar in ratios:
        ratio = seconds(theirs, 3) / SAMPLE / ours
        missed |= ratio < bar
        print(f"{name}: {ratio:,.0f} (≥ {bar:,})")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
