"""Tables about the company itself: what database this is, who uses it, who did what."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from db.tables.base import Table, instant, one_of
from sla_core.people import Department, Role


class MetaRow(Table, table=True):
    """What this database is: `kind`, `instance`, `company`."""

    __tablename__ = "meta"
    key: str = Field(primary_key=True)
    value: str


class DataVersionRow(Table, table=True):
    """How often a topic has changed; raised in the commit that changes it."""

    __tablename__ = "data_version"
    topic: str = Field(primary_key=True)
    version: int


class PersonRow(Table, table=True):
    """Somebody who uses the app; `email` is trimmed and case-folded."""

    __tablename__ = "person"
    __table_args__ = (one_of("department", Department), one_of("role", Role))
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    department: str
    role: str


class AuditRow(Table, table=True):
    """Who did what, when. Only ever added to."""

    __tablename__ = "audit_entry"
    id: int | None = Field(default=None, primary_key=True)
    recorded_at: int = instant()
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    actor: str
    action: str
    subject: str
    details: dict[str, Any] = Field(sa_type=JSON)
