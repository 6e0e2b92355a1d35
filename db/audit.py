"""History: one entry for each write, added in the same commit."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import desc
from sqlmodel import Session, col, select

from db.tables import AuditRow
from sla_core.people import Action, Person


@dataclass(frozen=True)
class AuditEntry:
    """Who did what, when, to what."""

    id: int
    recorded_at: int
    actor: str
    action: str
    subject: str
    details: dict[str, Any]


def note(db: Session, subject: str, details: dict[str, Any]) -> None:
    """Keep what the transaction's entry will tell; a second note adds to the first."""
    db.info["subject"] = subject
    db.info.setdefault("details", {}).update(details)


def forget(db: Session) -> None:
    """Drop what was noted so far: many acts of one transaction are told as the one that they are part of."""
    db.info.pop("details", None)


def add(db: Session, actor: Person, action: Action) -> None:
    """Write the entry of the running transaction, at the real time."""
    entry = AuditRow(
        recorded_at=int(time.time()),
        actor_id=actor.id,
        actor=actor.name,
        action=action,
        subject=db.info.get("subject", ""),
        details=db.info.get("details", {}),
    )
    db.add(entry)


def entries(
    db: Session,
    *,
    limit: int,
    before_id: int | None = None,
    actor: str | None = None,
    action: str | None = None,
) -> list[AuditEntry]:
    """Return the newest entries first, at most `limit`, older than `before_id` where given."""
    wanted = select(AuditRow).order_by(desc(col(AuditRow.id))).limit(limit)
    if before_id is not None:
        wanted = wanted.where(col(AuditRow.id) < before_id)
    if actor is not None:
        wanted = wanted.where(AuditRow.actor == actor)
    if action is not None:
        wanted = wanted.where(AuditRow.action == action)
    return [
        AuditEntry(row.id or 0, row.recorded_at, row.actor, row.action, row.subject, row.details)
        for row in db.exec(wanted)
    ]


def actors(db: Session) -> list[str]:
    """Return everybody who has an entry, by name."""
    return sorted(db.exec(select(AuditRow.actor).distinct()))
