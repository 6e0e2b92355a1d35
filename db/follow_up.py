"""What follow-up needs from the store besides handovers: the edge of the data, owners, customers won."""

from collections.abc import Sequence

from sqlalchemy import func, text
from sqlmodel import Session, select

from db.tables import ImportBatchRow
from db.tables.intake import BatchState
from sla_core.follow_up import Edge


def edge(db: Session, now: int) -> Edge:
    """Return until when attempts are known: the newest edge of what was imported and not undone, if any."""
    newest = db.exec(
        select(func.max(ImportBatchRow.known_until)).where(ImportBatchRow.state == BatchState.IMPORTED)
    ).one()
    return Edge(now=now, known_until=newest)


def unassigned(db: Session) -> Sequence[int]:
    """Return the ids of leads that nobody owns, of those that wait."""
    rows = db.execute(
        text(
            "SELECT l.id FROM lead l JOIN handover h ON h.lead_id = l.id "
            "WHERE h.waiting AND l.owner IS NULL ORDER BY l.id"
        )
    )
    return [row[0] for row in rows]


def customers_won(db: Session, *, begin: int, end: int) -> int:
    """Return how many leads were won in [begin, end): by their own date, or as a customer's first entry."""
    return int(
        db.execute(
            text(
                "SELECT COUNT(*) FROM ("
                "SELECT id AS lead_id, won_at FROM lead WHERE won_at IS NOT NULL AND merged_into IS NULL "
                "UNION ALL SELECT s.lead_id, MIN(s.entered_at) FROM stage_entry s JOIN lead l ON l.id = s.lead_id "
                "WHERE s.stage = 'customer' AND s.superseded_by IS NULL AND s.entered_at IS NOT NULL "
                "AND l.won_at IS NULL AND l.merged_into IS NULL GROUP BY s.lead_id"
                ") AS won WHERE won_at >= :begin AND won_at < :end"
            ),
            {"begin": begin, "end": end},
        ).scalar_one()
    )
