"""What scoring needs from the store, prepared in bulk, and its figures for the command line."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlmodel import Session, col, select

from db import agreements, lead_fields
from db.tables import LeadIdentityRow, LeadRow
from sla_core import replay
from sla_core.agreement import in_force_at
from sla_core.columns import MISSING, NEVER, Instants
from sla_core.errors import SlaError
from sla_core.facts import Codes
from sla_core.replay import Backtest
from sla_core.scoring import Activities, Coded, Moment, Prepared, Scored, fields, grouped, scored
from sla_core.scoring.arrays import LAST_INSTANT
from sla_core.terms import Terms

_AT_ONCE = 500_000  # activities
_NOBODY = -1
_END, _NULL = "\x1e", "\x1f"  # control characters that no file of leads holds
_PRESENT = "merged_into IS NULL AND erased_at IS NULL"
_LEADS = (
    "l.id",
    f"COALESCE(l.created_at, {MISSING})",
    "CASE WHEN l.won OR l.stage = 'customer' OR l.won_at IS NOT NULL OR c.lead_id IS NOT NULL THEN 1 ELSE 0 END",
    f"COALESCE(l.won_at + CASE WHEN l.won_at_span > 1 THEN l.won_at_span - 1 ELSE 0 END, c.entered, {MISSING})",
)
_OF_LEADS = (
    "FROM lead AS l LEFT JOIN (SELECT lead_id, MIN(entered_at) AS entered FROM stage_entry "
    "WHERE stage = 'customer' AND superseded_by IS NULL GROUP BY lead_id) AS c ON c.lead_id = l.id"
)


def prepare(db: Session, wanted: Sequence[str], lead_id: int | None = None) -> Prepared:
    """Return all leads (or one) that are neither merged nor erased, with these fields and what they did.

    What a merged lead did, and that it was won, belongs to the lead it was merged into; what is known about it
    does not. Raises `SlaError` for a field that tells how a lead ended.
    """
    one = "" if lead_id is None else f" AND id = {int(lead_id)}"
    ids = np.sort(_numbers(db, ["id"], f"FROM lead WHERE {_PRESENT}{one}")[0])
    places = _Places(db, ids)
    whose = "" if lead_id is None else _whose(lead_id)
    of_leads = f"{_OF_LEADS} WHERE {whose.format('l.id') or '1 = 1'}"
    told, created, won, won_at = _numbers(db, _LEADS, of_leads)
    of = places.of(told)
    there = of != _NOBODY
    return Prepared(
        id=ids,
        created=_earliest(created[there], of[there], len(ids)),
        won=np.bincount(of[there], won[there], minlength=len(ids)) > 0,
        won_at=_earliest(won_at[there], of[there], len(ids)),
        attributes=_attributes(db, wanted, f"{_PRESENT}{one}"),
        activities=_activities(db, places, whose.format("lead_id")),
    )


def _earliest(at: Instants, places: NDArray[np.int32], n: int) -> Instants:
    """Return the earliest instant told of each place; MISSING where none is."""
    found = np.full(n, NEVER)
    known = at != MISSING
    np.minimum.at(found, places[known], at[known])
    return np.where(found == NEVER, MISSING, found)


def _attributes(db: Session, wanted: Sequence[str], where: str) -> dict[str, Coded]:
    """Return fields by codes. Columns that imports kept are read in one pass over all of them."""
    lead_fields.values(db, wanted, "SELECT id FROM lead WHERE 1 = 0")  # refuses what tells how a lead ended
    own = [field for field in wanted if field in lead_fields.COLUMNS]
    kept = [field for field in wanted if field not in own]
    found = {field: _coded(_texts(db, field, where)) for field in own}
    return {**found, **(_kept(db, kept, where) if kept else {})}


def _texts(db: Session, column: str, where: str) -> Sequence[str | None]:
    """Return a column of leads in the order of their ids: `_NULL` or None where there is nothing.

    As one text, three times as fast as row by row.
    """
    source = f"FROM lead WHERE {where}"
    marked = f"COALESCE({column}, '{_NULL}')"
    query = f"SELECT {_joined(db, 'id', ',')}, {_joined(db, marked, _END)} {source}"
    told_ids, told = db.connection().exec_driver_sql(query).one()
    ids, values = _parsed(told_ids), (told or "").split(_END)
    if not len(ids):
        return ()
    if len(values) != len(ids):  # a value holds the sign that parts them
        rows = db.connection().exec_driver_sql(f"SELECT {column} {source} ORDER BY id")
        return [value for (value,) in rows]
    if (np.diff(ids) < 0).any():
        return [values[place] for place in np.argsort(ids).tolist()]
    return values


class _Codes(dict[str | None, int]):
    """Numbers values in the order in which they come."""

    def __missing__(self, value: str | None) -> int:
        self[value] = len(self)
        return self[value]


def _coded(column: Iterable[str | None]) -> Coded:
    """Return a column by its codes; the values themselves are never all held."""
    known = _Codes()
    codes = np.fromiter(map(known.__getitem__, column), dtype=np.int32)
    values = tuple(None if value == _NULL else value for value in known)
    return Coded(values, codes.astype(np.min_scalar_type(max(len(known) - 1, 0))))


def _kept(db: Session, wanted: Sequence[str], where: str) -> dict[str, Coded]:
    """Decode the kept columns of each lead once."""
    columns: dict[str, list[str | None]] = {field: [] for field in wanted}
    for told in _texts(db, "CAST(attributes AS TEXT)", where):
        values = json.loads(told) if told and told != _NULL else None
        for field, column in columns.items():
            column.append(values.get(field) if values else None)
    return {field: _coded(column) for field, column in columns.items()}


def _numbers(db: Session, columns: Sequence[str], source: str) -> list[Codes]:
    """Return columns of whole numbers, rows in any order: as texts, five times as fast as row by row."""
    told = ", ".join(_joined(db, column, ",") for column in columns)
    return [_parsed(each) for each in db.connection().exec_driver_sql(f"SELECT {told} {source}").one()]


def _joined(db: Session, column: str, end: str) -> str:
    """Return the aggregate that makes one text of a column; all of a query see the rows in the same order."""
    if db.connection().dialect.name == "sqlite":
        return f"group_concat({column}, '{end}')"
    return f"string_agg(CAST({column} AS TEXT), '{end}')"


def _parsed(told: str | None) -> Codes:
    return np.fromstring(told or "", dtype=np.int64, sep=",")


def _activities(db: Session, places: "_Places", whose: str) -> Activities:
    topics = db.execute(text("SELECT id, kind, topic FROM activity_topic ORDER BY id")).all()
    topic_ids = np.array([row[0] for row in topics], dtype=np.int64)
    of_topic = np.min_scalar_type(max(len(topics) - 1, 0))
    leads: list[NDArray[np.int32]] = [np.zeros(0, dtype=np.int32)]
    moments: list[NDArray[np.uint32]] = [np.zeros(0, dtype=np.uint32)]
    kinds = [np.zeros(0, dtype=of_topic)]
    chosen = f" AND {whose}" if whose else ""
    last = int(db.execute(text("SELECT COALESCE(MAX(id), 0) FROM activity")).scalar_one())
    at_once = last + 1 if whose else _AT_ONCE
    for begin in range(0, last, at_once):
        source = f"FROM activity WHERE id > {begin} AND id <= {begin + at_once}{chosen}"
        lead, at, topic = _numbers(db, ["lead_id", "occurred_at", "topic_id"], source)
        place = places.of(lead)
        there = place != _NOBODY
        leads.append(place[there].astype(np.int32))
        moments.append(np.clip(at[there], 0, LAST_INSTANT).astype(np.uint32))
        kinds.append(np.searchsorted(topic_ids, topic[there]).astype(of_topic))
    names = [row[1] for row in topics], [row[2] for row in topics]
    return grouped(np.concatenate(leads), np.concatenate(moments), np.concatenate(kinds), *names, last)


def _whose(lead_id: int) -> str:
    """Return the condition on `{}` for a lead and those merged into it, directly or by another."""
    return (
        f"{{}} IN (WITH RECURSIVE same(id) AS (SELECT {int(lead_id)} UNION "
        "SELECT l.id FROM lead AS l JOIN same ON l.merged_into = same.id) SELECT id FROM same)"
    )


class _Places:
    """Where a lead id stands, by a table of all ids: a merged lead stands where the one it became does."""

    def __init__(self, db: Session, ids: Codes) -> None:
        merged, into = _numbers(db, ["id", "merged_into"], "FROM lead WHERE merged_into IS NOT NULL")
        highest = max(int(part.max(initial=0)) for part in (ids, merged, into))
        self._table = np.full(highest + 1, _NOBODY, dtype=np.int32)
        self._table[ids] = np.arange(len(ids), dtype=np.int32)
        for _ in range(len(merged)):  # as long as chains of merged leads are followed
            before = self._table[merged].copy()
            self._table[merged] = self._table[into]
            if np.array_equal(before, self._table[merged]):
                break

    def of(self, lead: Codes) -> NDArray[np.int32]:
        """Return the places; -1 for leads that are gone."""
        inside = lead < len(self._table)
        return np.where(inside, self._table[np.where(inside, lead, 0)], np.int32(_NOBODY))


def terms_at(db: Session, instant: int) -> Terms:
    """Return the terms in force at an instant. Raises `SlaError` where there is no agreement."""
    versions = agreements.versions_in_force(db)
    if not versions:
        raise SlaError("There is no agreement yet: load the sample company, import leads or start your own.")
    return in_force_at(versions, instant).terms


def today(terms: Terms, now: int) -> Moment:
    """Return the moment at which screens score: the start of the local day, and what happened since."""
    calendar = terms.calendar.build()
    day: date = calendar.local_days(np.array([now])).tolist()[0]
    return Moment.today(calendar.local_midnight(day), now)


def score(db: Session, *, terms: Terms, moment: Moment, lead_id: int | None = None) -> Scored:
    """Return all leads scored under some terms, or one of them. Raises `SlaError` for terms that cannot score."""
    return scored(prepare(db, fields(terms), lead_id), terms, moment)


def lead_called(db: Session, system: str, external_id: str) -> int:
    """Return the id of the lead that a system calls so; of a merged one, the lead that it became.

    Raises `SlaError` where there is none, or where it was erased.
    """
    wanted = select(LeadIdentityRow.lead_id).where(
        col(LeadIdentityRow.system) == system, col(LeadIdentityRow.external_id) == external_id
    )
    lead = db.get(LeadRow, db.exec(wanted).first() or 0)
    seen: set[int | None] = set()
    while lead is not None and lead.merged_into is not None and lead.id not in seen:
        seen.add(lead.id)
        lead = db.get(LeadRow, lead.merged_into)
    if lead is None or lead.id is None or lead.id in seen or lead.erased_at is not None:
        raise SlaError("No lead is called {lead} in {system}.", lead=external_id, system=system)
    return lead.id


def backtest(db: Session, *, months: int, terms: Terms | None, now: int) -> Backtest:
    """Return the last months, in the zone of the terms in force, under some terms (None: those in force).

    Raises `SlaError` where there is no agreement, and for terms that cannot score.
    """
    agreed = terms_at(db, now)
    wanted = terms or agreed
    return replay.backtest(
        prepare(db, fields(wanted)), wanted, months, calendar=agreed.calendar.build(), now=now
    )
