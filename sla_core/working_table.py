"""The open intervals of some years on the UTC line, found again without searching.

A `Table` holds the intervals in order, with the working time before each, so that every question of the
calendar is a few array look-ups. It never changes once built and is shared between threads; `GrowingTable`
replaces it by a longer one when years are asked for that it lacks.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import NEVER, Instants, Seconds
from sla_core.errors import SlaError
from sla_core.working_hours import DAY, HOUR, DayNumbers, Week, day_number, offsets_of

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
TEN_YEARS: Final = 3_653 * DAY
_BLOCK: Final = (
    16_384  # elements worked on at a time: their intermediate results stay in the processor's cache
)

Positions: TypeAlias = NDArray[np.int64]


class Lookup:
    """Finds the first of rising `bounds` above a number: a table hour → candidate, then a few steps on.

    Stands in for `np.searchsorted(bounds, numbers, side="right")`, whose every halving is a cache miss. The
    hours are counted from a bound, so that whole-hour intervals need no further step in any time zone.
    """

    def __init__(self, bounds: Positions, low: int, high: int) -> None:
        self._origin = low - (low - int(bounds[0])) % HOUR if bounds.size else low
        into = bounds - self._origin
        hours = (max(high, int(bounds[-1]) if bounds.size else 0) - self._origin) // HOUR + 2
        self._first = np.cumsum(np.bincount(-(-into // HOUR), minlength=hours))
        inside = np.bincount(into[into % HOUR != 0] // HOUR)
        self._steps = int(inside.max(initial=0))
        self._bounds = np.append(bounds, NEVER)

    def __call__(self, numbers: Positions) -> Positions:
        """Return positions in bounds, their count where none is above; numbers lie in [low, high)."""
        found: Positions = self._first.take((numbers - self._origin) // HOUR)
        for _ in range(self._steps):
            found += self._bounds.take(found) <= numbers
        return found


class Opening(NamedTuple):
    """One interval: the day number it belongs to, from when until when."""

    date: int
    opens: int
    closes: int


class Table:
    """The open intervals of some local years on the UTC line, apart and in order.

    Where intervals overlap (over midnight, or pushed together by a skipped hour) the time counts once, for
    the earlier one. A local date that the zone skipped altogether has no intervals.
    """

    def __init__(self, zone: str, week: Week, first_year: int, last_year: int) -> None:
        self.first_year, self.last_year = first_year, last_year
        self.offsets = offsets_of(zone, first_year - 1, last_year + 1)
        first, last = day_number(date(first_year, 1, 1)), day_number(date(last_year, 12, 31))
        self.low, self.high = self.offsets.utc(np.array([first, last + 1]) * DAY).tolist()
        dates, starts, ends = self._apart(*week.spread(self.existing_days(first - 2, last)))
        # The first of these days only shows how far it reaches into the next.
        kept = (ends > starts) & (dates > first - 2)
        dates, starts, ends = dates[kept], starts[kept], ends[kept]
        self._lay(dates, starts, ends)

    def existing_days(self, first: int, last: int) -> DayNumbers:
        """Return the day numbers from first to last without dates that the zone skipped altogether."""
        days = np.arange(first, last + 1)
        return days[np.diff(self.offsets.utc(np.arange(first, last + 2) * DAY)) > 0]

    def _apart(self, dates: Positions, begin: Seconds, end: Seconds) -> tuple[Positions, Instants, Instants]:
        starts, ends = self.offsets.utc(begin), self.offsets.utc(end)
        order = np.argsort(starts, kind="stable")
        dates, starts, ends = dates[order], starts[order], ends[order]
        starts[1:] = np.maximum(starts[1:], np.maximum.accumulate(ends)[:-1])
        return dates, starts, ends

    def _lay(self, dates: Positions, starts: Instants, ends: Instants) -> None:
        before = np.concatenate([[0], np.cumsum(ends - starts)])
        self.seconds = int(before[-1])  # working time in the whole table
        self.dates, self.starts, self.ends = dates, starts, ends
        self._before: Seconds = before
        # What an instant is ahead of the working time before it, as long as it lies in the interval.
        self._shift: Seconds = np.append(starts - before[:-1], NEVER)
        self._by_time = Lookup(ends, min([self.low, *starts[:1].tolist()]), self.high)
        self._by_work = Lookup(before[1:], 0, 0)
        begins = np.flatnonzero(np.diff(dates, prepend=-NEVER))
        self.first_openings = starts[begins]
        self.last_closings = ends[np.append(begins[1:], dates.size) - 1] if dates.size else ends
        self.longest_gap = int((np.append(starts, self.high) - np.append(self.low, ends)).max())
        self._working_day = np.append(np.cumsum(np.diff(dates, prepend=-NEVER) != 0) - 1, begins.size)

    def openings(self, first: int, last: int) -> list[Opening]:
        """Return the intervals in which time passes from first to last; for one instant, the one it is in."""
        low, high = np.searchsorted(self.ends, first, side="right"), np.searchsorted(self.starts, last)
        if first == last:
            high = np.searchsorted(self.starts, first, side="right")
        columns = (column[low:high].tolist() for column in (self.dates, self.starts, self.ends))
        return [Opening(*row) for row in zip(*columns, strict=True)]

    def gaps_longer_than(self, seconds: int) -> list[tuple[int, int]]:
        """Return (closing, opening) around every stretch without working time that is longer."""
        if self.longest_gap <= seconds:
            return []
        closes, opens = np.append(self.low, self.ends), np.append(self.starts, self.high)
        long = opens - closes > seconds
        return list(zip(closes[long].tolist(), opens[long].tolist(), strict=True))

    def working_day(self, instants: Instants) -> Positions:
        """Return each instant's working day, outside hours the next one, as a position in `first_openings`.

        Its length stands for none.
        """
        found: Positions = self._working_day.take(_blockwise(self._by_time, instants))
        return found

    def work_before(self, instants: Instants) -> Seconds:
        """Return the working time between the table's beginning and each instant."""

        def rule(block: Instants) -> Seconds:
            at = self._by_time(block)
            work: Seconds = np.maximum(self._before.take(at), block - self._shift.take(at))
            return work

        return _blockwise(rule, instants)

    def instant(self, work: Seconds) -> Instants:
        """Return the last instant before which there is so much working time; 0 ≤ work < seconds."""

        def rule(block: Seconds) -> Instants:
            shift: Seconds = self._shift.take(self._by_work(block))
            return block + shift

        return _blockwise(rule, work)


def _blockwise(
    rule: Callable[[NDArray[np.int64]], NDArray[np.int64]], column: NDArray[np.int64]
) -> Positions:
    if column.size <= _BLOCK:
        return rule(column)
    result = np.empty_like(column)
    for begin in range(0, column.size, _BLOCK):
        result[begin : begin + _BLOCK] = rule(column[begin : begin + _BLOCK])
    return result


class GrowingTable:
    """The table of one calendar, built for the years asked about and lengthened when others come."""

    def __init__(self, zone: str, week: Week) -> None:
        self._zone, self._week = zone, week
        self._table: Table | None = None

    def covering(self, *asked: Instants) -> Table:
        """Return a table that holds every instant asked for."""
        sized = [column for column in asked if column.size]
        if not sized:
            return self._table or Table(self._zone, self._week, FIRST_YEAR, FIRST_YEAR)
        low, high = int(min(map(np.min, sized))), int(max(map(np.max, sized)))
        table = self._table
        if table and table.low <= low and high < table.high:
            return table
        return self._with_years(_year(low) - 1, _year(high) + 1)

    def settled(
        self, asked: Instants, place: Callable[[Table], tuple[Positions, int]]
    ) -> tuple[Table, Positions]:
        """Return the positions that `place` finds, with a table long enough that all are in [0, its count).

        Raises SlaError where no table is: the calendar has no working time for ten years, or 2200 has passed.
        """
        table = self.covering(asked)
        positions, count = place(table)
        while positions.size and (positions.min() < 0 or positions.max() >= count):
            table = self._wider(table, asked, earlier=bool(positions.min() < 0))
            positions, count = place(table)
        return table, positions

    def _wider(self, table: Table, asked: Instants, *, earlier: bool) -> Table:
        if earlier:
            idle = min([int(asked.min()), *table.starts[:1].tolist()]) - table.low
            at_the_edge = table.first_year < FIRST_YEAR
        else:
            idle = table.high - max([int(asked.max()), *table.ends[-1:].tolist()])
            at_the_edge = table.last_year > LAST_YEAR
        if idle > TEN_YEARS:
            raise no_working_time()
        if at_the_edge:
            raise out_of_range()
        return self._with_years(table.first_year - earlier, table.last_year + (not earlier))

    def _with_years(self, first_year: int, last_year: int) -> Table:
        """Lengthen the table to these years and, on that side, by half of what there was: growing stays rare."""
        table = self._table
        if table:
            more = (table.last_year - table.first_year) // 2
            earlier, later = first_year < table.first_year, last_year > table.last_year
            first_year = first_year - more if earlier else table.first_year
            last_year = last_year + more if later else table.last_year
        first_year, last_year = max(first_year, FIRST_YEAR - 1), min(last_year, LAST_YEAR + 1)
        self._table = longer = Table(self._zone, self._week, first_year, last_year)
        return longer


def out_of_range() -> SlaError:
    """Return the error of an instant before 1970 or after 2200, asked for or reached."""
    return SlaError("Working time is known from 1970 to 2200 only")


def no_working_time() -> SlaError:
    """Return the error of a wait that would take more than ten years."""
    return SlaError("No working time within ten years")


def _year(instant: int) -> int:
    return datetime.fromtimestamp(instant, UTC).year
