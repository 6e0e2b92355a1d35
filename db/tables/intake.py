"""Tables of imports: what came in, what was refused, what a row was before."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from db.tables.base import Table, instant, one_of


class BatchState(StrEnum):
    """Whether what a batch brought is there."""

    IMPORTED = "imported"
    UNDONE = "undone"


class ImportBatchRow(Table, table=True):
    """One file of one import. Batches of one command share their `run`."""

    __tablename__ = "import_batch"
    __table_args__ = (one_of("state", BatchState),)
    id: int | None = Field(default=None, primary_key=True)
    run: str = Field(index=True)
    state: str
    started_at: int = instant()
    finished_at: int | None = instant(default=None)
    person: str
    file: str
    kind: str
    preset: str
    system: str
    encoding: str
    delimiter: str
    time_zone: str
    known_until: int | None = instant(default=None)
    mapping: dict[str, str] = Field(sa_type=JSON)
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0


class ImportErrorRow(Table, table=True):
    """A refused row of a file: where, what and why."""

    __tablename__ = "import_error"
    batch_id: int = Field(primary_key=True, foreign_key="import_batch.id")
    line: int = Field(primary_key=True)
    column: str | None = None
    value: str
    reason: str


class BeforeImageRow(Table, table=True):
    """What a row was before a batch changed it."""

    __tablename__ = "before_image"
    __table_args__ = (UniqueConstraint("batch_id", "table_name", "row_id"),)
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id")
    table_name: str
    row_id: int
    image: dict[str, Any] = Field(sa_type=JSON)
