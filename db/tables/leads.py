"""Tables of facts about leads: who they are, what they did, what was done about them."""

from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.tables.base import JSON_VALUES, LONG_ID, Table, instant, one_of, partial_index
from sla_core.leads import Basis, Channel, Direction, Outcome, ReturnReason, Stage


class LeadRow(Table, table=True):
    """A contact as the CRM knows it now. What happened to it stands in the other tables."""

    __tablename__ = "lead"
    __table_args__ = (
        Index("lead_email_key", "email_key"),
        partial_index("lead_merged_into", "merged_into", where="merged_into IS NOT NULL"),
    )
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")
    email: str | None = None
    email_key: str | None = None  # trimmed and case-folded; not unique
    first_name: str | None = None
    last_name: str | None = None
    title: str | None = None
    company: str | None = None
    company_size: str | None = None
    industry: str | None = None
    country: str | None = None
    city: str | None = None
    source: str | None = None
    campaign: str | None = None
    owner: str | None = None
    persona: str | None = None
    consent: str | None = None
    created_at: int | None = instant(default=None)
    created_at_span: int = 0
    handed_over_at: int | None = instant(default=None)  # only where the file said so
    handed_over_at_span: int = 0
    owner_assigned_at: int | None = instant(default=None)  # the first assignment ever seen
    owner_assigned_at_span: int = 0
    stage: str | None = None  # where the CRM says it stands; other words than ours are kept
    won: bool | None = None
    won_at: int | None = instant(default=None)
    won_at_span: int = 0
    lost: bool | None = None
    lost_at: int | None = instant(default=None)
    lost_at_span: int = 0
    amount: str | None = None  # decimal as text
    currency: str | None = None
    attributes: dict[str, str] | None = Field(default=None, sa_type=JSON_VALUES)
    merged_into: int | None = Field(default=None, foreign_key="lead.id")
    merged_at: int | None = instant(default=None)
    erased_at: int | None = instant(default=None)


class LeadIdentityRow(Table, table=True):
    """The id of a lead in another system; one per system."""

    __tablename__ = "lead_identity"
    __table_args__ = (UniqueConstraint("lead_id", "system"), {"sqlite_with_rowid": False})
    system: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    lead_id: int = Field(foreign_key="lead.id")
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")


class ErasedRow(Table, table=True):
    """Keyed hash of an erased person's id or e-mail, so that the next file cannot bring the person back."""

    __tablename__ = "erased"
    key_hash: str = Field(primary_key=True)
    erased_at: int = instant()


class StageEntryRow(Table, table=True):
    """A lead came to a stage: a fact once written. A correction is a new row that supersedes the old one."""

    __tablename__ = "stage_entry"
    __table_args__ = (
        one_of("stage", Stage),
        one_of("basis", Basis),
        Index("stage_entry_lead", "lead_id", "stage"),
        partial_index("stage_entry_superseded", "superseded_by", where="superseded_by IS NOT NULL"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(foreign_key="lead.id")
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")
    stage: str
    entered_at: int | None = instant(default=None)
    entered_at_span: int = 0
    recorded_at: int = instant()
    basis: str
    version_id: int | None = Field(default=None, foreign_key="agreement_version.id")
    evidence: dict[str, Any] | None = Field(default=None, sa_type=JSON_VALUES)
    superseded_by: int | None = Field(default=None, foreign_key="stage_entry.id")


class ActivityTopicRow(Table, table=True):
    """The words of activities, stored once: ten million visits share a few hundred pages."""

    __tablename__ = "activity_topic"
    __table_args__ = (UniqueConstraint("kind", "topic"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    topic: str


class ActivityRow(Table, table=True):
    """A lead's own act: a visit, a download, a form."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("activity_known", "lead_id", "topic_id", "occurred_at", "system", "external_id", unique=True),
        partial_index("activity_external", "system", "external_id", where="external_id <> ''", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=LONG_ID)
    lead_id: int = Field(foreign_key="lead.id")
    topic_id: int = Field(foreign_key="activity_topic.id")
    occurred_at: int = instant()
    occurred_at_span: int = 0
    system: str = Field(default="", sa_column_kwargs={"server_default": ""})
    external_id: str = Field(default="", sa_column_kwargs={"server_default": ""})  # "" for none
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")


class ContactAttemptRow(Table, table=True):
    """An attempt to reach a lead, or the lead reaching us."""

    __tablename__ = "contact_attempt"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("direction", Direction),
        one_of("outcome", Outcome),
        Index("contact_attempt_lead", "lead_id", "occurred_at"),
        partial_index("contact_attempt_merged", "merged_into", where="merged_into IS NOT NULL"),
        partial_index(
            "contact_attempt_external", "system", "external_id", where="external_id IS NOT NULL", unique=True
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(foreign_key="lead.id")
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")
    channel: str
    direction: str
    outcome: str
    occurred_at: int = instant()
    occurred_at_span: int = 0
    recorded_at: int = instant()
    person: str | None = None  # who made it, in the CRM's words
    person_id: int | None = Field(default=None, foreign_key="person.id")  # who logged it here
    note: str | None = None
    summary: bool = False  # a date on the lead's own row: how many attempts there were is not known
    system: str | None = None
    external_id: str | None = None
    merged_into: int | None = Field(default=None, foreign_key="contact_attempt.id")


class LeadReturnRow(Table, table=True):
    """Sales gave a lead back; marketing answers: re-opened, or closed for good."""

    __tablename__ = "lead_return"
    __table_args__ = (
        one_of("reason", ReturnReason),
        Index("lead_return_lead", "lead_id"),
        partial_index("lead_return_duplicate", "duplicate_of", where="duplicate_of IS NOT NULL"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(foreign_key="lead.id")
    returned_at: int = instant()
    reason: str
    duplicate_of: int | None = Field(default=None, foreign_key="lead.id")
    returned_by: str
    note: str | None = None
    reopened_at: int | None = instant(default=None)
    reopened_by: str | None = None
    answer: str | None = None  # marketing's
    closed_at: int | None = instant(default=None)
    closed_by: str | None = None


class TrafficRow(Table, table=True):
    """Visits of a month from a source."""

    __tablename__ = "traffic"
    __table_args__ = (UniqueConstraint("month", "source"),)
    id: int | None = Field(default=None, primary_key=True)
    month: str  # YYYY-MM
    source: str  # "" for all sources
    visits: int
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")
