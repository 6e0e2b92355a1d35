"""Who waits for a call: rows and a table with the time used, each with its buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from db.handovers import Waiting
from db.versions import Versions
from pages.ui import answers, calls, reads, session
from pages.ui.cells import without_formulas
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.handovers import ranks
from sla_core.i18n import Texts
from sla_core.people import Department
from sla_core.scoring.report import treatment
from sla_core.situation import Situation, Urgency, Wait
from sla_core.wording import sentence

_PARTS = {Size.DESK: (12, 7, 8), Size.ROOM: (12, 7, 8), Size.HALL: (13, 5, 10)}  # words, bar, buttons
_SIGNS = {Urgency.TOO_LATE: ("◆", "red"), Urgency.SOON: ("▲", "orange")}


@dataclass(frozen=True)
class Caller:
    """A lead that waits, and how long it has. `row`: the position of its handover."""

    lead: Waiting
    row: int
    wait: Wait


def first(known: Versions, now: Situation, how_many: int) -> list[Caller]:
    """Return who is to be called first: least time left first, those that no clock can judge last."""
    rows = [(lead, now.row_of(lead.lead_id, lead.number)) for lead in reads.waiting(known, how_many)]
    return [Caller(lead, row, now.wait(row)) for lead, row in rows]


@dataclass(frozen=True)
class Desk:
    """What stands at rows besides the lead: who said yes to it, and what the acting person may do."""

    accepted: Mapping[tuple[int, int], str]  # by lead id and number of the handover: by whom
    may_log: bool
    may_answer: bool


def _told(caller: Caller, t: Texts) -> list[str]:
    """Return a waiting lead in two lines of markdown: who, and the time used and whose it is."""
    lead = caller.lead
    owner = plain(lead.owner) if lead.owner else f":gray[{t('nobody assigned')}]"
    return [strong(plain(lead.company or lead.name)), f"{time_used(caller.wait, t)} · {owner}"]


def time_used(wait: Wait, t: Texts) -> str:
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


def treated(now: Situation, row: int, t: Texts) -> str:
    """Return as markdown how a lead of this grade and rating is to be treated; "" where nothing is agreed."""
    ranked = ranks.labels(now.handovers, now.versions, row)
    agreed = treatment(now.versions[now.handovers.version[row]].terms, *ranked) if ranked else None
    if ranked is None or agreed is None:
        return ""
    cell, name = plain("".join(ranked)), plain(sentence(agreed.name))
    told = t("{cell}: {treatment}", cell=cell, treatment=f"{name} {plain(agreed.action)}".strip())
    return f"{told} ({t('left to marketing')})" if agreed.owner is Department.MARKETING else told


def short_row(caller: Caller, t: Texts, *, may_log: bool) -> None:
    """Draw a waiting lead in two lines with its button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.markdown(lines(_told(caller, t)), width="stretch")
        _log_button(caller.lead, t, width="content", may_log=may_log)


def long_row(caller: Caller, now: Situation, desk: Desk, t: Texts) -> None:
    """Draw a waiting lead with its treatment and the progress of its limit; on a phone the three parts stack."""
    lead = caller.lead
    told, agreed = _told(caller, t), treated(now, caller.row, t)
    by = desk.accepted.get(_episode(caller))
    beside = [
        *([t("accepted by {name}", name=plain(actor_name(by, t)))] if by else []),
        *([agreed] if agreed else []),
    ]
    text, bar, buttons = st.columns(_PARTS[session.size()], gap="xsmall", vertical_alignment="center")
    text.markdown(lines([*told, *([quiet(" · ".join(beside))] if beside else [])]))
    if caller.wait.limit:
        bar.progress(min(caller.wait.used / caller.wait.limit, 1.0))
    with buttons, st.container(horizontal=True, gap="xsmall"):
        _log_button(lead, t, width="stretch", may_log=desk.may_log)
        st.button(
            t("Return") if by else t("Accept?"),
            key=f"answer_{lead.lead_id}_{lead.number}",
            help=t("Accept the lead, or return it to marketing"),
            disabled=not desk.may_answer,
            on_click=answers.ask_for,
            args=(_episode(caller),),
        )


def _log_button(lead: Waiting, t: Texts, *, width: str, may_log: bool) -> None:
    st.button(
        t("Log a call"),
        icon=":material/call:",
        key=f"log_{lead.lead_id}_{lead.number}",
        width="stretch" if width == "stretch" else "content",
        disabled=not may_log,
        on_click=calls.ask_for,
        args=(lead.lead_id,),
    )


def _episode(caller: Caller) -> tuple[int, int]:
    return caller.lead.lead_id, caller.lead.number


def table(callers: Sequence[Caller], now: Situation, desk: Desk, t: Texts) -> None:
    """Draw many waiting leads as a table, with the same buttons in each row."""
    log = st.column_config.ButtonColumn(
        t("Log a call"), key="log_row", on_click=_log_of, args=([c.lead.lead_id for c in callers],)
    )
    answer = st.column_config.ButtonColumn(
        t("Answer"),
        key="answer_row",
        on_click=_answer_of,
        args=([_episode(caller) for caller in callers],),
    )
    used = t("Limit used")
    rows = [
        {
            t("Lead"): caller.lead.company or caller.lead.name,
            t("Log a call"): t("Log a call"),  # beside the name, so that a phone shows it
            t("Time"): _plain_time(caller.wait, t),
            used: _per_cent_used(caller.wait),
            t("Owner"): caller.lead.owner or t("nobody"),
            t("Treatment"): _cell(now, caller.row),
            t("Answer"): t("Return") if desk.accepted.get(_episode(caller)) else t("Accept?"),
        }
        for caller in callers
    ]
    size = session.size()
    st.dataframe(
        without_formulas(pd.DataFrame(rows)),
        hide_index=True,
        row_height=size.px(44),
        height=size.px(44 * min(len(rows) + 1, 11)),
        column_config={
            used: st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=100),
            t("Log a call"): log,
            t("Answer"): answer,
        },
        alt=t("Leads that wait for a call"),
    )


def _cell(now: Situation, row: int) -> str:
    return "".join(ranks.labels(now.handovers, now.versions, row) or ())


def _per_cent_used(wait: Wait) -> int | None:
    return min(100 * wait.used // wait.limit, 100) if wait.limit else None


def _plain_time(wait: Wait, t: Texts) -> str:
    if wait.urgency is Urgency.UNTIMED:
        return f"○ {t(labels.NOT_MEASURABLE[wait.reason or 'no_date'])}"
    sign = f"{_SIGNS[wait.urgency][0]} " if wait.urgency in _SIGNS else ""
    return f"{sign}{t.duration(wait.used)} {t('of {limit}', limit=t.duration(wait.limit))}"


def _log_of(lead_ids: list[int]) -> None:
    calls.ask_for(lead_ids[session.value("log_row")["row"]])


def _answer_of(episodes: list[tuple[int, int]]) -> None:
    answers.ask_for(episodes[session.value("answer_row")["row"]])
