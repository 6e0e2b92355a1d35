"""The way to a deadline in words: `Fri 20 15:30–16:00` · `30 min`, `Sat 21, Sun 22` · `closed`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sla_core.i18n import NBSP, Texts
from sla_core.lead.deadline_walk import DeadlineWalk, Line

UNBROKEN = "\u2060–\u2060"  # a dash at which no line ends
_FEW_OPENINGS = 3  # up to so many, what lies between them is told as well

Row = tuple[str, str]  # when, and what that makes


def rows(of: DeadlineWalk, zone: str, t: Texts) -> list[Row]:
    """Return a row per line; the last says what all of them make. A few lines have rows for nights and breaks too."""
    found: list[Row] = []
    with_gaps = sum(line.days for line in of.lines if line.is_open) <= _FEW_OPENINGS
    for before, line in zip((None, *of.lines), of.lines, strict=False):
        if with_gaps and before and before.is_open and line.is_open:
            found.append((t("Break") if before.last == line.first else t("Night"), t("closed")))
        found.append((_when(line, zone, t), _what(line, of, t)))
    return found


def _when(line: Line, zone: str, t: Texts) -> str:
    if line.begins is None or line.ends is None:
        return _days(line, t)
    times = _times(line.begins, line.ends, zone, t)
    if line.days == 1:
        return f"{_day(line.first, t)}{NBSP}{times}"
    days = t.plural("{n} day", "{n} days", line.days)
    return f"{_day(line.first, t)} – {_day(line.last, t)}, {days} {times}"


def _times(begins: int, ends: int, zone: str, t: Texts) -> str:
    opens, closes = t.time(begins, zone), t.time(ends, zone)
    return opens if begins == ends else f"{opens}{UNBROKEN}{closes}"


def _days(line: Line, t: Texts) -> str:
    first, last = _day(line.first, t), _day(line.last, t)
    if line.days == 1:
        return first
    return f"{first}, {last}" if line.days == 2 else f"{first} – {last}"


def _day(day: date, t: Texts) -> str:
    return t.day(day, "Ed").replace(" ", NBSP)


def _what(line: Line, of: DeadlineWalk, t: Texts) -> str:
    if not line.is_open:
        return _why(line, of, t)
    told = t.duration(_by_the_clock(line))
    if line is of.lines[-1] and sum(each.is_open for each in of.lines) > 1:
        return t("{time}, makes {limit}", time=told, limit=t.duration(sum(map(_by_the_clock, of.lines))))
    return told


def _by_the_clock(line: Line) -> int:
    """Return the seconds of a line between its times as they are told, to the minute: so that the rows add up."""
    if line.begins is None or line.ends is None:
        return 0
    return line.seconds + line.begins % 60 - line.ends % 60


def _why(line: Line, of: DeadlineWalk, t: Texts) -> str:
    kind, _, name = line.reason.partition(":")
    if kind == "holiday":
        return t("{name}, closed", name=name)
    if kind == "before_opening":
        opens = next((each.first for each in of.lines if each.is_open), line.first)
        return t("before opening") if opens == line.first else t("after closing")
    return t("closed")


def to_its_end(of: DeadlineWalk, zone: str, t: Texts) -> Row:
    """Return the row of what follows: the time over, or what the end left of the limit."""
    begin, end = sorted((of.due, of.end))
    when = _between(begin, end, zone, t)
    if of.end > of.due:
        return when, t("{time} over", time=t.duration(of.over))
    return when, t("{time} left", time=t.duration(of.left))


def _between(begin: int, end: int, zone: str, t: Texts) -> str:
    days = [_day(datetime.fromtimestamp(instant, ZoneInfo(zone)).date(), t) for instant in (begin, end)]
    times = [t.time(instant, zone) for instant in (begin, end)]
    if days[0] == days[1]:
        return f"{days[0]}{NBSP}{times[0]}{UNBROKEN}{times[1]}"
    return f"{days[0]}{NBSP}{times[0]} – {days[1]}{NBSP}{times[1]}"
