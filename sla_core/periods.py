"""Named periods: local dates, and the instants between which they lie in the agreement's zone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sla_core.i18n import Texts
from sla_core.working_calendar import WorkingCalendar


class PeriodName(StrEnum):
    """The periods that can be chosen; the value stands in the address."""

    THIS_WEEK = "this-week"
    LAST_WEEK = "last-week"
    LAST_7_DAYS = "last-7-days"
    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_QUARTER = "this-quarter"
    LAST_QUARTER = "last-quarter"
    ALL = "all"


@dataclass(frozen=True)
class Period:
    """Local dates from first to last, both inclusive; None where there is no bound."""

    name: PeriodName
    first: date | None
    last: date | None

    def bounds(self, calendar: WorkingCalendar) -> tuple[int | None, int | None]:
        """Return the instants [begin, end) between which the period lies."""
        begin = calendar.local_midnight(self.first) if self.first else None
        end = calendar.local_midnight(self.last + timedelta(days=1)) if self.last else None
        return begin, end


def period(name: PeriodName, today: date) -> Period:
    """Return the dates of a named period as seen from a day."""
    monday = today - timedelta(days=today.weekday())
    match name:
        case PeriodName.THIS_WEEK:
            return Period(name, monday, monday + timedelta(days=6))
        case PeriodName.LAST_WEEK:
            return Period(name, monday - timedelta(days=7), monday - timedelta(days=1))
        case PeriodName.LAST_7_DAYS:
            return Period(name, today - timedelta(days=6), today)
        case PeriodName.THIS_MONTH:
            return Period(name, month_of(today), next_month(today) - timedelta(days=1))
        case PeriodName.LAST_MONTH:
            last = month_of(today) - timedelta(days=1)
            return Period(name, month_of(last), last)
        case PeriodName.THIS_QUARTER:
            first = _quarter_of(today)
            last = next_month(next_month(next_month(first))) - timedelta(days=1)
            return Period(name, first, last)
        case PeriodName.LAST_QUARTER:
            last = _quarter_of(today) - timedelta(days=1)
            return Period(name, _quarter_of(last), last)
        case PeriodName.ALL:
            return Period(name, None, None)


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def _quarter_of(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def week_number(day: date) -> int:
    """Return the ISO week of a day."""
    return day.isocalendar().week


def words(of: Period, t: Texts) -> str:
    """Return the period as it stands in a sentence: `week 47`, `the last 7 days`, `November`, `Q4 2026`."""
    if of.first is None:
        return t("all time")
    match of.name:
        case PeriodName.THIS_WEEK | PeriodName.LAST_WEEK:
            return t("week {n}", n=week_number(of.first))
        case PeriodName.THIS_MONTH | PeriodName.LAST_MONTH:
            return t.month(of.first)
        case PeriodName.THIS_QUARTER | PeriodName.LAST_QUARTER:
            return t("Q{n} {year}", n=(of.first.month + 2) // 3, year=of.first.year)
        case _:
            return t("the last 7 days")
