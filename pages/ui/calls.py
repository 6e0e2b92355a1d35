"""The dialog in which a call, or any other attempt or contact, is logged."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from db import attempts
from db.leads import LeadName
from db.versions import Versions
from pages.ui import reads, session
from pages.ui.text import lines, plain, strong
from sla_core import labels
from sla_core.agreement import in_force_at
from sla_core.i18n import Texts, mark
from sla_core.leads import Channel, Direction, Outcome
from sla_core.people import Action

_LOGGING, _CHANNEL, _DIRECTION = "log_attempt_for", "log_channel", "log_direction"
_OUTCOME, _COMMENT = "log_outcome", "log_comment"
_WHEN, _DAY, _TIME = "log_when", "log_day", "log_time"
_NOW, _EARLIER = "now", "earlier"
_WHENS = {_NOW: mark("Now"), _EARLIER: mark("Earlier")}


def may_log() -> bool:
    """Whether the acting person may log calls; ask once for all rows, each answer reads the people anew."""
    return session.person().may(Action.LOG_ATTEMPT)


def ask_for(lead_id: int) -> None:
    """Open the dialog for this lead at the next run (for `on_click`)."""
    session.keep_on_page(_LOGGING, lead_id)


def is_open() -> bool:
    """Whether the dialog stands before the page."""
    return session.value(_LOGGING) is not None


def _forget() -> None:
    session.keep(_LOGGING, None)


def log_asked(known: Versions) -> None:
    """Open the dialog for the lead whose button was pressed. Call it once, at the end of a page."""
    lead_id = session.value(_LOGGING)
    if lead_id is None:
        return
    lead = reads.lead_names(known, (lead_id,)).get(lead_id)
    if lead is None:
        _forget()
        session.tell_gone()
    t = session.texts()
    agreed = in_force_at(reads.agreement(known), session.now(known.kind))
    st.dialog(t("Log a call"), on_dismiss=_forget)(_dialog)(lead, agreed.terms.calendar.time_zone)


def who_and_whose(lead: LeadName, t: Texts) -> str:
    """Return a lead in two lines of markdown: its company, its name and owner."""
    who = f"{t('Lead')}: {plain(lead.name or lead.email)}"
    owner = f"{t('Owner')}: {plain(lead.owner) if lead.owner else t('nobody')}"
    return lines([*([strong(plain(lead.company))] if lead.company else []), f"{who} · {owner}"])


def _dialog(lead: LeadName, zone: str) -> None:
    t = session.texts()
    st.markdown(who_and_whose(lead, t))
    how, whose = st.columns(2, vertical_alignment="bottom", gap="small")
    channel = how.selectbox(
        t("How"), list(Channel), format_func=lambda value: t(labels.CHANNELS[value]), key=_CHANNEL
    )
    whose.segmented_control(
        t("Who began it"),
        list(Direction),
        default=Direction.OUTBOUND,
        required=True,
        format_func=lambda value: t(labels.DIRECTIONS[value]),
        key=_DIRECTION,
    )
    outcome = st.pills(
        t("What came of it"),
        labels.OUTCOMES_OF[channel or Channel.CALL],
        format_func=lambda value: t(labels.OUTCOMES[value]),
        key=f"{_OUTCOME}_{channel}",
    )
    is_now, is_told = _ask_when(zone, t)
    with st.form("log_form", border=False):
        st.text_input(
            t("Comment (optional)"), key=f"{_COMMENT}_{lead.lead_id}", max_chars=500, persist_state="page"
        )
        st.form_submit_button(
            t("Log it now") if is_now else t("Log it"),
            key="log_now",
            type="primary",
            disabled=outcome is None or not is_told,
            on_click=_log,
            args=(lead.lead_id, zone),
        )


def _ask_when(zone: str, t: Texts) -> tuple[bool, bool]:
    """Ask when it happened, in the zone of the agreement; return whether it is now, and whether all is told."""
    when = st.segmented_control(
        t("When"),
        list(_WHENS),
        default=_NOW,
        required=True,
        format_func=lambda value: t(_WHENS[value]),
        key=_WHEN,
    )
    if when != _EARLIER:
        return True, True
    local = datetime.fromtimestamp(session.now(), ZoneInfo(zone))
    day, at = st.columns(2, gap="small")
    on = day.date_input(t("Day"), local.date(), max_value=local.date(), format="DD.MM.YYYY", key=_DAY)
    earlier = local.replace(minute=local.minute // 5 * 5, second=0)
    about = at.time_input(t("Time of day"), earlier.time(), step=timedelta(minutes=5), key=_TIME)
    return False, on is not None and about is not None


def _happened(zone: str, now: int) -> int:
    """Return when it happened by what the dialog says."""
    if session.value(_WHEN) != _EARLIER:
        return now
    day: date = session.value(_DAY)
    at: time = session.value(_TIME)
    return int(datetime.combine(day, at, ZoneInfo(zone)).timestamp())


def _log(lead_id: int, zone: str) -> None:
    t, now = session.texts(), session.now()
    comment = f"{_COMMENT}_{lead_id}"
    channel = Channel(session.value(_CHANNEL))
    outcome = Outcome(session.value(f"{_OUTCOME}_{channel}"))
    happened = _happened(zone, now)
    _forget()  # a problem is told on the page; the comment stays
    with session.write(Action.LOG_ATTEMPT, t("Logged: {what}.", what=t(labels.OUTCOMES[outcome]))) as db:
        attempts.log_attempt(
            db,
            by=session.person(),
            lead_id=lead_id,
            channel=channel,
            direction=Direction(session.value(_DIRECTION)),
            outcome=outcome,
            occurred_at=happened,
            now=now,
            comment=session.value(comment),
        )
    session.keep(comment, "")
    st.rerun()  # of the whole page: what the call changed stands outside the dialog
