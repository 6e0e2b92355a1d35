"""Opening hours as they are stated: local intervals, which of them a date has, and local time in UTC.

Hours are local and belong to the date they begin on; everything else counts UTC seconds.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import Instants, Seconds
from sla_core.errors import SlaError

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR: Final = 3_600
DAY: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()

Hours: TypeAlias = Sequence[Sequence[str]]  # one day's intervals: [("08:00", "12:00"), ("13:00", "16:00")]
Span: TypeAlias = tuple[int, int]  # seconds after local midnight; the end lies beyond 24 h when overnight
DayNumbers: TypeAlias = NDArray[np.int64]  # days since 1970-01-01


def day_number(day: date) -> int:
    """Return days since 1970-01-01, as numpy counts them."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Return the date of a day number."""
    return date.fromordinal(number + _EPOCH)


def read_zone(name: str) -> str:
    """Return the name of a time zone; raises SlaError where there is none."""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError, TypeError):
        raise SlaError("There is no time zone {zone}", zone=name) from None


def read_date(day: object) -> date:
    """Return a date, also from its ISO text; raises SlaError for anything else, a datetime included."""
    try:
        read = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        read = None
    if not isinstance(read, date) or isinstance(read, datetime):
        raise SlaError("{day} is no date", day=str(day))
    return read


def read_intervals(day: str, intervals: Iterable[Sequence[str]]) -> tuple[Span, ...]:
    """Return one day's intervals in order as seconds after midnight.

    Raises SlaError naming the day and the interval for a time that is none, an interval that ends when it
    begins, and intervals that overlap on the day. Those that only touch are fine.
    """
    spans = sorted(_span(day, interval) for interval in intervals)
    for one, other in pairwise(spans):
        if other[0] < one[1]:
            raise SlaError("{day}: {one} and {other} overlap", day=day, one=_text(one), other=_text(other))
    return tuple(spans)


def _span(day: str, interval: Sequence[str]) -> Span:
    shown = "–".join(map(str, interval)) if isinstance(interval, list | tuple) else str(interval)
    if not isinstance(interval, list | tuple) or len(interval) != 2:
        raise SlaError("{day}: {interval} is not a beginning and an end", day=day, interval=shown)
    begin, end = (_seconds(time) for time in interval)
    if begin is None or end is None or begin == DAY:
        raise SlaError(
            "{day}: {interval} is not written as 08:00–16:00, from 00:00 to 24:00", day=day, interval=shown
        )
    if begin == end:
        raise SlaError("{day}: {interval} ends when it begins", day=day, interval=shown)
    return begin, end if end > begin else end + DAY


def _seconds(time: str) -> int | None:
    found = isinstance(time, str) and re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00", time)
    if not found:
        return None
    return DAY if found[1] is None else int(found[1]) * HOUR + int(found[2]) * 60


def _text(span: Span) -> str:
    times = (second if second == DAY else second % DAY for second in span)
    return "–".join(f"{time // HOUR:02d}:{time % HOUR // 60:02d}" for time in times)


@dataclass(frozen=True)
class Week:
    """The rule for which hours a date has: an exception, else nothing when closed, else its weekday's."""

    weekdays: tuple[tuple[Span, ...], ...]
    closed: Mapping[int, str]  # day number -> name, empty where it has none
    exceptions: Mapping[int, tuple[Span, ...]]

    def hours(self, day: int) -> tuple[Span, ...]:
        """Return the intervals that begin on a day number."""
        regular = () if day in self.closed else self.weekdays[(day + 3) % 7]  # 1970-01-01 was a Thursday
        return self.exceptions.get(day, regular)

    def reason(self, day: int) -> str:
        """Return what decides the hours of a day number: see `working_calendar.Step`."""
        if day in self.exceptions:
            return "exception"
        if day in self.closed:
            return f"holiday:{self.closed[day]}" if self.closed[day] else "closed:"
        return "open" if self.hours(day) else "weekend"

    def spread(self, days: DayNumbers) -> tuple[DayNumbers, Seconds, Seconds]:
        """Return day, begin and end (local seconds) of every interval that begins on the days given."""
        exceptional = np.isin(days, [*self.exceptions])
        regular = days[~exceptional & ~np.isin(days, [*self.closed])]
        rows = [
            (regular[(regular + 3) % 7 == weekday], span)
            for weekday, spans in enumerate(self.weekdays)
            for span in spans
        ]
        rows += [(days[days == day], span) for day in days[exceptional] for span in self.exceptions[int(day)]]
        owner = np.concatenate([days[:0], *(on for on, _ in rows)])
        begin = np.concatenate([days[:0], *(on * DAY + span[0] for on, span in rows)])
        end = np.concatenate([days[:0], *(on * DAY + span[1] for on, span in rows)])
        return owner, begin, end


def read_week(
    hours: Mapping[str, Hours], closed: Mapping[date, str], exceptions: Mapping[date, Hours]
) -> Week:
    """Return the rule of stated hours; raises SlaError naming the day and the interval that cannot be."""
    for day in hours:
        if day not in WEEKDAYS:
            raise SlaError("{day} is no weekday: mon, tue, wed, thu, fri, sat, sun", day=day)
    return Week(
        tuple(read_intervals(day, hours.get(day, ())) for day in WEEKDAYS),
        {day_number(on): name for on, name in closed.items()},
        {day_number(on): read_intervals(on.isoformat(), given) for on, given in exceptions.items()},
    )


def read_closed(given: Mapping[date, str] | Mapping[str, str] | Collection[date]) -> dict[date, str]:
    """Return closed days with their names, empty ones for a plain collection."""
    names = given if isinstance(given, Mapping) else dict.fromkeys(given, "")
    return {read_date(day): name for day, name in names.items()}


class Offsets(NamedTuple):
    """The zone's distance from UTC over some years: `seconds[i]` holds until `changes[i]`."""

    changes: Instants
    seconds: Seconds  # east of UTC is positive; one more than changes

    def local(self, instants: Instants) -> Seconds:
        """Return local clock readings as seconds since 1970-01-01 00:00 local."""
        return instants + self.seconds[np.searchsorted(self.changes, instants, side="right")]

    def utc(self, local: Seconds) -> Instants:
        """Return the instants of local clock readings; one skipped or read twice takes the offset before."""
        until = self.changes + np.maximum(self.seconds[:-1], self.seconds[1:])
        return local - self.seconds[np.searchsorted(until, local, side="right")]


def offsets_of(zone: str, first_year: int, last_year: int) -> Offsets:
    """Return the zone's offsets, exact from the first year's first second to the last year's last (UTC)."""
    changes = [change for year in range(first_year, last_year + 1) for change in _changes(zone, year)]
    before = _offset(ZoneInfo(zone), _new_year(first_year))
    return Offsets(
        np.array([instant for instant, _ in changes], dtype=np.int64),
        np.array([before, *(offset for _, offset in changes)], dtype=np.int64),
    )


@cache
def _changes(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    """Return (instant, offset from then on) within a UTC year: one probe a day, then bisection."""
    info, end = ZoneInfo(zone), _new_year(year + 1)
    probes = [*range(_new_year(year), end, DAY), end]
    offsets = [_offset(info, probe) for probe in probes]
    days = zip(probes, probes[1:], offsets, offsets[1:], strict=False)
    return tuple((_change(info, low, high), after) for low, high, before, after in days if before != after)


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _offset(zone: ZoneInfo, instant: int) -> int:
    offset = datetime.fromtimestamp(instant, zone).utcoffset() or timedelta()
    return offset.days * DAY + offset.seconds


def _new_year(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
