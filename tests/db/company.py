"""Puts a small company into a database: people, version 0, leads that were handed over."""

from sqlalchemy import text
from sqlmodel import Session

from db import agreements, handovers, people
from db.engine import transaction, unrecorded
from db.tables import LeadRow, StageEntryRow
from db.versions import DatabaseKind
from sla_core.leads import Basis, Stage
from sla_core.people import COMMAND_LINE, Action, Department, Person, Role
from sla_core.terms import Terms
from tests.core.episodes import at

MONDAY = "2026-11-23"
_GUARDED = ("agreement_content", "agreement_entry", "agreement_version")


def set_up(terms: Terms | None = None) -> None:
    """Version 0, in force from the beginning."""
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        agreed = terms or Terms(company="Fjordlys")
        agreements.start(db, terms=agreed, kind=DatabaseKind.REAL, now=at(MONDAY), by="test")


def add_person(
    name: str = "Kari Nordmann", role: Role = Role.MEMBER, department: Department = Department.SALES
) -> Person:
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        email = f"{name.split()[0].lower()}@fjordlys.example"
        return people.save_person(db, name=name, email=email, department=department, role=role)


def add_lead(db: Session, handed_over_at: str | None, **known: object) -> int:
    """A lead that entered the agreed stage then; handovers are rebuilt."""
    lead = LeadRow(**known)
    db.add(lead)
    db.flush()
    moment = at(handed_over_at) if handed_over_at else None
    entry = StageEntryRow(
        lead_id=lead.id,
        stage=Stage.SALES_QUALIFIED,
        entered_at=moment,
        recorded_at=moment or at(MONDAY),
        basis=Basis.CRM,
    )
    db.add(entry)
    db.flush()
    handovers.rebuild(db, [lead.id or 0])
    return lead.id or 0


def add_leads(*handed_over_at: str | None) -> list[int]:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        return [add_lead(db, when, last_name=f"Lead {place}") for place, when in enumerate(handed_over_at)]


def without_guards() -> None:
    """Take the triggers and rules away, as somebody with the file in hand can."""
    with unrecorded() as db:
        if db.connection().dialect.name == "sqlite":
            names = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in names:
                db.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in _GUARDED:
                db.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
