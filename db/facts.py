"""Facts about leads as columns for `sla_core`: all leads, or those of a SELECT of ids."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from db.bulk import integers
from db.merged import PARTS, any_merged
from sla_core.columns import MISSING
from sla_core.facts import AttemptFacts, Codes, LeadFacts, ReturnFacts, StageFacts, When, counts_as
from sla_core.handovers.parts import PartWins, with_wins
from sla_core.leads import Basis, Channel, Direction, ReturnReason, Stage


@dataclass(frozen=True)
class Facts:
    """Everything that handovers are built from; `lead` columns are positions in `leads.id`."""

    leads: LeadFacts
    stages: StageFacts
    attempts: AttemptFacts
    returns: ReturnFacts


def read(db: Session, chosen: str | None = None) -> Facts:
    """Return the facts of all leads, or of the leads whose ids the SELECT `chosen` gives.

    What was done about a merged lead, and that it was won, is told of the leads that it is part of, too.
    """
    leads = _leads(db, chosen)
    where = f"lead_id IN ({chosen})" if chosen else "1 = 1"
    stages = _stages(db, where, leads.id)
    of_parts = ""
    if any_merged(db):
        of_parts = f"whole IN ({chosen})" if chosen else "1 = 1"
        leads = with_wins(leads, stages, _wins_of_parts(db, of_parts, leads.id))
    return Facts(leads, stages, _attempts(db, where, of_parts, leads.id), _returns(db, where, leads.id))


def _known(column: str) -> str:
    return f"COALESCE({column}, {MISSING})"


def _when(column: str) -> str:
    return f"{_known(column)}, {column}_span"


def _flag(column: str) -> str:
    return f"CASE WHEN {column} THEN 1 ELSE 0 END"


def _rank(column: str, otherwise: int) -> str:
    cases = " ".join(f"WHEN '{stage}' THEN {stage.rank}" for stage in Stage)
    return f"CASE {column} {cases} ELSE {otherwise} END"


_LEAD_INSTANTS = ("created_at", "handed_over_at", "owner_assigned_at", "won_at", "lost_at")
_LEAD_COLUMNS = {
    "stage": (_rank("stage", -1), -1),
    "won": (_flag("won"), 0),
    "lost": (_flag("lost"), 0),
    **{name: (_known(name), MISSING) for name in (*_LEAD_INSTANTS, "merged_at", "erased_at")},
    **{f"{name}_span": (f"{name}_span", 0) for name in _LEAD_INSTANTS},
}


def _leads(db: Session, chosen: str | None) -> LeadFacts:
    """Fetch only the columns in which any lead has a value: fetching takes most of the time."""
    where = f" WHERE id IN ({chosen})" if chosen else ""
    counts = ", ".join(
        f"COUNT(NULLIF({name}, 0))" if "_span" in name else f"COUNT({name})" for name in _LEAD_COLUMNS
    )
    counted = db.connection().exec_driver_sql(f"SELECT {counts} FROM lead{where}").one()
    filled = [name for name, n in zip(_LEAD_COLUMNS, counted, strict=True) if n]
    selected = ", ".join(["id", *(_LEAD_COLUMNS[name][0] for name in filled)])
    ids, *rest = integers(db, f"SELECT {selected} FROM lead{where} ORDER BY id", len(filled) + 1)
    found = {name: np.full(len(ids), absent) for name, (_, absent) in _LEAD_COLUMNS.items()}
    found.update(zip(filled, rest, strict=True))
    when = {name: When(found[name], found[f"{name}_span"]) for name in _LEAD_INSTANTS}
    return LeadFacts(
        id=ids,
        created=when["created_at"],
        handed_over=when["handed_over_at"],
        assigned=when["owner_assigned_at"],
        stage_rank=found["stage"],
        won=found["won"] == 1,
        won_at=when["won_at"],
        lost=found["lost"] == 1,
        lost_at=when["lost_at"],
        merged_at=found["merged_at"],
        erased_at=found["erased_at"],
    )


def _stages(db: Session, where: str, ids: Codes) -> StageFacts:
    criteria, person = (
        f"CASE WHEN basis = '{basis}' THEN 1 ELSE 0 END" for basis in (Basis.CRITERIA, Basis.PERSON)
    )
    found = integers(
        db,
        f"SELECT lead_id, {_rank('stage', 0)}, {_when('entered_at')}, recorded_at, {criteria}, {person} "
        f"FROM stage_entry WHERE {where} AND superseded_by IS NULL",
        7,
    )
    return StageFacts(
        lead=np.searchsorted(ids, found[0]),
        rank=found[1],
        entered=When(found[2], found[3]),
        recorded_at=found[4],
        by_criteria=found[5] == 1,
        by_person=found[6] == 1,
    )


def _wins_of_parts(db: Session, where: str, ids: Codes) -> PartWins:
    """Return the wins of merged leads; `where` is about `whole`, what they are part of."""
    first = (
        "SELECT lead_id, MIN(entered_at) AS entered_at FROM stage_entry WHERE stage = 'customer' "
        "AND superseded_by IS NULL AND lead_id IN (SELECT id FROM part) GROUP BY lead_id"
    )
    found = integers(
        db,
        f"WITH RECURSIVE {PARTS} SELECT p.whole, {_known('l.won_at')}, l.won_at_span, {_known('c.entered_at')} "
        f"FROM part p JOIN lead l ON l.id = p.id LEFT JOIN ({first}) AS c ON c.lead_id = l.id "
        f"WHERE {where} AND (l.won OR l.won_at IS NOT NULL OR c.lead_id IS NOT NULL)",
        4,
    )
    exact = np.zeros(len(found[0]), dtype=np.int64)
    return PartWins(np.searchsorted(ids, found[0]), When(found[1], found[2]), When(found[3], exact))


def _attempts(db: Session, where: str, of_parts: str, ids: Codes) -> AttemptFacts:
    """Return the attempts; `of_parts` is the condition on leads that merged ones are part of, "" without any."""
    told = (
        f"occurred_at, occurred_at_span, {_flag('summary')}, channel, direction, outcome, "
        f"{_flag('person IS NOT NULL')} FROM contact_attempt"
    )
    query = f"SELECT lead_id, {told} WHERE {where} AND merged_into IS NULL"
    if of_parts:
        seen_with = f"SELECT p.whole, {told} AS a JOIN part p ON p.id = a.lead_id"
        query = (
            f"WITH RECURSIVE {PARTS} {query} UNION ALL {seen_with} WHERE {of_parts} AND merged_into IS NULL"
        )
    rows = db.connection().exec_driver_sql(query).fetchall()
    memo: dict[tuple[str, str, str, int], tuple[int, ...]] = {}
    read: list[tuple[int, ...]] = []
    for row in rows:
        words = tuple(row[4:])
        if words not in memo:
            memo[words] = _act(*words)
        read.append(memo[words])
    numbers: NDArray[np.int64] = np.array([tuple(row[:4]) for row in rows], dtype=np.int64).reshape(-1, 4)
    acts: NDArray[np.int64] = np.array(read, dtype=np.int64).reshape(-1, 4)
    return AttemptFacts(
        lead=np.searchsorted(ids, numbers[:, 0]),
        when=When(numbers[:, 1], numbers[:, 2]),
        attempt=acts[:, 0] == 1,
        contact=acts[:, 1] == 1,
        summary=numbers[:, 3] == 1,
        channel=acts[:, 2],
        outbound=acts[:, 3] == 1,
    )


def _act(channel: str, direction: str, outcome: str, person: int) -> tuple[int, ...]:
    counts = counts_as(channel, direction, outcome, bool(person))
    return *counts, list(Channel).index(Channel(channel)), direction == Direction.OUTBOUND


def _returns(db: Session, where: str, ids: Codes) -> ReturnFacts:
    cases = " ".join(f"WHEN '{reason}' THEN {place}" for place, reason in enumerate(ReturnReason))
    found = integers(
        db,
        f"SELECT lead_id, returned_at, CASE reason {cases} END, {_known('reopened_at')} "
        f"FROM lead_return WHERE {where}",
        4,
    )
    return ReturnFacts(np.searchsorted(ids, found[0]), found[1], found[2], found[3])
