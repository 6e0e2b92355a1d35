"""The days that a report is about, as they are typed: local and inclusive."""

import argparse
from datetime import date, datetime

from sla_core.errors import NotPossible
from sla_core.working_table import FIRST_YEAR, LAST_YEAR


def period(arguments: argparse.Namespace) -> tuple[date | None, date | None]:
    """Return first and last day (None = without bound); raises `NotPossible` for what is no period."""
    first, last = _day(arguments.first), _day(arguments.last)
    if first and last and first > last:
        raise NotPossible("The period ends before it begins.")
    return first, last


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        day = datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise NotPossible(
            "{day} is not a day; write it as year, month and day: 2026-11-30", day=given
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotPossible(
            "{day} lies outside the years {first} to {last}.", day=given, first=FIRST_YEAR, last=LAST_YEAR
        )
    return day
