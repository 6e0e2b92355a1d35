"""Tables of the agreement: versions, what was proposed, the chain of acts, who changed what, personas.

Triggers (in the migration) refuse what must never happen: changing or deleting proposed content or an entry of
the chain, and changing a version that was signed.
"""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.tables.base import Table, instant, one_of
from sla_core.agreement import STORED
from sla_core.people import Department
from sla_core.signing import EntryType


class AgreementContentRow(Table, table=True):
    """What was proposed, byte for byte as it was shown. Only ever added to."""

    __tablename__ = "agreement_content"
    sha256: str = Field(primary_key=True)
    content: str


class AgreementVersionRow(Table, table=True):
    """A version of the agreement: its terms as canonical JSON. Version 0 has no beginning."""

    __tablename__ = "agreement_version"
    __table_args__ = (
        UniqueConstraint("number", "amendment"),
        one_of("status", STORED),
        CheckConstraint("number >= 0 AND amendment >= 0", name="number_not_negative"),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: int
    amendment: int = 0
    status: str
    in_force_from: int | None = instant(default=None)
    wished_from: str | None = None  # ISO date; in force at its 00:00 instead of at once
    terms: str
    content_sha256: str | None = Field(default=None, foreign_key="agreement_content.sha256")
    opened_from: int | None = Field(default=None, foreign_key="agreement_version.id")
    reason: str = Field(default="", sa_column_kwargs={"server_default": ""})  # why it was proposed
    created_at: int = instant()
    created_by: str


class AgreementEntryRow(Table, table=True):
    """An act of somebody on a text. Each names the hash of the one before. Only ever added to."""

    __tablename__ = "agreement_entry"
    __table_args__ = (one_of("type", EntryType), one_of("department", Department))
    position: int = Field(primary_key=True)
    version_id: int = Field(foreign_key="agreement_version.id", index=True)
    type: str
    content_sha256: str = Field(foreign_key="agreement_content.sha256")
    signer: str
    email: str
    department: str | None = None
    identified_by: str
    happened_at: int = instant()
    previous: str = Field(unique=True)
    entry_sha256: str = Field(unique=True)
    mac: str | None = None


class DraftChangeRow(Table, table=True):
    """Who last changed a place of a draft: the `who` beside a difference."""

    __tablename__ = "draft_change"
    version_id: int = Field(primary_key=True, foreign_key="agreement_version.id")
    path: str = Field(primary_key=True)
    person: str
    department: str | None = None
    changed_at: int = instant()


class PersonaVersionRow(Table, table=True):
    """A persona's document in one of its versions. Never changed: a change is a new version."""

    __tablename__ = "persona_version"
    __table_args__ = (UniqueConstraint("persona", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    persona: str
    version: int
    content: str
    created_at: int = instant()
    created_by: str


class PersonaApprovalRow(Table, table=True):
    """One department's approval of one version of a persona."""

    __tablename__ = "persona_approval"
    __table_args__ = (one_of("department", Department),)
    persona_version_id: int = Field(primary_key=True, foreign_key="persona_version.id")
    department: str = Field(primary_key=True)
    person: str
    approved_at: int = instant()
