"""What follow-up needs from the store besides handovers: the edge of the data, owners, customers won."""

from collections.abc import Sequence

from sqlalchemy import func, text
from sqlmodel import Session, select

from db import merged
from db.tables import ImportBatchRow
from db.tables.intake import BatchState
from sla_core.follow_up.judging import Edge


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
            "SELECT id FROM lead WHERE owner IS NULL "
            "AND id IN (SELECT lead_id FROM handover WHERE waiting) ORDER BY id"
        )
    )
    return [row[0] for row in rows]


def customers_won(db: Session, *, begin: int, end: int) -> int:
    """Return how many leads were won in [begin, end): by a date of their own, or as a customer's first entry.

    Merged leads are one, as in the funnel: whichever of them tells it.
    """
    counted = f"WITH RECURSIVE {merged.WON} SELECT COUNT(*) FROM won WHERE won_at >= :begin AND won_at < :end"
    return int(db.execute(text(counted), {"begin": begin, "end": end}).scalar_one())
