"""Sign-offs of weekly checks: only ever added to, read the newest first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import desc
from sqlmodel import Session, col, select

from db.engine import note
from db.lead_history import same_person
from db.tables import ContactAttemptRow, WeeklyCheckRow
from sla_core.errors import SlaError
from sla_core.leads import Channel, Outcome
from sla_core.people import Person
from sla_core.weekly_check import MOST_CHARACTERS, Snapshot


@dataclass(frozen=True)
class SignOff:
    """Who signed off which week (its Monday), when, and what was found."""

    id: int
    week: date
    signed_at: int
    signed_by: str
    comment: str
    snapshot: Snapshot


def sign_off(db: Session, *, by: Person, week: date, comment: str, of: Snapshot, now: int) -> int:
    """Add a sign-off and return its id. One who signs a week that somebody has signed adds another one.

    Raises `SlaError` for a day that is no Monday and for a comment that is too long.
    """
    if week.weekday():
        raise SlaError("{day} is not the first day of a week.", day=week)
    comments = [comment.strip(), *(lead.comment for lead in of.leads)]
    if (longest := max(len(text) for text in comments)) > MOST_CHARACTERS:
        raise SlaError("A comment has {n} characters; at most {most} fit.", n=longest, most=MOST_CHARACTERS)
    row = WeeklyCheckRow(
        week=week.isoformat(),
        signed_at=now,
        signed_by=by.name,
        person_id=by.id,
        comment=comments[0],
        snapshot=of.model_dump_json(),
    )
    db.add(row)
    db.flush()
    year, number, _ = week.isocalendar()
    note(db, f"{number} ({year})", waiting=of.figures.waiting, looked_at=of.looked_at)
    return row.id or 0


def sign_offs(db: Session, *, limit: int) -> list[SignOff]:
    """Return the newest sign-offs, by week and then by the order in which they were made."""
    newest = select(WeeklyCheckRow).order_by(desc(col(WeeklyCheckRow.week)), desc(col(WeeklyCheckRow.id)))
    return [
        SignOff(
            id=row.id or 0,
            week=date.fromisoformat(row.week),
            signed_at=row.signed_at,
            signed_by=row.signed_by,
            comment=row.comment,
            snapshot=Snapshot.model_validate_json(row.snapshot),
        )
        for row in db.exec(newest.limit(limit))
    ]


@dataclass(frozen=True)
class LastAttempt:
    """The newest attempt that is known of a lead. `is_day_only`: the hour is not known."""

    occurred_at: int
    is_day_only: bool
    channel: Channel
    outcome: Outcome
    person: str


def last_attempt(db: Session, *, lead_id: int) -> LastAttempt | None:
    """Return the newest attempt on a lead, from us or from the lead; None where there is none.

    What was done with a lead that was merged into it was done with it.
    """
    newest = (
        select(ContactAttemptRow)
        .where(
            col(ContactAttemptRow.lead_id).in_(same_person(db, lead_id)),
            col(ContactAttemptRow.merged_into).is_(None),
        )
        .order_by(desc(col(ContactAttemptRow.occurred_at)), desc(col(ContactAttemptRow.id)))
    )
    row = db.exec(newest).first()
    if row is None:
        return None
    channel, outcome = Channel(row.channel), Outcome(row.outcome)
    return LastAttempt(row.occurred_at, row.occurred_at_span > 0, channel, outcome, row.person or "")
