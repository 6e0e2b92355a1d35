"""A first look at a file for whoever decides how it is read: its columns, three of their values, how many can be read.

Only the beginning of the file is looked at; the check before an import reads it all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sla_core.intake.fields import Field, Kind, Type
from sla_core.intake.mapping import Plan, proposal
from sla_core.intake.parsing import Intake, columns_of
from sla_core.intake.private import is_private
from sla_core.intake.reading import Block, SourceFile
from sla_core.intake.settings import Settings
from sla_core.intake.survey import Surveyor

ROWS = 1_000
_SAMPLES, _SAMPLE_LENGTH = 3, 60
_KEPT = 30  # exports of everything have hundreds of columns, of which few are ever used


@dataclass(frozen=True)
class Column:
    """A column of the file: some of its values, and whether they are contact details or free text."""

    header: str
    samples: tuple[str, ...]
    is_private: bool


@dataclass(frozen=True)
class FieldLook:
    """A field of ours and the column that tells it: of `filled` cells, `readable` can be read.

    `constant` is the cell that all rows share where no column tells the field.
    """

    field: Field
    header: str | None
    filled: int = 0
    readable: int = 0
    constant: str | None = None


@dataclass(frozen=True)
class Look:
    """What a file seems to be. `missing`: fields that no row can do without and nothing fills."""

    kind: Kind
    preset: str
    fields: tuple[FieldLook, ...]
    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    rows: int

    def column(self, header: str) -> Column:
        """Return the column of this header."""
        return next(column for column in self.columns if column.header == header)

    @property
    def spare(self) -> tuple[Column, ...]:
        """Columns that tell none of the fields: they can be kept as attributes."""
        used = {field.header for field in self.fields}
        return tuple(column for column in self.columns if column.header not in used)


def look(file: SourceFile, settings: Settings) -> Look:
    """Return what the beginning of the file shows; raises `FileRefused` where it cannot be read at all."""
    decided = proposal(file, settings)
    block = next(islice(file.blocks(ROWS), 1))
    return Look(
        kind=decided.layout.kind,
        preset=decided.layout.preset,
        fields=tuple(_fields(file, decided, settings, block)),
        columns=tuple(_columns(file, block)),
        missing=decided.missing,
        rows=len(block),
    )


def kept_at_first(seen: Look) -> tuple[str, ...]:
    """Return the columns that are kept unless the user says otherwise: none with contact details or free text."""
    if seen.kind is not Kind.LEADS:
        return ()
    return tuple(column.header for column in seen.spare if column.samples and not column.is_private)[:_KEPT]


def _fields(file: SourceFile, decided: Plan, settings: Settings, block: Block) -> list[FieldLook]:
    surveyor = Surveyor(
        columns_of(decided, Type.INSTANT), columns_of(decided, Type.MONEY), decided.layout.spoils_times
    )
    surveyor.add(block)
    intake = Intake(file, decided, surveyor.seen(settings.dates), settings)
    faults = intake.faults_by_field(block)
    looks = []
    for field in decided.layout.fields:
        header = decided.mapping.get(field.name)
        filled = sum(map(bool, map(str.strip, block.columns[decided.places[header]]))) if header else 0
        readable = filled - faults.get(field.name, 0)
        looks.append(FieldLook(field, header, filled, readable, decided.constants.get(field.name)))
    return looks


def _columns(file: SourceFile, block: Block) -> list[Column]:
    return [
        Column(header, samples := _samples(cells), is_private(header, samples))
        for header, cells in zip(file.headers, block.columns, strict=True)
        if header
    ]


def _samples(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the first different values that are not empty, cut to what can be shown."""
    different = dict.fromkeys(text for cell in cells if (text := cell.strip()))
    return tuple(text[:_SAMPLE_LENGTH] for text in islice(different, _SAMPLES))
