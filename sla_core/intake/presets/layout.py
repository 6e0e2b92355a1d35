"""The form of a preset: how one system names the columns of one kind of file, and what its words mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sla_core.intake.faults import Reason
from sla_core.intake.fields import FIELDS, Field, Kind
from sla_core.intake.presets.status import Columns, Status

_QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "_": " ", "\ufeff": " "})


def _nothing_more(columns: Columns) -> None:
    """Most layouts need no step after reading."""


@dataclass(frozen=True)
class Layout:
    """One kind of file of one system. Headers are given as `header_key` makes them.

    `signs`: groups of headers; a file with one of each group is recognised. `extra`: columns that are read but
    not passed on; `instead` lets one of them stand in for a field whose own cell is empty or whose column is
    missing, and `finish` turns the others into our fields, on columns of accepted rows.
    """

    preset: str
    kind: Kind
    signs: tuple[frozenset[str], ...]
    aliases: Mapping[str, tuple[str, ...]]  # field -> its headers, the best first
    unless: frozenset[str] = frozenset()  # headers of another kind of file that holds these columns too
    extra: tuple[Field, ...] = ()
    required: tuple[str, ...] = ()  # fields beyond REQUIRED whose column must be there
    instead: Mapping[str, str] = field(default_factory=dict)  # field -> the extra field that stands in for it
    constants: Mapping[str, str] = field(default_factory=dict)  # field -> the cell of every row
    words: Mapping[str, Mapping[str, str | Reason]] = field(
        default_factory=dict
    )  # field -> folded cell -> cell
    statuses: Mapping[str, Status] = field(default_factory=dict)  # folded word -> what it says
    empty_ids: frozenset[str] = frozenset()
    keeps_stages: bool = False  # unknown stages are the company's own and kept as they come
    spoils_times: bool = False  # exports of this system have been seen with broken minutes or hours
    finish: Callable[[Columns], None] = _nothing_more

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields that columns can be mapped to, ours first."""
        return (*FIELDS[self.kind], *self.extra)


def header_key(header: str) -> str:
    """Return a header as headers are compared: lower case, single spaces, straight quotes, no underscores."""
    return " ".join(header.translate(_QUOTES).casefold().split())


def headers(text: str) -> tuple[str, ...]:
    """Return header keys written as `one | another`."""
    return tuple(header_key(header) for header in text.split(" | "))
