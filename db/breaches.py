"""Why sales' promise was not kept for a handover, as sales says."""

from sqlmodel import Session, select

from db import follow_up, handovers, people
from db.engine import note
from db.tables import BreachReasonRow
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.follow_up import breaches
from sla_core.follow_up.breaches import Said
from sla_core.follow_up.judging import judge
from sla_core.leads import BreachReason
from sla_core.people import Department, Person


def say_why(
    db: Session,
    *,
    by: Person,
    lead_id: int,
    number: int,
    shown: BreachReason | None,
    reason: BreachReason | None,
    now: int,
) -> None:
    """Set, change or (None) take away the reason of a handover that is late or overdue.

    `shown` is the reason that the page showed. Raises `Conflict` where somebody has said another since,
    `SlaError` where the promise is kept or nothing is due yet, `NotAllowed` for anybody but sales.
    """
    if not people.as_stored(db, by).acts_for(Department.SALES):
        raise NotAllowed("Why a lead was called too late is for sales to say.")
    known = handovers.load(db, lead_id)
    broken = breaches.broken(judge(known, follow_up.edge(db, now)))
    if not broken[known.number == number].any():
        raise SlaError("A reason is said only where the deadline has passed without a response in time.")
    row = db.get(BreachReasonRow, (lead_id, number))
    if row is not None and row.reason not in {shown, reason}:
        raise Conflict(
            "Meanwhile {name} has said why. Look at it, and change it where it is wrong.", name=row.said_by
        )
    note(db, f"lead {lead_id}", number=number, breach_reason=reason, was=row and row.reason)
    if reason is None:
        if row is not None:
            db.delete(row)
        return
    row = row or BreachReasonRow(lead_id=lead_id, number=number, reason=reason, said_at=now, said_by=by.name)
    row.reason, row.said_at, row.said_by = reason, now, by.name
    db.add(row)


def said(db: Session) -> Said:
    """Return every reason by (lead id, number of the handover)."""
    rows = db.exec(select(BreachReasonRow.lead_id, BreachReasonRow.number, BreachReasonRow.reason))
    return {(lead_id, number): BreachReason(reason) for lead_id, number, reason in rows}
