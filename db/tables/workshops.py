"""Tables of workshops on personas: who took part, what each department answered, what was agreed.

Answers and agreements are only ever added; the newest agreement of a question is the one that holds.
"""

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, instant, one_of
from sla_core.people import Department
from sla_core.persona.document import Trait


class WorkshopRow(Table, table=True):
    """A workshop. `persona` is the key under which its persona is or will be kept; `held_on` an ISO date."""

    __tablename__ = "workshop"
    id: int | None = Field(default=None, primary_key=True)
    persona: str
    name: str
    held_on: str
    facilitator: str
    started_at: int = instant()
    started_by: str
    closed_at: int | None = instant(default=None)
    written_version: int | None = None  # of the persona, the last that was written from it


class WorkshopParticipantRow(Table, table=True):
    """Somebody who takes part, for a department."""

    __tablename__ = "workshop_participant"
    __table_args__ = (one_of("department", Department),)
    workshop_id: int = Field(primary_key=True, foreign_key="workshop.id")
    department: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    joined_at: int = instant()


class WorkshopAnswerRow(Table, table=True):
    """What somebody answered for a department."""

    __tablename__ = "workshop_answer"
    __table_args__ = (
        one_of("trait", Trait),
        one_of("department", Department),
        Index("workshop_answer_of", "workshop_id", "trait", "department"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id")
    trait: str
    department: str
    text: str
    person: str
    given_at: int = instant()


class WorkshopAgreementRow(Table, table=True):
    """The answer agreed upon; `number` counts how often it was written."""

    __tablename__ = "workshop_agreement"
    __table_args__ = (one_of("trait", Trait),)
    workshop_id: int = Field(primary_key=True, foreign_key="workshop.id")
    trait: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    text: str
    person: str
    agreed_at: int = instant()
