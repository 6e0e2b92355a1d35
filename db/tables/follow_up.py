"""Tables of follow-up: handovers with all that a judgement needs but the time, and what people say of them."""

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, instant, one_of, partial_index
from sla_core.leads import BreachReason, Closing


class HandoverRow(Table, table=True):
    """Derived: the episodes that are judged, from leads, stage entries, attempts, returns and terms.

    Rebuilt for touched leads in the commit that touches them; `python -m db verify` compares it with a
    rebuild of everything. Whether one is met, late or due is not stored: it depends on the time of asking.
    """

    __tablename__ = "handover"
    __table_args__ = (
        one_of("closed_by", Closing),
        Index("handover_response_by", "response_by"),
        Index("handover_handed_over_at", "handed_over_at"),
        partial_index("handover_waiting", "response_by", where="waiting"),
        {"sqlite_with_rowid": False},
    )
    lead_id: int = Field(primary_key=True, foreign_key="lead.id")
    number: int = Field(primary_key=True)
    version_id: int = Field(foreign_key="agreement_version.id")
    handed_over_at: int | None = instant(default=None)
    handed_over_at_span: int = 0
    clock_start: int | None = instant(default=None)
    response_by: int | None = instant(default=None)
    response_by_latest: int | None = instant(default=None)
    floor_by: int | None = instant(default=None)  # by then the least number of attempts should have been made
    first_attempt_at: int | None = instant(default=None)
    first_contact_at: int | None = instant(default=None)
    responded_at: int | None = instant(default=None)
    responded_latest: int | None = instant(default=None)
    response_seconds: int | None = instant(default=None)
    attempted_before: bool = False
    attempts: int = 0  # before the first contact
    early_contacts: int = 0  # attempts before the first handover that the early-contact clause forbids
    summary: bool = False
    closed_at: int | None = instant(default=None)
    closed_latest: int | None = instant(default=None)
    closed_by: str | None = None
    unjudged: str | None = None  # why no clock can judge it, whenever asked
    return_reason: str | None = None
    returned_in_time: bool = False
    waiting: bool
    grade: str | None = None  # as of the handover
    rating: str | None = None


class HandoverChangeRow(Table, table=True):
    """Derived: which leads' handovers were rebuilt under which data version of attempts, of late (0: any lead's).

    It may name leads that are gone.
    """

    __tablename__ = "handover_change"
    __table_args__ = ({"sqlite_with_rowid": False},)
    version: int = Field(primary_key=True)
    lead_id: int = Field(primary_key=True)


class HandoverRankRow(Table, table=True):
    """How a lead ranked when it was handed over, written once: the limit of an episode hangs on it.

    What a lead is and did may come to be known later, or change; what it was judged by does not.
    """

    __tablename__ = "handover_rank"
    lead_id: int = Field(primary_key=True, foreign_key="lead.id")
    handed_over_at: int = instant(primary_key=True)
    version_id: int = Field(foreign_key="agreement_version.id")
    grade: str
    rating: str
    recorded_at: int = instant()


class AcceptanceRow(Table, table=True):
    """Sales said yes to a lead. Silence is a yes as well, once the time for a no is over."""

    __tablename__ = "lead_acceptance"
    lead_id: int = Field(primary_key=True, foreign_key="lead.id")
    number: int = Field(primary_key=True)
    accepted_at: int = instant()
    accepted_by: str


class BreachReasonRow(Table, table=True):
    """Why the promise was not kept for a handover, as sales says; the last word counts."""

    __tablename__ = "breach_reason"
    __table_args__ = (one_of("reason", BreachReason),)
    lead_id: int = Field(primary_key=True, foreign_key="lead.id")
    number: int = Field(primary_key=True)
    reason: str
    said_at: int = instant()
    said_by: str


class WeeklyCheckRow(Table, table=True):
    """Somebody went through all who waited and signed off the week. Only ever added to.

    `week` is its Monday (ISO date); `snapshot` holds figures and leads by id, never by name.
    """

    __tablename__ = "weekly_check"
    __table_args__ = (Index("weekly_check_week", "week"),)
    id: int | None = Field(default=None, primary_key=True)
    week: str
    signed_at: int = instant()
    signed_by: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    comment: str = Field(default="", sa_column_kwargs={"server_default": ""})
    snapshot: str
