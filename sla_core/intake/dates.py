"""One cell → a point on the wall clock: the forms in which people and CRMs write dates. Exact, not fast.

Nothing here knows a time zone: what carries no offset is a reading of the clock on the wall, and becomes an
instant in `instants`.
"""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from sla_core.intake.faults import Reason
from sla_core.intake.settings import DateOrder

DAY: Final = 86_400
HOUR: Final = 3_600
FIRST_YEAR, LAST_YEAR = 1970, 2200

_EPOCH = date(1970, 1, 1)
_EXCEL_EPOCH = date(1899, 12, 30)  # day 0, with Excel's 29 February 1900 counted


class Moment(NamedTuple):
    """Seconds since 1970-01-01 00:00 on the wall, or UTC where the cell told the offset; `grain` 0 = exact."""

    seconds: int
    zoned: bool
    grain: int  # 0, HOUR or DAY


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar januari",
            "feb february februar februari",
            "mar march mars",
            "apr april",
            "may mai maj",
            "jun june juni",
            "jul july juli",
            "aug august augusti",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december des desember",
        ),
        start=1,
    )
    for name in names.split()
}

_TIME = (
    r"(?:(?:T|,? +(?:at |kl\.? ?)?)(?P<hour>[0-9]{1,2})"
    r"(?:[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
_WEEKDAY = r"(?:[^\W\d]{2,9}\.?,? )?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        _WEEKDAY
        + r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -](?P<name>[^\W\d]{3,9})\.?,?[ -](?P<year>[0-9]{4})",
        _WEEKDAY + r"(?P<name>[^\W\d]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})",
    )
)
_NUMERIC = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<sign>[-/.])(?P<second_part>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4}|[0-9]{2})"
    + _TIME,
    re.IGNORECASE,
)
_SERIAL = re.compile(r"([0-9]{5,6})(?:[.,]([0-9]{1,15}))?")
_EPOCH_SECONDS = re.compile(r"([0-9]{10})(?:[0-9]{3})?")


def read_moment(text: str, order: DateOrder | None) -> Moment | Reason:
    """Return what a trimmed, filled cell says; `order` is the column's order of day and month where it is known."""
    text = " ".join(text.split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            month = (
                _MONTHS.get(found["name"].casefold(), 0) if "name" in form.groupindex else int(found["month"])
            )
            return _moment(found, int(found["year"]), month, int(found["day"]))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, order)
    return _counted(text)


def read_month(text: str) -> str | Reason:
    """Return the month of `2026-11`, `11/2026`, `Nov 2026` or a whole date, as `YYYY-MM`."""
    text = " ".join(text.split())
    if found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{4})", text):
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
    elif found := re.fullmatch(r"([^\W\d]{3,9})\.? ([0-9]{4})", text):
        year, month = int(found[2]), _MONTHS.get(found[1].casefold(), 0)
    else:
        moment = read_moment(text, None)
        if isinstance(moment, Reason):
            return moment
        year, month = _day_of(moment).year, _day_of(moment).month
    return (
        f"{year:04d}-{month:02d}" if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else Reason.BAD_DATE
    )


def month_of(moment: Moment) -> int:
    """Return the month, 1–12, that the clock showed."""
    return _day_of(moment).month


def _day_of(moment: Moment) -> date:
    return _EPOCH + timedelta(days=moment.seconds // DAY)


def _numeric(found: re.Match[str], order: DateOrder | None) -> Moment | Reason:
    first, second, year = int(found["first"]), int(found["second_part"]), int(found["year"])
    if len(found["year"]) == 2:
        return Reason.AMBIGUOUS_DATE  # of the century, if of nothing else
    if order is None:
        if found["sign"] == "." or first > 12 or first == second:
            order = "dmy"  # with dots nobody writes the month first
        elif second > 12:
            order = "mdy"
        else:
            return Reason.AMBIGUOUS_DATE
    if order == "ymd":
        return Reason.BAD_DATE
    month, day = (second, first) if order == "dmy" else (first, second)
    return _moment(found, year, month, day)


def _moment(found: re.Match[str], year: int, month: int, day: int) -> Moment | Reason:
    seconds = _midnight(year, month, day)
    if seconds is None:
        return Reason.BAD_DATE
    if found["hour"] is None:
        return Moment(seconds, False, DAY)
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        if not 1 <= hour <= 12:
            return Reason.BAD_DATE
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return Reason.BAD_DATE
    seconds += hour * HOUR + minute * 60 + second - _offset(found["zone"])
    return Moment(seconds, found["zone"] is not None, HOUR if found["minute"] is None else 0)


def _midnight(year: int, month: int, day: int) -> int | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return (date(year, month, day) - _EPOCH).days * DAY
    except ValueError:
        return None


def _offset(zone: str | None) -> int:
    if zone is None or zone[0] not in "+-":
        return 0
    seconds = int(zone[1:3]) * HOUR + int(zone[3:].lstrip(":") or 0) * 60
    return -seconds if zone[0] == "-" else seconds


def _counted(text: str) -> Moment | Reason:
    """Read Excel's day numbers and UTC epoch seconds or milliseconds: their lengths keep them apart."""
    if found := _SERIAL.fullmatch(text):
        midnight = (int(found[1]) - (_EPOCH - _EXCEL_EPOCH).days) * DAY
        if not 0 <= midnight < (LAST_YEAR - FIRST_YEAR + 1) * 365.2425 * DAY:
            return Reason.BAD_DATE
        if not (found[2] or "").strip("0"):
            return Moment(midnight, False, DAY)
        return Moment(midnight + round(float(f"0.{found[2]}") * DAY), False, 0)
    if found := _EPOCH_SECONDS.fullmatch(text):
        return Moment(int(found[1]), True, 0)
    return Reason.BAD_DATE
