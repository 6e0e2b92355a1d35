"""Visits by month: what is known of a month, and which figures can be one.

A month is written YYYY-MM. Its visits are known as one figure for all sources, or by source, as a file told them.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sla_core.errors import SlaError
from sla_core.periods import month_of

MOST_VISITS = 10**9
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class MonthVisits:
    """What is known of a month. `total` is the figure for all sources, None where nobody gave one."""

    month: str
    total: int | None = None
    by_source: tuple[tuple[str, int], ...] = ()

    @property
    def counted(self) -> int | None:
        """The visits of the month, None where nothing is known: what the sources add up to goes before a total."""
        return sum(visits for _, visits in self.by_source) if self.by_source else self.total

    @property
    def first_day(self) -> date:
        """The day on which the month begins."""
        return date.fromisoformat(f"{self.month}-01")


def latest_months(today: date, whole: int) -> list[str]:
    """Return the running month and the `whole` months before it, newest first."""
    months = [month_of(today)]
    for _ in range(whole):
        months.append(month_of(months[-1] - timedelta(days=1)))
    return [f"{month:%Y-%m}" for month in months]


def check(month: str, visits: int | None) -> None:
    """Raise `SlaError` for what is no month or no number of visits; None says that there is no figure."""
    if not _MONTH.fullmatch(month):
        raise SlaError("{month} is not a month: 2026-10 is one.", month=month)
    is_count = isinstance(visits, int) and not isinstance(visits, bool) and 0 <= visits <= MOST_VISITS
    if visits is not None and not is_count:
        raise SlaError(
            "{visits} is not a number of visits: a whole number from 0 to 1,000,000,000 is.", visits=visits
        )
