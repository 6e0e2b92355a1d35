"""What people said of handovers: cached as in `reads`, by the versions of the topics it depends on."""

# ruff: noqa: ARG001  (`key` is not used inside the reads: it is what Streamlit finds them by)

from collections.abc import Mapping

import streamlit as st

from db import breaches, engine, lead_search, leads, returned
from db.leads import LeadName
from db.returned import Returned
from db.versions import Versions
from pages.ui.reads import Key
from sla_core.follow_up.breaches import Said
from sla_core.people import Topic

_OTHERS = 12


def breach_reasons(known: Versions) -> Said:
    """Return why promises were not kept, by (lead id, number of the handover)."""
    return _breach_reasons(known.of(Topic.ATTEMPTS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _breach_reasons(key: Key) -> Said:
    with engine.reading() as db:
        return breaches.said(db)


def accepted(known: Versions) -> Mapping[tuple[int, int], str]:
    """Return who accepted handovers, by (lead id, number of the handover)."""
    return _accepted(known.of(Topic.ATTEMPTS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _accepted(key: Key) -> Mapping[tuple[int, int], str]:
    with engine.reading() as db:
        return returned.accepted(db)


def unanswered(known: Versions) -> list[Returned]:
    """Return the returned leads that wait for marketing's answer, the longest first."""
    return _unanswered(known.of(Topic.LEADS, Topic.ATTEMPTS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _unanswered(key: Key) -> list[Returned]:
    with engine.reading() as db:
        return returned.unanswered(db)


def answered(known: Versions, begin: int | None, end: int | None) -> list[Returned]:
    """Return the returned leads that were answered in [begin, end), the newest answer first."""
    return _answered(known.of(Topic.LEADS, Topic.ATTEMPTS), begin, end)


@st.cache_resource(max_entries=8, show_spinner=False)
def _answered(key: Key, begin: int | None, end: int | None) -> list[Returned]:
    with engine.reading() as db:
        return returned.answered(db, begin=begin, end=end)


def others(known: Versions, lead_id: int, words: str) -> list[LeadName]:
    """Return a few leads of which each of the words is a part, but for this one and those merged into others."""
    return _others(known.of(Topic.LEADS), lead_id, words)


@st.cache_resource(max_entries=32, show_spinner=False)
def _others(key: Key, lead_id: int, words: str) -> list[LeadName]:
    with engine.reading() as db:
        found = lead_search.search(db, words=words).lead_ids
        present = leads.named(db, lead_ids=leads.present(db, lead_ids=found))
    return [present[each] for each in found if each in present and each != lead_id][:_OTHERS]
