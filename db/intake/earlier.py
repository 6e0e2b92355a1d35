"""Earlier imports, as the Data page lists them."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.tables import ImportBatchRow
from db.tables.intake import BatchState


@dataclass(frozen=True)
class EarlierImport:
    """One file that was taken in."""

    finished_at: int
    file: str
    person: str
    rows: int
    new: int
    changed: int
    rejected: int
    is_undone: bool


def earlier(db: Session, *, limit: int) -> list[EarlierImport]:
    """Return the newest imports first."""
    newest = select(ImportBatchRow).order_by(col(ImportBatchRow.id).desc()).limit(limit)
    return [
        EarlierImport(
            finished_at=row.finished_at or row.started_at,
            file=row.file,
            person=row.person,
            rows=row.rows,
            new=row.new,
            changed=row.changed,
            rejected=row.rejected,
            is_undone=row.state == BatchState.UNDONE,
        )
        for row in db.exec(newest)
    ]
