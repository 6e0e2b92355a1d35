"""What if sales had promised another time: a past period judged again, before anybody proposes it."""

import streamlit as st

from db.versions import Versions
from pages.agree.shown import Shown
from pages.ui import lead_rows, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.columns import Flags
from sla_core.follow_up.what_if import respond_within, what_if_sentence
from sla_core.i18n import Texts
from sla_core.periods import PeriodName, period, words
from sla_core.terms import Duration, Unit

_MOVED = "moved"
_PERIODS = (PeriodName.LAST_QUARTER, PeriodName.THIS_QUARTER, PeriodName.LAST_MONTH, PeriodName.ALL)


def draw(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the question and, as soon as it is asked, the answer."""
    moved = _answered(view, t)
    title = t("Leads that would be judged otherwise")
    lead_rows.show_asked({_MOVED: LeadSet(title, lambda: moved)}, known, view.now)


def _answered(view: Shown, t: Texts) -> Flags:
    drafted = view.open_or_agreed.terms.sales.respond_within
    with st.container(border=True):
        st.markdown(strong(t("If sales had promised another time")))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            amount = st.number_input(
                t("Respond within"),
                0,
                10_000,
                drafted.amount,
                key="what_if_amount",
                width=session.size().px(160),
            )
            unit = st.selectbox(
                t("Unit"),
                list(Unit),
                index=list(Unit).index(drafted.unit),
                format_func=lambda value: t(labels.UNITS[value]),
                key="what_if_unit",
                width=session.size().px(180),
            )
            name = st.selectbox(
                t("Period"),
                _PERIODS,
                format_func=lambda value: words(period(value, view.now.today), t),
                key="what_if_period",
                width=session.size().px(200),
            )
        of, limit = period(name, view.now.today), Duration(amount=amount, unit=unit)
        answer = respond_within(view.now, limit, of)
        st.markdown(f"#### {plain(what_if_sentence(answer, view.now, limit, of, t))}")
        moved = int(answer.moved.sum())
        told = t.plural("{n} lead would be judged otherwise", "{n} leads would be judged otherwise", moved)
        widgets.number_button(told, _MOVED, moved, t)
        st.markdown(
            quiet(
                t(
                    "The same leads, judged again with only the response time replaced: each by the working hours "
                    "and everything else of the version it was handed over under."
                )
            )
        )
    return answer.moved
