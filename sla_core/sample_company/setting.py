"""The frame of the sample company's year: its months, stories and draws of chance, all relative to `now`."""

import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import Instants, Seconds
from sla_core.working_calendar import WorkingCalendar

DAY = 86_400
HOUR = 3_600
ZONE = "Europe/Oslo"

MONTHS = 12  # full months before the running one
VERSIONS_BEGAN = (11, 7, 3)  # months ago, for versions 1, 2 and 3
MISSED_MONTH, OVERSHOT_MONTH = 5, 2  # months ago
STALE_WEEK = 8  # weeks ago
HOLIDAY_WEEKS = (15, 13)  # weeks ago: from, until
RECENT_DAYS = 20  # working days in which every stretch of follow-up keeps the promise

Shares = NDArray[np.float64]


def local_day(instant: int) -> date:
    """Return the date of an instant in the company's zone."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(ZONE)).date()


def month_begin(day: date, months: int) -> date:
    """Return the first day of the month so many months after the day's."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True)
class Setting:
    """When the story is told, how large it is, and by which working hours its people live."""

    now: int
    seed: int
    leads: int
    activities: int
    calendar: WorkingCalendar

    @property
    def today(self) -> date:
        """The local date of now."""
        return local_day(self.now)

    def month(self, months: int) -> int:
        """Return the instant at which the month so many months after the running one begins."""
        return self.calendar.local_midnight(month_begin(self.today, months))

    @property
    def begin(self) -> int:
        """The first instant of the story."""
        return self.month(-MONTHS)

    def week(self, weeks_ago: int) -> int:
        """Return the instant at which the week so many weeks ago began."""
        monday = self.today - timedelta(days=self.today.weekday() + 7 * weeks_ago)
        return self.calendar.local_midnight(monday)

    def chance(self, what: str) -> np.random.Generator:
        """Return the draws for one part of the story: a change elsewhere does not move them."""
        return np.random.default_rng([self.seed, zlib.crc32(what.encode())])

    def days(self) -> tuple[list[date], Instants]:
        """Return all days of the story up to today, and the instants at which they begin."""
        first = local_day(self.begin)
        days = [first + timedelta(days=n) for n in range((self.today - first).days + 1)]
        return days, np.array([self.calendar.local_midnight(day) for day in days], dtype=np.int64)

    def local_days(self, at: Instants) -> tuple[Instants, Seconds]:
        """Return the midnight before each instant, and how long its local day is."""
        days, place = np.unique(self.calendar.local_days(at), return_inverse=True)
        begins = [self.calendar.local_midnight(day) for day in days.tolist()]
        ends = [self.calendar.local_midnight(day + timedelta(days=1)) for day in days.tolist()]
        midnight = np.array(begins, dtype=np.int64)[place]
        return midnight, np.array(ends, dtype=np.int64)[place] - midnight

    def working_seconds_by_day(self) -> Seconds:
        """Return the working seconds of each day of the story, of today those that have passed."""
        _, seconds = self.calendar.day_seconds(local_day(self.begin), self.today)
        midnight = self.calendar.local_midnight(self.today)
        seconds[-1] = self.calendar.working_seconds_between(midnight, self.now)
        return seconds
