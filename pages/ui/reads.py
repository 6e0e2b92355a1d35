"""The only cached reads. Each is keyed on the versions of the topics it depends on, so that nobody clears it.

What is cached is shared by all visits: arrays are made read-only, the rest is frozen.
"""

# ruff: noqa: ARG001  (`key` is not used inside the reads: it is what Streamlit finds them by)

from dataclasses import fields, replace

import numpy as np
import streamlit as st

from db import agreements, engine, follow_up, handovers, leads, quality
from db.handovers import Waiting
from db.leads import LeadName
from db.versions import Versions
from sla_core.agreement import AgreementVersion
from sla_core.columns import Flags
from sla_core.facts import When
from sla_core.follow_up import Edge
from sla_core.handovers import Handovers
from sla_core.people import Topic
from sla_core.quality import Quality, Share
from sla_core.situation import Situation

Key = tuple[str, tuple[int, ...]]
_HANDED_OVER = (Topic.LEADS, Topic.ATTEMPTS, Topic.TERMS)


def versions() -> Versions:
    """Return what the database is and how often each topic has changed. Ask once per run and hand it on."""
    return engine.data_versions()


def situation(known: Versions, now: int) -> Situation:
    """Return everything known at an instant."""
    key = known.of(*_HANDED_OVER)
    return Situation(agreement(known), _handovers(key), Edge(now, _known_until(known.of(Topic.ATTEMPTS))))


def agreement(known: Versions) -> list[AgreementVersion]:
    """Return the versions that are or have been in force, oldest first."""
    return _agreement(known.of(Topic.TERMS))


@st.cache_resource(max_entries=4, show_spinner=False)
def _agreement(key: Key) -> list[AgreementVersion]:
    with engine.reading() as db:
        return agreements.versions_in_force(db)


@st.cache_resource(max_entries=2, show_spinner=False)
def _handovers(key: Key) -> Handovers:
    with engine.reading() as db:
        loaded = handovers.load(db)
    for field in fields(loaded):
        column = getattr(loaded, field.name)
        for array in (column.at, column.span) if isinstance(column, When) else (column,):
            array.flags.writeable = False
    return loaded


@st.cache_resource(max_entries=4, show_spinner=False)
def _known_until(key: Key) -> int | None:
    with engine.reading() as db:
        return follow_up.edge(db, now=0).known_until


def assigned(known: Versions, of: Handovers) -> Flags:
    """Return which handovers are of a lead that somebody owns (those that wait; the others count as owned)."""
    return ~np.isin(of.lead, _unassigned(known.of(*_HANDED_OVER)))


@st.cache_resource(max_entries=4, show_spinner=False)
def _unassigned(key: Key) -> list[int]:
    with engine.reading() as db:
        return list(follow_up.unassigned(db))


def waiting(known: Versions, limit: int) -> list[Waiting]:
    """Return who waits for a first response, least time left first."""
    return _waiting(known.of(*_HANDED_OVER), limit)


@st.cache_resource(max_entries=8, show_spinner=False)
def _waiting(key: Key, limit: int) -> list[Waiting]:
    with engine.reading() as db:
        return handovers.waiting(db, limit=limit)


def customers_won(known: Versions, begin: int, end: int) -> int:
    """Return how many leads became customers in [begin, end)."""
    return _customers_won(known.of(Topic.LEADS), begin, end)


@st.cache_resource(max_entries=8, show_spinner=False)
def _customers_won(key: Key, begin: int, end: int) -> int:
    with engine.reading() as db:
        return follow_up.customers_won(db, begin=begin, end=end)


def lead_count(known: Versions) -> int:
    """Return how many leads there are."""
    return _lead_count(known.of(Topic.LEADS))


@st.cache_resource(max_entries=4, show_spinner=False)
def _lead_count(key: Key) -> int:
    with engine.reading() as db:
        return leads.count(db)


def lead_names(known: Versions, lead_ids: tuple[int, ...]) -> dict[int, LeadName]:
    """Return who these leads are, by id."""
    return _lead_names(known.of(Topic.LEADS), lead_ids)


@st.cache_resource(max_entries=16, show_spinner=False)
def _lead_names(key: Key, lead_ids: tuple[int, ...]) -> dict[int, LeadName]:
    with engine.reading() as db:
        return leads.named(db, lead_ids=lead_ids)


def data_quality(known: Versions) -> Quality:
    """Return what came in and what is known of it. After a logged call only the attempts are counted anew."""
    counted = _data_quality(known.of(Topic.LEADS, Topic.ACTIVITIES, Topic.TERMS))
    return replace(counted, vague_attempts=_vague_attempts(known.of(Topic.ATTEMPTS)))


@st.cache_resource(max_entries=2, show_spinner=False)
def _data_quality(key: Key) -> Quality:
    with engine.reading() as db:
        counted = quality.quality(db)
    counted.unowned.flags.writeable = False
    return counted


@st.cache_resource(max_entries=4, show_spinner=False)
def _vague_attempts(key: Key) -> Share:
    with engine.reading() as db:
        return quality.vague_attempts(db)
