"""Returned leads for the meeting: how many and why, what waits for marketing's answer, what was answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from db.returned import Returned
from db.versions import Versions
from pages.track.follow_up_parts import return_answers
from pages.track.follow_up_parts.figures import in_words
from pages.ui import follow_up_reads, result_reads, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.columns import Flags
from sla_core.follow_up import returns
from sla_core.follow_up.returns import Returns
from sla_core.funnel import By
from sla_core.i18n import Texts
from sla_core.periods import Period, PeriodName, period, words
from sla_core.situation import Situation

_MOST_GROUPS, _ROWS, _MOST = 6, 5, 40
_IN_TIME, _LATE, _ALL = "returned_in_time", "returned_late", "returned_all"


@dataclass(frozen=True)
class _Bar:
    """A reason or a group: its words (markdown), the handovers behind it, of how many where that is known."""

    name: str
    words: str
    rows: Flags
    of: int | None = None

    @property
    def n(self) -> int:
        return int(self.rows.sum())


def draw(known: Versions, now: Situation, chosen: PeriodName, t: Texts) -> dict[str, LeadSet]:
    """Draw the view and return the leads behind its numbers."""
    of = period(chosen, now.today)
    found = returns.returns(now.handovers, now.inside(of))
    bars: list[_Bar] = []
    with st.container(border=True, gap="xsmall"):
        _rate(now, of, found, t)
        if found.n:
            bars = _counted(known, now, of, found, t)
    _unanswered(known, now, t)
    _answered(known, now, of, t)
    told = words(of, t)
    sets = {bar.name: LeadSet(f"{t('Returned')}: {bar.words} · {told}", _rows(bar.rows)) for bar in bars}
    return {
        _ALL: LeadSet(f"{t('Returned')} · {told}", lambda: found.rows),
        _IN_TIME: LeadSet(f"{t('Returned in time')} · {told}", lambda: found.in_time),
        _LATE: LeadSet(f"{t('Returned too late, counts as accepted')} · {told}", lambda: found.late),
        **sets,
    }


def _rows(rows: Flags) -> Callable[[], Flags]:
    return lambda: rows


def _rate(now: Situation, of: Period, found: Returns, t: Texts) -> None:
    """Say how many were returned beside how many were called in time: the two are read together."""
    told = words(of, t)
    if not found.handed_over:
        st.markdown(t("No lead was to be followed up: {period}.", period=told))
        return
    leads = t.plural("{n} lead", "{n} leads", found.handed_over)
    title = t("{n} of {leads} returned, {period}", n=t.number(found.n), leads=leads, period=told)
    st.markdown(f"{strong(title)}{_share(now, found, t)} · {in_words(now.figures(of), now.agreed_in(of), t)}")
    if now.is_provisional(now.inside(of)):
        st.markdown(widgets.provisional(t))
    if not found.n:
        st.markdown(
            t(
                "Sales gave none of them back. A lead that nobody returns within the agreed time counts as accepted."
            )
        )
        return
    late = int(found.late.sum())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        widgets.number_button(f"{t('All')} {strong(t.number(found.n))}", _ALL, found.n, t)
        in_time = found.n - late
        widgets.number_button(f"{t('in time')} {strong(t.number(in_time))}", _IN_TIME, in_time, t)
        told = t("too late, counts as accepted")
        widgets.number_button(f"{told} {strong(t.number(late))}", _LATE, late, t)


def _share(now: Situation, found: Returns, t: Texts) -> str:
    if found.handed_over < now.limits.least_cases:
        return f": {t('too little data for a share')}"
    return f" = {t.percent(found.n / found.handed_over)}"


def _counted(known: Versions, now: Situation, of: Period, found: Returns, t: Texts) -> list[_Bar]:
    """Draw the returned leads by reason, source and persona."""
    by_reason = [
        _Bar(f"returned_{reason}", t(labels.RETURN_REASONS[reason]), rows)
        for reason, rows in returns.by_reason(now.handovers, found.rows)
    ]
    blocks = [
        (t("By reason"), by_reason),
        (t("By source"), _groups(known, now, of, found, By.SOURCE, t)),
        (t("By persona"), _groups(known, now, of, found, By.PERSONA, t)),
    ]
    for place, (title, bars) in zip(st.columns(3, gap="medium"), blocks, strict=True):
        with place:
            _block(title, bars, t)
    return [bar for _, bars in blocks for bar in bars]


def _groups(known: Versions, now: Situation, of: Period, found: Returns, by: By, t: Texts) -> list[_Bar]:
    of_all = result_reads.groups(known, now, by)
    groups = returns.by_group(of_all.values, of_all.code, found.rows, now.inside(of))
    return [
        _Bar(
            f"returned_{by}_{place}",
            plain(group.value) or t("not known"),
            group.returned,
            group.handed_over,
        )
        for place, group in enumerate(groups)
    ]


def _block(title: str, bars: Sequence[_Bar], t: Texts) -> None:
    most, is_hall = max(bar.n for bar in bars), session.size() is Size.HALL
    with st.container(gap="xxsmall"):
        st.markdown(strong(title))
        for bar in bars[:_MOST_GROUPS]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                st.markdown(f":small[{bar.words}]", width="stretch" if is_hall else session.size().px(140))
                if not is_hall:  # three bars side by side have no room there
                    st.progress(bar.n / most)
                n = t.number(bar.n)
                told = strong(n) if bar.of is None else t("{n} of {of}", n=strong(n), of=t.number(bar.of))
                widgets.number_button(told, bar.name, bar.n, t)
        if len(bars) > _MOST_GROUPS:
            st.markdown(quiet(t("and {n} more", n=t.number(len(bars) - _MOST_GROUPS))))


def _unanswered(known: Versions, now: Situation, t: Texts) -> None:
    waiting = follow_up_reads.unanswered(known)
    with st.container(border=True, gap="small"):
        title = strong(t("Waiting for marketing's answer"))
        if not waiting:
            st.markdown(f"{title} · {t('nothing: every returned lead has its answer')}")
            return
        st.markdown(f"{title} {quiet(t.plural('{n} lead', '{n} leads', len(waiting)))}")
        may_answer = return_answers.may_answer()
        if not may_answer:
            st.markdown(quiet(t("Returned leads are answered by marketing.")))
        _to_answer(waiting[:_ROWS], now, t, may_answer=may_answer)
        if rest := waiting[_ROWS:_MOST]:
            label = t("Show the other {n}", n=t.number(len(rest)))
            others = st.expander(label, key="other_returns", on_change="rerun")
            if others.open:
                with others:
                    _to_answer(rest, now, t, may_answer=may_answer)
        if len(waiting) > _MOST:
            st.markdown(t("and {n} more", n=t.number(len(waiting) - _MOST)))
    return_answers.show_asked(known, now)


def _to_answer(waiting: Sequence[Returned], now: Situation, t: Texts, *, may_answer: bool) -> None:
    for each in waiting:
        text, button = st.columns([19, 8], gap="xsmall", vertical_alignment="center")
        text.markdown(_told(each, now, t))
        return_answers.button(button, each, t, may_answer=may_answer)


def _told(each: Returned, now: Situation, t: Texts) -> str:
    """Return a returned lead in two or three lines of markdown: who, by whom, when, why, what was said."""
    reason = t(labels.RETURN_REASONS[each.reason])
    if each.other:
        reason = t("{reason} of {lead}", reason=reason, lead=plain(each.other))
    at = plain(t.instant(each.returned_at, now.zone, now.edge.now))
    late = "" if each.in_time else f" · :orange[▲ {t('too late, counts as accepted')}]"
    by = t("returned by {name} {instant}", name=plain(actor_name(each.returned_by, t)), instant=at)
    said = [f"“{plain(each.note)}”"] if each.note else []
    return lines([f"{strong(plain(each.lead))} · {reason}{late}", quiet(by), *said])


def _answered(known: Versions, now: Situation, of: Period, t: Texts) -> None:
    found = follow_up_reads.answered(known, *of.bounds(now.calendar))
    if not found:
        return
    title = t("Answered, {period}: {n}", period=words(of, t), n=t.number(len(found)))
    opened = st.expander(title, key="answered_returns", on_change="rerun")
    if opened.open:
        with opened:
            for each in found[:_MOST]:
                st.markdown(lines([_told(each, now, t), return_answers.told(each, now, t)]))
            if len(found) > _MOST:
                st.markdown(t("and {n} more", n=t.number(len(found) - _MOST)))
