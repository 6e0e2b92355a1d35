"""What can be checked about a database: each problem is a sentence."""

from collections.abc import Iterator, Sequence

from sqlalchemy import text
from sqlmodel import Session

from db import handovers, verify_agreement
from sla_core.errors import SlaError
from sla_core.signing import Receipt


def problems(db: Session, receipts: Sequence[Receipt] = ()) -> Iterator[SlaError]:
    """Yield everything that is not as it should be. `receipts` are those that signers have kept."""
    yield from _pages(db)
    about_the_agreement = list(verify_agreement.problems(db, receipts))
    yield from about_the_agreement
    if not about_the_agreement:  # handovers are computed from its versions
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


def _handovers(db: Session) -> Iterator[SlaError]:
    if not handovers.matches_rebuild(db):
        yield SlaError("The handovers differ from what the facts give. Nothing else is affected.")
    if lacking := handovers.without_rank(db):
        yield SlaError("Handovers without the grade and rating that their version asks for: {n}.", n=lacking)
