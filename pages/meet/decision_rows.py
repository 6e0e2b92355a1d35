"""Decisions as rows: what, who, by when; what became of each is said beside it."""

from datetime import date

import streamlit as st

from db import meetings
from pages.ui import session
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.i18n import NBSP, Texts
from sla_core.meeting import Decision, Outcome, Said
from sla_core.meeting.minutes import OUTCOMES
from sla_core.people import Action

_COLOURS = {Outcome.KEPT: "green", Outcome.LATE: "orange", Outcome.DROPPED: "gray"}


def told(decision: Decision, last: Said | None, today: date, zone: str, t: Texts) -> str:
    """Return a decision as markdown in two lines; `last` is the last word on it that is to be told."""
    beside = [plain(decision.who), plain(t("by {day}", day=t.day(decision.due, "MMMEd")))]
    if decision.clause:
        beside.append(plain(t("clause {clause}", clause=decision.clause)))
    return lines(
        [strong(plain(decision.what)), " · ".join([*beside, _stands(decision, last, today, zone, t)])]
    )


def _stands(decision: Decision, last: Said | None, today: date, zone: str, t: Texts) -> str:
    if last is None:
        if decision.due < today:
            return f":orange[{strong(t('▲ the day is over'))}]"
        return f":gray[{t('○ Open').replace(' ', NBSP)}]"
    who = plain(actor_name(last.said_by, t))
    day = plain(t.date_of(last.said_at, zone))
    said = f":{_COLOURS[last.outcome]}[{strong(t(OUTCOMES[last.outcome]).replace(' ', NBSP))}]"
    return f"{said} {quiet(t('{name}, {day}', name=who, day=day))}"


def ask_outcome(decision: Decision, t: Texts) -> None:
    """Ask what became of a decision; a choice is written at once."""
    key = f"outcome_{decision.id}"
    last = decision.last
    session.keep(key, last.outcome if last else None)
    st.segmented_control(
        t("What became of it"),
        list(Outcome),
        format_func=lambda outcome: t(OUTCOMES[outcome]),
        key=key,
        label_visibility="collapsed",
        wrap=True,
        on_change=_say,
        args=(decision, key),
    )


def _say(decision: Decision, key: str) -> None:
    outcome = session.value(key)
    if outcome is None:  # a second click takes nothing back: the last word stays
        return
    with session.write(Action.SAY_OUTCOME) as db:
        meetings.say(
            db, decision_id=decision.id, outcome=Outcome(outcome), by=session.person(), now=session.now()
        )


def row(decision: Decision, last: Said | None, today: date, zone: str, t: Texts, *, may_say: bool) -> None:
    """Draw a decision with the choice of what became of it."""
    words = told(decision, last, today, zone, t)
    if not may_say:
        st.markdown(words)
        return
    # On a phone one stands under the other.
    text, choice = st.columns([5, 4], gap="small", vertical_alignment="center")
    text.markdown(words)
    with choice:
        ask_outcome(decision, t)
