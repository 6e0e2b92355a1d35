"""Follow-up: who waits now, and how sales' promise was kept in a period."""

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.meet import start
from pages.track import figures, results
from pages.ui import calls, frame, lead_rows, reads, session, widgets
from pages.ui.session import Size
from sla_core.i18n import Texts
from sla_core.situation import Situation
from sla_core.verdict import follow_up_verdict

ROWS = 5  # the rest is a table that opens
MOST = 500


def draw(known: Versions, now: Situation) -> None:
    """Draw the page of a company with handovers; only the chosen part runs."""
    t = session.texts()
    is_hall = session.size() is Size.HALL
    aside = frame.head(follow_up_verdict(now.week, now.waiting, now.limits, t))
    row = st.container(horizontal=True, vertical_alignment="center")
    with aside if is_hall else row:
        view = widgets.choice("view", {"now": t("Now"), "results": t("Results")}, label=t("Part of the page"))
    clock_fits = view == "now" and not is_hall
    with row:
        if view == "results":
            chosen = results.ask_period(t)
        if clock_fits:
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
    if not clock_fits:
        st.markdown(widgets.clock(now, t))
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
        may_log = calls.may_log()
        for caller in callers[:ROWS]:
            calls.long_row(caller, t, may_log=may_log)
        if rest := callers[ROWS:]:
            others = st.expander(
                t("Show the other {n}", n=t.number(len(rest))), key="others", on_change="rerun"
            )
            if others.open:
                with others:
                    calls.table(rest, t)
        if waiting > len(callers):
            st.markdown(t("and {n} more", n=t.number(waiting - len(callers))))


known = reads.versions()
moment = session.now(known.kind)
if known.kind is DatabaseKind.EMPTY:
    start.nothing_yet()
else:
    found = reads.situation(known, moment)
    if len(found.handovers):
        draw(known, found)
    else:
        start.next_step(known, found)
    widgets.keep_live((known, moment // 60), lambda: (reads.versions(), session.now() // 60))
