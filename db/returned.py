"""What sales and marketing have answered: who accepted, which leads were returned, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from sla_core.follow_up.returns import Answer
from sla_core.leads import ReturnReason

_MOST = 500


def accepted(db: Session) -> Mapping[tuple[int, int], str]:
    """Return who accepted handovers that are still open, by (lead id, number)."""
    rows = db.execute(
        text(
            "SELECT a.lead_id, a.number, a.accepted_by FROM lead_acceptance a "
            "JOIN handover h ON h.lead_id = a.lead_id AND h.number = a.number WHERE h.closed_by IS NULL"
        )
    )
    return {(lead_id, number): by for lead_id, number, by in rows}


@dataclass(frozen=True)
class Returned:
    """A lead that sales gave back, and what was answered. `other`: the lead that it is a duplicate of."""

    return_id: int
    lead_id: int
    lead: str
    returned_at: int
    returned_by: str
    reason: ReturnReason
    note: str
    in_time: bool  # otherwise it counts as accepted
    other_id: int | None
    other: str
    answer: Answer | None
    answered_at: int | None
    answered_by: str
    text: str


def unanswered(db: Session) -> list[Returned]:
    """Return the returned leads that nobody has answered, the longest wait first; erased ones are left out."""
    return _read(db, f"WHERE {_OPEN} AND l.erased_at IS NULL ORDER BY r.returned_at, r.id")


def answered(db: Session, *, begin: int | None, end: int | None) -> list[Returned]:
    """Return the returned leads that were answered in [begin, end), the newest answer first."""
    bounds = [f"{_ANSWERED_AT} >= {int(begin)}"] if begin is not None else []
    bounds += [f"{_ANSWERED_AT} < {int(end)}"] if end is not None else []
    inside = " AND ".join([f"NOT ({_OPEN})", *bounds])
    return _read(db, f"WHERE {inside} ORDER BY {_ANSWERED_AT} DESC, r.id DESC")


_AGAIN = (
    "(SELECT MIN(a.handed_over_at) FROM handover a "
    "WHERE a.lead_id = r.lead_id AND a.handed_over_at > r.returned_at)"
)
_ANSWERED_AT = f"COALESCE(r.reopened_at, r.closed_at, l.merged_at, {_AGAIN})"
_OPEN = f"{_ANSWERED_AT} IS NULL"


def _name(lead: str) -> str:
    person = f"NULLIF(TRIM(COALESCE({lead}.first_name, '') || ' ' || COALESCE({lead}.last_name, '')), '')"
    return f"COALESCE({lead}.company, {person}, {lead}.email, '')"


def _read(db: Session, which: str) -> list[Returned]:
    query = (
        f"SELECT r.id AS return_id, r.lead_id, {_name('l')} AS lead, r.returned_at, r.returned_by, r.reason, "
        "COALESCE(r.note, '') AS note, COALESCE(h.returned_in_time, FALSE) AS in_time, r.duplicate_of AS other_id, "
        f"{_name('o')} AS other, {_ANSWERED_AT} AS answered_at, "
        "COALESCE(r.reopened_by, r.closed_by, '') AS answered_by, COALESCE(r.answer, '') AS text, "
        f"CASE WHEN r.reopened_at IS NOT NULL THEN '{Answer.REOPENED}' "
        f"WHEN l.merged_into IS NOT NULL THEN '{Answer.MERGED}' WHEN r.closed_at IS NOT NULL THEN '{Answer.CLOSED}' "
        f"WHEN {_ANSWERED_AT} IS NOT NULL THEN '{Answer.CAME_BACK}' END AS answer "
        "FROM lead_return r JOIN lead l ON l.id = r.lead_id LEFT JOIN lead o ON o.id = r.duplicate_of "
        "LEFT JOIN handover h ON h.lead_id = r.lead_id AND h.closed_by = 'returned' AND h.closed_at = r.returned_at "
        f"{which} LIMIT {_MOST}"
    )
    return [_returned(dict(row)) for row in db.execute(text(query)).mappings()]


def _returned(row: dict[str, Any]) -> Returned:
    answer = row["answer"]
    told = {
        "reason": ReturnReason(row["reason"]),
        "in_time": bool(row["in_time"]),
        "answer": Answer(answer) if answer else None,
    }
    return Returned(**{**row, **told})
