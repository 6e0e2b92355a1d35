"""Workshops in the store. What the other department has answered is read only once both have answered."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from db.tables import WorkshopAgreementRow, WorkshopAnswerRow, WorkshopParticipantRow, WorkshopRow
from sla_core.errors import Conflict, NotAllowed, NotPossible, SlaError
from sla_core.people import Department, Person
from sla_core.persona.document import LONGEST_TRAIT, Trait
from sla_core.persona.workshop import Agreement, Answer, Given, Workshop, questions
from sla_core.visible import is_blank


def all_workshops(db: Session) -> list[Workshop]:
    """Return every workshop, the newest first, as somebody who belongs to no department may see it."""
    ids = db.exec(select(WorkshopRow.id).order_by(col(WorkshopRow.id).desc())).all()
    return [read(db, workshop_id=workshop_id or 0, department=None) for workshop_id in ids]


def read(db: Session, *, workshop_id: int, department: Department | None) -> Workshop:
    """Return a workshop as a department may see it: its own answers, and those to questions both have answered.

    A department of None sees nothing before both have answered. Raises `SlaError` where there is no such workshop.
    """
    row = _row(db, workshop_id)
    return Workshop(
        id=workshop_id,
        persona=row.persona,
        name=row.name,
        held_on=row.held_on,
        facilitator=row.facilitator,
        participants=_participants(db, workshop_id),
        questions=questions(
            _given(db, workshop_id),
            _visible(db, workshop_id, department),
            _agreed(db, workshop_id),
        ),
        started_at=row.started_at,
        closed_at=row.closed_at,
        written=row.written_version,
    )


def _row(db: Session, workshop_id: int) -> WorkshopRow:
    row = db.get(WorkshopRow, workshop_id)
    if row is None:
        raise SlaError("There is no such workshop.")
    return row


def _participants(db: Session, workshop_id: int) -> dict[Department, tuple[str, ...]]:
    rows = db.exec(
        select(WorkshopParticipantRow)
        .where(WorkshopParticipantRow.workshop_id == workshop_id)
        .order_by(col(WorkshopParticipantRow.joined_at), col(WorkshopParticipantRow.name))
    ).all()
    return {of: tuple(row.name for row in rows if row.department == of) for of in Department}


def _given(db: Session, workshop_id: int) -> dict[tuple[Trait, Department], Given]:
    """Return who has answered what, without a word of it."""
    of = (col(WorkshopAnswerRow.trait), col(WorkshopAnswerRow.department))
    counted = select(*of, func.count(), func.max(col(WorkshopAnswerRow.given_at)))
    rows = db.exec(counted.where(WorkshopAnswerRow.workshop_id == workshop_id).group_by(*of))
    return {(Trait(trait), Department(department)): Given(n, last) for trait, department, n, last in rows}


def _visible(db: Session, workshop_id: int, department: Department | None) -> list[tuple[Trait, Answer]]:
    in_this = WorkshopAnswerRow.workshop_id == workshop_id
    both = (
        select(WorkshopAnswerRow.trait)
        .where(in_this)
        .group_by(WorkshopAnswerRow.trait)
        .having(func.count(func.distinct(WorkshopAnswerRow.department)) == len(Department))
    )
    may_see = or_(col(WorkshopAnswerRow.department) == department, col(WorkshopAnswerRow.trait).in_(both))
    rows = db.exec(select(WorkshopAnswerRow).where(in_this, may_see).order_by(col(WorkshopAnswerRow.id)))
    return [
        (Trait(row.trait), Answer(Department(row.department), row.text, row.person, row.given_at))
        for row in rows
    ]


def _agreed(db: Session, workshop_id: int) -> dict[Trait, Agreement]:
    rows = db.exec(
        select(WorkshopAgreementRow)
        .where(WorkshopAgreementRow.workshop_id == workshop_id)
        .order_by(col(WorkshopAgreementRow.number))
    )
    return {Trait(row.trait): Agreement(row.text, row.person, row.agreed_at, row.number) for row in rows}


def start(
    db: Session,
    *,
    name: str,
    held_on: date,
    facilitator: str,
    participants: Mapping[Department, Sequence[str]],
    by: Person,
    now: int,
    persona: str | None = None,
) -> int:
    """Start a workshop and return its id. `persona`: the key of the one it goes on with; None for a new one.

    Raises `SlaError` without a name of whom it is about, or without anybody who takes part.
    """
    if is_blank(name):
        raise NotPossible("A workshop needs a name for the persona it is about.")
    if not any(participants.values()):
        raise NotPossible("Somebody has to take part in a workshop.")
    row = WorkshopRow(
        persona=persona or uuid.uuid4().hex,
        name=name.strip(),
        held_on=held_on.isoformat(),
        facilitator=facilitator.strip() or by.name,
        started_at=now,
        started_by=by.name,
    )
    db.add(row)
    db.flush()
    for department, names in participants.items():
        for who in dict.fromkeys(names):
            _add_participant(db, row.id or 0, department, who, now)
    db.flush()
    return row.id or 0


def join(db: Session, *, workshop_id: int, by: Person, now: int) -> None:
    """Take part for one's own department; a second time changes nothing. Raises `SlaError` without a department."""
    _open(db, workshop_id)
    _add_participant(db, workshop_id, _department(by), by.name, now)
    db.flush()


def _add_participant(db: Session, workshop_id: int, department: Department, name: str, now: int) -> None:
    if db.get(WorkshopParticipantRow, (workshop_id, department, name)) is None:
        db.add(
            WorkshopParticipantRow(workshop_id=workshop_id, department=department, name=name, joined_at=now)
        )


def _open(db: Session, workshop_id: int) -> WorkshopRow:
    row = _row(db, workshop_id)
    if row.closed_at is not None:
        raise SlaError("The workshop on {name} is closed. Continue it first.", name=row.name)
    return row


def _department(by: Person) -> Department:
    if by.department is None:
        raise NotAllowed("Only somebody of a department can take part in a workshop.")
    return by.department


def answer(db: Session, *, workshop_id: int, trait: Trait, text: str, by: Person, now: int) -> None:
    """Add an answer for the own department. Whoever answers takes part; the same words twice are one answer.

    Nothing is replaced: of two people who answer at once, both are kept. Raises `SlaError` for an empty or
    endless answer, without a department, in a closed workshop, and once both departments have answered: from
    then on nobody is blind.
    """
    _open(db, workshop_id)
    department, said = _department(by), _said(text)
    known = db.exec(
        select(WorkshopAnswerRow).where(
            WorkshopAnswerRow.workshop_id == workshop_id, WorkshopAnswerRow.trait == trait
        )
    ).all()
    if (department, said, by.name) not in {(row.department, row.text, row.person) for row in known}:
        if {row.department for row in known} == set(Department):
            raise SlaError(
                "Both departments have answered this question by now. Put it into the answer that both agree on."
            )
        db.add(
            WorkshopAnswerRow(
                workshop_id=workshop_id,
                trait=trait,
                department=department,
                text=said,
                person=by.name,
                given_at=now,
            )
        )
    _add_participant(db, workshop_id, department, by.name, now)
    db.flush()


def _said(text: str) -> str:
    said = text.strip()
    if is_blank(said):
        raise SlaError("An answer needs at least a word.")
    if len(said) > LONGEST_TRAIT:
        raise SlaError("An answer has at most {most} characters, not {n}.", most=LONGEST_TRAIT, n=len(said))
    return said


def agree(
    db: Session, *, workshop_id: int, trait: Trait, text: str, opened: int, by: Person, now: int
) -> None:
    """Write the answer that both agree on. `opened`: the number of the one that was seen, 0 for none.

    Raises `Conflict` where there is a newer one by now, `SlaError` as `answer` does and before both have answered.
    """
    _open(db, workshop_id)
    said = _said(text)
    seen = read(db, workshop_id=workshop_id, department=None).question(trait)
    if not seen.is_open_to_both:
        raise SlaError("Both departments answer before they agree.")
    newest = seen.agreement.number if seen.agreement else 0
    if newest != opened:
        raise Conflict("Somebody else has written the agreed answer since you opened it.")
    db.add(
        WorkshopAgreementRow(
            workshop_id=workshop_id, trait=trait, number=newest + 1, text=said, person=by.name, agreed_at=now
        )
    )
    db.flush()


def close(db: Session, *, workshop_id: int, now: int) -> None:
    """Close a workshop: it takes no answers until somebody continues it."""
    _row(db, workshop_id).closed_at = now


def go_on(db: Session, *, workshop_id: int) -> None:
    """Continue a closed workshop."""
    _row(db, workshop_id).closed_at = None


def note_written(db: Session, *, workshop_id: int, version: int) -> None:
    """Remember which version of the persona was written from a workshop."""
    _row(db, workshop_id).written_version = version
