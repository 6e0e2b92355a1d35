"""The reason of a late or overdue handover: a field in its row, saved at once."""

import streamlit as st

from db import breaches
from pages.ui import session
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.leads import BreachReason
from sla_core.people import Action, Department


def may_say() -> bool:
    """Whether the acting person may say why; ask once for all rows, each answer reads the people anew."""
    person = session.person()
    return person.may(Action.SAY_WHY) and person.acts_for(Department.SALES)


def draw(lead_id: int, number: int, said: BreachReason | None, t: Texts, *, may_say: bool) -> None:
    """Draw the reason of a handover that is late or overdue; who may not change it reads it."""
    if not may_say:
        st.markdown(t(labels.BREACH_REASONS[said]) if said else f":gray[{t('no reason given')}]")
        return
    key = f"why_{lead_id}_{number}"
    session.keep(key, said)
    st.selectbox(
        t("Why"),
        list(BreachReason),
        index=None,
        format_func=lambda reason: t(labels.BREACH_REASONS[reason]),
        placeholder=t("Why?"),
        key=key,
        label_visibility="collapsed",
        on_change=_save,
        args=(lead_id, number, said, key),
    )


def _save(lead_id: int, number: int, shown: BreachReason | None, key: str) -> None:
    chosen = session.value(key)
    reason = BreachReason(chosen) if chosen else None
    t, now = session.texts(), session.now()
    told = t(labels.BREACH_REASONS[reason]) if reason else t("no reason given")
    with session.write(Action.SAY_WHY, t("Noted: {what}.", what=told)) as db:
        breaches.say_why(
            db,
            by=session.person(),
            lead_id=lead_id,
            number=number,
            shown=shown,
            reason=reason,
            now=now,
        )
