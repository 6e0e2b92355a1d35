"""Named periods: their dates, the instants they lie between, and how they are called."""

from datetime import date

import pytest

from sla_core.i18n import Language, Texts
from sla_core.periods import PeriodName, next_month, period, words
from sla_core.terms import CalendarTerms
from tests.core.episodes import at

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        (PeriodName.THIS_WEEK, "2026-11-16", "2026-11-22"),
        (PeriodName.LAST_WEEK, "2026-11-09", "2026-11-15"),
        (PeriodName.LAST_7_DAYS, "2026-11-14", "2026-11-20"),
        (PeriodName.THIS_MONTH, "2026-11-01", "2026-11-30"),
        (PeriodName.LAST_MONTH, "2026-10-01", "2026-10-31"),
        (PeriodName.THIS_QUARTER, "2026-10-01", "2026-12-31"),
        (PeriodName.LAST_QUARTER, "2026-07-01", "2026-09-30"),
    ],
)
def test_a_named_period_has_its_dates_as_seen_from_a_day(name: PeriodName, first: str, last: str) -> None:
    found = period(name, FRIDAY)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_all_time_has_no_bounds() -> None:
    assert period(PeriodName.ALL, FRIDAY).bounds(CalendarTerms().build()) == (None, None)


def test_a_month_in_which_the_clock_changes_begins_and_ends_at_local_midnight() -> None:
    october = period(PeriodName.LAST_MONTH, FRIDAY)
    assert october.bounds(CalendarTerms().build()) == (at("2026-10-01"), at("2026-11-01"))


def test_a_monday_begins_its_own_week_and_january_follows_december() -> None:
    assert period(PeriodName.THIS_WEEK, date(2026, 11, 23)).first == date(2026, 11, 23)
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert period(PeriodName.LAST_MONTH, date(2027, 1, 5)).first == date(2026, 12, 1)
    last_quarter = period(PeriodName.LAST_QUARTER, date(2027, 3, 31))
    assert (last_quarter.first, last_quarter.last) == (date(2026, 10, 1), date(2026, 12, 31))


def test_periods_are_called_by_week_month_and_quarter() -> None:
    t = Texts(Language.ENGLISH)
    names = (PeriodName.THIS_WEEK, PeriodName.THIS_MONTH, PeriodName.THIS_QUARTER, PeriodName.LAST_7_DAYS)
    told = [words(period(name, FRIDAY), t) for name in names]
    assert told == ["week 47", "November", "Q4 2026", "the last 7 days"]
    assert words(period(PeriodName.THIS_WEEK, date(2027, 1, 1)), t) == "week 53"
    assert words(period(PeriodName.LAST_QUARTER, date(2027, 1, 1)), t) == "Q4 2026"
