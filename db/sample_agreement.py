"""The sample company's agreement: its personas approved, its versions proposed, read and signed in their time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import agreements, drafts, people, personas, proposals, signatures
from sla_core.agreement import Status
from sla_core.people import Person
from sla_core.sample_company import MARKETING_MANAGER, SALES_MANAGER, SampleCompany, SampleVersion
from sla_core.sections import Section, value_of, with_value

_HOUR = 3_600
_LOCAL = "local"


def add(db: Session, company: SampleCompany) -> None:
    """Write personas, versions and every signature, as if it had been done by hand in the past."""
    by_name = {person.name: person for person in people.people(db)}
    managers = (by_name[MARKETING_MANAGER], by_name[SALES_MANAGER])
    _add_personas(db, company, managers)
    newest: int | None = None
    for version in company.versions:
        newest = _add(db, version, newest, by_name[version.created_by])
        if version.status is Status.SIGNED:
            _sign(db, newest, version, managers)
        elif version.status is Status.DRAFT:
            _tell_who_changed_it(db, newest, version, managers)
    signatures.review_goals(
        db, by=managers[1], identified_by=_LOCAL, now=company.setting.month(-1) + 10 * _HOUR
    )


def _add_personas(db: Session, company: SampleCompany, managers: tuple[Person, Person]) -> None:
    begin = company.setting.begin
    for key, content in company.personas.items():
        made = personas.save_persona(db, content=content, by=managers[0], now=begin, persona=key)
        for manager in managers:
            personas.approve(db, persona_version_id=made.id, by=manager, now=begin)


def _add(db: Session, version: SampleVersion, newest: int | None, by: Person) -> int:
    status = Status.PROVISIONAL if version.status is Status.PROVISIONAL else Status.DRAFT
    return agreements.add_version(
        db,
        number=version.number,
        terms=version.terms,
        status=status,
        in_force_from=None,
        now=version.created_at,
        by=by.name,
        opened_from=newest,
    )


def _sign(db: Session, version_id: int, version: SampleVersion, managers: tuple[Person, Person]) -> None:
    begins, moment = version.in_force_from or 0, version.created_at
    zone = ZoneInfo(version.terms.calendar.time_zone)
    proposed = proposals.propose(
        db,
        shown=version.terms,
        wished_from=datetime.fromtimestamp(begins, UTC).astimezone(zone).date(),
        by=managers[version.number % 2],
        identified_by=_LOCAL,
        now=moment,
        reason=version.reason,
    )
    shown = proposed.content_sha256 or ""
    for hours, manager in enumerate(managers, start=25):
        at = moment + hours * _HOUR
        signatures.read_version(
            db, version_id=version_id, shown=shown, by=manager, identified_by=_LOCAL, now=at
        )
        signatures.sign(
            db, version_id=version_id, shown=shown, by=manager, identified_by=_LOCAL, now=at + 600
        )


def _tell_who_changed_it(
    db: Session, version_id: int, version: SampleVersion, managers: tuple[Person, Person]
) -> None:
    before = agreements.versions_in_force(db)[-1].terms
    faster = with_value(before, Section.RESPONSE, value_of(version.terms, Section.RESPONSE))
    marketing, sales = managers
    drafts.note_changes(db, version_id, before, faster, by=marketing, now=version.created_at)
    drafts.note_changes(db, version_id, faster, version.terms, by=sales, now=version.created_at)
