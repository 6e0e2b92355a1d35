"""Everything held on one person, as it is stored: what each field says and which file said so, and files to take away.

The tables come as rows of plain values, the person's own record first under `lead`, merged ones after it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sla_core.exports import csv_file
from sla_core.i18n import Texts

Row: TypeAlias = Mapping[str, Any]
_KEPT = "attributes"
_NOT_TOLD = frozenset({"id", "batch_id", "email_key", "merged_into", "merged_at", "erased_at", _KEPT})


@dataclass(frozen=True)
class Held:
    """Rows by table. `files` are the names of imported files by batch; `images`, oldest first, what the person's own
    record was before a batch changed it, in the columns that the file has."""

    tables: Mapping[str, Sequence[Row]]
    images: Sequence[tuple[int, Row]]
    files: Mapping[int, str]


@dataclass(frozen=True)
class Fact:
    """A field of the person's own record that says something. `file` is None where no file said it.

    `kept`: a column of a file that is none of ours, under the name that it has there.
    """

    field: str
    value: Any
    span: int
    file: str | None
    kept: bool = False


def facts(of: Held) -> list[Fact]:
    """Return the fields in their order, then the columns that imports kept, each with the file that said it last."""
    lead = of.tables["lead"][0]
    told = [
        Fact(field, value, int(lead.get(f"{field}_span") or 0), _file(of, lead, field))
        for field, value in lead.items()
        if value is not None and field not in _NOT_TOLD and not field.endswith("_span")
    ]
    kept = lead.get(_KEPT) or {}
    told += [Fact(name, value, 0, _file(of, lead, _KEPT, name), kept=True) for name, value in kept.items()]
    return told


def _file(of: Held, lead: Row, field: str, name: str | None = None) -> str | None:
    """Return the file whose batch changed a value last, otherwise the one that brought the lead."""
    after = _value(lead, field, name)
    for batch, image in reversed(of.images):
        if field in image and _value(image, field, name) != after:
            return of.files.get(batch)
    return of.files.get(lead.get("batch_id") or 0)


def _value(row: Row, field: str, name: str | None) -> Any:
    return row.get(field) if name is None else (row.get(field) or {}).get(name)


def as_json(of: Held) -> bytes:
    """Return everything as JSON (UTF-8)."""
    files = {str(batch): name for batch, name in of.files.items()}
    images = [{"batch_id": batch, **image} for batch, image in of.images]
    content = {**of.tables, "earlier_records": images, "files": files}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def as_csv(of: Held, t: Texts) -> bytes:
    """Return everything as one table: which table, which row of it, which field, what it says, from which file."""
    heads = [t("Table"), t("Row"), t("Field"), t("Value"), t("File")]
    return csv_file(heads, _cells(of), t)


def _cells(of: Held) -> Iterator[Sequence[str | int | None]]:
    images = [{"batch_id": batch, **image} for batch, image in of.images]
    for table, rows in {**of.tables, "earlier_records": images}.items():
        for number, row in enumerate(rows, start=1):
            file = of.files.get(row.get("batch_id") or 0)
            for field, value in _flat(row):
                yield table, number, field, value, file


def _flat(row: Row) -> Iterable[tuple[str, str | int]]:
    for field, value in row.items():
        if isinstance(value, Mapping):
            yield from ((f"{field}.{name}", str(inner)) for name, inner in value.items())
        elif value is not None:
            yield field, value if isinstance(value, int) and not isinstance(value, bool) else str(value)
