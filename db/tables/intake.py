"""Tables of imports: what came in, what was refused, what a row was before."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from db.tables.base import JSON_VALUES, Table, instant, one_of


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


class RunState(StrEnum):
    """How far an import has come."""

    READING = "reading"
    STORING = "storing"
    DONE = "done"
    FAILED = "failed"


class ImportRunRow(Table, table=True):
    """An import under way or ended, as the process that does it tells. `seen_at`: when it last gave a sign."""

    __tablename__ = "import_run"
    __table_args__ = (one_of("state", RunState), Index("import_run_started_at", "started_at"))
    run: str = Field(primary_key=True)
    state: str
    person: str
    files: list[str] = Field(sa_type=JSON)
    started_at: int = instant()
    seen_at: int = instant()
    host: str
    process: int
    records: int = 0
    rows: int = 0
    problem: dict[str, Any] | None = Field(default=None, sa_type=JSON_VALUES)


class ImportMemoryRow(Table, table=True):
    """How files with these headers were read the last time; `headers` is a hash of them."""

    __tablename__ = "import_memory"
    headers: str = Field(primary_key=True)
    preset: str = Field(primary_key=True)
    answers: dict[str, Any] = Field(sa_type=JSON)
    remembered_at: int = instant()
