"""People: who uses the app, of which department, in which role."""

from sqlmodel import Session, col, select

from db.tables import PersonRow
from sla_core.errors import NotAllowed, NotPossible, SlaError
from sla_core.people import Department, Person, Role


def _person(row: PersonRow) -> Person:
    return Person(
        id=row.id, name=row.name, email=row.email, department=Department(row.department), role=Role(row.role)
    )


def people(db: Session) -> list[Person]:
    """Return everybody, by name."""
    return [_person(row) for row in db.exec(select(PersonRow).order_by(col(PersonRow.name)))]


def person_by_id(db: Session, person_id: int) -> Person | None:
    """Return the person with this id."""
    row = db.get(PersonRow, person_id)
    return _person(row) if row else None


def person_by_email(db: Session, email: str) -> Person | None:
    """Return the person with this address, however it is cased."""
    row = db.exec(select(PersonRow).where(PersonRow.email == email.strip().casefold())).first()
    return _person(row) if row else None


def as_stored(db: Session, actor: Person) -> Person:
    """Return the actor with the role of now, not the one the page was opened with."""
    if actor.id is None:
        return actor
    stored = person_by_id(db, actor.id)
    if stored is None:
        raise NotAllowed("{name} is no longer among the people of this company.", name=actor.name)
    return stored


def save_person(
    db: Session, *, person_id: int | None = None, name: str, email: str, department: Department, role: Role
) -> Person:
    """Add a person or change one; raises `SlaError` for an empty name, no address, or one that is taken."""
    name, key = name.strip(), email.strip().casefold()
    if not name:
        raise NotPossible("A person needs a name.")
    if "@" not in key.strip("@"):
        raise NotPossible("{email} is not an e-mail address.", email=email.strip() or "–")
    taken = person_by_email(db, key)
    if taken is not None and taken.id != person_id:
        raise SlaError("{email} already belongs to {name}.", email=key, name=taken.name)
    row = PersonRow(email=key, name=name, department=department, role=role)
    if person_id is not None:
        row = db.get_one(PersonRow, person_id)
        _keep_an_administrator(db, row, role)
        row.name, row.email, row.department, row.role = name, key, department, role
    db.add(row)
    db.flush()
    return _person(row)


def _keep_an_administrator(db: Session, row: PersonRow, role: Role) -> None:
    administrators = db.exec(select(PersonRow.id).where(PersonRow.role == Role.ADMINISTRATOR)).all()
    if role is not Role.ADMINISTRATOR and list(administrators) == [row.id]:
        raise SlaError("{name} is the only administrator: make somebody else one first.", name=row.name)
