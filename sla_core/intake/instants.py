"""A column of cells → UTC instants with their spans. Uniform ISO cells are read as arrays, the rest one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import MISSING, Flags, Instants, Seconds
from sla_core.intake.dates import DAY, FIRST_YEAR, HOUR, LAST_YEAR, Moment, read_moment
from sla_core.intake.faults import Reason
from sla_core.intake.memo import Memo
from sla_core.intake.settings import DateOrder
from sla_core.intake.words import NOTHING
from sla_core.working_hours import Offsets, offsets_of

TOLERANCE: Final = 300  # seconds by which clocks of systems may differ before a time lies in the future

# What an ISO time looks like at each length: 0 = digit, T = T or space, + = sign, anything else itself.
_TEMPLATES = {
    len(template): template
    for template in (
        "0000-00-00",
        "0000-00-00T00:00",
        "0000-00-00T00:00:00",
        "0000-00-00T00:00:00Z",
        "0000-00-00T00:00:00.000Z",
        "0000-00-00T00:00:00+00:00",
    )
}
_ALTERNATIVES = {"T": b"T ", "+": b"+-"}
Digits = NDArray[np.uint8]


@dataclass
class Moments:
    """Cells on the clock: seconds (MISSING where there is none), whether they are UTC already, and their grain."""

    seconds: Seconds
    zoned: Flags
    grain: Seconds


def iso_moments(cells: Sequence[str]) -> tuple[Moments, list[int]]:
    """Return what the ISO cells say and the places of all other cells, the empty ones included."""
    n = len(cells)
    moments = Moments(np.full(n, MISSING), np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.int64))
    lengths = np.fromiter(map(len, cells), dtype=np.int64, count=n)
    read = np.zeros(n, dtype=np.bool_)
    for length in np.unique(lengths).tolist():
        if template := _TEMPLATES.get(length):
            places = np.flatnonzero(lengths == length)
            _read_uniform(cells, places, template, moments, read)
    return moments, np.flatnonzero(~read).tolist()


def _read_uniform(
    cells: Sequence[str], places: NDArray[np.intp], template: str, moments: Moments, read: Flags
) -> None:
    chosen = cells if len(places) == len(cells) else [cells[place] for place in places.tolist()]
    text = "".join(chosen)
    if not text.isascii():
        return
    characters = np.frombuffer(text.encode(), dtype=np.uint8).reshape(len(places), len(template)).T
    ok = _has_shape(characters, template)
    digits = characters - ord("0")
    seconds = _wall_seconds(digits, len(template), ok)
    if template.endswith("+00:00"):
        shift = _number(digits[20:22]) * HOUR + _number(digits[23:25]) * 60
        seconds -= np.where(characters[19] == ord("-"), -shift, shift)
    places = places[ok]
    read[places] = True
    moments.seconds[places] = seconds[ok]
    moments.zoned[places] = template[-1] == "Z" or "+" in template
    moments.grain[places] = DAY if len(template) == 10 else 0


def _has_shape(characters: Digits, template: str) -> Flags:
    ok = np.ones(characters.shape[1], dtype=np.bool_)
    for place, wanted in enumerate(template):
        if wanted == "0":
            ok &= characters[place] - ord("0") <= 9  # unsigned: smaller characters wrap to large numbers
        elif wanted in _ALTERNATIVES:
            first, second = _ALTERNATIVES[wanted]
            ok &= (characters[place] == first) | (characters[place] == second)
        else:
            ok &= characters[place] == ord(wanted)
    return ok


def _number(digits: Digits) -> Seconds:
    number = np.zeros(digits.shape[1], dtype=np.int64)
    for digit in digits:
        number = number * 10 + digit
    return number


def _wall_seconds(digits: Digits, length: int, ok: Flags) -> Seconds:
    """Return seconds since 1970 on the clock told; takes impossible dates and times out of `ok`."""
    year, month, day = _number(digits[:4]), _number(digits[5:7]), _number(digits[8:10])
    months = (year - 1970) * 12 + month - 1
    first, following = (_month_start(months + later) for later in (0, 1))
    ok &= (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12)
    ok &= (day >= 1) & (day <= following - first)
    seconds = (first + day - 1) * DAY
    for start, unit, most in ((11, HOUR, 23), (14, 60, 59), (17, 1, 59)):
        if start < length:
            part = _number(digits[start : start + 2])
            ok &= part <= most
            seconds += part * unit
    return seconds


def _month_start(months: NDArray[np.int64]) -> NDArray[np.int64]:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


class InstantReader:
    """Reads one column of dates. `coarse` (HOUR or DAY): the column's finer parts were spoilt by the export."""

    def __init__(
        self, zone: str, now: int, order: DateOrder | None, coarse: int = 0, planned: bool = False
    ) -> None:
        self._now, self._coarse, self._planned = now, coarse, planned
        self._moment = Memo(lambda cell: _moment_or_nothing(cell, order))
        # Later years are not needed: what is read there lies in the future under any offset.
        self._offsets = _offsets(zone, datetime.fromtimestamp(now, UTC).year + 2)

    def __call__(self, cells: Sequence[str]) -> tuple[Instants, Seconds, list[tuple[int, Reason]]]:
        """Return instants (MISSING for empty cells), spans in seconds, and the faults by place."""
        moments, others = iso_moments(cells)
        faults: list[tuple[int, Reason]] = []
        for place in others:
            moment = self._moment[cells[place]]
            if isinstance(moment, Reason):
                faults.append((place, moment))
            elif moment is not None:
                moments.seconds[place], moments.zoned[place], moments.grain[place] = moment
        instants, spans = self._placed(moments)
        late = instants > self._now + TOLERANCE
        if late.any():
            faults += (
                []
                if self._planned
                else [(place, Reason.IN_FUTURE) for place in np.flatnonzero(late).tolist()]
            )
            instants[late], spans[late] = MISSING, 0
        return instants, spans, faults

    def _placed(self, moments: Moments) -> tuple[Instants, Seconds]:
        """Return instants and spans; a day is as long as the zone's day, 23, 24 or 25 hours."""
        seconds, zoned, grain = moments.seconds, moments.zoned, moments.grain
        known = seconds != MISSING
        if self._coarse:
            seconds = np.where(known, seconds // self._coarse * self._coarse, MISSING)
            grain = np.where(known, np.maximum(grain, self._coarse), 0)
            zoned = zoned & (self._coarse < DAY)  # a spoilt time of day says nothing about its zone either
        local = known & ~zoned
        instants = seconds.copy()
        instants[local] = self._offsets.utc(seconds[local])
        spans = grain.copy()
        days = known & (grain == DAY)
        if days.any():
            spans[days] = self._offsets.utc(seconds[days] + DAY) - instants[days]
        return instants, spans


@cache
def _offsets(zone: str, last_year: int) -> Offsets:
    return offsets_of(zone, FIRST_YEAR - 1, last_year)


def _moment_or_nothing(cell: str, order: DateOrder | None) -> Moment | Reason | None:
    text = cell.strip()
    return read_moment(text, order) if text and text not in NOTHING else None
