"""A file's accepted rows in temporary tables of this connection: nobody is locked out, nothing is left behind.

`<table>` holds the rows. Rows about a lead that is in another file name it by `lead_key`, a row of
`<table>_key`, and activities their words by `topic_key`, a row of `<table>_topic`: ten million visits are of
a million leads and some hundred pages, and each of those is looked for once.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import Connection, text
from sqlmodel import Session

from db.bulk import insert
from sla_core.intake.fields import FIELDS, Field, Kind, Type
from sla_core.intake.parsing import Intake
from sla_core.intake.settings import Settings

_SQL_TYPES = {Type.INSTANT: "BIGINT", Type.BOOLEAN: "BOOLEAN", Type.COUNT: "BIGINT"}
_CACHE_KIBIBYTES = 200_000
TOUCHED = "staged_touched"
_LEAD_KEY = ("lead_external_id", "lead_email")
Columns = dict[str, list[Any]]
Progress = Callable[[int], None]


@dataclass
class Staged:
    """A file that is staged. `columns`: those with a value in any row; `vague`: instants with a span in any."""

    intake: Intake
    settings: Settings
    table: str
    columns: set[str] = field(default_factory=set)
    vague: set[str] = field(default_factory=set)

    @property
    def kind(self) -> Kind:
        """What its rows are."""
        return self.intake.kind

    @property
    def keys(self) -> str:
        """The table of the leads that the rows name."""
        return self.table if self.kind in (Kind.LEADS, Kind.TRAFFIC) else f"{self.table}_key"


def begin(connection: Connection) -> None:
    """Make the connection ready: room for large indexes, and a table of the leads that the import touches."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
        connection.exec_driver_sql(f"PRAGMA temp.cache_size=-{_CACHE_KIBIBYTES}")
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {TOUCHED} (id BIGINT PRIMARY KEY)")
    connection.commit()


def stage(
    connection: Connection, intake: Intake, settings: Settings, number: int, on_rows: Progress
) -> Staged:
    """Read the file through and keep its accepted rows under a table of its own."""
    staged = Staged(intake, settings, f"staged_{number}")
    for statement in _tables(staged):
        connection.execute(text(statement))
    coding = _Coding()
    with Session(connection) as db:
        for chunk in intake.chunks():
            columns = coding.columns(staged.kind, chunk.columns)
            _insert(db, staged, chunk.lines, columns)
            on_rows(intake.rows)
        _insert_codes(db, staged, coding)
        _look_at_tables(db, staged)
        db.commit()
    connection.commit()
    return staged


def _tables(staged: Staged) -> list[str]:
    """Return the tables of a file. Of leads only the columns that have a value are made: see `_widen`."""
    fields = [each for each in FIELDS[staged.kind] if each.name not in _CODED[staged.kind]]
    if staged.kind is Kind.LEADS:
        fields = [each for each in fields if each.name in ("external_id", "email")]
    columns = [
        "line INTEGER PRIMARY KEY",
        "lead_id BIGINT",
        "own_id BIGINT",
        "row_id BIGINT",
        "fate TEXT",
        "told TEXT",
        "found TEXT",
    ]
    columns += ["lead_key INTEGER", "topic_key INTEGER", "email_key TEXT"]
    columns += [column for each in fields for column in _declared(each)]
    rows = f"CREATE TEMPORARY TABLE {staged.table} ({', '.join(columns)})"
    keys = (
        f"CREATE TEMPORARY TABLE {staged.table}_key (line INTEGER PRIMARY KEY, lead_id BIGINT, own_id BIGINT, "
        "fate TEXT, told TEXT, found TEXT, external_id TEXT, email_key TEXT)"
    )
    topics = (
        f"CREATE TEMPORARY TABLE {staged.table}_topic (line INTEGER PRIMARY KEY, topic_id INTEGER, "
        "kind TEXT, topic TEXT)"
    )
    return [rows, keys, topics]


def _declared(each: Field) -> list[str]:
    column = f"{each.name} {_SQL_TYPES.get(each.type, 'TEXT')}"
    return [column, f"{each.name}_span INTEGER NOT NULL DEFAULT 0"] if each.type is Type.INSTANT else [column]


_CODED: dict[Kind, tuple[str, ...]] = {
    Kind.LEADS: (),
    Kind.STAGES: _LEAD_KEY,
    Kind.ACTIVITIES: (*_LEAD_KEY, "kind", "topic"),
    Kind.ATTEMPTS: (*_LEAD_KEY, "done"),
    Kind.TRAFFIC: (),
}


class _Coding:
    """Numbers for the leads and topics that rows name, in the order in which they first come."""

    def __init__(self) -> None:
        self.leads: dict[tuple[str | None, str | None], int] = defaultdict(count().__next__)
        self.topics: dict[tuple[str, str | None], int] = defaultdict(count().__next__)

    def columns(self, kind: Kind, columns: Columns) -> Columns:
        """Return the columns as they are stored."""
        if kind is Kind.LEADS:
            _write_out(columns)
        elif kind is not Kind.TRAFFIC:
            pairs = zip(*(columns.pop(name) for name in _LEAD_KEY), strict=True)
            columns["lead_key"] = [self.leads[pair] for pair in pairs]
        if kind is Kind.ACTIVITIES:
            pairs = zip(columns.pop("kind"), columns.pop("topic"), strict=True)
            columns["topic_key"] = [self.topics[pair] for pair in pairs]
        return columns


def _write_out(columns: Columns) -> None:
    n = len(columns["amount"])
    if columns["amount"].count(None) < n:
        columns["amount"] = [None if amount is None else _plain(amount) for amount in columns["amount"]]
    if columns["attributes"].count(None) < n:
        columns["attributes"] = [
            None if kept is None else json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
            for kept in columns["attributes"]
        ]


def _plain(amount: Decimal) -> str:
    """Return an amount such that equal amounts are equal texts."""
    return f"{amount.normalize():f}"


def _insert(db: Session, staged: Staged, lines: Sequence[int], columns: Columns) -> None:
    """Insert rows without the columns in which none of them has a value."""
    known = staged.columns
    filled = {
        name: values
        for name, values in columns.items()
        if not _is_span(name) and (name in known or _has_value(values))
    }
    spans = {name: f"{name}_span" for name in filled if f"{name}_span" in columns}
    vague = {name for name, span in spans.items() if columns[span].count(0) < len(lines)}
    if staged.kind is Kind.LEADS:
        _widen(db, staged, filled)
    staged.columns |= set(filled)
    staged.vague |= vague
    filled |= {spans[name]: columns[spans[name]] for name in vague}
    insert(db, staged.table, ["line", *filled], zip(lines, *filled.values(), strict=True))


def _has_value(values: list[Any]) -> bool:
    """Return whether any value is not None; nearly always the first or the last tells."""
    return values[0] is not None or values[-1] is not None or values.count(None) < len(values)


def _is_span(name: str) -> bool:
    return name.endswith("_span")


def _widen(db: Session, staged: Staged, filled: Columns) -> None:
    """Add the columns that have a value for the first time: wide rows of nothing would slow every statement."""
    for each in (*FIELDS[Kind.LEADS], Field("attributes", Type.TEXT)):
        if each.name in filled and each.name not in {*staged.columns, "external_id", "email"}:
            for column in _declared(each):
                db.execute(text(f"ALTER TABLE {staged.table} ADD COLUMN {column}"))


def _insert_codes(db: Session, staged: Staged, coding: _Coding) -> None:
    if coding.leads:
        leads = ((place, *pair) for pair, place in coding.leads.items())
        insert(db, staged.keys, ["line", "external_id", "email_key"], leads)
    if coding.topics:
        topics = ((place, kind, topic or "") for (kind, topic), place in coding.topics.items())
        insert(db, f"{staged.table}_topic", ["line", "kind", "topic"], topics)


def _look_at_tables(db: Session, staged: Staged) -> None:
    """PostgreSQL never looks at temporary tables by itself and would plan as if they were empty."""
    if db.connection().dialect.name != "sqlite":
        for table in (staged.table, f"{staged.table}_key", f"{staged.table}_topic"):
            db.execute(text(f"ANALYZE {table}"))
