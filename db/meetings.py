"""Meetings in the store: one goes on at a time; its snapshot stays as it was taken."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import desc
from sqlmodel import Session, col, select

from db.engine import note
from db.tables import (
    DecisionOutcomeRow,
    MeetingAttendeeRow,
    MeetingDecisionRow,
    MeetingNoteRow,
    MeetingRow,
)
from sla_core.errors import Conflict, NotAllowed, NotPossible, SlaError
from sla_core.meeting import Decision, Meeting, Note, Outcome, Said, Snapshot, Step, check, checked_text
from sla_core.people import Department, Person


@dataclass(frozen=True)
class Started:
    """The meeting that goes on now; `joined` where somebody had started it already."""

    id: int
    joined: bool


def start(
    db: Session, *, led_by: str, attendees: Collection[Person], of: Snapshot, by: Person, now: int
) -> Started:
    """Start a meeting with its frozen figures; where one goes on already, its attendees are joined by these.

    Raises `SlaError` where nobody is there, or nobody leads it.
    """
    everybody = [person for person in attendees if person.department is not None]
    if not everybody:
        raise NotPossible("Somebody has to be at the meeting.")
    going_on = db.exec(select(MeetingRow).where(col(MeetingRow.closed_at).is_(None))).first()
    if going_on is not None:
        _add(db, going_on.id or 0, everybody, now)
        note(db, "", meeting=_day(going_on), joined=True)
        return Started(going_on.id or 0, joined=True)
    row = MeetingRow(
        started_at=now, started_by=by.name, led_by=led_by.strip() or by.name, snapshot=of.model_dump_json()
    )
    db.add(row)
    db.flush()
    _add(db, row.id or 0, everybody, now)
    note(db, "", meeting=_day(row))
    return Started(row.id or 0, joined=False)


def _add(db: Session, meeting_id: int, people: Collection[Person], now: int) -> None:
    for person in people:
        department = person.department or ""
        if db.get(MeetingAttendeeRow, (meeting_id, department, person.name)) is None:
            row = MeetingAttendeeRow(
                meeting_id=meeting_id, department=department, name=person.name, joined_at=now
            )
            db.add(row)
    db.flush()


def _day(row: MeetingRow) -> str:
    return Snapshot.model_validate_json(row.snapshot).today.isoformat()


def join(db: Session, *, meeting_id: int, by: Person, now: int) -> None:
    """Be at a meeting that goes on; a second time changes nothing. Raises `SlaError` without a department."""
    row = _open(db, meeting_id)
    if by.department is None:
        raise NotAllowed("Only somebody of a department can be at a meeting.")
    _add(db, meeting_id, [by], now)
    note(db, "", meeting=_day(row))


def close(db: Session, *, meeting_id: int, by: Person, now: int) -> None:
    """End a meeting. Raises `Conflict` where somebody has ended it already."""
    row = _open(db, meeting_id)
    row.closed_at, row.closed_by, row.going_on = now, by.name, None
    note(db, "", meeting=_day(row))


def _open(db: Session, meeting_id: int) -> MeetingRow:
    row = db.get(MeetingRow, meeting_id)
    if row is None:
        raise SlaError("There is no such meeting.")
    if row.closed_at is not None:
        raise Conflict("This meeting has ended: nothing is added to it.")
    return row


def add_note(db: Session, *, meeting_id: int, step: Step, text: str, by: Person, now: int) -> None:
    """Note something for the minutes. Raises `SlaError` for no words, too many, and once the meeting has ended."""
    row, words = _open(db, meeting_id), checked_text(text)
    db.add(MeetingNoteRow(meeting_id=meeting_id, step=step, text=words, said_at=now, said_by=by.name))
    note(db, words, meeting=_day(row))


@dataclass(frozen=True)
class Wanted:
    """A decision as somebody typed it. `clauses` are those there are in `version`, the one in force."""

    what: str
    who: Person | None
    due: date | None
    clause: str
    version: str
    clauses: Collection[str]


def decide(db: Session, *, meeting_id: int, wanted: Wanted, today: date, by: Person, now: int) -> int:
    """Add a decision and return its id. Raises `SlaError` for what `check` refuses, and once the meeting has ended."""
    _open(db, meeting_id)
    what = checked_text(wanted.what)
    who = wanted.who.name if wanted.who else ""
    check(who=who, due=wanted.due, today=today, clause=wanted.clause, clauses=wanted.clauses)
    row = MeetingDecisionRow(
        meeting_id=meeting_id,
        what=what,
        who=who,
        person_id=wanted.who.id if wanted.who else None,
        due=wanted.due.isoformat() if wanted.due else "",
        clause=wanted.clause,
        version=wanted.version,
        decided_at=now,
        decided_by=by.name,
    )
    db.add(row)
    db.flush()
    note(db, what, who=who)
    return row.id or 0


def say(db: Session, *, decision_id: int, outcome: Outcome, by: Person, now: int) -> None:
    """Say what has become of a decision, within the meeting that goes on or between two.

    Raises `SlaError` where there is no such decision, or it was made in this very meeting.
    """
    row = _decision(db, decision_id)
    going_on = db.exec(select(MeetingRow.id).where(col(MeetingRow.closed_at).is_(None))).first()
    if row.meeting_id == going_on:
        raise SlaError("What was decided just now is looked at in the next meeting.")
    db.add(
        DecisionOutcomeRow(
            decision_id=decision_id, meeting_id=going_on, outcome=outcome, said_at=now, said_by=by.name
        )
    )
    note(db, row.what, decision_outcome=outcome.value)


def open_change(db: Session, *, decision_id: int, by: Person, now: int) -> None:
    """Remember that the change which a decision asks for was opened in the draft; the first time counts."""
    row = _decision(db, decision_id)
    if row.change_at is None:
        row.change_at, row.change_by = now, by.name
    note(db, row.what)


def _decision(db: Session, decision_id: int) -> MeetingDecisionRow:
    row = db.get(MeetingDecisionRow, decision_id)
    if row is None:
        raise SlaError("There is no such decision.")
    return row


def meetings(db: Session, *, limit: int) -> list[Meeting]:
    """Return the newest meetings first, with attendees, notes and frozen figures."""
    rows = db.exec(select(MeetingRow).order_by(desc(col(MeetingRow.id))).limit(limit)).all()
    ids = [row.id for row in rows]
    there: dict[int, dict[Department, list[str]]] = defaultdict(lambda: defaultdict(list))
    wanted = select(MeetingAttendeeRow).where(col(MeetingAttendeeRow.meeting_id).in_(ids))
    for one in db.exec(wanted.order_by(col(MeetingAttendeeRow.joined_at), col(MeetingAttendeeRow.name))):
        there[one.meeting_id][Department(one.department)].append(one.name)
    noted: dict[int, list[Note]] = defaultdict(list)
    notes = select(MeetingNoteRow).where(col(MeetingNoteRow.meeting_id).in_(ids))
    for said in db.exec(notes.order_by(col(MeetingNoteRow.id))):
        noted[said.meeting_id].append(Note(Step(said.step), said.text, said.said_by, said.said_at))
    return [_meeting(row, there[row.id or 0], noted[row.id or 0]) for row in rows]


def _meeting(row: MeetingRow, there: dict[Department, list[str]], notes: list[Note]) -> Meeting:
    return Meeting(
        id=row.id or 0,
        started_at=row.started_at,
        started_by=row.started_by,
        led_by=row.led_by,
        attendees={of: tuple(names) for of, names in there.items()},
        snapshot=Snapshot.model_validate_json(row.snapshot),
        notes=tuple(notes),
        closed_at=row.closed_at,
        closed_by=row.closed_by or "",
    )


def decisions(db: Session) -> list[Decision]:
    """Return every decision, the oldest first, with all that was said of it."""
    said: dict[int, list[Said]] = defaultdict(list)
    for row in db.exec(select(DecisionOutcomeRow).order_by(col(DecisionOutcomeRow.id))):
        said[row.decision_id].append(Said(Outcome(row.outcome), row.said_at, row.said_by, row.meeting_id))
    rows = db.exec(select(MeetingDecisionRow).order_by(col(MeetingDecisionRow.id)))
    return [_read(row, said[row.id or 0]) for row in rows]


def _read(row: Any, said: list[Said]) -> Decision:
    return Decision(
        id=row.id,
        meeting_id=row.meeting_id,
        what=row.what,
        who=row.who,
        due=date.fromisoformat(row.due),
        clause=row.clause,
        version=row.version,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        said=tuple(said),
        change_by=row.change_by or "",
        change_at=row.change_at,
    )
