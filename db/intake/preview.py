"""What an import would do, row by row, for the user to look at: the first new rows, and what changes in known ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.bulk import table_named
from db.intake.batch import Batch, Fate
from sla_core.intake.fields import FIELDS, STAGE_DATES, Kind

ROWS = 200
_LEAD_KEYS = {"lead_external_id": "k.external_id", "lead_email": "k.email_key"}
_TOPICS = {"kind": "w.kind", "topic": "w.topic"}
# Columns that point to another row: the field they show, and its words there.
_POINTERS = {
    "topic_id": ("topic", "SELECT kind || ' ' || topic FROM activity_topic WHERE id = :id"),
    "lead_id": (
        "lead_external_id",
        "SELECT COALESCE((SELECT MIN(external_id) FROM lead_identity WHERE lead_id = l.id), l.email) "
        "FROM lead AS l WHERE l.id = :id",
    ),
}
_TABLES = {Kind.ACTIVITIES: "activity", Kind.ATTEMPTS: "contact_attempt", Kind.TRAFFIC: "traffic"}


@dataclass(frozen=True)
class NewRow:
    """A row that is not known yet: its line, and what it says by field (instants in UTC seconds, spans beside)."""

    line: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A field of a known row that gets another value; `field` is one of the file's fields or a kept header."""

    line: int
    field: str
    was: Any
    becomes: Any


@dataclass(frozen=True)
class Preview:
    """The beginning of what an import would do."""

    new: tuple[NewRow, ...]
    changes: tuple[Change, ...]


def preview(batch: Batch, *, new: int, changed: int) -> Preview:
    """Return the first of the new rows and changes of a batch that is taken in and not yet committed."""
    changes = [*_changed_columns(batch), *_new_dates(batch)] if changed else []
    changes.sort(key=lambda change: change.line)
    return Preview(tuple(_new(batch)) if new else (), tuple(changes[:ROWS]))


def _new(batch: Batch) -> Iterator[NewRow]:
    staged = batch.staged
    keyed = batch.keys != batch.table
    told = {name: column for name, column in _LEAD_KEYS.items() if keyed}
    told |= {
        field.name: f"s.{field.name}"
        for field in FIELDS[staged.kind]
        if field.name in staged.columns - set(told)
    }
    joins = f" LEFT JOIN {batch.keys} AS k ON k.line = s.lead_key" if keyed else ""
    told |= {f"{name}_span": f"s.{name}_span" for name in sorted(staged.vague)}
    is_new = f"s.fate = '{Fate.NEW}'"
    if staged.kind is Kind.ACTIVITIES:
        told |= _TOPICS
        joins += f" LEFT JOIN {batch.table}_topic AS w ON w.line = s.topic_key"
        is_new = (
            "EXISTS (SELECT 1 FROM activity AS a WHERE a.lead_id = k.lead_id AND a.topic_id = w.topic_id "
            f"AND a.occurred_at = s.occurred_at AND a.batch_id = {batch.id})"
        )
    query = (
        f"SELECT s.line, {', '.join(told.values())} FROM {batch.table} AS s{joins} "
        f"WHERE {is_new} ORDER BY s.line LIMIT {ROWS}"
    )
    for line, *values in batch.rows(query):
        cells = dict(zip(told, values, strict=True))
        yield NewRow(line, {name: value for name, value in cells.items() if value or name == "visits"})


def _changed_columns(batch: Batch) -> Iterator[Change]:
    """Compare what the batch's rows were with what they are now."""
    kind = batch.staged.kind
    name, key = ("lead", "lead_id") if kind is Kind.LEADS else (_TABLES.get(kind, ""), "row_id")
    if not name:
        return
    known = table_named(name)
    query = (
        f"SELECT s.line, b.image, t.* FROM before_image AS b JOIN {batch.table} AS s ON s.{key} = b.row_id "
        f"JOIN {name} AS t ON t.id = b.row_id WHERE b.batch_id = {batch.id} AND b.table_name = '{name}' "
        f"AND s.fate = '{Fate.CHANGED}' ORDER BY s.line LIMIT {ROWS}"
    )
    typed = {"image": table_named("before_image").c.image.type, **{c.name: c.type for c in known.c}}
    for row in batch.typed_rows(query, typed):
        now = dict(row._mapping)
        for column, was in now["image"].items():
            yield from _differences(batch, now["line"], column, was, now.get(column))


def _differences(batch: Batch, line: int, column: str, was: Any, becomes: Any) -> Iterator[Change]:
    if column == "attributes":
        before = was or {}
        for header, value in (becomes or {}).items():
            if before.get(header) != value:
                yield Change(line, header, before.get(header), value)
    elif was != becomes and column in _POINTERS:
        field, words = _POINTERS[column]
        yield Change(line, field, *(batch.rows(words, id=key)[0][0] for key in (was, becomes)))
    elif was != becomes and not column.endswith("_span") and column != "email_key":
        yield Change(line, column, was, becomes)


def _new_dates(batch: Batch) -> Iterator[Change]:
    """Yield the stage dates of known leads that are new or corrected."""
    if not batch.staged.columns & set(STAGE_DATES):
        return
    query = (
        "SELECT s.line, e.stage, o.entered_at, e.entered_at "
        f"FROM {batch.table} AS s JOIN stage_entry AS e ON e.lead_id = s.lead_id AND e.batch_id = {batch.id} "
        "LEFT JOIN stage_entry AS o ON o.superseded_by = e.id "
        f"WHERE s.fate = '{Fate.CHANGED}' ORDER BY s.line LIMIT {ROWS}"
    )
    for line, stage, was, becomes in batch.rows(query):
        yield Change(line, f"{stage}_at", was, becomes)
