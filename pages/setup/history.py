"""History: who did what, when."""

from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import streamlit as st

from db import agreements, audit
from db.audit import AuditEntry
from db.engine import reading
from pages.ui import frame, session
from pages.ui.sentences import KINDS, sentence
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.terms import CalendarTerms

PAGE = 50

t = session.texts()
frame.head(t("Who did what, and when"))

with reading() as db:
    actors = audit.actors(db)
    versions = agreements.versions_in_force(db)
zone = versions[-1].terms.calendar.time_zone if versions else CalendarTerms().time_zone


def day_of(entry: AuditEntry) -> date:
    """Return the local day of an entry."""
    return datetime.fromtimestamp(entry.recorded_at, ZoneInfo(zone)).date()


if not actors:
    st.markdown(t("Nothing has been done yet. Load the sample company or start your own on Meeting."))
    st.page_link("pages/meet/meeting.py", label=t("Go to Meeting"), icon=":material/arrow_forward:")
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    actor = st.selectbox(
        t("Who"),
        ["", *actors],
        format_func=lambda name: actor_name(name, t) if name else t("Everybody"),
        key="history_who",
        width=session.size().px(240),
    )
    action = st.selectbox(
        t("What"),
        ["", *KINDS],
        format_func=lambda kind: t(KINDS[kind]) if kind else t("Everything"),
        key="history_what",
        width=session.size().px(240),
    )

shown = session.value("history_shown", PAGE)
with reading() as db:
    entries = audit.entries(db, limit=shown + 1, actor=actor or None, action=action or None)

if not entries:
    st.markdown(t("Nothing of this kind was done by this person. Choose another kind or another person."))
for day, of_day in groupby(entries[:shown], key=day_of):
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t.long_day(day)))
        st.markdown(
            lines(f":gray[{t.time(entry.recorded_at, zone)}] {sentence(entry, t)}" for entry in of_day)
        )
if len(entries) > shown:
    st.button(
        t("Show {n} older entries", n=t.number(PAGE)),
        key="history_more",
        on_click=lambda: session.keep("history_shown", session.value("history_shown", PAGE) + PAGE),
    )
st.markdown(quiet(t("Times of day in {zone}", zone=plain(zone))))
