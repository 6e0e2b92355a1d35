"""Follow-up: who waits now, and how sales' promise was kept in a period."""

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.meet import start
from pages.track import figures, results
from pages.ui import calls, frame, lead_rows, reads, session, widgets
from sla_core.i18n import Texts
from sla_core.situation import Situation
from sla_core.verdict import follow_up_verdict

ROWS = 8  # more are shown as a table
MOST = 500


def draw(known: Versions, now: Situation) -> None:
    """Draw the page of a company with handovers; only the chosen part runs."""
    t = session.texts()
    frame.head(follow_up_verdict(now.week[1], now.waiting, now.limits, t))
    with st.container(horizontal=True, vertical_alignment="center"):
        view = widgets.choice("view", {"now": t("Now"), "results": t("Results")}, label=t("Part of the page"))
        if view == "results":
            chosen = results.ask_period(t)
        st.space("stretch")
        st.markdown(widgets.clock(now, t))
    widgets.age_bar(now, t)
    if view == "now":
        period, _ = now.week
        figures.five_numbers(now, period, t)
        _waiting(known, now, t)
        sets = figures.lead_sets(now, period, t)
    else:
        sets = results.draw(known, now, chosen, t)
    lead_rows.show_asked(sets, known, now)
    calls.log_asked(known)


def _waiting(known: Versions, now: Situation, t: Texts) -> None:
    callers = calls.first(known, now, MOST)
    waiting = now.waiting.waiting
    with st.container(border=True, gap="small"):
        if not callers:
            st.markdown(f"**{t('Waiting now')}** · {t('nobody waits for a first response')}")
            return
        counted = t.plural("{n} lead", "{n} leads", waiting)
        st.markdown(f"**{t('Waiting now: {leads}, least time left first', leads=counted)}**")
        if now.is_provisional(now.handovers.waiting):
            st.markdown(widgets.provisional(t))
        if waiting > ROWS:
            calls.table(callers, t)
        else:
            for caller in callers:
                calls.long_row(caller, t)
        if waiting > len(callers):
            st.markdown(t("and {n} more", n=t.number(waiting - len(callers))))


known = reads.versions()
moment = session.now()
if known.kind is DatabaseKind.EMPTY:
    start.nothing_yet()
else:
    found = reads.situation(known, moment)
    if len(found.handovers):
        draw(known, found)
    else:
        start.next_step(known, found)
    widgets.keep_live((known, moment // 60), lambda: (reads.versions(), session.now() // 60))
