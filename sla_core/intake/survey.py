"""What only the whole file can tell, found in one pass ahead of the import.

The order of day and month in a column, the decimal sign of amounts, times of day that the export has spoilt,
and that the file is sound to its end. Nothing is decided that the rows do not show: an order that stays open
is asked for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sla_core.intake.dates import DAY, HOUR, Moment, month_of, read_moment
from sla_core.intake.faults import DatesUnclear
from sla_core.intake.numbers import DecimalSign, decimal_signs
from sla_core.intake.reading import Block, SourceFile
from sla_core.intake.settings import DateOrder

_NUMERIC = re.compile(r"^\s*([0-9]{1,2})[/-]([0-9]{1,2})[/-][0-9]{4}", re.MULTILINE)
_OTHER_OFFSET = re.compile(r":[0-9]{2}(?:[.,][0-9]+)? ?[+-][0-9]{2}")
_ENOUGH = 20  # different times of day before a pattern in them is no chance


@dataclass
class OrderEvidence:
    """The order of day and month that the cells of one column show. Dots need no evidence: the day comes first."""

    day_first: bool = False
    month_first: bool = False
    unclear: str | None = None

    def add(self, cells: Sequence[str]) -> None:
        """Look at more cells."""
        for found in _NUMERIC.finditer("\n".join(cells)):
            first, second = int(found[1]), int(found[2])
            self.day_first = self.day_first or first > 12
            self.month_first = self.month_first or second > 12
            if first != second and max(first, second) <= 12:
                self.unclear = self.unclear or found[0].strip()

    @property
    def is_open(self) -> bool:
        """Whether no cell shows an order."""
        return not (self.day_first or self.month_first)

    def order(self) -> DateOrder | None:
        """Return the one order shown, None when none or both were: then the unclear cells are errors of their rows."""
        if self.day_first == self.month_first:
            return None
        return "dmy" if self.day_first else "mdy"


@dataclass
class ClockEvidence:
    """Whether a column's times of day are the export's own invention: always midnight, or the month's number."""

    midnight: bool = True
    month_numbers: bool = True  # the minute is the number of this month or one of the two before
    hour_zero: bool = True
    minutes: set[int] = field(default_factory=set)
    different: set[str] = field(default_factory=set)

    def add(self, cells: Sequence[str]) -> None:
        """Look at more cells, as long as a pattern is possible."""
        for cell in set(cells):
            if not (self.midnight or self.month_numbers):
                return
            moment = read_moment(cell.strip(), None)
            if isinstance(moment, Moment) and not moment.grain:
                self._add(cell, moment)

    def _add(self, cell: str, moment: Moment) -> None:
        if len(self.different) < _ENOUGH:
            self.different.add(cell)
        hour, rest = divmod(moment.seconds % DAY, HOUR)
        minute, second = divmod(rest, 60)
        if _OTHER_OFFSET.search(cell):
            self.midnight = self.month_numbers = False
        self.midnight = self.midnight and moment.seconds % DAY == 0
        behind = (month_of(moment) - minute) % 12
        self.month_numbers = self.month_numbers and second == 0 and 1 <= minute <= 12 and behind <= 2
        self.hour_zero = self.hour_zero and hour == 0
        self.minutes.add(minute)

    def grain(self) -> int:
        """Return what the times are good for: DAY, HOUR, or 0 = as they stand."""
        if len(self.different) < _ENOUGH:
            return 0
        if self.midnight:
            return DAY
        if self.month_numbers and len(self.minutes) > 1:
            return DAY if self.hour_zero else HOUR
        return 0


@dataclass
class Survey:
    """What was seen, by header."""

    records: int
    orders: Mapping[str, DateOrder | None]
    grains: Mapping[str, int]
    decimal_signs: Mapping[str, DecimalSign | None]


class Surveyor:
    """Collects the evidence block by block; `dates` and `amounts` are headers with their columns."""

    def __init__(self, dates: Mapping[str, int], amounts: Mapping[str, int], spoils_times: bool) -> None:
        self._places = list(chain(dates.items(), amounts.items()))
        self._orders = {header: OrderEvidence() for header in dates}
        self._clocks = {header: ClockEvidence() for header in dates} if spoils_times else {}
        self._signs: dict[str, set[DecimalSign]] = {header: set() for header in amounts}
        self._records = 0

    def add(self, block: Block) -> None:
        """Look at a block."""
        self._records += len(block) + len(block.ragged)
        for header, place in self._places:
            cells = block.columns[place]
            for evidence in (self._orders.get(header), self._clocks.get(header)):
                if evidence is not None:
                    evidence.add(cells)
            if header in self._signs:
                self._signs[header] |= decimal_signs(cells)

    def seen(self, order: DateOrder | None) -> Survey:
        """Return what has been seen; `order` is the user's word on dates."""
        return Survey(
            self._records,
            {header: order or evidence.order() for header, evidence in self._orders.items()},
            {header: clock.grain() for header, clock in self._clocks.items()},
            {header: next(iter(shown)) if len(shown) == 1 else None for header, shown in self._signs.items()},
        )

    def unclear(self) -> dict[str, str]:
        """Return headers whose dates can all be read in two ways, each with one of them."""
        found = self._orders.items()
        return {
            header: evidence.unclear for header, evidence in found if evidence.unclear and evidence.is_open
        }


def survey(
    file: SourceFile,
    dates: Mapping[str, int],
    amounts: Mapping[str, int],
    order: DateOrder | None,
    spoils_times: bool,
) -> Survey:
    """Read the whole file once; `dates` and `amounts` are headers with their columns.

    Raises `FileRefused` for a quote that never ends, and `DatesUnclear` for dates that can be read in two ways.
    """
    surveyor = Surveyor(dates, amounts, spoils_times)
    for block in file.blocks():
        surveyor.add(block)
    unclear = {} if order else surveyor.unclear()
    for header, value in unclear.items():
        raise DatesUnclear(
            "{file}: in the column {column}, {value} can be read as two different days; "
            "say what comes first, day or month (--dates dmy or mdy)",
            file=file.name,
            column=header,
            value=value,
        )
    return surveyor.seen(order)
