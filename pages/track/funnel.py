"""Funnel: what came to each stage and went on, where leads stand now, what became of them, how long it took."""

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.meet import start
from pages.track.funnel_parts import cohorts as funnel_cohorts
from pages.track.funnel_parts import flow as funnel_flow
from pages.track.funnel_parts import leads as funnel_leads
from pages.track.funnel_parts import stock as funnel_stock
from pages.track.funnel_parts import times as funnel_times
from pages.track.funnel_parts import view as funnel_view
from pages.track.funnel_parts.view import View
from pages.ui import frame, lead_list, lead_rows, reads, session, widgets
from pages.ui.session import Size
from pages.ui.text import quiet
from sla_core.funnel import Funnel, verdict
from sla_core.i18n import Texts
from sla_core.situation import Situation

_DRAWN = {
    funnel_view.FLOW: funnel_flow.draw,
    funnel_view.STOCK: funnel_stock.draw,
    funnel_view.COHORTS: funnel_cohorts.draw,
    funnel_view.TIMES: funnel_times.draw,
}


def draw(known: Versions, now: Situation, funnel: Funnel) -> None:
    """Draw the page of a company with leads; only the chosen part runs."""
    t = session.texts()
    is_hall = session.size() is Size.HALL
    as_of = t("as of {time}", time=t.time(now.edge.now, now.zone))
    head = st.container()  # the sentence is of what is chosen below it
    with st.container(horizontal=True, vertical_alignment="center"):
        part = funnel_view.ask_part(t)
        view = funnel_view.ask(part, known, funnel, now, t)
        if not is_hall:
            st.space("stretch")
            st.markdown(quiet(as_of))
    with head:
        frame.head(_verdict(part, view, t))
    _DRAWN[part](view, t)
    if is_hall:
        st.markdown(quiet(as_of))
    lead_list.show_asked(funnel_leads.lists(view, t), funnel.lead, known)
    lead_rows.show_asked(funnel_leads.handover_sets(view, t), known, now)


def _verdict(part: str, view: View, t: Texts) -> str:
    report = view.report
    if part == funnel_view.STOCK:
        return verdict.stock_verdict(report, t)
    if part == funnel_view.COHORTS:
        return verdict.cohorts_verdict(report, t)
    if part == funnel_view.TIMES:
        return verdict.times_verdict(report, t)
    return verdict.flow_verdict(report, view.paces, view.now.limits, view.words(t), view.is_over, t)


def no_leads(t: Texts) -> None:
    """Say what to do where there is no lead yet."""
    frame.head(t("There are no leads yet"))
    text = t("Bring in leads from your CRM. Then this page shows which stages they come to, and how soon.")
    widgets.empty_state(text, "pages/setup/data.py", t("Bring in leads"))


known = reads.versions()
moment = session.now(known.kind)
if known.kind is DatabaseKind.EMPTY:
    start.nothing_yet()
else:
    passed = reads.funnel(known)
    if len(passed.lead):
        draw(known, reads.situation(known, moment), passed)
    else:
        no_leads(session.texts())
    widgets.keep_live((known, moment // 60), lambda: (reads.versions(), session.now() // 60))
