"""What the page of leads reads: cached as in `reads`, by the versions of the topics it depends on."""

# ruff: noqa: ARG001  (`key` is not used inside the reads: it is what Streamlit finds them by)

from dataclasses import dataclass

import streamlit as st

from db import engine, lead_held, lead_history, lead_search, scoring
from db.lead_search import Found
from db.versions import Versions
from pages.ui.reads import Key
from sla_core.lead.held import Held
from sla_core.lead.history import LeadHistory
from sla_core.people import Topic
from sla_core.scoring import Contributions, Explained, Model, Moment, explained, fields, scored
from sla_core.scoring.missing import Missing, missing
from sla_core.situation import Situation
from sla_core.terms import Terms

_KEPT = 64


def search(known: Versions, words: str) -> Found:
    """Return the leads that fit some words."""
    return _search(known.of(Topic.LEADS), words)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _search(key: Key, words: str) -> Found:
    with engine.reading() as db:
        return lead_search.search(db, words=words)


def touched_last(known: Versions) -> tuple[int, ...]:
    """Return the leads whose attempts were recorded last."""
    return _touched_last(known.of(Topic.LEADS, Topic.ATTEMPTS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _touched_last(key: Key) -> tuple[int, ...]:
    with engine.reading() as db:
        return lead_search.touched_last(db, most=lead_search.MOST)


def history(known: Versions, lead_id: int) -> LeadHistory | None:
    """Return a lead with all that happened to it; None where there is no such lead."""
    return _history(known.of(Topic.LEADS, Topic.ACTIVITIES, Topic.ATTEMPTS), lead_id)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _history(key: Key, lead_id: int) -> LeadHistory | None:
    with engine.reading() as db:
        return lead_history.history(db, lead_id)


@dataclass(frozen=True)
class Score:
    """How a lead scores today, and what it lacks for the next stage."""

    explained: Explained
    contributions: Contributions
    missing: Missing | None

    @property
    def model(self) -> Model:
        """The rules that it is scored by."""
        return self.contributions.model


def score(known: Versions, now: Situation, lead_id: int) -> Score:
    """Return why a lead, neither merged nor erased, has its grade, rating and stage: as the screens score today.

    Raises `SlaError` for terms that cannot score.
    """
    key = known.of(Topic.LEADS, Topic.ACTIVITIES, Topic.TERMS)
    return _score(key, lead_id, now.in_force.id, now.today.isoformat(), now)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _score(key: Key, lead_id: int, version_id: int, today: str, _now: Situation) -> Score:
    terms: Terms = _now.in_force.terms
    moment: Moment = scoring.today(terms, _now.edge.now)
    with engine.reading() as db:
        prepared = scoring.prepare(db, fields(terms), lead_id)
    of = scored(prepared, terms, moment)
    return Score(explained(of, 0), of.contributions, missing(prepared, of, 0))


def held(lead_id: int) -> Held:
    """Return everything held on a person, read anew: it is asked for seldom, and kept by nobody."""
    with engine.reading() as db:
        return lead_held.held(db, lead_id)
