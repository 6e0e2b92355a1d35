"""Takes the last import back: what it changed is as it was, what it brought is gone.

Refused when somebody has since recorded something by hand on a lead it brought: that record would hang in the
air, and nobody's work is deleted with somebody else's file. Visits of a month typed by hand hang on nothing:
they stay as typed (`db.traffic` makes them the typist's own).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select, update

from db import handovers, ranks
from db.bulk import table_named
from db.chosen import listed
from db.engine import note, transaction
from db.tables import BeforeImageRow, ImportBatchRow
from db.tables.intake import BatchState
from sla_core.errors import Conflict, SlaError
from sla_core.i18n import mark
from sla_core.leads import Basis
from sla_core.people import Action, Person

_IMAGES_AT_ONCE = 10_000
# In an order in which no row is deleted before those that point to it.
_BROUGHT = ("contact_attempt", "activity", "stage_entry", "lead_identity", "lead", "traffic")


class HandMade(StrEnum):
    """What a person may have recorded on a lead."""

    ATTEMPT = "attempt"
    RETURN = "return"
    STAGE = "stage"
    MERGE = "merge"
    ACCEPTANCE = "acceptance"
    REASON = "reason"


_WHY_NOT = {
    HandMade.ATTEMPT: mark(
        "The last import cannot be undone: {person} logged an attempt for {lead}, a lead that it brought "
        "(records made by hand since: {n})."
    ),
    HandMade.RETURN: mark(
        "The last import cannot be undone: {person} returned {lead}, a lead that it brought "
        "(records made by hand since: {n})."
    ),
    HandMade.STAGE: mark(
        "The last import cannot be undone: the stage of {lead}, a lead that it brought, was set by hand "
        "(records made by hand since: {n})."
    ),
    HandMade.MERGE: mark(
        "The last import cannot be undone: {lead}, a lead that it brought, was merged by hand "
        "(records made by hand since: {n})."
    ),
    HandMade.ACCEPTANCE: mark(
        "The last import cannot be undone: {person} accepted {lead}, a lead that it brought "
        "(records made by hand since: {n})."
    ),
    HandMade.REASON: mark(
        "The last import cannot be undone: {person} said why the deadline of {lead} was missed, a lead that it "
        "brought (records made by hand since: {n})."
    ),
}


@dataclass(frozen=True)
class Hanging:
    """A record made by hand on a lead that the import brought."""

    what: HandMade
    lead_id: int
    lead: str
    person: str


@dataclass(frozen=True)
class LastImport:
    """The last import that is not undone: what undoing it removes and restores (rows by table)."""

    run: str
    person: str
    started_at: int
    batches: tuple[int, ...]
    files: tuple[str, ...]
    removes: dict[str, int]
    restores: dict[str, int]
    hanging: tuple[Hanging, ...]


def last_import(db: Session) -> LastImport | None:
    """Return the last import with what undoing it would do; None when there is none."""
    newest = (
        select(ImportBatchRow)
        .where(ImportBatchRow.state == BatchState.IMPORTED)
        .order_by(col(ImportBatchRow.id).desc())
        .limit(1)
    )
    last = db.exec(newest).first()
    if last is None:
        return None
    rows = db.exec(
        select(ImportBatchRow).where(ImportBatchRow.run == last.run).order_by(col(ImportBatchRow.id))
    ).all()
    batches = tuple(row.id or 0 for row in rows)
    return LastImport(
        run=last.run,
        person=last.person,
        started_at=last.started_at,
        batches=batches,
        files=tuple(row.file for row in rows),
        removes={name: n for name in _BROUGHT if (n := _count(db, f"{name} WHERE {_of(batches)}"))},
        restores=_restores(db, batches),
        hanging=tuple(_hanging(db, batches)),
    )


def _of(batches: tuple[int, ...]) -> str:
    return f"batch_id IN ({', '.join(map(str, batches))})"


def _count(db: Session, rows: str) -> int:
    return int(db.execute(text(f"SELECT COUNT(*) FROM {rows}")).scalar_one())


def _restores(db: Session, batches: tuple[int, ...]) -> dict[str, int]:
    counted = f"SELECT table_name, COUNT(DISTINCT row_id) FROM before_image WHERE {_of(batches)} GROUP BY table_name"
    return {row[0]: row[1] for row in db.execute(text(counted))}


def _hanging(db: Session, batches: tuple[int, ...]) -> Iterator[Hanging]:
    """Yield what was recorded by hand on the leads that the batches brought, or points to them."""
    brought = f"(SELECT id FROM lead WHERE {_of(batches)})"
    selects = {
        HandMade.ATTEMPT: "SELECT lead_id, person FROM contact_attempt "
        f"WHERE batch_id IS NULL AND lead_id IN {brought}",
        HandMade.RETURN: f"SELECT lead_id, returned_by FROM lead_return WHERE lead_id IN {brought} "
        f"UNION ALL SELECT duplicate_of, returned_by FROM lead_return WHERE duplicate_of IN {brought}",
        HandMade.STAGE: f"SELECT lead_id, '' FROM stage_entry WHERE basis = '{Basis.PERSON}' AND lead_id IN {brought}",
        HandMade.MERGE: f"SELECT id AS lead_id, '' FROM lead WHERE merged_into IS NOT NULL AND id IN {brought} "
        f"UNION ALL SELECT merged_into, '' FROM lead WHERE merged_into IN {brought}",
        HandMade.ACCEPTANCE: f"SELECT lead_id, accepted_by FROM lead_acceptance WHERE lead_id IN {brought}",
        HandMade.REASON: f"SELECT lead_id, said_by FROM breach_reason WHERE lead_id IN {brought}",
    }
    name = "COALESCE(NULLIF(TRIM(COALESCE(l.first_name, '') || ' ' || COALESCE(l.last_name, '')), ''), l.email, '')"
    for what, made in selects.items():
        query = f"SELECT m.*, {name} FROM ({made}) AS m JOIN lead AS l ON l.id = m.lead_id ORDER BY 1"
        for lead_id, person, lead in db.execute(text(query)):
            yield Hanging(what, lead_id, lead or str(lead_id), person or "")


def undo_last_import(actor: Person, *, run: str | None = None) -> LastImport:
    """Take the last import back and return what that was; raises `SlaError` when it cannot be.

    `run` is the import that the actor was shown: `Conflict` when it is no longer the last one.
    """
    with transaction(actor, Action.UNDO_IMPORT) as db:
        last = last_import(db)
        if last is None:
            raise SlaError("There is no import that could be undone.")
        if run not in {None, last.run}:
            raise Conflict("Meanwhile another import became the last one. Nothing was undone; look again.")
        if last.hanging:
            first = last.hanging[0]
            raise SlaError(_WHY_NOT[first.what], person=first.person, lead=first.lead, n=len(last.hanging))
        _take_back(db, last)
        note(db, ", ".join(last.files), run=last.run, removed=last.removes, restored=last.restores)
    return last


def _take_back(db: Session, last: LastImport) -> None:
    batches = last.batches
    touched = _touched(db, batches)
    for batch_id in reversed(batches):
        for name in _restores(db, (batch_id,)):
            _restore(db, batch_id, name)
    touched |= _touched(db, batches)
    brought = f"(SELECT id FROM lead WHERE {_of(batches)})"
    for derived in ("handover", "handover_rank"):
        db.execute(text(f"DELETE FROM {derived} WHERE lead_id IN {brought}"))
    db.execute(text(f"DELETE FROM stage_entry WHERE lead_id IN {brought}"))  # those by criteria, too
    for name in (*_BROUGHT, "before_image", "import_error"):
        db.execute(text(f"DELETE FROM {name} WHERE {_of(batches)}"))
    db.execute(text("DELETE FROM activity_topic WHERE id NOT IN (SELECT topic_id FROM activity)"))
    db.exec(update(ImportBatchRow).where(col(ImportBatchRow.id).in_(batches)).values(state=BatchState.UNDONE))
    left = {row[0] for row in db.execute(text("SELECT id FROM lead"))} if touched else set()
    handovers.rebuild(db, sorted(touched & left))
    ranks.forget(db, leads=listed(db, touched & left, "touched_lead"), since=last.started_at)


def _touched(db: Session, batches: tuple[int, ...]) -> set[int]:
    """Return the leads whose facts the batches brought or changed, as the rows are now."""
    changed = f"SELECT row_id FROM before_image WHERE {_of(batches)} AND table_name = "
    queries = (
        f"{changed}'lead'",
        f"SELECT lead_id FROM stage_entry WHERE {_of(batches)} OR id IN ({changed}'stage_entry')",
        f"SELECT lead_id FROM contact_attempt WHERE {_of(batches)} OR id IN ({changed}'contact_attempt')",
    )
    return {row[0] for query in queries for row in db.execute(text(query))}


def _restore(db: Session, batch_id: int, name: str) -> None:
    """Write the kept columns of a table's rows back."""
    table, last_id = table_named(name), 0
    images = (
        select(BeforeImageRow.id, BeforeImageRow.row_id, BeforeImageRow.image)
        .where(BeforeImageRow.batch_id == batch_id, BeforeImageRow.table_name == name)
        .order_by(col(BeforeImageRow.id))
        .limit(_IMAGES_AT_ONCE)
    )
    while rows := db.exec(images.where(col(BeforeImageRow.id) > last_id)).all():
        last_id = rows[-1][0] or 0
        for columns, alike in groupby(rows, key=lambda row: tuple(row[2])):
            kept = {column: bindparam(f"was_{column}", type_=table.c[column].type) for column in columns}
            restored = table.update().where(table.c.id == bindparam("row_id")).values(kept)
            values = [
                {"row_id": row_id} | {f"was_{column}": value for column, value in image.items()}
                for _, row_id, image in alike
            ]
            db.connection().execute(restored, values)
