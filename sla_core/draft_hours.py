"""Working hours and closed days as people type them into the editors of a draft, read exactly or refused by name.

Every function names the day as its reader calls it, so that the sentence it raises can stand beside it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sla_core.draft_values import NAME, shown, text
from sla_core.errors import SlaError
from sla_core.working_hours import read_intervals, read_zone

_YEARS = range(2000, 2101)
_DOTTED = re.compile(r"\b(\d\d)\.(\d\d)\b")
_INTERVAL = re.compile(r"(\d\d:\d\d)\s*[-‐–—−]\s*(\d\d:\d\d)")

Intervals = list[list[str]]  # as in JSON: [["08:00", "12:00"], ["12:30", "16:00"]]


def time_zone(typed: str | None) -> str:
    """Return the name of a time zone."""
    name = (typed or "").strip()
    if len(name) > NAME:
        raise SlaError("There is no time zone {zone}", zone=shown(name))
    return read_zone(name)


def day_hours(day: str, typed: str | None) -> Intervals:
    """Return a day's hours from `08:00–12:00, 12:30–16:00`; nothing is closed. A hyphen will do for the dash.

    Raises `SlaError` with the day and what is wrong: a time that is none, hours that overlap or end as they begin.
    """
    found = _DOTTED.sub(r"\1:\2", (typed or "").strip())  # Norwegians write 08.00
    if not found:
        return []
    intervals = [list(_interval(day, part.strip(), found)) for part in re.split("[,;]", found)]
    read_intervals(day, intervals)
    return sorted(intervals)


def _interval(day: str, part: str, whole_text: str) -> tuple[str, str]:
    match = _INTERVAL.fullmatch(part)
    if not match:
        raise SlaError(
            "{day}: {interval} is not written as 08:00–16:00, from 00:00 to 24:00",
            day=day,
            interval=shown(part or whole_text),
        )
    return match[1], match[2]


def hours_as_typed(intervals: Iterable[Sequence[str]]) -> str:
    """Return a day's hours as one types them; nothing for a closed day."""
    return ", ".join(f"{begin}–{end}" for begin, end in intervals)


def day(typed: str | None) -> date | None:
    """Return a date of a table's cell (ISO, time of day left out), None for an empty one."""
    if not typed:
        return None
    try:
        found = date.fromisoformat(str(typed)[:10])
    except ValueError:
        raise SlaError("{day} is no date", day=shown(typed)) from None
    if found.year not in _YEARS:
        raise SlaError("{day} is not between 2000 and 2100.", day=found.isoformat())
    return found


Told = Callable[[date], str]  # a date as its reader writes it


def exceptions(rows: Iterable[tuple[str | None, str | None]], told: Told) -> dict[str, Intervals]:
    """Return hours of single days from rows of date and hours; empty hours close the day, an empty row is none."""
    found: dict[str, Intervals] = {}
    for when, hours in rows:
        on = day(when)
        if on is None and not (hours or "").strip():
            continue
        if on is None:
            raise SlaError("The hours {hours} have no date.", hours=shown((hours or "").strip()))
        if on.isoformat() in found:
            raise SlaError("{day} stands here twice.", day=told(on))
        found[on.isoformat()] = day_hours(told(on), hours)
    return found


def closed_days(rows: Iterable[tuple[str | None, str | None]], told: Told) -> dict[str, str]:
    """Return closed days from rows of date and name; an empty row is none."""
    found: dict[str, str] = {}
    for when, called in rows:
        on, name = day(when), (called or "").strip()
        if on is None and not name:
            continue
        if on is None:
            raise SlaError("“{name}” has no date.", name=shown(name))
        if not name:
            raise SlaError("{day} needs a name: why is it closed?", day=told(on))
        if on.isoformat() in found:
            raise SlaError("{day} stands here twice.", day=told(on))
        found[on.isoformat()] = text(told(on), name, NAME)
    return found
