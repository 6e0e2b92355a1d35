"""The clock of the agreement: working time between instants, and instants after working time.

Instants are UTC epoch seconds from 1970 to 2200. A whole number in gives an `int` out, an integer array
an int64 array; arguments broadcast, an empty array stays empty. What a caller can get wrong raises `SlaError`.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sla_core.columns import Instants, Seconds
from sla_core.errors import SlaError
from sla_core.working_hours import (
    DAY,
    Hours,
    day_number,
    day_of,
    read_closed,
    read_date,
    read_week,
    read_zone,
)
from sla_core.working_table import (
    LAST_YEAR,
    TEN_YEARS,
    GrowingTable,
    Positions,
    Table,
    no_working_time,
    out_of_range,
)

Days: TypeAlias = NDArray[np.datetime64]
_END: Final = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp())


class Step(NamedTuple):
    """One line of a walk: an opening of a local date with the time counted in it, or why nothing was counted.

    `opens` and `closes` are the whole opening as agreed (UTC seconds), also where the walk begins or ends
    within it; None where nothing is open. `seconds` is what was counted, negative in a walk backwards.
    `reason` is `open`, `exception` (hours of that date only, or closed by one), `weekend` (a weekday without
    hours), `holiday:NAME` (closed by name), `closed:` (closed without a name), or `before_opening`: a date
    with hours, where the walk begins outside them or ends before any.
    """

    date: date
    opens: int | None
    closes: int | None
    seconds: int
    reason: str


class WorkingCalendar:
    """Working hours of a time zone with closed days and one-day exceptions.

    Intervals are [begin, end) local; an end before its beginning is overnight and belongs to the day it
    begins on; "24:00" may end one. A missing weekday is closed. An exception beats a closed day. Dates may be
    `date`s or ISO texts.
    """

    def __init__(
        self,
        time_zone: str,
        hours: Mapping[str, Hours],
        closed: Mapping[date, str] | Mapping[str, str] | Collection[date] = (),
        exceptions: Mapping[date, Hours] | Mapping[str, Hours] | None = None,
    ) -> None:
        self._closed = read_closed(closed)
        self._hours = dict(hours)
        self._exceptions = {read_date(day): given for day, given in (exceptions or {}).items()}
        self._week = read_week(self._hours, self._closed, self._exceptions)
        self._zone = read_zone(time_zone)
        self._tables = GrowingTable(self._zone, self._week)

    @property
    def time_zone(self) -> str:
        """The zone's name."""
        return self._zone

    @property
    def hours(self) -> Mapping[str, Hours]:
        """Intervals of each weekday, as given."""
        return MappingProxyType(self._hours)

    @property
    def closed(self) -> Mapping[date, str]:
        """Closed days and their names, empty where they have none."""
        return MappingProxyType(self._closed)

    @property
    def exceptions(self) -> Mapping[date, Hours]:
        """Days with intervals of their own."""
        return MappingProxyType(self._exceptions)

    @overload
    def working_seconds_between(self, start: int, end: int) -> int: ...
    @overload
    def working_seconds_between(self, start: Instants, end: Instants | int) -> Seconds: ...
    @overload
    def working_seconds_between(self, start: int, end: Instants) -> Seconds: ...
    def working_seconds_between(self, start: int | Instants, end: int | Instants) -> Any:
        """Return the working time from start to end, negative when the end is before the start."""
        begins, ends = _instants(start), _instants(end)
        table = self._tables.covering(begins, ends)
        return _shaped(table.work_before(ends) - table.work_before(begins), start, end)

    @overload
    def deadline(self, start: int, working_seconds: int) -> int: ...
    @overload
    def deadline(self, start: Instants, working_seconds: Seconds | int) -> Instants: ...
    @overload
    def deadline(self, start: int, working_seconds: Seconds) -> Instants: ...
    def deadline(self, start: int | Instants, working_seconds: int | Seconds) -> Any:
        """Return the first instant at which so much working time has passed since the start.

        A deadline on closing time is closing time. Amount 0 gives the next open instant: the start itself
        when open, and at closing time the next opening.
        """
        begins, amounts = _instants(start), _amounts(working_seconds)
        rest = np.maximum(amounts, 1) - 1
        table, work = self._tables.settled(
            begins, lambda table: (table.work_before(begins) + rest, table.seconds)
        )
        return self._answer(table, begins, table.instant(work) + (amounts > 0), start, working_seconds)

    @overload
    def before(self, end: int, working_seconds: int) -> int: ...
    @overload
    def before(self, end: Instants, working_seconds: Seconds | int) -> Instants: ...
    @overload
    def before(self, end: int, working_seconds: Seconds) -> Instants: ...
    def before(self, end: int | Instants, working_seconds: int | Seconds) -> Any:
        """Return the last instant from which so much working time runs to the end: `deadline` in a mirror.

        On opening time it is opening time. Amount 0 gives the end itself within hours or on closing time,
        otherwise the closing before it.
        """
        ends, amounts = _instants(end), _amounts(working_seconds)
        rest = np.maximum(amounts, 1)
        table, work = self._tables.settled(
            ends, lambda table: (table.work_before(ends) - rest, table.seconds)
        )
        return self._answer(table, ends, table.instant(work) + (amounts == 0), end, working_seconds)

    @overload
    def deadline_days(self, start: int, days: int) -> int: ...
    @overload
    def deadline_days(self, start: Instants, days: Positions | int) -> Instants: ...
    @overload
    def deadline_days(self, start: int, days: Positions) -> Instants: ...
    def deadline_days(self, start: int | Instants, days: int | Positions) -> Any:
        """Return the closing time of the n-th working day after the one on which the start falls.

        A start outside hours belongs to the next opening's day. 0 days: closing time of that day itself.
        """
        begins, amounts = _instants(start), _amounts(days)
        table, on = self._tables.settled(
            begins, lambda table: (table.working_day(begins) + amounts, table.last_closings.size)
        )
        return self._answer(table, begins, table.last_closings[on], start, days)

    @overload
    def before_days(self, end: int, days: int) -> int: ...
    @overload
    def before_days(self, end: Instants, days: Positions | int) -> Instants: ...
    @overload
    def before_days(self, end: int, days: Positions) -> Instants: ...
    def before_days(self, end: int | Instants, days: int | Positions) -> Any:
        """Return the opening time of the n-th working day before the one on which the end falls.

        An end outside hours belongs to the next opening's day. 0 days: opening time of that day itself.
        """
        ends, amounts = _instants(end), _amounts(days)
        table, on = self._tables.settled(
            ends, lambda table: (table.working_day(ends) - amounts, table.first_openings.size)
        )
        return self._answer(table, ends, table.first_openings[on], end, days)

    def day_seconds(self, first: date, last: date) -> tuple[Days, Seconds]:
        """Return every local date from first to last and its working seconds, overnight where it begins."""
        low, high = day_number(read_date(first)), day_number(read_date(last)) + 1
        table = self._tables.covering(np.array([self.local_midnight(first), self.local_midnight(last)]))
        inside = slice(*np.searchsorted(table.dates, [low, high]))
        seconds = np.zeros(max(high - low, 0), dtype=np.int64)
        np.add.at(seconds, table.dates[inside] - low, (table.ends - table.starts)[inside])
        return np.arange(low, high).astype("datetime64[D]"), seconds

    def local_midnight(self, day: date) -> int:
        """Return the instant at which the local date begins (its first second where midnight is skipped)."""
        local = np.array([day_number(read_date(day)) * DAY])
        if not -DAY <= local[0] <= _END:
            raise out_of_range()
        return int(self._tables.covering(local).offsets.utc(local)[0])

    def local_days(self, instants: int | Instants) -> Days:
        """Return the local date of each instant."""
        asked = _instants(instants)
        local = self._tables.covering(asked).offsets.local(asked)
        return (local // DAY).astype("datetime64[D]").reshape(np.shape(instants))

    def walk(self, start: int, end: int) -> list[Step]:
        """Return the openings and closed days from start to end in order, each with the seconds counted.

        The seconds add up to `working_seconds_between(start, end)`. Every local date passed has a line; dates
        after the opening in which the walk ends have none.
        """
        first, last = sorted((int(_instants(start)[0]), int(_instants(end)[0])))
        table = self._tables.covering(np.array([first, last]))
        openings = table.openings(first, last)
        begun, ended = self.local_days(np.array([first, max(first, last - 1)])).astype(np.int64).tolist()
        waits = not openings or openings[0].opens > first
        if openings and openings[-1].closes >= last:
            ended = openings[-1].date
        steps: list[Step] = []
        since = min([begun, *(opening.date for opening in openings[:1])])
        for day in table.existing_days(since, ended).tolist():
            on, reason = day_of(day), self._week.reason(day)
            counted = [opening for opening in openings if opening.date == day]
            if not counted or (day == begun and waits):
                steps.append(Step(on, None, None, 0, "before_opening" if self._week.hours(day) else reason))
            for _, opens, closes in counted:
                seconds = min(closes, last) - max(opens, first)
                steps.append(Step(on, opens, closes, seconds if start <= end else -seconds, reason))
        return steps

    def _answer(self, table: Table, asked: Instants, found: Instants, *given: ArrayLike) -> Any:
        """Return what was found in the shape of what was given; raises SlaError where it is too far away."""
        for closes, opens in table.gaps_longer_than(TEN_YEARS):
            idle = np.minimum(np.maximum(asked, found), opens) - np.maximum(np.minimum(asked, found), closes)
            if idle.max(initial=0) > TEN_YEARS:
                raise no_working_time()
        _within_range(found)
        return _shaped(found, *given)


def _shaped(found: Instants, *given: ArrayLike) -> Any:
    shape = np.broadcast_shapes(*map(np.shape, given))
    return found.reshape(shape) if shape else int(found[0])


def _instants(value: ArrayLike) -> Instants:
    instants = _whole(value)
    if instants is None:
        raise SlaError("{value} is no instant: a whole number of UTC seconds is", value=_shown(value))
    return _within_range(instants)


def _amounts(value: ArrayLike) -> Seconds:
    amounts = _whole(value)
    if amounts is None:
        raise SlaError("{value} is no amount of working time: a whole number is", value=_shown(value))
    if amounts.min(initial=0) < 0:
        raise SlaError("An amount of working time cannot be negative: {value}", value=int(amounts.min()))
    if amounts.max(initial=0) > _END:
        raise out_of_range()
    return amounts


def _whole(value: ArrayLike) -> NDArray[np.int64] | None:
    column = np.atleast_1d(np.asarray(value))
    if column.dtype.kind not in "iu" and (column.size or column.dtype.kind != "f"):
        return None
    return column.astype(np.int64, copy=False)


def _shown(value: ArrayLike) -> str:
    return np.asarray(value).dtype.name if np.ndim(value) else repr(value)


def _within_range(instants: Instants) -> Instants:
    if instants.size and (instants.min() < 0 or instants.max() >= _END):
        raise out_of_range()
    return instants
