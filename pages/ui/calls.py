"""Who waits for a call: rows with the time used, and the dialog in which a call is logged."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from db import attempts
from db.handovers import Waiting
from db.versions import Versions
from pages.ui import reads, session
from pages.ui.text import lines, plain, strong
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.leads import Channel, Outcome
from sla_core.people import Action
from sla_core.situation import Situation, Urgency, Wait

_LOGGING, _CHANNEL, _OUTCOME, _COMMENT = "log_attempt_for", "log_channel", "log_outcome", "log_comment"
_SIGNS = {Urgency.TOO_LATE: ("◆", "red"), Urgency.SOON: ("▲", "orange")}


@dataclass(frozen=True)
class Caller:
    """A lead that waits, and how long it has."""

    lead: Waiting
    wait: Wait


def first(known: Versions, now: Situation, how_many: int) -> list[Caller]:
    """Return who is to be called first: least time left first, those that no clock can judge last."""
    found = reads.waiting(known, how_many)
    return [Caller(lead, now.wait(now.row_of(lead.lead_id, lead.number))) for lead in found]


def _told(caller: Caller, t: Texts) -> str:
    """Return a waiting lead in two lines of markdown: who, and the time used and whose it is."""
    lead = caller.lead
    owner = plain(lead.owner) if lead.owner else f":gray[{t('nobody assigned')}]"
    return lines([f"**{plain(lead.company or lead.name)}**", f"{_time_used(caller.wait, t)} · {owner}"])


def _time_used(wait: Wait, t: Texts) -> str:
    """Return the time used of the limit as markdown: `◆ **6 h 12 min** of 4 h`."""
    if wait.urgency is Urgency.UNTIMED:
        return f":gray[○ {t(labels.NOT_MEASURABLE[wait.reason or 'no_date'])}]"
    of_limit = t("of {limit}", limit=t.duration(wait.limit))
    told = f"**{t.duration(wait.used)}**"
    if wait.urgency in _SIGNS:
        sign, colour = _SIGNS[wait.urgency]
        told = f":{colour}[{sign} {told}]"
    late = f" · :gray[{t('deadline passed since the last data')}]" if wait.passed_since_last_data else ""
    return f"{told} {of_limit}{late}"


def may_log() -> bool:
    """Whether the acting person may log calls; ask once for all rows, each answer reads the people anew."""
    return session.person().may(Action.LOG_ATTEMPT)


def short_row(caller: Caller, t: Texts, *, may_log: bool) -> None:
    """Draw a waiting lead in two lines with its button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.markdown(_told(caller, t), width="stretch")
        _log_button(caller.lead, t, width="content", may_log=may_log)


def long_row(caller: Caller, t: Texts, *, may_log: bool) -> None:
    """Draw a waiting lead with the progress of its limit; on a phone the three parts stack."""
    text, bar, button = st.columns([11, 9, 7], gap="xsmall", vertical_alignment="center")
    text.markdown(_told(caller, t))
    if caller.wait.limit:
        bar.progress(min(caller.wait.used / caller.wait.limit, 1.0))
    with button:
        _log_button(caller.lead, t, width="stretch", may_log=may_log)


def _log_button(lead: Waiting, t: Texts, *, width: str, may_log: bool) -> None:
    st.button(
        t("Log a call"),
        icon=":material/call:",
        key=f"log_{lead.lead_id}_{lead.number}",
        width="stretch" if width == "stretch" else "content",
        disabled=not may_log,
        on_click=_ask_for,
        args=(lead.lead_id,),
    )


def table(callers: Sequence[Caller], t: Texts) -> None:
    """Draw many waiting leads as a table, with the same button in each row."""
    button = st.column_config.ButtonColumn(
        t("Log a call"), key="log_row", on_click=_ask_for_row, args=([c.lead.lead_id for c in callers],)
    )
    used = t("Limit used")
    rows = [
        {
            t("Lead"): caller.lead.company or caller.lead.name,
            t("Log a call"): t("Log a call"),  # beside the name, so that a phone shows it
            t("Time"): _plain_time(caller.wait, t),
            used: _per_cent_used(caller.wait),
            t("Owner"): caller.lead.owner or t("nobody"),
        }
        for caller in callers
    ]
    size = session.size()
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=size.px(44),
        height=size.px(44 * min(len(rows) + 1, 11)),
        column_config={
            used: st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=100),
            t("Log a call"): button,
        },
        alt=t("Leads that wait for a call"),
    )


def _per_cent_used(wait: Wait) -> int | None:
    return min(100 * wait.used // wait.limit, 100) if wait.limit else None


def _plain_time(wait: Wait, t: Texts) -> str:
    if wait.urgency is Urgency.UNTIMED:
        return f"○ {t(labels.NOT_MEASURABLE[wait.reason or 'no_date'])}"
    sign = f"{_SIGNS[wait.urgency][0]} " if wait.urgency in _SIGNS else ""
    return f"{sign}{t.duration(wait.used)} {t('of {limit}', limit=t.duration(wait.limit))}"


def _ask_for(lead_id: int) -> None:
    session.keep(_LOGGING, lead_id)


def _ask_for_row(lead_ids: list[int]) -> None:
    _ask_for(lead_ids[session.value("log_row")["row"]])


def _forget() -> None:
    session.keep(_LOGGING, None)


def log_asked(known: Versions) -> None:
    """Open the dialog for the lead whose button was pressed. Call it once, at the end of a page."""
    lead_id = session.value(_LOGGING)
    lead = reads.lead_names(known, (lead_id,)).get(lead_id) if lead_id else None
    if lead is None:
        return
    t = session.texts()
    who = f"{t('Lead')}: {plain(lead.name or lead.email)}"
    owner = f"{t('Owner')}: {plain(lead.owner) if lead.owner else t('nobody')}"
    told = [strong(plain(lead.company))] if lead.company else []
    st.dialog(t("Log a call"), on_dismiss=_forget)(_dialog)(lead.lead_id, lines([*told, f"{who} · {owner}"]))


def _dialog(lead_id: int, told: str) -> None:
    t = session.texts()
    st.markdown(told)
    channel = st.selectbox(
        t("How"), list(Channel), format_func=lambda value: t(labels.CHANNELS[value]), key=_CHANNEL
    )
    outcomes = labels.OUTCOMES_OF[channel or Channel.CALL]
    outcome = st.pills(
        t("What came of it"),
        outcomes,
        format_func=lambda value: t(labels.OUTCOMES[value]),
        key=f"{_OUTCOME}_{channel}",
    )
    st.text_input(t("Comment (optional)"), key=f"{_COMMENT}_{lead_id}", max_chars=500, persist_state="page")
    st.button(
        t("Log it now"),
        key="log_now",
        type="primary",
        disabled=outcome is None,
        on_click=_log,
        args=(lead_id,),
    )


def _log(lead_id: int) -> None:
    t, now = session.texts(), session.now()
    comment = f"{_COMMENT}_{lead_id}"
    channel = Channel(session.value(_CHANNEL))
    outcome = Outcome(session.value(f"{_OUTCOME}_{channel}"))
    _forget()  # a problem is told on the page; the comment stays
    with session.write(Action.LOG_ATTEMPT, t("Logged: {what}.", what=t(labels.OUTCOMES[outcome]))) as db:
        attempts.log_attempt(
            db,
            by=session.person(),
            lead_id=lead_id,
            channel=channel,
            outcome=outcome,
            occurred_at=now,
            now=now,
            comment=session.value(comment),
        )
    session.keep(comment, "")
    st.rerun()  # of the whole page: what the call changed stands outside the dialog
