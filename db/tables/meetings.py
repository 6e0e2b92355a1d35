"""Tables of meetings: who was there, the figures that were frozen, what was noted and decided, what became of it.

The snapshot is written once. Notes, decisions and what is said of them are only ever added.
"""

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, instant, one_of, partial_index
from sla_core.meeting import Outcome, Step
from sla_core.people import Department


class MeetingRow(Table, table=True):
    """A meeting. `going_on` is 1 until it is closed, then nothing: at most one goes on at a time.

    `snapshot` holds figures and leads by id, never by name.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        partial_index("meeting_going_on", "going_on", where="going_on IS NOT NULL", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    started_at: int = instant()
    started_by: str
    led_by: str
    going_on: int | None = 1
    closed_at: int | None = instant(default=None)
    closed_by: str | None = None
    snapshot: str


class MeetingAttendeeRow(Table, table=True):
    """Somebody who is there, of a department."""

    __tablename__ = "meeting_attendee"
    __table_args__ = (one_of("department", Department),)
    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id")
    department: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    joined_at: int = instant()


class MeetingNoteRow(Table, table=True):
    """Something said at a step, for the minutes."""

    __tablename__ = "meeting_note"
    __table_args__ = (one_of("step", Step), Index("meeting_note_of", "meeting_id"))
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    step: str
    text: str
    said_at: int = instant()
    said_by: str


class MeetingDecisionRow(Table, table=True):
    """A decision: `due` is an ISO date, `clause` the number of a clause in `version`, "" for none."""

    __tablename__ = "meeting_decision"
    __table_args__ = (Index("meeting_decision_of", "meeting_id"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    what: str
    who: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    due: str
    clause: str
    version: str
    decided_at: int = instant()
    decided_by: str
    change_at: int | None = instant(default=None)  # when the change that it asks for was opened in the draft
    change_by: str | None = None


class DecisionOutcomeRow(Table, table=True):
    """What somebody said has become of a decision, in a meeting or between two; the last word counts."""

    __tablename__ = "decision_outcome"
    __table_args__ = (one_of("outcome", Outcome), Index("decision_outcome_of", "decision_id"))
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="meeting_decision.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    outcome: str
    said_at: int = instant()
    said_by: str
