"""The quality of what came in, counted by the store."""

from sqlalchemy import text
from sqlmodel import Session, col, select

from db.bulk import integers
from db.tables import ImportBatchRow
from db.tables.intake import BatchState
from sla_core.facts import Codes
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind
from sla_core.quality import Batch, Quality, Refused, Share

_LEAD_SPANS = (
    "created_at_span",
    "handed_over_at_span",
    "owner_assigned_at_span",
    "won_at_span",
    "lost_at_span",
)
_PRESENT = "merged_into IS NULL AND erased_at IS NULL"


def quality(db: Session) -> Quality:
    """Return what is counted over imports that are not undone, and over all facts. Reads every activity."""
    vague_leads, never_handed_over = _leads(db)
    return Quality(
        batches=_batches(db),
        refused=_refused(db),
        never_handed_over=never_handed_over,
        unowned=_unowned(db),
        vague_leads=vague_leads,
        vague_stages=_vague(db, "entered_at", "stage_entry", "superseded_by IS NULL"),
        vague_attempts=vague_attempts(db),
        vague_activities=_vague(db, "occurred_at", "activity", "1 = 1"),
    )


def vague_attempts(db: Session) -> Share:
    """Return how many attempts are known only to the hour or the day: all that a logged call changes."""
    return _vague(db, "occurred_at", "contact_attempt", "merged_into IS NULL")


def _unowned(db: Session) -> Codes:
    query = (
        "SELECT DISTINCT h.lead_id FROM handover h JOIN lead l ON l.id = h.lead_id "
        f"WHERE l.owner IS NULL AND {_PRESENT} ORDER BY h.lead_id"
    )
    return integers(db, query, 1)[0]


def _vague(db: Session, instant: str, table: str, where: str) -> Share:
    """Return how many instants of a table are vague, of those that are known."""
    query = f"SELECT COUNT(NULLIF({instant}_span, 0)), COUNT({instant}) FROM {table} WHERE {where}"
    n, of = db.execute(text(query)).one()
    return Share(n, of)


def _leads(db: Session) -> tuple[Share, Share]:
    """Return how many leads have a vague date on their own row, and how many were never handed over."""
    vague = " OR ".join(f"{span} > 0" for span in _LEAD_SPANS)
    never = "NOT EXISTS (SELECT 1 FROM handover h WHERE h.lead_id = lead.id)"
    counted = ", ".join(f"COUNT(CASE WHEN {rule} THEN 1 END)" for rule in (vague, never))
    vague_n, never_n, of = db.execute(text(f"SELECT {counted}, COUNT(*) FROM lead WHERE {_PRESENT}")).one()
    return Share(vague_n, of), Share(never_n, of)


def _batches(db: Session) -> tuple[Batch, ...]:
    imported = select(ImportBatchRow).where(ImportBatchRow.state == BatchState.IMPORTED)
    return tuple(
        Batch(
            id=row.id or 0,
            finished_at=row.finished_at or row.started_at,
            file=row.file,
            kind=Kind(row.kind),
            rows=row.rows,
            new=row.new,
            changed=row.changed,
            unchanged=row.unchanged,
            rejected=row.rejected,
            known_until=row.known_until,
        )
        for row in db.exec(imported.order_by(col(ImportBatchRow.id).desc()))
    )


def _refused(db: Session) -> tuple[Refused, ...]:
    query = (
        "SELECT e.batch_id, e.reason, COUNT(*) FROM import_error e JOIN import_batch b ON b.id = e.batch_id "
        f"WHERE b.state = '{BatchState.IMPORTED}' GROUP BY e.batch_id, e.reason ORDER BY e.batch_id, e.reason"
    )
    return tuple(Refused(batch, Reason(reason), n) for batch, reason, n in db.execute(text(query)))
