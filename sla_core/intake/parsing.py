"""A file and the user's settings → accepted rows, column by column, and the errors of the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any
from zoneinfo import ZoneInfo

from sla_core.errors import FileRefused
from sla_core.intake.dates import DAY
from sla_core.intake.faults import Reason, RowError
from sla_core.intake.fields import KEYS, NOTE_LENGTH, REQUIRED, Field, Kind, Type
from sla_core.intake.instants import InstantReader
from sla_core.intake.mapping import Plan, plan
from sla_core.intake.presets import Columns, answered, enter_answers, unknown_words
from sla_core.intake.readers import Faults, Instants, Reader, reader_of, stand_in
from sla_core.intake.reading import Block, SourceFile
from sla_core.intake.settings import Settings
from sla_core.intake.survey import Survey, survey
from sla_core.intake.words import email_key
from sla_core.leads import Outcome

_EMPTY = {
    Type.INSTANT: Reason.BAD_DATE,
    Type.MONTH: Reason.BAD_DATE,
    Type.COUNT: Reason.BAD_NUMBER,
    Type.STAGE: Reason.BAD_STAGE,
}


@dataclass
class Chunk:
    """Accepted rows: a list per field, all of one length, and the physical line of each row."""

    columns: Columns
    lines: list[int]


@dataclass(frozen=True)
class _Bound:
    """A field, its column in the file and its reader."""

    field: Field
    header: str
    place: int
    read: Reader


def prepare(file: SourceFile, settings: Settings) -> "Intake":
    """Decide how the file is read, and read it through once for what only the whole can tell.

    Raises `FileRefused` for everything that concerns the file and not single rows, so that `chunks` cannot.
    """
    _refuse_zone(settings.time_zone)
    decided = plan(file, settings)
    dates, amounts = columns_of(decided, Type.INSTANT), columns_of(decided, Type.MONEY)
    seen = survey(file, dates, amounts, settings.dates, decided.layout.spoils_times)
    return Intake(file, decided, seen, settings)


def columns_of(decided: Plan, type_: Type) -> dict[str, int]:
    """Return headers and places of the columns that are read as this type."""
    told = [decided.mapping.get(field.name) for field in decided.layout.fields if field.type is type_]
    return {header: decided.places[header] for header in told if header}


def _refuse_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise FileRefused("There is no time zone {zone}", zone=name) from None


class Intake:
    """One file on its way in. The counts are complete once `chunks` is exhausted; rows = accepted + errors."""

    def __init__(self, file: SourceFile, decided: Plan, seen: Survey, settings: Settings) -> None:
        self.file, self._plan, self._settings = file, decided, settings
        self.kind, self.preset = decided.layout.kind, decided.layout.preset
        self.system = settings.system or self.preset
        self.encoding, self.delimiter = file.encoding, file.delimiter
        self.time_zone = settings.time_zone
        self.mapping = dict(decided.mapping)
        self.kept_headers = decided.kept
        self.assumed, self.unused_settings = dict(decided.assumed), decided.unused
        self.records = seen.records  # rows to come, for a progress bar
        self._answers = answered(settings.words)
        self.grains = {
            name: grain for name, header in self.mapping.items() if (grain := seen.grains.get(header))
        }
        self._bound = sorted(
            (self._bind(field, seen) for field in self._mapped()), key=lambda bound: bound.place
        )
        self._constants = {name: self._constant(name, cell) for name, cell in decided.constants.items()}
        self._reset()

    def _reset(self) -> None:
        self.accepted, self.skipped = 0, 0
        self.errors: list[RowError] = []

    @property
    def rows(self) -> int:
        """Records so far, without header, blank and footer lines."""
        return self.accepted + len(self.errors)

    @property
    def newest(self) -> int | None:
        """The latest instant that the file tells so far, refused rows included; nothing later is known."""
        spare = {other for name, other in self._plan.layout.instead.items() if name in self.mapping}
        bounds = [bound for bound in self._bound if bound.field.name not in spare]
        newest = [bound.read.newest for bound in bounds if isinstance(bound.read, Instants)]
        return max((instant for instant in newest if instant is not None), default=None)

    @property
    def unknown_words(self) -> dict[str, int]:
        """Stages and statuses that kept rows out, with how many, most first; `Settings.words` answers them."""
        return unknown_words(self.errors)

    def chunks(self) -> Iterator[Chunk]:
        """Yield the accepted rows, about 20,000 at a time; may be called again, which counts anew."""
        self._reset()
        for block in self.file.blocks():
            self.skipped += block.skipped
            self.errors += block.ragged
            if len(block) and (chunk := self._chunk(block)).lines:
                self.accepted += len(chunk.lines)
                yield chunk
        self.errors.sort(key=lambda error: error.line)

    def faults_by_field(self, block: Block) -> dict[str, int]:
        """Return how many cells of a block cannot be read, by field; nothing is counted or kept."""
        return {bound.field.name: len(bound.read(block.columns[bound.place]).faults) for bound in self._bound}

    def _mapped(self) -> list[Field]:
        return [field for field in self._plan.layout.fields if field.name in self.mapping]

    def _bind(self, field: Field, seen: Survey) -> _Bound:
        header = self.mapping[field.name]
        reader: Reader
        if field.type is Type.INSTANT:
            order, grain = seen.orders[header], seen.grains.get(header, 0) or (DAY if field.daily else 0)
            reader = Instants(
                InstantReader(self.time_zone, self._settings.now, order, coarse=grain, planned=field.planned)
            )
        else:
            sign = seen.decimal_signs.get(header)
            reader = reader_of(field, self._plan.layout, sign, self._answers)
        return _Bound(field, header, self._plan.places[header], reader)

    def _constant(self, name: str, cell: str) -> tuple[Any, int]:
        """Return value and span of a cell that all rows share; it must be readable."""
        field = next(field for field in self._plan.layout.fields if field.name == name)
        reader: Reader
        if field.type is Type.INSTANT:
            reader = Instants(InstantReader(self.time_zone, self._settings.now, self._settings.dates))
        else:
            reader = reader_of(field, self._plan.layout, None, self._answers)
        values, faults, spans = reader([cell])
        if faults or (values[0] is None and name in (*REQUIRED[self.kind], *KEYS[self.kind])):
            raise FileRefused(
                "{file}: {value} cannot be set for {field}", file=self.file.name, value=cell, field=name
            )
        return values[0], spans[0] if spans else 0

    def _chunk(self, block: Block) -> Chunk:
        read = {bound.field.name: bound.read(block.columns[bound.place]) for bound in self._bound}
        faults = {name: cells.faults for name, cells in read.items()}
        for name, other in self._plan.layout.instead.items():
            if other in read:
                faults[other] = stand_in(read, name, other)
        columns: Columns = {}
        for name, cells in read.items():
            columns[name] = cells.values
            if cells.spans is not None:
                columns[f"{name}_span"] = cells.spans
        self._fill(columns, len(block))
        found = [(bound.place, bound.header, faults[bound.field.name]) for bound in self._bound]
        found += [*self._missing(columns), *self._keyless(columns)]
        if self.kept_headers:
            columns["attributes"] = self._attributes(block.columns, found)
        refused = self._refuse(block, found)
        return self._finished(columns, block.lines, refused)

    def _missing(self, columns: Columns) -> list[tuple[int, str, Faults]]:
        """Return the rows in which a cell is empty that they cannot do without."""
        missing = []
        for field in self._plan.layout.fields:
            if field.name not in REQUIRED[self.kind] or None not in columns[field.name]:
                continue
            reason = _EMPTY.get(field.type, Reason.BAD_VALUE)
            values = enumerate(columns[field.name])
            bound = self._shown(field.name)
            missing.append(
                (bound.place, bound.header, [(at, reason) for at, value in values if value is None])
            )
        return missing

    def _shown(self, *names: str) -> _Bound:
        """Return the first column that tells one of the fields, itself or in its stead."""
        told = {*names, *(self._plan.layout.instead.get(name) for name in names)}
        return next(bound for bound in self._bound if bound.field.name in told)

    def _fill(self, columns: Columns, n: int) -> None:
        """Add what no column tells: the constants, and nothing."""
        spare = self._plan.layout.instead.values()
        for field in self._plan.layout.fields:
            if field.name in columns or field.name in spare:
                continue
            absent = Outcome.UNKNOWN.value if field.type is Type.OUTCOME else None
            value, span = self._constants.get(field.name, (absent, 0))
            columns[field.name] = [value] * n
            if field.type is Type.INSTANT:
                columns[f"{field.name}_span"] = [span] * n
        if self.kind is Kind.LEADS:
            columns["attributes"] = [None] * n

    def _keyless(self, columns: Columns) -> list[tuple[int, str, Faults]]:
        """Return the rows that do not say which lead they are about, as a fault of the first key column."""
        keys = KEYS[self.kind]
        if not keys or not all(None in columns[key] for key in keys):
            return []
        pairs = enumerate(zip(*(columns[key] for key in keys), strict=True))
        faults = [(place, Reason.NO_KEY) for place, pair in pairs if pair == (None, None)]
        bound = self._shown(*keys)
        return [(bound.place, bound.header, faults)] if faults else []

    def _attributes(
        self, cells: Sequence[Sequence[str]], found: list[tuple[int, str, Faults]]
    ) -> list[dict[str, str] | None]:
        kept = [(header, self._plan.places[header]) for header in self.kept_headers]
        for header, place in kept:
            if max(map(len, cells[place])) > NOTE_LENGTH:
                long = (row for row, cell in enumerate(cells[place]) if len(cell) > NOTE_LENGTH)
                found.append((place, header, [(row, Reason.TOO_LONG) for row in long]))
        headers = [header for header, _ in kept]
        rows = zip(*(cells[place] for _, place in kept), strict=True)
        return [
            {h: text for h, cell in zip(headers, row, strict=True) if (text := cell.strip())} or None
            for row in rows
        ]

    def _refuse(self, block: Block, found: list[tuple[int, str, Faults]]) -> set[int]:
        """Record the first fault of each row by the file's columns, or that nobody did it; return the places."""
        errors: dict[int, RowError] = {}
        for column, header, faults in sorted(found, key=lambda each: each[0]):
            for place, reason in faults:
                if place not in errors or reason is Reason.NOT_DONE:
                    value = block.columns[column][place]
                    errors[place] = RowError(block.lines[place], header, value, reason)
        self.errors += errors.values()
        return set(errors)

    def _finished(self, columns: Columns, lines: list[int], refused: set[int]) -> Chunk:
        if refused:
            good = [place not in refused for place in range(len(lines))]
            columns = {name: list(compress(values, good)) for name, values in columns.items()}
            lines = list(compress(lines, good))
        if self.kind is Kind.LEADS and self._answers:
            enter_answers(columns)
        self._plan.layout.finish(columns)
        if self.kind is Kind.LEADS:
            columns["email_key"] = [email and email_key(email) for email in columns["email"]]
        columns.pop("done", None)
        return Chunk(columns, lines)
