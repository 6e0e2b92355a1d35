"""One lead with everything that happened to it; what merged leads brought belongs to the one that they became."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import Session, col, select

from db.tables import (
    AcceptanceRow,
    ActivityRow,
    ActivityTopicRow,
    AgreementVersionRow,
    ContactAttemptRow,
    LeadReturnRow,
    LeadRow,
    StageEntryRow,
)
from sla_core.lead.history import Accepted, Act, Attempt, Entry, LeadHistory, Merged, Profile, Returned
from sla_core.leads import Basis, Channel, Direction, Outcome, ReturnReason, Stage


def history(db: Session, lead_id: int) -> LeadHistory | None:
    """Return a lead and its history, None where there is no such lead. A merged or erased one is told as it is."""
    row = db.get(LeadRow, lead_id)
    if row is None:
        return None
    ids = same_person(db, lead_id)
    return LeadHistory(
        profile=_profile(row),
        acts=_acts(db, ids),
        attempts=_attempts(db, ids),
        entries=_entries(db, ids),
        returns=_returns(db, ids),
        accepted=_accepted(db, lead_id),
        merged=_merged(db, ids[1:]),
    )


def same_person(db: Session, lead_id: int) -> list[int]:
    """Return the ids of a lead and of those merged into it, directly or by another; its own comes first."""
    rows = db.execute(_SAME, {"lead_id": lead_id}).scalars().all()
    return [lead_id, *(found for found in rows if found != lead_id)]


_SAME = text(
    "WITH RECURSIVE same(id) AS (SELECT CAST(:lead_id AS BIGINT) UNION "
    "SELECT l.id FROM lead AS l JOIN same ON l.merged_into = same.id) SELECT id FROM same ORDER BY id"
)


def called(row: LeadRow) -> str:
    """Return the name of a person; empty where none is known."""
    return f"{row.first_name or ''} {row.last_name or ''}".strip()


def _profile(row: LeadRow) -> Profile:
    return Profile(
        lead_id=row.id or 0,
        name=called(row),
        email=row.email,
        title=row.title,
        company=row.company,
        company_size=row.company_size,
        industry=row.industry,
        source=row.source,
        campaign=row.campaign,
        owner=row.owner,
        created_at=row.created_at,
        created_span=row.created_at_span,
        won=bool(row.won),
        won_at=row.won_at,
        won_span=row.won_at_span,
        lost=bool(row.lost),
        lost_at=row.lost_at,
        lost_span=row.lost_at_span,
        merged_into=row.merged_into,
        merged_at=row.merged_at,
        erased_at=row.erased_at,
    )


def _acts(db: Session, ids: Sequence[int]) -> tuple[Act, ...]:
    found = (
        select(
            ActivityRow.occurred_at,
            ActivityRow.occurred_at_span,
            ActivityTopicRow.kind,
            ActivityTopicRow.topic,
        )
        .join(ActivityTopicRow, col(ActivityRow.topic_id) == ActivityTopicRow.id)
        .where(col(ActivityRow.lead_id).in_(ids))
        .order_by(col(ActivityRow.occurred_at), col(ActivityRow.id))
    )
    return tuple(Act(*row) for row in db.exec(found))


def _attempts(db: Session, ids: Sequence[int]) -> tuple[Attempt, ...]:
    """Return attempts but for those made by hand for which an imported one stands."""
    found = (
        select(ContactAttemptRow)
        .where(col(ContactAttemptRow.lead_id).in_(ids), col(ContactAttemptRow.merged_into).is_(None))
        .order_by(col(ContactAttemptRow.occurred_at), col(ContactAttemptRow.id))
    )
    return tuple(
        Attempt(
            at=row.occurred_at,
            span=row.occurred_at_span,
            channel=Channel(row.channel),
            direction=Direction(row.direction),
            outcome=Outcome(row.outcome),
            person=row.person,
            note=row.note,
            summary=row.summary,
        )
        for row in db.exec(found)
    )


def _entries(db: Session, ids: Sequence[int]) -> tuple[Entry, ...]:
    found = select(StageEntryRow).where(col(StageEntryRow.lead_id).in_(ids)).order_by(col(StageEntryRow.id))
    rows = db.exec(found).all()
    numbers = _version_numbers(db, {row.version_id for row in rows if row.version_id is not None})
    return tuple(
        Entry(
            stage=Stage(row.stage),
            at=row.entered_at,
            span=row.entered_at_span,
            recorded_at=row.recorded_at,
            basis=Basis(row.basis),
            version=numbers.get(row.version_id or 0),
            evidence=row.evidence or {},
            superseded=row.superseded_by is not None,
        )
        for row in rows
    )


def _version_numbers(db: Session, ids: set[int]) -> dict[int, str]:
    found = select(AgreementVersionRow.id, AgreementVersionRow.number, AgreementVersionRow.amendment).where(
        col(AgreementVersionRow.id).in_(ids)
    )
    return {
        version_id or 0: f"{number}.{amendment}" if amendment else str(number)
        for version_id, number, amendment in (db.exec(found) if ids else ())
    }


def _returns(db: Session, ids: Sequence[int]) -> tuple[Returned, ...]:
    found = (
        select(LeadReturnRow)
        .where(col(LeadReturnRow.lead_id).in_(ids))
        .order_by(col(LeadReturnRow.returned_at), col(LeadReturnRow.id))
    )
    return tuple(
        Returned(
            at=row.returned_at,
            reason=ReturnReason(row.reason),
            by=row.returned_by,
            note=row.note,
            duplicate_of=row.duplicate_of,
            reopened_at=row.reopened_at,
            reopened_by=row.reopened_by,
            closed_at=row.closed_at,
            closed_by=row.closed_by,
            answer=row.answer,
        )
        for row in db.exec(found)
    )


def _accepted(db: Session, lead_id: int) -> tuple[Accepted, ...]:
    found = select(AcceptanceRow).where(AcceptanceRow.lead_id == lead_id).order_by(col(AcceptanceRow.number))
    return tuple(Accepted(row.number, row.accepted_at, row.accepted_by) for row in db.exec(found))


def _merged(db: Session, ids: Sequence[int]) -> tuple[Merged, ...]:
    found = select(LeadRow).where(col(LeadRow.id).in_(ids)).order_by(col(LeadRow.id))
    rows = db.exec(found).all() if ids else []
    return tuple(Merged(row.id or 0, called(row) or row.email or "", row.merged_at) for row in rows)
