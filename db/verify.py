"""What can be checked about a database: each problem is a sentence."""

from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy import text
from sqlmodel import Session, select

from db import handovers
from db.tables import AgreementVersionRow
from sla_core.errors import SlaError
from sla_core.terms import Terms


def problems(db: Session) -> Iterator[SlaError]:
    """Yield everything that is not as it should be."""
    yield from _pages(db)
    yield from _terms(db)
    yield from _handovers(db)


def _pages(db: Session) -> Iterator[SlaError]:
    if db.connection().dialect.name != "sqlite":
        return  # PostgreSQL checks its pages and foreign keys itself
    for row in db.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield SlaError("The database file is damaged: {what}", what=row[0])
    broken = db.execute(text("PRAGMA foreign_key_check")).fetchall()
    for table, row_id, parent, _ in broken:
        yield SlaError(
            "Row {row} of {table} points to nothing in {parent}.", row=row_id, table=table, parent=parent
        )


def _terms(db: Session) -> Iterator[SlaError]:
    for row in db.exec(select(AgreementVersionRow)):
        try:
            same = Terms.from_json(row.terms).to_json() == row.terms
        except ValidationError:
            same = False
        if not same:
            yield SlaError(
                "The stored terms of version {number} are not what was written.", number=row.number
            )


def _handovers(db: Session) -> Iterator[SlaError]:
    if not handovers.matches_rebuild(db):
        yield SlaError("The handovers differ from what the facts give. Nothing else is affected.")
