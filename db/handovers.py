"""The derived table of handovers: rebuilt for touched leads, read as columns, and the waiting list."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from db import agreements, facts, handover_changes, ranks
from db.bulk import insert, integers
from db.chosen import listed
from db.facts import Facts
from db.merged import any_merged, with_wholes
from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING
from sla_core.facts import Codes, When
from sla_core.handovers import CLOSINGS, NONE, REASONS, UNJUDGED, Handovers, RankFacts, build
from sla_core.handovers.ranks import ranks_leads

_INSTANTS = (
    "clock_start",
    "response_by",
    "response_by_latest",
    "floor_by",
    "first_attempt",
    "first_contact",
    "responded",
    "responded_latest",
    "response_seconds",
    "closed",
    "closed_latest",
)
_WORDS: dict[str, Sequence[str]] = {"closed_by": CLOSINGS, "unjudged": UNJUDGED, "return_reason": REASONS}
_FLAGS = ("attempted_before", "summary", "returned_in_time", "waiting")
_NUMBERS = ("attempts", "early_contacts")
# Names in the table where they differ from the field's.
_COLUMN = {
    "first_attempt": "first_attempt_at",
    "first_contact": "first_contact_at",
    "responded": "responded_at",
    "closed": "closed_at",
}


def rebuild(db: Session, lead_ids: Sequence[int] | str | None = None, *, now: int | None = None) -> int:
    """Compute the handovers of these leads anew and return their number; ranks that they lack are written.

    `lead_ids` is None for all leads, a sequence of ids, or a SELECT that gives them. `now` is when ranks are written,
    the real time by default.
    """
    chosen = (
        lead_ids if lead_ids is None or isinstance(lead_ids, str) else listed(db, lead_ids, "touched_lead")
    )
    if chosen is not None and any_merged(db):
        chosen = with_wholes(chosen)  # what was done about a lead is seen with those that it is part of
    known, versions = facts.read(db, chosen), agreements.versions_in_force(db)
    written = ranks.settle(db, chosen, known, versions, now=int(time.time()) if now is None else now)
    made = _computed(known, versions, written)
    handover_changes.remember(db, known.leads.id)
    where = f" WHERE lead_id IN ({chosen})" if chosen else ""
    db.execute(text(f"DELETE FROM handover{where}"))
    if not len(written.lead):  # nobody has a rank: every column costs when there are many rows
        made = {name: column for name, column in made.items() if name not in ranks.COLUMNS}
    insert(db, "handover", list(made), zip(*made.values(), strict=True))
    return len(made["lead_id"])


def rank_all(db: Session) -> None:
    """Rank the handovers of a database from before they were ranked, all at once: else each would be ranked, and its
    deadline change, whenever its lead is touched next.
    """
    if any(ranks_leads(version.terms) for version in agreements.versions_in_force(db)):
        rebuild(db)


def rebuild_from(db: Session, begins: int, *, now: int | None = None) -> int:
    """Compute anew what a version that begins then may judge, and return the number of handovers.

    Everything else is judged by versions that did not change: leads without any instant at or after it, and
    without an undated one, stay as they are.
    """
    return rebuild(db, _JUDGED_FROM.format(begins=int(begins)), now=now)


# An instant known by the day may lie as much as its span later.
_JUDGED_FROM = """
SELECT id FROM lead WHERE created_at IS NULL OR created_at + created_at_span >= {begins}
   OR handed_over_at + handed_over_at_span >= {begins} OR owner_assigned_at + owner_assigned_at_span >= {begins}
UNION SELECT lead_id FROM stage_entry
   WHERE superseded_by IS NULL AND (entered_at IS NULL OR entered_at + entered_at_span >= {begins})
UNION SELECT lead_id FROM contact_attempt WHERE occurred_at + occurred_at_span >= {begins}
UNION SELECT lead_id FROM lead_return WHERE reopened_at >= {begins}
"""


def matches_rebuild(db: Session) -> bool:
    """Return whether the table holds exactly what the facts, ranks and terms give now."""
    known, versions = facts.read(db), agreements.versions_in_force(db)
    made = _computed(known, versions, ranks.written(db, None, known.leads.id, versions))
    names = ", ".join(made)
    stored = (
        db.connection().exec_driver_sql(f"SELECT {names} FROM handover ORDER BY lead_id, number").fetchall()
    )
    return [tuple(row) for row in stored] == list(zip(*made.values(), strict=True))


def without_rank(db: Session) -> int:
    """Return how many handovers have no rank though leads are ranked under their version."""
    versions = agreements.versions_in_force(db)
    if not any(ranks_leads(version.terms) for version in versions):
        return 0
    return ranks.lacking(db, facts.read(db), versions)


def _computed(known: Facts, versions: Sequence[AgreementVersion], written: RankFacts) -> dict[str, list[Any]]:
    """Return the handover rows as columns of Python values."""
    built = build(known.leads, known.stages, known.attempts, known.returns, versions, written)
    version_ids = np.array([version.id for version in versions], dtype=np.int64)
    columns: dict[str, list[Any]] = {
        "lead_id": known.leads.id[built.lead].tolist(),
        "number": built.number.tolist(),
        "version_id": version_ids[built.version].tolist() if len(built) else [],
        "handed_over_at": _or_none(built.handed_over.at),
        "handed_over_at_span": built.handed_over.span.tolist(),
    }
    for name in _INSTANTS:
        columns[_COLUMN.get(name, name)] = _or_none(getattr(built, name))
    for name, words in _WORDS.items():
        columns[name] = [None if code == NONE else words[code] for code in getattr(built, name).tolist()]
    for name in (*_FLAGS, *_NUMBERS):
        columns[name] = getattr(built, name).tolist()
    return columns | ranks.columns(built, versions)


def _or_none(values: Codes) -> list[int | None]:
    return [None if value == MISSING else value for value in values.tolist()]


def load(db: Session, lead_ids: int | Sequence[int] | None = None) -> Handovers:
    """Return all handovers as columns, or those of one lead or some.

    `lead` holds lead ids, `version` positions in `versions_in_force`.
    """
    ids = [lead_ids] if isinstance(lead_ids, int) else lead_ids
    whose = "" if ids is None else f"lead_id IN ({listed(db, ids, 'loaded_lead')})"
    versions = agreements.versions_in_force(db)
    position = {version.id: place for place, version in enumerate(versions)}
    cells = ranks.cells(db, versions, whose)
    selected = [
        "lead_id",
        "number",
        "version_id",
        _known("handed_over_at"),
        "handed_over_at_span",
    ]
    selected += [_known(_COLUMN.get(name, name)) for name in _INSTANTS]
    for name, words in _WORDS.items():
        cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(words))
        selected.append(f"CASE {name} {cases} ELSE {NONE} END")
    selected += [f"CASE WHEN {name} THEN 1 ELSE 0 END" for name in _FLAGS]
    selected += [*_NUMBERS, cells.column]
    where = f" WHERE {whose}" if whose else ""
    query = f"SELECT {', '.join(selected)} FROM handover AS h{cells.join}{where} ORDER BY lead_id, number"
    found = integers(db, query, len(selected))
    names = ["lead", "number", "version", "at", "span", *_INSTANTS, *_WORDS, *_FLAGS, *_NUMBERS, "cell"]
    column: dict[str, Any] = dict(zip(names, found, strict=True))
    column["version"] = _positions(column["version"], position)
    for name in _FLAGS:
        column[name] = column[name] == 1
    column["grade"], column["rating"] = cells.places(column.pop("cell"))
    return Handovers(handed_over=When(column.pop("at"), column.pop("span")), **column)


def _known(column: str) -> str:
    return f"COALESCE({column}, {MISSING})"


def _positions(ids: Codes, position: dict[int, int]) -> Codes:
    known = np.array(sorted(position), dtype=np.int64)
    places = np.array([position[version_id] for version_id in sorted(position)], dtype=np.int64)
    return places[np.searchsorted(known, ids)] if len(ids) else ids


@dataclass(frozen=True)
class Waiting:
    """A lead on the waiting list. `response_by` is None where only the day or nothing is known."""

    lead_id: int
    number: int
    version_id: int
    name: str
    company: str
    owner: str | None
    clock_start: int | None
    response_by: int | None
    attempts: int


def waiting(db: Session, *, limit: int) -> list[Waiting]:
    """Return who waits for a first response: least time left first, then those that no clock can judge."""
    measured = _WITH_NAMES.format(which=MEASURED, order="h.response_by, h.lead_id")
    rows = db.execute(text(measured), {"limit": limit}).fetchall()
    if len(rows) < limit:
        rest = {"limit": limit - len(rows)}
        unmeasured = _WITH_NAMES.format(which=UNMEASURED, order="h.lead_id")
        rows = [*rows, *db.execute(text(unmeasured), rest)]
    return [Waiting(*row) for row in rows]


# The first is answered from the partial index on open deadlines, whatever the number of leads.
MEASURED = "waiting AND response_by IS NOT NULL AND unjudged IS NULL ORDER BY response_by"
UNMEASURED = "waiting AND (response_by IS NULL OR unjudged IS NOT NULL) ORDER BY lead_id"
_WITH_NAMES = """
SELECT h.lead_id, h.number, h.version_id,
       TRIM(COALESCE(l.first_name, '') || ' ' || COALESCE(l.last_name, '')), COALESCE(l.company, l.email, ''),
       l.owner, h.clock_start, h.response_by, h.attempts
FROM (SELECT * FROM handover WHERE {which} LIMIT :limit) AS h JOIN lead AS l ON l.id = h.lead_id
ORDER BY {order}
"""
