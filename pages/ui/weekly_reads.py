"""What the weekly check reads: sign-offs, last attempts. Cached as in `reads`, by the topics it depends on."""

# ruff: noqa: ARG001  (`key` is not used inside the reads: it is what Streamlit finds them by)

import streamlit as st

from db import engine, weekly_checks
from db.versions import Versions
from db.weekly_checks import LastAttempt, SignOff
from pages.ui.reads import Key
from sla_core.people import Topic

_MOST = 60  # a year of them


def sign_offs(known: Versions) -> list[SignOff]:
    """Return the sign-offs of about a year, the newest week first."""
    return _sign_offs(known.of(Topic.MEETINGS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _sign_offs(key: Key) -> list[SignOff]:
    with engine.reading() as db:
        return weekly_checks.sign_offs(db, limit=_MOST)


def last_attempt(known: Versions, lead_id: int) -> LastAttempt | None:
    """Return the newest attempt on a lead."""
    return _last_attempt(known.of(Topic.LEADS, Topic.ATTEMPTS), lead_id)


@st.cache_resource(max_entries=64, show_spinner=False)
def _last_attempt(key: Key, lead_id: int) -> LastAttempt | None:
    with engine.reading() as db:
        return weekly_checks.last_attempt(db, lead_id=lead_id)
