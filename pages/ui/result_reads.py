"""What lies around handovers: cached as in `reads`, by the versions of the topics it depends on."""

# ruff: noqa: ARG001  (`key`, `asked` are not used inside the reads: they are what Streamlit finds them by)

from collections.abc import Sequence

import numpy as np
import streamlit as st

from db import engine, handover_facts
from db.engine import Session
from db.handover_facts import LastActs
from db.versions import Versions
from pages.ui import reads
from pages.ui.newest import Newest
from pages.ui.reads import Key
from sla_core.facts import Codes
from sla_core.follow_up.channels_used import ChannelsUsed, Outbound, channels_used, with_acts_of
from sla_core.funnel import By, Groups
from sla_core.handovers import Handovers
from sla_core.people import Topic
from sla_core.periods import Period
from sla_core.situation import Situation

_HANDED_OVER = (Topic.LEADS, Topic.ATTEMPTS, Topic.TERMS)


def groups(known: Versions, now: Situation, by: By) -> Groups:
    """Return what all handovers are told apart by, one code for each; by owner: of now. A logged call reads nothing."""
    return _groups(known.of(*_HANDED_OVER), by, known, now.handovers)


@st.cache_resource(max_entries=4, show_spinner=False)
def _groups(key: Key, by: By, _known: Versions, _handovers: Handovers) -> Groups:
    of_leads, ids = reads.funnel_groups(_known, by), _lead_ids(_known.of(Topic.LEADS))
    code = of_leads.code[np.searchsorted(ids, _handovers.lead)]
    code.flags.writeable = False
    return Groups(of_leads.values, code)


@st.cache_resource(max_entries=2, show_spinner=False)
def _lead_ids(key: Key) -> Codes:
    with engine.reading() as db:
        ids = handover_facts.lead_ids(db)
    ids.flags.writeable = False
    return ids


def channels(known: Versions, now: Situation, of: Period) -> ChannelsUsed:
    """Return through which channels sales tried in each handover of a period, and how often before it."""
    return _channels(known.of(*_HANDED_OVER), of.bounds(now.calendar), now.handovers)


@st.cache_resource(max_entries=4, show_spinner=False)
def _channels(key: Key, bounds: tuple[int | None, int | None], _handovers: Handovers) -> ChannelsUsed:
    used = channels_used(_handovers, _newest_outbound(bounds).read())
    used.channels.flags.writeable = used.before.flags.writeable = False
    return used


@st.cache_resource(max_entries=4, show_spinner=False)
def _newest_outbound(bounds: tuple[int | None, int | None]) -> Newest[Outbound]:
    begin, end = bounds

    def load(db: Session, lead_ids: Sequence[int] | None) -> Outbound:
        return handover_facts.outbound(db, begin=begin, end=end, lead_ids=lead_ids)

    return Newest(load, with_acts_of)


def last_acts(known: Versions, now: Situation, of: Period) -> LastActs:
    """Return when leads of a period last acted before they were handed over.

    A logged call reads nothing anew: what is asked is told by the handovers, not by the version of the attempts.
    """
    handovers = now.handovers
    rows = now.inside(of) & (handovers.number == 1)
    asked = np.stack([handovers.lead[rows], handovers.handed_over.at[rows]]).tobytes()
    return _last_acts(known.of(Topic.LEADS, Topic.ACTIVITIES), asked, of.bounds(now.calendar))


@st.cache_resource(max_entries=8, show_spinner=False)
def _last_acts(key: Key, asked: bytes, bounds: tuple[int | None, int | None]) -> LastActs:
    begin, end = bounds
    with engine.reading() as db:
        found = handover_facts.last_acts(db, begin=begin, end=end)
    found.lead.flags.writeable = found.acted_at.flags.writeable = False
    return found
