"""Ranks as of handovers in the store: read, and written once for episodes that have none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from db import lead_fields
from db.bulk import insert
from db.chosen import listed
from db.facts import Facts
from db.prepared import prepare
from sla_core.agreement import AgreementVersion
from sla_core.errors import SlaError
from sla_core.facts import Codes
from sla_core.handovers import NONE, Handovers, RankFacts, ranks
from sla_core.handovers.openings import Openings, find
from sla_core.replay import ranks_at
from sla_core.scoring import Model, compiled, fields
from sla_core.terms import Terms

Versions = Sequence[AgreementVersion]
_AT_ONCE = 50_000  # leads whose activities are held in memory
_TABLE = "ranked_lead"
COLUMNS = ("grade", "rating")  # of a handover
_WRITTEN = ("lead_id", "handed_over_at", "version_id", *COLUMNS, "recorded_at")


def written(db: Session, chosen: str | None, ids: Codes, versions: Versions) -> RankFacts:
    """Return the ranks of these leads that were written; `chosen` gives their ids as SQL (None: all)."""
    if not _any_ranks(versions):
        return RankFacts.none()
    where = f" WHERE lead_id IN ({chosen})" if chosen else ""
    rows = db.execute(
        text(f"SELECT lead_id, handed_over_at, version_id, grade, rating FROM handover_rank{where}")
    )
    places = {version.id: _Bands(place, version.terms) for place, version in enumerate(versions)}
    found = [(row[0], row[1], *places[row[2]].of(row[3], row[4])) for row in rows if row[2] in places]
    table = np.array(found, dtype=np.int64).reshape(-1, 5)
    table = table[(table[:, 3:] != NONE).all(axis=1) & np.isin(table[:, 0], ids)]
    return RankFacts(np.searchsorted(ids, table[:, 0]), *table[:, 1:].T)


class _Bands:
    """The bands of a version by their labels."""

    def __init__(self, place: int, terms: Terms) -> None:
        self._place = place
        self._grades = {band.label: n for n, band in enumerate(terms.scoring.grades)}
        self._ratings = {band.label: n for n, band in enumerate(terms.scoring.ratings)}

    def of(self, grade: str, rating: str) -> tuple[int, int, int]:
        return self._place, self._grades.get(grade, NONE), self._ratings.get(rating, NONE)


def _any_ranks(versions: Versions) -> bool:
    return any(ranks.ranks_leads(version.terms) for version in versions)


def settle(db: Session, chosen: str | None, known: Facts, versions: Versions, *, now: int) -> RankFacts:
    """Return the ranks of all episodes of these leads, after writing those that were missing.

    An episode is ranked by the model of its version, by what the lead had done when it was handed over (known by the
    day only: by the end of that day) and what is known of the lead now. Ranks of erased leads go.
    """
    if not _any_ranks(versions):
        return RankFacts.none()
    of = f"id IN ({chosen}) AND " if chosen else ""
    erased = f"SELECT id FROM lead WHERE {of}erased_at IS NOT NULL"
    db.execute(text(f"DELETE FROM handover_rank WHERE lead_id IN ({erased})"))
    found = written(db, chosen, known.leads.id, versions)
    opened = find(known.leads, known.stages, known.returns, versions)
    without = np.flatnonzero(ranks.missing(opened, found, known.leads, versions))
    for position in np.unique(opened.version[without]).tolist():
        rows = without[opened.version[without] == position]
        for new in _ranked(db, known.leads.id, opened, rows, versions[position].terms):
            _write(db, known.leads.id, new, versions[position], now)
            found = found.with_more(new)
    return found


def lacking(db: Session, known: Facts, versions: Versions) -> int:
    """Return how many episodes should have a rank and have none; `known` are the facts of all leads."""
    found = written(db, None, known.leads.id, versions)
    opened = find(known.leads, known.stages, known.returns, versions)
    rows = ranks.missing(opened, found, known.leads, versions)
    can = np.array([_model(db, version.terms) is not None for version in versions], dtype=bool)
    return int((rows & can[opened.version]).sum())


def _ranked(db: Session, ids: Codes, opened: Openings, rows: Codes, terms: Terms) -> Iterator[RankFacts]:
    """Yield the ranks of some episodes of one version, some leads at a time; none where its model cannot be applied."""
    model = _model(db, terms)
    if model is None:
        return
    for begin in range(0, len(rows), _AT_ONCE):
        part = rows[begin : begin + _AT_ONCE]
        lead = ids[opened.lead[part]]
        known = prepare(db, fields(terms), chosen=listed(db, lead.tolist(), _TABLE))
        grade, rating = ranks_at(known, model, np.searchsorted(known.id, lead), opened.opened.latest[part])
        yield RankFacts(opened.lead[part], opened.opened.at[part], opened.version[part], grade, rating)


def _model(db: Session, terms: Terms) -> Model | None:
    try:
        lead_fields.values(db, fields(terms), "NULL")  # refuses what tells how a lead ended
        return compiled(terms.scoring)
    except SlaError:
        return None


def _write(db: Session, ids: Codes, new: RankFacts, version: AgreementVersion, now: int) -> None:
    """Write ranks of one version; what an earlier one gave for a handover that is this version's goes."""
    lead, at = ids[new.lead].tolist(), new.handed_over.tolist()
    whose = f"lead_id IN ({listed(db, lead, _TABLE)}) AND version_id <> {version.id}"
    db.execute(
        text(
            f"DELETE FROM handover_rank WHERE {whose} AND handed_over_at >= {min(at)} AND handed_over_at <= {max(at)}"
        )
    )
    scoring = version.terms.scoring
    grades = [scoring.grades[place].label for place in new.grade.tolist()]
    ratings = [scoring.ratings[place].label for place in new.rating.tolist()]
    rows = zip(lead, at, repeat(version.id), grades, ratings, repeat(now), strict=False)
    insert(db, "handover_rank", _WRITTEN, rows)


def columns(of: Handovers, versions: Versions) -> dict[str, list[str | None]]:
    """Return grade and rating of handovers by their labels; None where there is none."""
    found: dict[str, list[str | None]] = {name: [None] * len(of) for name in COLUMNS}
    for row in np.flatnonzero(of.grade != NONE).tolist():
        found["grade"][row], found["rating"][row] = ranks.labels(of, versions, row) or (None, None)
    return found


@dataclass(frozen=True)
class Cells:
    """The cells that handovers stand in, numbered by the database itself: labels are users' words."""

    grade: Codes  # per cell, and NONE at the end
    rating: Codes
    column: str
    join: str

    def places(self, cell: Codes) -> tuple[Codes, Codes]:
        """Return grade and rating as places in the bands of the version."""
        return self.grade[cell], self.rating[cell]


def cells(db: Session, versions: Versions, whose: str = "") -> Cells:
    """Return what turns the labels in `handover AS h` into places in the bands of their versions.

    `whose` is a condition on leads: looking through all handovers takes as long as reading them.
    """
    query = _CELLS.format(whose=f" AND {whose}" if whose else "")
    rows = db.execute(text(f"{query} ORDER BY cell")).all() if _any_ranks(versions) else ()
    bands = {version.id: _Bands(place, version.terms) for place, version in enumerate(versions)}
    places = [bands[version].of(grade, rating)[1:] for version, grade, rating, _ in rows]
    table = np.array([*places, (NONE, NONE)], dtype=np.int64)
    if not rows:
        return Cells(table[:, 0], table[:, 1], str(NONE), "")
    on = " AND ".join(f"c.{name} = h.{name}" for name in COLUMNS)
    join = f" LEFT JOIN ({query}) AS c ON c.version = h.version_id AND {on}"
    return Cells(table[:, 0], table[:, 1], f"COALESCE(c.cell, {NONE})", join)


_CELLS = (
    "SELECT version, grade, rating, ROW_NUMBER() OVER (ORDER BY version, grade, rating) - 1 AS cell "
    "FROM (SELECT DISTINCT version_id AS version, grade, rating FROM handover WHERE grade IS NOT NULL{whose}) AS d"
)


def forget(db: Session, *, leads: str, since: int) -> None:
    """Drop the ranks of handovers that are gone, of those written at an instant or later; `leads` are ids as SQL."""
    db.execute(
        text(
            f"DELETE FROM handover_rank WHERE lead_id IN ({leads}) AND recorded_at >= {int(since)} AND NOT EXISTS ("
            "SELECT 1 FROM handover AS h WHERE h.lead_id = handover_rank.lead_id "
            "AND h.handed_over_at = handover_rank.handed_over_at)"
        )
    )
