"""Tables of the agreement: its versions."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.tables.base import Table, instant, one_of
from sla_core.agreement import Status


class AgreementVersionRow(Table, table=True):
    """A version of the agreement: its terms as canonical JSON. Version 0 has no beginning."""

    __tablename__ = "agreement_version"
    __table_args__ = (
        UniqueConstraint("number", "amendment"),
        one_of("status", Status),
        CheckConstraint("number >= 0 AND amendment >= 0", name="number_not_negative"),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: int
    amendment: int = 0
    status: str
    in_force_from: int | None = instant(default=None)
    terms: str
    created_at: int = instant()
    created_by: str
