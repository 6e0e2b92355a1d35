"""The dialog in which somebody signs off the week with their name."""

from datetime import date

import streamlit as st

from db import weekly_checks
from pages.track.follow_up_parts import weekly_visit
from pages.ui import session
from pages.ui.text import lines, plain, strong
from pages.ui.who import actor_name
from sla_core.i18n import Texts
from sla_core.people import Action
from sla_core.situation import Situation
from sla_core.weekly_check import MOST_CHARACTERS, Check, Snapshot, snapshot
from sla_core.weekly_check.words import decisions, five_numbers, waited, week_words

_SIGNING, _COMMENT = "signing_week", "week_comment"


def ask_for() -> None:
    """Open the dialog at the next run (for `on_click`)."""
    session.keep_on_page(_SIGNING, True)


def is_open() -> bool:
    """Whether the dialog stands before the page."""
    return bool(session.value(_SIGNING))


def _forget() -> None:
    session.keep(_SIGNING, False)


def show_asked(check: Check, now: Situation, week: date, t: Texts) -> None:
    """Open the dialog where it was asked for: what stands in it is what is signed."""
    if is_open():
        title = t("Sign off {week}", week=week_words(week, t))
        st.dialog(title, on_dismiss=_forget)(_dialog)(snapshot(check, now), week)


def _dialog(of: Snapshot, week: date) -> None:
    t = session.texts()
    name = actor_name(session.person().name, t)
    decided = " · ".join(decisions(of.decisions, t))
    st.markdown(lines(filter(None, (waited(of.figures, t), five_numbers(of.figures, t), decided))))
    if of.not_looked_at:
        left, waiting = t.number(of.not_looked_at), t.number(of.not_looked_at + of.looked_at)
        st.markdown(f":orange[▲ {strong(t('{n} of {of} not looked at', n=left, of=waiting))}]")
        label = t("Sign anyway as {name}", name=name)
    else:
        label = t("Sign off as {name}", name=name)
    with st.form("sign_week", border=False):
        st.text_input(t("Comment (optional)"), key=_COMMENT, max_chars=MOST_CHARACTERS)
        st.form_submit_button(plain(label), key="sign_now", type="primary", on_click=_sign, args=(of, week))


def _sign(of: Snapshot, week: date) -> None:
    t, now = session.texts(), session.now()
    _forget()  # a problem is told on the page; the check stays as it is
    done = t("Signed off: {week}.", week=week_words(week, t))
    with session.write(Action.SIGN_OFF_WEEK, done) as db:
        comment = session.value(_COMMENT) or ""
        weekly_checks.sign_off(db, by=session.person(), week=week, comment=comment, of=of, now=now)
    weekly_visit.end()
    session.keep(_COMMENT, "")
    st.rerun()  # of the whole page: what was signed stands outside the dialog
