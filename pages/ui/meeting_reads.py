"""What Meeting reads of meetings held: cached as in `reads`, by the versions of the topics it depends on."""

# ruff: noqa: ARG001  (`key` is not used inside the reads: it is what Streamlit finds them by)

import streamlit as st

from db import engine
from db import meetings as db_meetings
from db.versions import Versions
from pages.ui.reads import Key
from sla_core.meeting import Decision, Meeting
from sla_core.people import Topic

_MOST = 60  # a year of them


def meetings(known: Versions) -> list[Meeting]:
    """Return the meetings of about a year, the newest first."""
    return _meetings(known.of(Topic.MEETINGS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _meetings(key: Key) -> list[Meeting]:
    with engine.reading() as db:
        return db_meetings.meetings(db, limit=_MOST)


def decisions(known: Versions) -> list[Decision]:
    """Return every decision, the oldest first, with what was said of it."""
    return _decisions(known.of(Topic.MEETINGS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _decisions(key: Key) -> list[Decision]:
    with engine.reading() as db:
        return db_meetings.decisions(db)
