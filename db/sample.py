"""The sample company in the store: loaded into an empty database, removed by making the database anew."""

from collections.abc import Iterable

from sqlalchemy import Connection, text
from sqlmodel import Session

from db import (
    audit,
    handovers,
    people,
    sample_agreement,
    sample_follow_up,
    sample_meeting,
    sample_workshop,
    schema,
    versions,
)
from db.bulk import insert
from db.engine import engine
from db.tables import Table
from db.versions import DatabaseKind
from sla_core.errors import NotAllowed, SlaError
from sla_core.i18n import Texts
from sla_core.people import Action, Person
from sla_core.sample_company import COMPANY, PEOPLE, SampleCompany, invent, tables

LEADS, ACTIVITIES, SEED = 3_000, 40_000, 47
_WITH_IDS = ("lead", "activity_topic")  # tables whose rows come with their ids


def load(
    db: Session, *, now: int, t: Texts, seed: int = SEED, leads: int = LEADS, activities: int = ACTIVITIES
) -> None:
    """Fill an empty database with the sample company, within the caller's transaction (LOAD_SAMPLE).

    `t` is the language of the few texts that its agreement holds. People entered before stay. Raises `SlaError`
    when there is a company already or the size is impossible.
    """
    if versions.read(db).kind is not DatabaseKind.EMPTY:
        raise SlaError("The sample company needs an empty database. This one already holds a company.")
    company = invent(now=now, seed=seed, leads=leads, activities=activities, t=t)
    _add_people(db, PEOPLE)
    versions.set_company(db, kind=DatabaseKind.SAMPLE, company=COMPANY)
    sample_agreement.add(db, company)
    sample_workshop.add(db, company)
    _add_facts(db, company)
    handovers.rebuild(db, now=now)
    sample_meeting.add(db, company, t)
    sample_follow_up.add(db, company, t)
    audit.forget(db)
    audit.note(db, COMPANY, {"leads": leads, "activities": activities, "seed": seed})


def _add_people(db: Session, everybody: Iterable[Person]) -> None:
    for person in everybody:
        if person.department and people.person_by_email(db, person.email) is None:
            people.save_person(
                db, name=person.name, email=person.email, department=person.department, role=person.role
            )


def _add_facts(db: Session, company: SampleCompany) -> None:
    ids = {person.name: person.id for person in people.people(db)}
    for table, columns in tables(company):
        if table == "contact_attempt":
            columns["person_id"] = [ids[name] for name in columns["person"]]
        insert(db, table, list(columns), zip(*columns.values(), strict=True))
    if db.connection().dialect.name != "sqlite":
        for table in _WITH_IDS:  # the next row gets the next number
            serial = f"pg_get_serial_sequence('{table}', 'id')"
            db.execute(text(f"SELECT setval({serial}, (SELECT MAX(id) FROM {table}))"))


def remove(*, actor: Person, typed_name: str) -> None:
    """Remove the sample company and all that was recorded with it; `typed_name` must be its name.

    The tables are made anew in one transaction: the database gets a new identity, and its history begins with
    this removal. People who are not the sample's stay, so that nobody is locked out. Raises `SlaError` for
    another name, or where the company is not the sample.
    """
    writing = engine().execution_options(writing=True, migrating=True)
    try:
        with writing.begin() as connection, Session(connection) as db:
            acting = _may_remove(db, actor, typed_name)
            invented = {person.email for person in PEOPLE}
            kept = [person for person in people.people(db) if person.email not in invented]
            db.expunge_all()
            _make_anew(connection)
            _add_people(db, kept)
            audit.note(db, COMPANY, {})
            audit.add(db, people.person_by_email(db, acting.email) or _nobody(acting), Action.REMOVE_SAMPLE)
            db.flush()
    finally:
        engine().dispose()  # the next connection has foreign keys on again


def _may_remove(db: Session, actor: Person, typed_name: str) -> Person:
    known, acting = versions.read(db), people.as_stored(db, actor)
    if not acting.may(Action.REMOVE_SAMPLE):
        raise NotAllowed("{name} may not do this: it takes another role.", name=actor.name)
    if known.kind is not DatabaseKind.SAMPLE:
        raise SlaError("Only the sample company can be removed, and this database does not hold it.")
    if typed_name.strip() != known.company:
        raise SlaError("Nothing was removed: the name of the sample company is {name}.", name=known.company)
    return acting


def _make_anew(connection: Connection) -> None:
    Table.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    schema.upgrade(connection)


def _nobody(acting: Person) -> Person:
    """Return the actor without the id, which belonged to a row that is gone."""
    return Person(acting.name, acting.email, acting.department, acting.role)
