"""Goals: where we are heading, what that takes, how it goes, and how a target is adjusted."""

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.agree.goals_parts import adjust, capacity, chain, changes, inputs, pace, value
from pages.agree.goals_parts.view import View, ask_period, ask_unit, view
from pages.ui import frame, lead_rows, reads, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.session import Size
from pages.ui.text import quiet
from sla_core.goals.plan_words import chance_line, verdict
from sla_core.i18n import Texts
from sla_core.leads import Stage

_WITH_TARGETS = ("pace", "adjust")  # parts in which targets are told in numbers or in money


def draw(known: Versions, t: Texts) -> None:
    """Draw the chosen part of the chosen period; only that part runs."""
    now = reads.situation(known, session.now(known.kind))
    head = st.container(gap="xxsmall")
    with st.container(horizontal=True, vertical_alignment="center"):
        parts = {
            "plan": t("Plan"),
            "pace": t("How it goes"),
            "adjust": t("Adjust"),
            "value": t("Worth and gaps"),
        }
        part = widgets.choice("part", parts, label=t("Part of the page"))
        period = ask_period(now, t)
        in_value = part in _WITH_TARGETS and ask_unit(t)
    shown = view(known, now, period)
    with head:
        _head(shown, t)
    lead_rows.show_asked(_part(shown, part, in_value, t), known, now)


def _head(shown: View, t: Texts) -> None:
    frame.head(verdict(shown.plan, shown.goals, shown.is_over, t, is_draft=shown.is_draft))
    told = [
        chance_line(shown.goals[stage], shown.period, t) for stage in (Stage.SALES_QUALIFIED, Stage.CUSTOMER)
    ]
    line = " ".join(one for one in told if one)
    if shown.now.in_force.provisional:
        line = f"{line} {t('provisional: not signed yet')}".strip()
    if line:
        st.markdown(quiet(line))
    widgets.age_bar(shown.now, t)


def _part(shown: View, part: str, in_value: bool, t: Texts) -> dict[str, LeadSet]:
    if part == "pace":
        return pace.draw(shown, in_value, t)
    if part == "adjust":
        adjust.draw(shown, in_value, t)
        changes.draw(shown, t)
    elif part == "value":
        value.draw(shown, t)
        value.checklist(shown, t)
    else:
        _plan(shown, t)
    return {}


def _plan(shown: View, t: Texts) -> None:
    inputs.draw(shown, t)
    _chain(shown, t)


@st.fragment
def _chain(shown: View, t: Texts) -> None:
    """Draw the chain and what follows from a number tried in it, again without the rest of the page."""
    tried = chain.draw(shown, t)
    if session.size() is Size.DESK:
        left, right = st.columns([1, 1], gap="small")
    else:
        left, right = st.container(), st.container()
    with left:
        capacity.draw(shown, tried.plan, tried.sales_qualified, t)
    with right:
        capacity.how(shown, t)


def _without_agreement(t: Texts) -> None:
    frame.head(t("There are no goals yet"))
    widgets.empty_state(
        t("Load the sample company or start your own on Meeting; then goals are set here."),
        "pages/meet/meeting.py",
        t("Go to Meeting"),
    )


database = reads.versions()
if database.kind is DatabaseKind.EMPTY:
    _without_agreement(session.texts())
else:
    draw(database, session.texts())
