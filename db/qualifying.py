"""Stage entries by criteria in the store: written after imports and by command, and leads released by marketing."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from db import agreements, handovers, lead_fields, people
from db.bulk import insert, integers
from db.chosen import listed
from db.engine import note
from db.merged import with_wholes
from db.prepared import prepare
from db.scoring import today
from sla_core.agreement import AgreementVersion, in_force_at
from sla_core.errors import NotAllowed, SlaError
from sla_core.facts import Codes
from sla_core.leads import Basis, Stage
from sla_core.people import Department, Person
from sla_core.qualifying import STAGES, Entry, Passages, at_next_act, new_entries
from sla_core.replay.evidence import Evidence
from sla_core.scoring import Prepared, check, explained, fields, scored
from sla_core.terms import Terms

_AT_ONCE = 50_000  # leads whose activities are held in memory
_TABLE, _SPANS_TABLE = "qualifying_lead", "qualified_lead"
_NAMED = 20  # leads that History names
_COLUMNS = (
    *("lead_id", "batch_id", "stage", "entered_at", "entered_at_span", "recorded_at", "basis"),
    *("version_id", "evidence"),
)


def applicable(db: Session, terms: Terms) -> SlaError | None:
    """Return why nobody can be held against the criteria of some terms; None where they can be."""
    try:
        check(terms)
        lead_fields.values(db, fields(terms), "NULL")  # refuses what tells how a lead ended
    except SlaError as problem:
        return problem
    return None


@dataclass(frozen=True)
class Qualified:
    """How many leads entered which stage, and their ids."""

    by_stage: dict[Stage, int]
    leads: tuple[int, ...]


def qualify(db: Session, chosen: str | None, *, now: int, batch_id: int | None = None) -> Qualified:
    """Write the stage entries by criteria that are missing, of all leads or of those whose ids the SELECT gives.

    They belong to the batch that brought what made them, and go with it. Handovers are left to the caller. Versions
    whose criteria cannot be applied qualify nobody; without any criteria nothing is looked at.
    """
    versions = [_that_apply(db, version) for version in agreements.versions_in_force(db)]
    defining = [version.terms for version in versions if set(STAGES) & set(version.terms.definitions)]
    wanted = tuple(dict.fromkeys(chain.from_iterable(fields(terms) for terms in defining)))
    counts: Counter[Stage] = Counter()
    leads: set[int] = set()
    for known, part in _prepared(db, wanted, chosen) if defining else ():
        entries = list(new_entries(known, passages(db, known.id, part), versions, now))
        _write(db, known.id, entries, versions, now, batch_id)
        counts.update(entry.stage for entry in entries)
        leads.update(int(known.id[entry.lead]) for entry in entries)
    return Qualified({stage: counts[stage] for stage in STAGES if counts[stage]}, tuple(sorted(leads)))


def _that_apply(db: Session, version: AgreementVersion) -> AgreementVersion:
    if not version.terms.definitions or applicable(db, version.terms) is None:
        return version
    return replace(version, terms=version.terms.model_copy(update={"definitions": {}}))


def _prepared(db: Session, wanted: Sequence[str], chosen: str | None) -> Iterator[tuple[Prepared, str]]:
    """Yield the leads that are there, some at a time, with the SQL of their ids."""
    some = "" if chosen is None else f" AND id IN ({with_wholes(chosen)})"
    there = f"SELECT id FROM lead WHERE merged_into IS NULL AND erased_at IS NULL{some} ORDER BY id"
    ids = integers(db, there, 1)[0]
    for begin in range(0, len(ids), _AT_ONCE):
        part = listed(db, ids[begin : begin + _AT_ONCE].tolist(), _TABLE)
        yield prepare(db, wanted, chosen=part), part


def passages(db: Session, ids: Codes, chosen: str | None = None) -> Passages:
    """Return where these leads (ids, ascending; as SQL: `chosen`, None for all) stand, and when they were returned."""
    of, these = ("1 = 1", "1 = 1") if chosen is None else (f"lead_id IN ({chosen})", f"id IN ({chosen})")
    ranks = " ".join(f"WHEN '{stage}' THEN {stage.rank}" for stage in Stage)
    entries = integers(
        db,
        f"SELECT lead_id, CASE stage {ranks} END, entered_at, CASE WHEN basis = '{Basis.CRM}' THEN 0 ELSE 1 END "
        f"FROM stage_entry WHERE {of} AND superseded_by IS NULL AND entered_at IS NOT NULL",
        4,
    )
    returns = integers(db, f"SELECT lead_id, returned_at FROM lead_return WHERE {of}", 2)
    entered, returned = (np.isin(rows[0], ids) for rows in (entries, returns))
    lead, rank, at, ours = (column[entered] for column in entries)
    returned_lead, returned_at = (column[returned] for column in returns)
    now = integers(db, f"SELECT id, CASE stage {ranks} ELSE -1 END FROM lead WHERE {these}", 2)
    stage_now = np.full(len(ids), -1)
    there = np.isin(now[0], ids)
    stage_now[np.searchsorted(ids, now[0][there])] = now[1][there]
    return Passages(
        np.searchsorted(ids, lead),
        rank,
        at,
        ours == 1,
        np.searchsorted(ids, returned_lead),
        returned_at,
        stage_now,
    )


def _write(
    db: Session,
    ids: Codes,
    entries: Sequence[Entry],
    versions: Sequence[AgreementVersion],
    now: int,
    batch_id: int | None,
) -> None:
    if not entries:
        return
    spans = _spans(db, {int(ids[entry.lead]) for entry in entries})
    rows = (
        (
            lead := int(ids[entry.lead]),
            batch_id,
            entry.stage.value,
            entry.at,
            spans.get((lead, entry.at), 0),
            now,
            Basis.CRITERIA.value,
            versions[entry.version].id,
            _as_json(entry.evidence),
        )
        for entry in entries
    )
    insert(db, "stage_entry", _COLUMNS, rows)


def _as_json(evidence: Evidence) -> str:
    return json.dumps(evidence, ensure_ascii=False, separators=(",", ":"))


def _spans(db: Session, leads: set[int]) -> dict[tuple[int, int], int]:
    """Return how vague the events of leads are, of those known by the day only."""
    whose = listed(db, leads, _SPANS_TABLE)
    rows = db.execute(
        text(
            "SELECT lead_id, occurred_at, MAX(occurred_at_span) FROM activity "
            f"WHERE lead_id IN ({whose}) AND occurred_at_span > 0 GROUP BY lead_id, occurred_at "
            "UNION ALL SELECT id, created_at, created_at_span FROM lead "
            f"WHERE id IN ({whose}) AND created_at_span > 0"
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def waiting_at_the_bar(db: Session, *, terms: Terms, stage: Stage, now: int) -> list[int]:
    """Return the ids of the leads that qualify for a stage at their next act: above the bar now, without an entry.

    Raises `SlaError` for criteria that cannot be applied.
    """
    known = prepare(db, fields(terms))
    found = at_next_act(known, passages(db, known.id), terms, stage, today(terms, now))
    return [int(lead_id) for lead_id in known.id[found]]


def release(db: Session, *, by: Person, lead_ids: Sequence[int], stage: Stage, now: int) -> None:
    """Enter leads that wait at the bar of a stage by hand, and hand them over where that is what hands over.

    Raises `NotAllowed` for anybody but marketing, `SlaError` for leads that do not qualify under the version in force.
    """
    acting = people.as_stored(db, by)
    if not acting.acts_for(Department.MARKETING):
        raise NotAllowed("Leads are released to sales by marketing.")
    version = in_force_at(agreements.versions_in_force(db), now)
    wanted = sorted(set(lead_ids))
    waiting = set(waiting_at_the_bar(db, terms=version.terms, stage=stage, now=now))
    if not wanted or set(wanted) - waiting:
        raise SlaError(
            "Only leads that meet the criteria now and are not at this stage yet can be released: look once more."
        )
    found = scored(
        prepare(db, fields(version.terms), chosen=listed(db, wanted, _TABLE)),
        version.terms,
        today(version.terms, now),
    )
    rows = []
    for place, lead_id in enumerate(wanted):
        why = explained(found, place)
        evidence = {"released_by": acting.name, "grade": why.grade, "rating": why.rating}
        rows.append(
            (lead_id, None, stage.value, now, 0, now, Basis.PERSON.value, version.id, _as_json(evidence))
        )
    insert(db, "stage_entry", _COLUMNS, rows)
    handovers.rebuild(db, wanted, now=now)
    note(db, ", ".join(f"lead {lead_id}" for lead_id in wanted[:_NAMED]), stage=stage, n=len(wanted))
