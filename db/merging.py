"""Two leads turn out to be one: the duplicate becomes part of the other (see `db.merged` for what that means).

Files that name the duplicate find the lead that it is part of. An import that brought one of the two can no
longer be undone.
"""

from sqlmodel import Session, col, select

from db import handovers, people
from db.engine import note
from db.returns import present
from db.tables import HandoverRow, LeadReturnRow, LeadRow
from sla_core.errors import NotAllowed, NotPossible, SlaError
from sla_core.people import Department, Person


def merge(db: Session, *, by: Person, lead_id: int, into: int, answer: str = "", now: int) -> int:
    """Make a lead part of another and return the id of that one; a return that waits gets its answer.

    Where the other one was itself merged since, it is the lead that it became. Raises `SlaError` where one of
    them is gone, or sales would lose a lead that waits for a call, `NotAllowed` for anybody but marketing.
    """
    if not people.as_stored(db, by).acts_for(Department.MARKETING):
        raise NotAllowed("Leads are merged by marketing.")
    lead, whole = present(db, lead_id), present(db, _whole(db, into))
    if whole.id == lead_id:
        raise NotPossible("These two are one lead already: choose another one.")
    _keep_who_waits(db, lead_id, whole.id or 0)
    returned = db.exec(select(LeadReturnRow).where(LeadReturnRow.lead_id == lead_id)).all()
    for row in returned:
        if row.reopened_at is None and row.closed_at is None:
            row.closed_at, row.closed_by = max(now, row.returned_at), by.name
            row.answer = answer.strip() or None
    lead.merged_into = whole.id
    lead.merged_at = max([now, *(row.returned_at for row in returned)])
    db.flush()
    handovers.rebuild(db, [lead_id], now=now)
    note(db, f"lead {lead_id}", merged_into=whole.id)
    return whole.id or 0


def _whole(db: Session, lead_id: int) -> int:
    """Return the lead that this one has become."""
    row, seen = db.get(LeadRow, lead_id), {lead_id}
    while row is not None and row.merged_into is not None and row.merged_into not in seen:
        seen.add(row.merged_into)
        row = db.get(LeadRow, row.merged_into)
    return row.id or 0 if row is not None else lead_id


def _keep_who_waits(db: Session, lead_id: int, into: int) -> None:
    """Refuse to take a lead off the waiting list whose call nobody else stands for."""
    waits = select(HandoverRow.number).where(HandoverRow.lead_id == lead_id, col(HandoverRow.waiting))
    stands_for_it = select(HandoverRow.number).where(
        HandoverRow.lead_id == into, col(HandoverRow.closed_by).is_(None)
    )
    if db.exec(waits).first() is not None and db.exec(stands_for_it).first() is None:
        raise SlaError(
            "This lead waits for a call and the other one does not: merge the other one into this one instead."
        )
