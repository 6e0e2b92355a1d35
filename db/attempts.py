"""Contact attempts logged in the app."""

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db import handovers
from db.engine import note
from db.tables import BeforeImageRow, ContactAttemptRow, LeadRow
from sla_core.errors import SlaError
from sla_core.leads import Channel, Direction, Outcome
from sla_core.people import Person

CLOCK_TOLERANCE_SECONDS = 300
SAME_ACT_SECONDS = 900  # a rep's own entry and the CRM's record of the same act lie this close together


def log_attempt(
    db: Session,
    *,
    by: Person,
    lead_id: int,
    channel: Channel,
    outcome: Outcome,
    occurred_at: int,
    now: int,
    direction: Direction = Direction.OUTBOUND,
    comment: str | None = None,
) -> int:
    """Record an attempt, rebuild the lead's handovers in the same commit, and return the attempt's id.

    An imported attempt on the same lead and channel within 15 minutes is the same act and wins.
    Raises `SlaError` for a lead that is not there or a time that lies in the future.
    """
    lead = db.get(LeadRow, lead_id)
    if lead is None or lead.merged_into is not None or lead.erased_at is not None:
        raise SlaError("This lead is no longer there.")
    if occurred_at > now + CLOCK_TOLERANCE_SECONDS:
        raise SlaError("The attempt lies in the future: check the date and the time.")
    row = ContactAttemptRow(
        lead_id=lead_id,
        channel=channel,
        direction=direction,
        outcome=outcome,
        occurred_at=occurred_at,
        recorded_at=now,
        person=by.name,
        person_id=by.id,
        note=(comment or "").strip() or None,
    )
    db.add(row)
    db.flush()
    _merge_with_imported(db, row)
    handovers.rebuild(db, [lead_id], now=now)
    note(db, f"lead {lead_id}", channel=channel, outcome=outcome)
    return row.id or 0


def _merge_with_imported(db: Session, row: ContactAttemptRow) -> None:
    """Let the nearest imported attempt that is this act stand for it, each for one only."""
    imported, by_hand = ContactAttemptRow, aliased(ContactAttemptRow)
    at = col(imported.occurred_at)
    nearest = (
        select(imported)
        .where(
            imported.lead_id == row.lead_id,
            imported.channel == row.channel,
            at.between(row.occurred_at - SAME_ACT_SECONDS, row.occurred_at + SAME_ACT_SECONDS),
            col(imported.batch_id).is_not(None),
            imported.occurred_at_span == 0,
            col(imported.summary).is_(False),
            ~select(by_hand.id).where(by_hand.merged_into == imported.id).exists(),
        )
        .order_by(func.abs(at - row.occurred_at), col(imported.id))
    )
    if found := db.exec(nearest).first():
        row.merged_into = found.id
        # Undoing that import gives the entry made by hand its own standing back.
        image = BeforeImageRow(
            batch_id=found.batch_id or 0,
            table_name=ContactAttemptRow.__tablename__,
            row_id=row.id or 0,
            image={"merged_into": None},
        )
        db.add(image)
        db.flush()
