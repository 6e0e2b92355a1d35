"""How far an import has come, told in the database by the process that does it: every window can see it.

An import outlives clicks, pages and closed tabs. What it tells here is no change of anybody's data, so it has
no entry in History; that it is done is written in the commit that stores its rows.
"""

import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from db.engine import unrecorded
from db.schema import explained
from db.tables import ImportBatchRow, ImportRunRow
from db.tables.intake import RunState as RunState  # what `ImportRun.state` is one of; pages name it
from sla_core.errors import SlaError
from sla_core.i18n import mark

NOTHING_TAKEN = mark("The database is still empty: not a single row could be taken in.")
_TELL_EVERY = 0.5  # seconds
# Without a sign for so long, a run has ended: its machine is gone. Storing holds the write lock and cannot tell.
_SILENT_SECONDS = {RunState.READING: 60, RunState.STORING: 900}


@dataclass(frozen=True)
class ImportRun:
    """An import. `rows` of `records` (0: not known yet) are read; `problem` is why it stored nothing."""

    run: str
    state: RunState
    person: str
    files: tuple[str, ...]
    started_at: int
    seen_at: int
    records: int
    rows: int
    problem: SlaError | None

    @property
    def is_running(self) -> bool:
        """Whether it is still at work."""
        return self.state in _SILENT_SECONDS


def recent(db: Session, *, limit: int) -> list[ImportRun]:
    """Return the imports that were started last, newest first; one whose process is gone has failed."""
    newest = select(ImportRunRow).order_by(col(ImportRunRow.started_at).desc()).limit(limit)
    return [_run(row) for row in db.exec(newest)]


def under_way(db: Session) -> ImportRun | None:
    """Return an import that is at work now."""
    return next((run for run in recent(db, limit=5) if run.is_running), None)


def _run(row: ImportRunRow) -> ImportRun:
    state, problem = RunState(row.state), row.problem
    told = SlaError(problem["message"], **problem["params"]) if problem else None
    if _is_gone(row):
        state = RunState.FAILED
        told = SlaError("The import was cut off and stored nothing. Bring the file in again.")
    return ImportRun(
        run=row.run,
        state=state,
        person=row.person,
        files=tuple(row.files),
        started_at=row.started_at,
        seen_at=row.seen_at,
        records=row.records,
        rows=row.rows,
        problem=told,
    )


def counts(db: Session, run: str) -> dict[str, int]:
    """Return how many rows of an import's files were new, changed, unchanged and rejected."""
    names = ("new", "changed", "unchanged", "rejected")
    sums = [func.coalesce(func.sum(getattr(ImportBatchRow, name)), 0) for name in names]
    found = db.execute(sa_select(*sums).where(col(ImportBatchRow.run) == run)).one()
    return dict(zip(names, map(int, found), strict=True))


def _is_gone(row: ImportRunRow) -> bool:
    patience = _SILENT_SECONDS.get(RunState(row.state))
    if patience is None:
        return False
    here = row.host == socket.gethostname()
    return time.time() - row.seen_at > patience or (here and not _exists(row.process))


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


class Progress:
    """Tells how many rows have been read, now and then; that it cannot be told stops nothing."""

    def __init__(self, run: str) -> None:
        self.run, self.records = run, 0
        self._told_at = 0.0

    def __call__(self, rows: int) -> None:
        """Tell that so many rows have been read."""
        if time.monotonic() - self._told_at >= _TELL_EVERY:
            self._told_at = time.monotonic()
            with suppress(DBAPIError):
                _tell(self.run, rows=rows, records=self.records)

    def storing(self) -> None:
        """Tell that all is read and the rows are being stored."""
        with suppress(DBAPIError):
            _tell(self.run, rows=self.records, records=self.records, state=RunState.STORING)


@contextmanager
def told(run: str, *, files: Sequence[str], person: str) -> Iterator[Progress]:
    """Tell of an import from its begin to its end; whatever ends it early is told and raised."""
    begin(run, files=files, person=person)
    try:
        yield Progress(run)
    except SlaError as problem:
        fail(run, problem)
        raise
    except DBAPIError as fault:
        fail(run, explained(fault))
        raise
    except BaseException:
        fail(
            run,
            SlaError("The import stopped because of a fault and stored nothing. The log has the details."),
        )
        raise


def begin(run: str, *, files: Sequence[str], person: str) -> None:
    """Tell that an import has begun; may be repeated."""
    now = int(time.time())
    with unrecorded() as db:
        if db.get(ImportRunRow, run) is None:
            db.add(
                ImportRunRow(
                    run=run,
                    state=RunState.READING,
                    person=person,
                    files=list(files),
                    started_at=now,
                    seen_at=now,
                    host=socket.gethostname(),
                    process=os.getpid(),
                )
            )


def done(db: Session, run: str) -> None:
    """Write, in the transaction that stores the rows, that the import is done."""
    row = db.get_one(ImportRunRow, run)
    row.state, row.seen_at = RunState.DONE, int(time.time())


def fail(run: str, problem: SlaError) -> None:
    """Tell that an import has ended without storing anything, and why."""
    params = {name: str(value) for name, value in problem.params.items()}
    with suppress(DBAPIError):
        _tell(run, state=RunState.FAILED, problem={"message": problem.message, "params": params})


def _tell(run: str, **values: Any) -> None:
    with unrecorded() as db:
        row = db.get_one(ImportRunRow, run)
        for name, value in {**values, "seen_at": int(time.time())}.items():
            setattr(row, name, value)
