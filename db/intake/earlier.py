"""Earlier imports, as the Data page lists them, and the rows they refused."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.tables import ImportBatchRow, ImportErrorRow
from db.tables.intake import BatchState
from sla_core.intake.faults import Reason, RowError
from sla_core.intake.fields import Kind


@dataclass(frozen=True)
class EarlierImport:
    """One file that was taken in. rows = new + changed + unchanged + rejected."""

    batch_id: int
    finished_at: int
    file: str
    kind: Kind
    person: str
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    is_undone: bool


def earlier(db: Session, *, limit: int) -> list[EarlierImport]:
    """Return the newest imports first."""
    newest = select(ImportBatchRow).order_by(col(ImportBatchRow.id).desc()).limit(limit)
    return [
        EarlierImport(
            batch_id=row.id or 0,
            finished_at=row.finished_at or row.started_at,
            file=row.file,
            kind=Kind(row.kind),
            person=row.person,
            rows=row.rows,
            new=row.new,
            changed=row.changed,
            unchanged=row.unchanged,
            rejected=row.rejected,
            is_undone=row.state == BatchState.UNDONE,
        )
        for row in db.exec(newest)
    ]


def refused(db: Session, *, batch_id: int, limit: int | None = None) -> list[RowError]:
    """Return the rows of a file that were refused, in the order of lines; none once the import is undone."""
    wanted = (
        select(ImportErrorRow)
        .where(ImportErrorRow.batch_id == batch_id)
        .order_by(col(ImportErrorRow.line))
        .limit(limit)
    )
    return [RowError(row.line, row.column, row.value, Reason(row.reason)) for row in db.exec(wanted)]
