"""The weekly check: everybody who waits, one by one; then the week is signed off with a name."""

from datetime import date

import streamlit as st

from db.versions import Versions
from db.weekly_checks import SignOff
from pages.track.follow_up_parts import weekly_card, weekly_earlier, weekly_files, weekly_sign, weekly_visit
from pages.ui import answers, calls, reads, session, weekly_reads, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.text import lines, plain, quiet, strong
from sla_core.i18n import Texts
from sla_core.people import Action
from sla_core.situation import Situation
from sla_core.weekly_check import Check, CheckDue, Episode, check_due, due_line, snapshot
from sla_core.weekly_check.words import beginning, decisions, looked_at, progress, week_words


def draw(known: Versions, now: Situation, t: Texts) -> dict[str, LeadSet]:
    """Draw the check of this visit, and the sign-offs of earlier weeks."""
    offs = weekly_reads.sign_offs(known)
    signed = {sign_off.week for sign_off in offs}
    due = check_due(now.versions, signed, now.edge.now)
    visit = weekly_visit.visit(known, now, due, is_signed=due.week in signed)
    with st.container(border=True, gap="small"):
        if visit.check is None:
            _over(now, due, offs, t)
        else:
            _check(known, now, due, visit.week, visit.check, t)
    weekly_earlier.draw(now, offs, t)
    weekly_earlier.show_asked(known, now, offs, t)
    return {}


def _over(now: Situation, due: CheckDue, offs: list[SignOff], t: Texts) -> None:
    """Say by whom the newest check was signed off, and offer another one."""
    newest = max(offs, key=lambda sign_off: sign_off.id, default=None)
    if newest is not None:
        week, who = beginning(week_words(newest.week, t)), weekly_earlier.signed_by(newest, now, t)
        told = t("{week} is signed off by {who}", week=week, who=plain(who))
        st.markdown(f":green[✓ {strong(told)}] · {looked_at(newest.snapshot, t)}")
    st.markdown(_due(now, due, t))
    st.button(
        t("Go through the list again"),
        key="check_again",
        icon=":material/replay:",
        on_click=weekly_visit.begin,
        args=(now, due),
    )


def _due(now: Situation, due: CheckDue, t: Texts) -> str:
    """Return when the check is due, as markdown."""
    told = due_line(due, now.zone, now.edge.now, t)
    if due.is_overdue:
        return f":red[◆ {strong(told)}]"
    return f":orange[▲ {strong(told)}]" if due.is_today else told


def _check(known: Versions, now: Situation, due: CheckDue, week: date, check: Check, t: Texts) -> None:
    may_sign = session.person().may(Action.SIGN_OFF_WEEK)
    dialogs = (calls, answers, weekly_sign, weekly_earlier)
    keys = not any(dialog.is_open() for dialog in dialogs)
    _head(now, due, week, check, t)
    lead, side = st.columns([5, 2], gap="medium")
    with lead:
        if check.passed_over is not None:
            _passed_over(known, check.passed_over, t)
        if check.at is not None:
            weekly_card.draw(known, now, check, check.at, t, keys=keys, may_decide=may_sign)
        else:
            _nobody_left(check, t, keys=keys)
    with side:
        _side(known, now, check, week, t, key="S" if keys else None, may_sign=may_sign)
    weekly_sign.show_asked(check, now, week, t)


def _head(now: Situation, due: CheckDue, week: date, check: Check, t: Texts) -> None:
    told = [strong(beginning(week_words(week, t))), _due(now, due, t)]
    if check.order:
        told.append(quiet(progress(check, t)))
    if now.is_provisional(now.handovers.waiting):
        told.append(widgets.provisional(t))
    st.markdown(" · ".join(told))
    if check.of:
        st.progress(len(check.marks) / check.of)


def _passed_over(known: Versions, episode: Episode, t: Texts) -> None:
    who = reads.lead_names(known, (episode.lead,)).get(episode.lead)
    told = t("{lead} no longer waits and was passed over.", lead=weekly_card.name_of(who, episode.lead, t))
    st.info(told, icon=":material/info:")


def _nobody_left(check: Check, t: Texts, *, keys: bool) -> None:
    if not check.order:
        st.subheader(t("Nobody waits for a first response"), anchor=False)
        st.markdown(t("You can sign off the week as it is."))
        return
    st.subheader(t("Everybody who waits was looked at"), anchor=False)
    st.markdown(t("Sign off the week, or go back to a lead."))
    if check.still:
        weekly_card.previous(t, keys=keys)


def _side(
    known: Versions, now: Situation, check: Check, week: date, t: Texts, *, key: str | None, may_sign: bool
) -> None:
    """Draw what was decided so far, with the buttons that end the check."""
    if decided := decisions(check.decisions, t):
        st.markdown(lines(decided))
    st.button(
        t("Sign off the week"),
        key="check_sign",
        icon=":material/draw:",
        type="secondary" if check.left else "primary",
        width="stretch",
        disabled=not may_sign,
        shortcut=key,
        on_click=weekly_sign.ask_for,
    )
    facts = ((t("Signed off by"), t("nobody yet")),)
    with st.container(horizontal=True, gap="xsmall"):
        weekly_files.buttons(known, lambda: snapshot(check, now), week, facts, now, t, key="check")
