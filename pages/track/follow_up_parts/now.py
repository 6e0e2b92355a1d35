"""Now: the five numbers of the week, who waits for a call, and why leads of the week were not called in time."""

import numpy as np
import streamlit as st

from db.versions import Versions
from pages.track.follow_up_parts import figures, reasons
from pages.ui import answers, callers, calls, follow_up_reads, lead_rows, reads, widgets
from pages.ui.callers import Caller, Desk
from pages.ui.lead_rows import LeadSet
from pages.ui.text import lines, plain, quiet, strong
from sla_core.columns import Flags
from sla_core.facts import Codes
from sla_core.follow_up import breaches
from sla_core.handovers import NONE
from sla_core.i18n import Texts
from sla_core.periods import Period, words
from sla_core.situation import Situation

ROWS = 5  # the rest is a table, or rows, that open
MOST = 500
_BROKEN = 30


def draw(known: Versions, now: Situation, t: Texts) -> dict[str, LeadSet]:
    """Draw the view and return the leads behind its numbers."""
    period, _ = now.week
    figures.five_numbers(now, period, t)
    unassigned = now.handovers.waiting & ~reads.assigned(known, now.handovers)
    _waiting(known, now, unassigned, t)
    _broken(known, now, period, t)
    return {
        **figures.lead_sets(now, period, t),
        "unassigned": LeadSet(t("Nobody assigned"), lambda: unassigned),
    }


def _waiting(known: Versions, now: Situation, unassigned: Flags, t: Texts) -> None:
    found = callers.first(known, now, MOST)
    waiting = now.waiting.waiting
    with st.container(border=True, gap="small"):
        if not found:
            st.markdown(f"**{t('Waiting now')}** · {t('nobody waits for a first response')}")
            return
        _head(waiting, int(unassigned.sum()), t)
        if now.is_provisional(now.handovers.waiting):
            st.markdown(widgets.provisional(t))
        desk = Desk(follow_up_reads.accepted(known), calls.may_log(), answers.may_answer())
        if not desk.may_answer:
            st.markdown(quiet(t("Leads are accepted and returned by sales.")))
        for caller in found[:ROWS]:
            callers.long_row(caller, now, desk, t)
        if rest := found[ROWS:]:
            _rest(rest, now, desk, t)
        if waiting > len(found):
            st.markdown(t("and {n} more", n=t.number(waiting - len(found))))


def _head(waiting: int, unassigned: int, t: Texts) -> None:
    counted = t.plural("{n} lead", "{n} leads", waiting)
    title = strong(t("Waiting now: {leads}, least time left first", leads=counted))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(title, width="stretch")
        if unassigned:
            told = t("Nobody assigned")
            widgets.number_button(f"{told} {strong(t.number(unassigned))}", "unassigned", unassigned, t)


def _rest(rest: list[Caller], now: Situation, desk: Desk, t: Texts) -> None:
    others = st.expander(t("Show the other {n}", n=t.number(len(rest))), key="others", on_change="rerun")
    if others.open:
        with others:
            callers.table(rest, now, desk, t)


def _broken(known: Versions, now: Situation, of: Period, t: Texts) -> None:
    """Draw the leads that were not called in time, each with its reason."""
    broken = np.flatnonzero(now.inside(of) & breaches.broken(now.judgement))
    if not len(broken):
        return
    said = breaches.reasons(now.handovers, follow_up_reads.breach_reasons(known))
    explained = int((said[broken] != NONE).sum())
    rows = broken[np.argsort(-now.handovers.response_by[broken], kind="stable")]
    with st.container(border=True, gap="small"):
        title = t("Not called in time, {period}: why?", period=words(of, t))
        told = t("{n} of {of} have a reason", n=t.number(explained), of=t.number(len(rows)))
        st.markdown(f"{strong(title)} {quiet(told)}")
        _reasons(known, now, rows[:ROWS], t)
        if len(rows) > ROWS:
            others = st.expander(
                t("Show the other {n}", n=t.number(len(rows) - ROWS)), key="other_reasons", on_change="rerun"
            )
            if others.open:
                with others:
                    _reasons(known, now, rows[ROWS:_BROKEN], t)
                    if len(rows) > _BROKEN:
                        more = t.number(len(rows) - _BROKEN)
                        st.markdown(t("and {n} more: Results has all of them", n=more))


def _reasons(known: Versions, now: Situation, rows: Codes, t: Texts) -> None:
    said, may_say = follow_up_reads.breach_reasons(known), reasons.may_say()
    names = reads.lead_names(known, tuple(now.handovers.lead[rows].tolist()))
    for row in rows.tolist():
        lead_id, number = int(now.handovers.lead[row]), int(now.handovers.number[row])
        lead = names.get(lead_id)
        text, reason = st.columns([19, 8], gap="xsmall", vertical_alignment="center")
        who = plain((lead.company or lead.name or lead.email) if lead else "")
        owner = plain(lead.owner) if lead and lead.owner else f":gray[{t('nobody assigned')}]"
        due = t(
            "due {instant}", instant=t.instant(int(now.handovers.response_by[row]), now.zone, now.edge.now)
        )
        text.markdown(lines([strong(who), f"{lead_rows.status_words(now, row, t)} · {due} · {owner}"]))
        with reason:
            reasons.draw(lead_id, number, said.get((lead_id, number)), t, may_say=may_say)
