"""Follow-up: who waits now, how sales' promise was kept in a period, what was returned, the check of the week."""

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.meet import start
from pages.track.follow_up_parts import attempts, now, results, returned, weekly_check
from pages.ui import answers, calls, frame, lead_rows, reads, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.session import Size
from sla_core.i18n import Texts, mark
from sla_core.periods import PeriodName
from sla_core.situation import Situation
from sla_core.verdict import follow_up_verdict

_VIEWS = {
    "now": mark("Now"),
    "results": mark("Results"),
    "attempts": mark("Attempts"),
    "returned": mark("Returned"),
    "week": mark("Weekly check"),
}
_OF_A_PERIOD = {"results": results.draw, "attempts": attempts.draw, "returned": returned.draw}
_OF_NOW = {"now": now.draw, "week": weekly_check.draw}


def draw(known: Versions, found: Situation) -> None:
    """Draw the page of a company with handovers; only the chosen part runs."""
    t = session.texts()
    is_hall = session.size() is Size.HALL
    aside = frame.head(follow_up_verdict(found.week, found.waiting, found.limits, t))
    period: PeriodName | None = None
    row = st.container(horizontal=True, vertical_alignment="center")
    with aside if is_hall else row:
        views = {name: t(words) for name, words in _VIEWS.items()}
        view = widgets.choice("view", views, label=t("Part of the page"))
    with row:
        if view in _OF_A_PERIOD:
            period = results.ask_period(t)
        elif not is_hall:
            st.space("stretch")
            st.markdown(widgets.clock(found, t))
    widgets.age_bar(found, t)
    sets = _view(known, found, view, period, t)
    if period or is_hall:
        st.markdown(widgets.clock(found, t))
    lead_rows.show_asked(sets, known, found)
    calls.log_asked(known)
    answers.show_asked(known, found)


def _view(
    known: Versions, found: Situation, view: str, period: PeriodName | None, t: Texts
) -> dict[str, LeadSet]:
    if period is None:
        return _OF_NOW[view](known, found, t)
    return _OF_A_PERIOD[view](known, found, period, t)


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
