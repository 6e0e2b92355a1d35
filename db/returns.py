"""Sales answers a handover: it accepts or returns it; marketing answers a return: it re-opens or closes it.

Within the time that sales has to answer, the last word counts: a lead that was accepted can still be returned.
A return that comes later is stored as any other and counts as accepted (`Handovers.returned_in_time`).
"""

from sqlmodel import Session, col, select

from db import handovers, people
from db.engine import note
from db.tables import AcceptanceRow, HandoverRow, LeadReturnRow, LeadRow
from sla_core.errors import Conflict, NotAllowed, NotPossible, SlaError
from sla_core.follow_up.returns import Answer
from sla_core.leads import Closing, ReturnReason
from sla_core.people import Department, Person


def present(db: Session, lead_id: int) -> LeadRow:
    """Return a lead that is neither merged nor erased; raises `SlaError` for any other."""
    lead = db.get(LeadRow, lead_id)
    if lead is None or lead.merged_into is not None or lead.erased_at is not None:
        raise SlaError("This lead is no longer there.")
    return lead


def _open_handover(db: Session, by: Person, lead_id: int, number: int) -> HandoverRow:
    """Return a handover that sales can still answer."""
    if not people.as_stored(db, by).acts_for(Department.SALES):
        raise NotAllowed("Leads are accepted and returned by sales.")
    present(db, lead_id)
    row = db.get(HandoverRow, (lead_id, number))
    if row is None:
        raise SlaError("This lead is not handed over to sales.")
    if row.closed_by == Closing.RETURNED:
        raise Conflict("{name} has already returned this lead.", name=_returned_by(db, row))
    if row.closed_by is not None:
        raise SlaError("This lead was closed since it was handed over: there is nothing left to answer.")
    return row


def _returned_by(db: Session, row: HandoverRow) -> str:
    found = select(LeadReturnRow.returned_by).where(
        LeadReturnRow.lead_id == row.lead_id, LeadReturnRow.returned_at == row.closed_at
    )
    return db.exec(found).first() or ""


def accept(db: Session, *, by: Person, lead_id: int, number: int, now: int) -> None:
    """Say yes to a handover; once more changes nothing.

    Raises `SlaError` where it is closed, `Conflict` where it was returned, `NotAllowed` for anybody but sales.
    """
    _open_handover(db, by, lead_id, number)
    row = db.get(AcceptanceRow, (lead_id, number))
    if row is None:
        row = AcceptanceRow(lead_id=lead_id, number=number, accepted_at=now, accepted_by=by.name)
        db.add(row)
    note(db, f"lead {lead_id}", number=number, accepted_by=row.accepted_by)


def give_back(
    db: Session,
    *,
    by: Person,
    lead_id: int,
    number: int,
    reason: ReturnReason,
    duplicate_of: int | None = None,
    comment: str = "",
    now: int,
) -> int:
    """Return a lead to marketing and return the id of the return; the lead's handovers are rebuilt.

    `duplicate_of` is the lead that a duplicate is of. Raises `SlaError` where the lead or the other one is not
    there, `Conflict` where somebody returned it before, `NotAllowed` for anybody but sales.
    """
    handover = _open_handover(db, by, lead_id, number)
    if reason is ReturnReason.DUPLICATE:
        _check_other(db, lead_id, duplicate_of)
    row = LeadReturnRow(
        lead_id=lead_id,
        returned_at=max(now, handover.handed_over_at or now),
        reason=reason,
        duplicate_of=duplicate_of if reason is ReturnReason.DUPLICATE else None,
        returned_by=by.name,
        note=comment.strip() or None,
    )
    db.add(row)
    db.flush()
    handovers.rebuild(db, [lead_id], now=now)
    note(db, f"lead {lead_id}", number=number, return_reason=reason, duplicate_of=row.duplicate_of)
    return row.id or 0


def _check_other(db: Session, lead_id: int, other: int | None) -> None:
    if other is None:
        raise NotPossible("Choose the lead that this one is a duplicate of.")
    if other == lead_id:
        raise NotPossible("A lead is no duplicate of itself: choose the other one.")
    lead = db.get(LeadRow, other)
    if lead is None or lead.merged_into is not None or lead.erased_at is not None:
        raise SlaError("The lead that this one is a duplicate of is no longer there. Choose another.")


def reopen(db: Session, *, by: Person, return_id: int, answer: str, now: int) -> None:
    """Hand a returned lead over once more, with a word to sales: another episode begins.

    Raises `Conflict` where somebody has answered before, `SlaError` where the lead is gone or back already,
    `NotAllowed` for anybody but marketing.
    """
    row = _unanswered(db, by, return_id)
    if not answer.strip():
        raise NotPossible("Tell sales in a few words why the lead is worth another call.")
    present(db, row.lead_id)
    if _is_back(db, row):
        raise Conflict("This lead has been handed over again since it was returned.")
    # An episode that began in the second of the return would be the one that it ends.
    row.reopened_at = max(now, row.returned_at + 1)
    row.reopened_by, row.answer = by.name, answer.strip()
    db.flush()
    handovers.rebuild(db, [row.lead_id], now=now)
    note(db, f"lead {row.lead_id}", returned=row.id, answer=Answer.REOPENED)


def close(db: Session, *, by: Person, return_id: int, answer: str = "", now: int) -> None:
    """Leave a returned lead closed, with a word to sales where there is one to say.

    Raises `Conflict` where somebody has answered before, `NotAllowed` for anybody but marketing.
    """
    row = _unanswered(db, by, return_id)
    row.closed_at, row.closed_by, row.answer = max(now, row.returned_at), by.name, answer.strip() or None
    note(db, f"lead {row.lead_id}", returned=row.id, answer=Answer.CLOSED)


def _unanswered(db: Session, by: Person, return_id: int) -> LeadReturnRow:
    if not people.as_stored(db, by).acts_for(Department.MARKETING):
        raise NotAllowed("Returned leads are answered by marketing.")
    row = db.get(LeadReturnRow, return_id)
    if row is None:
        raise SlaError("This return is no longer there.")
    if row.reopened_at is not None:
        raise Conflict("{name} has already re-opened this lead.", name=row.reopened_by or "")
    if row.closed_at is not None:
        raise Conflict("{name} has already closed this return.", name=row.closed_by or "")
    return row


def _is_back(db: Session, row: LeadReturnRow) -> bool:
    again = select(HandoverRow.number).where(
        HandoverRow.lead_id == row.lead_id, col(HandoverRow.handed_over_at) > row.returned_at
    )
    return db.exec(again).first() is not None
