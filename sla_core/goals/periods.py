"""The periods that goals are set for: calendar months and quarters, written `2026-11` and `2026-Q4`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sla_core.errors import NotPossible
from sla_core.i18n import Texts
from sla_core.periods import month_of, next_month
from sla_core.working_calendar import WorkingCalendar

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1971, 2199  # the years whose every instant the clock knows


@dataclass(frozen=True)
class GoalPeriod:
    """A calendar month or quarter: its months by their first days, in order."""

    months: tuple[date, ...]

    @property
    def first(self) -> date:
        """The first day."""
        return self.months[0]

    @property
    def last(self) -> date:
        """The last day."""
        return next_month(self.months[-1]) - timedelta(days=1)

    @property
    def is_quarter(self) -> bool:
        """Whether this is a quarter, not a month."""
        return len(self.months) > 1

    @property
    def label(self) -> str:
        """The period as it stands in an address: `2026-11`, `2026-Q4`."""
        if self.is_quarter:
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return f"{self.first:%Y-%m}"

    def bounds(self, calendar: WorkingCalendar) -> tuple[int, int]:
        """Return the instants [begin, end) between which the period lies."""
        return calendar.local_midnight(self.first), calendar.local_midnight(next_month(self.months[-1]))

    def words(self, t: Texts) -> str:
        """Return the period as it stands in a sentence: `November 2026`, `Q4 2026`."""
        if self.is_quarter:
            return t("Q{n} {year}", n=(self.first.month + 2) // 3, year=self.first.year)
        return t.day(self.first, "yMMMM")


def month(day: date) -> GoalPeriod:
    """Return the month that a day lies in."""
    return GoalPeriod((month_of(day),))


def quarter(day: date) -> GoalPeriod:
    """Return the quarter that a day lies in."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    second = next_month(first)
    return GoalPeriod((first, second, next_month(second)))


def read(label: str) -> GoalPeriod:
    """Return the period of a label; raises `NotPossible` for what is neither a month nor a quarter."""
    if (found := _MONTH.fullmatch(label)) and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return month(date(int(found[1]), int(found[2]), 1))
    if (found := _QUARTER.fullmatch(label)) and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return quarter(date(int(found[1]), 3 * int(found[2]), 1))
    raise NotPossible(
        "{period} is neither a month nor a quarter; write it as 2026-11 or 2026-Q4.", period=label
    )


def whole_months(today: date, count: int) -> tuple[date, ...]:
    """Return the first days of so many months before the running one, the oldest first."""
    found: list[date] = []
    begin = month_of(today)
    for _ in range(count):
        begin = month_of(begin - timedelta(days=1))
        found.insert(0, begin)
    return tuple(found)
