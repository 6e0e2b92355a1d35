"""Contact attempts logged in the app."""

from sqlmodel import Session

from db import handovers
from db.engine import note
from db.tables import ContactAttemptRow, LeadRow
from sla_core.errors import SlaError
from sla_core.leads import Channel, Direction, Outcome
from sla_core.people import Person

CLOCK_TOLERANCE_SECONDS = 300


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
    handovers.rebuild(db, [lead_id])
    note(db, f"lead {lead_id}", channel=channel, outcome=outcome)
    return row.id or 0
