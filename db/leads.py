"""Leads as people name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from db.tables import LeadRow

_AT_ONCE = 500


@dataclass(frozen=True)
class LeadName:
    """Who a lead is, and whose."""

    lead_id: int
    name: str
    company: str
    email: str
    owner: str | None
    source: str | None = None


def named(db: Session, *, lead_ids: Sequence[int]) -> dict[int, LeadName]:
    """Return the names of these leads by id."""
    found: dict[int, LeadName] = {}
    for begin in range(0, len(lead_ids), _AT_ONCE):
        chunk = list(lead_ids[begin : begin + _AT_ONCE])
        for row in db.exec(select(LeadRow).where(col(LeadRow.id).in_(chunk))):
            name = f"{row.first_name or ''} {row.last_name or ''}".strip()
            lead_id = row.id or 0
            found[lead_id] = LeadName(
                lead_id, name, row.company or "", row.email or "", row.owner, row.source
            )
    return found


def present(db: Session, *, lead_ids: Sequence[int]) -> list[int]:
    """Return those of these few leads that are neither merged nor erased, in the order given."""
    found = select(LeadRow.id).where(
        col(LeadRow.id).in_(list(lead_ids)),
        col(LeadRow.merged_into).is_(None),
        col(LeadRow.erased_at).is_(None),
    )
    there = set(db.exec(found))
    return [lead_id for lead_id in lead_ids if lead_id in there]


def count(db: Session) -> int:
    """Return how many leads there are."""
    return db.exec(select(func.count()).select_from(LeadRow)).one()
