"""What the page Lead criteria knows: leads prepared for scoring, trials, backtests, suggestions.

Cached as in `reads`, by the state of the data, the day and what the terms say. What costs is kept apart from points:
a moved weight reads and walks through nothing anew.
"""

# ruff: noqa: ARG001  (`key`, `day` and `content` are not used inside: they are what Streamlit finds the results by)

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

import streamlit as st

from db import engine, lead_fields, lead_search, qualifying, scoring, versions
from db.versions import Versions
from pages.ui.reads import Key
from sla_core import replay
from sla_core.columns import Flags
from sla_core.lead_criteria import suggestions as data_suggest
from sla_core.lead_criteria.effect import Effect, Fading, Ground, Trial, effect, fading, trial, without_points
from sla_core.lead_criteria.suggestions import Suggestions
from sla_core.leads import Stage
from sla_core.people import Topic
from sla_core.qualifying import at_next_act
from sla_core.qualifying import not_there_yet as not_yet
from sla_core.replay import Backtest
from sla_core.scoring import Prepared
from sla_core.situation import Situation
from sla_core.terms import Scoring, Terms

_FACTS = (Topic.LEADS, Topic.ACTIVITIES)
_MOST_VALUES = 50  # offered of a field; others are typed


def ground(known: Versions, now: Situation, fields: tuple[str, ...]) -> Ground:
    """Return what criteria are held against today. Raises `SlaError` for a field that tells how a lead ended."""
    return _ground(known.of(*_FACTS), now.today, now.zone, fields, known.of(Topic.LEADS), now)


@st.cache_resource(max_entries=4, show_spinner=False)
def _ground(key: Key, day: date, zone: str, fields: tuple[str, ...], _leads: Key, _now: Situation) -> Ground:
    return Ground.of(_prepared(_leads, fields), _now.calendar, _now.edge.now)


@dataclass
class _Kept:
    """The arrays of one state of the leads; what these do later is added by one visit at a time."""

    lock: Lock = field(default_factory=Lock)
    known: Prepared | None = None


@st.cache_resource(max_entries=4, show_spinner=False)
def _kept(leads: Key, fields: tuple[str, ...]) -> _Kept:
    return _Kept()


def _prepared(leads: Key, fields: tuple[str, ...]) -> Prepared:
    """Return the arrays as they are now; only those of this very state of the leads are kept to be added to."""
    kept = _kept(leads, fields)
    with kept.lock, engine.reading() as db:
        if versions.read(db).of(Topic.LEADS) != leads:
            return scoring.prepare(db, fields)
        before = kept.known
        kept.known = scoring.prepare(db, fields) if before is None else scoring.extend(db, before)
        return kept.known


@dataclass(frozen=True)
class Held:
    """A ground with what names it among cached results."""

    ground: Ground
    key: Key
    day: date
    fields: tuple[str, ...]


def held(known: Versions, now: Situation, fields: tuple[str, ...]) -> Held:
    """Return the ground of today under its name."""
    return Held(ground(known, now, fields), known.of(*_FACTS), now.today, fields)


def tried(of: Held, terms: Terms) -> Trial:
    """Return where leads stand under some terms; only rules that count otherwise cost more than arithmetic."""
    bare = without_points(terms.scoring)
    kept = _fading(of.key, of.day, of.fields, bare.model_dump_json(), bare, of.ground)
    return trial(of.ground, kept, terms)


@st.cache_resource(max_entries=16, show_spinner=False)
def _fading(
    key: Key, day: date, fields: tuple[str, ...], content: str, _bare: Scoring, _ground: Ground
) -> Fading:
    return fading(_ground, _bare)


def standing(of: Held, terms: Terms) -> tuple[Trial, Effect | None]:
    """Return where leads stand under stored terms, and what these do."""
    return _standing(of.key, of.day, of.fields, terms.to_json(), terms, of)


@st.cache_resource(max_entries=8, show_spinner=False)
def _standing(
    key: Key, day: date, fields: tuple[str, ...], content: str, _terms: Terms, _of: Held
) -> tuple[Trial, Effect | None]:
    found = tried(_of, _terms)
    return found, effect(_of.ground, found)


def backtest(of: Held, terms: Terms, months: int, now: Situation) -> Backtest:
    """Return the last months under some terms."""
    return _backtest(of.key, of.day, of.fields, terms.to_json(), months, terms, of, now)


@st.cache_resource(max_entries=8, show_spinner=False)
def _backtest(
    key: Key,
    day: date,
    fields: tuple[str, ...],
    content: str,
    months: int,
    _terms: Terms,
    _of: Held,
    _now: Situation,
) -> Backtest:
    return replay.backtest(_of.ground.known, _terms, months, calendar=_now.calendar, now=_now.edge.now)


def not_there_yet(known: Versions, of: Held, stage: Stage) -> Flags:
    """Return who (by place) has not come to a stage: those above its bar qualify at their next act."""
    return _not_there_yet(known.of(*_FACTS, Topic.ATTEMPTS), of.day, of.fields, stage, of.ground)


@st.cache_resource(max_entries=4, show_spinner=False)
def _not_there_yet(key: Key, day: date, fields: tuple[str, ...], stage: Stage, _ground: Ground) -> Flags:
    with engine.reading() as db:
        passages = qualifying.passages(db, _ground.known.id)
    return not_yet(_ground.known, passages, stage, _ground.moment)


def waiting_at_the_bar(known: Versions, of: Held, terms: Terms, stage: Stage) -> Flags:
    """Return who (by place) qualifies for a stage at the next act under some terms."""
    key = known.of(*_FACTS, Topic.ATTEMPTS)
    return _waiting_at_the_bar(key, of.day, of.fields, terms.to_json(), stage, terms, of.ground)


@st.cache_resource(max_entries=4, show_spinner=False)
def _waiting_at_the_bar(
    key: Key, day: date, fields: tuple[str, ...], content: str, stage: Stage, _terms: Terms, _ground: Ground
) -> Flags:
    with engine.reading() as db:
        passages = qualifying.passages(db, _ground.known.id)
    return at_next_act(_ground.known, passages, _terms, stage, _ground.moment)


def suggestions(of: Held, rules: Scoring) -> Suggestions:
    """Return what the data suggest for stored rules."""
    return _suggestions(of.key, of.day, of.fields, rules.model_dump_json(), rules, of.ground)


@st.cache_resource(max_entries=4, show_spinner=False)
def _suggestions(
    key: Key, day: date, fields: tuple[str, ...], content: str, _rules: Scoring, _ground: Ground
) -> Suggestions:
    return data_suggest.suggestions(_ground.known, _ground.events, _rules)


def known_fields(known: Versions) -> list[str]:
    """Return the fields that rules may ask about and of which something is known."""
    return _known_fields(known.of(Topic.LEADS, Topic.PERSONAS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _known_fields(key: Key) -> list[str]:
    with engine.reading() as db:
        return lead_fields.known_fields(db)


def offered_values(known: Versions, field: str) -> dict[str, int]:
    """Return the most frequent values of a field and how many leads have each. Raises `SlaError` as `values` does."""
    return _offered_values(known.of(Topic.LEADS), field)


@st.cache_resource(max_entries=64, show_spinner=False)
def _offered_values(key: Key, field: str) -> dict[str, int]:
    with engine.reading() as db:
        return dict(lead_fields.offered_values(db, field, _MOST_VALUES))


def topics(of: Ground, kind: str) -> dict[str, int]:
    """Return the topics of a kind of activity and how often each was done, the most frequent first."""
    acts = of.known.activities
    counts = Counter({acts.topics[group]: int(acts.sizes[group]) for group in acts.groups(kind, None)})
    return dict(counts.most_common())


def search(known: Versions, words: str, most: int) -> tuple[int, ...]:
    """Return the leads that words find, the newest first."""
    return _search(known.of(Topic.LEADS), words, most)


@st.cache_resource(max_entries=16, show_spinner=False)
def _search(key: Key, words: str, most: int) -> tuple[int, ...]:
    with engine.reading() as db:
        return lead_search.search(db, words=words, most=most).lead_ids
