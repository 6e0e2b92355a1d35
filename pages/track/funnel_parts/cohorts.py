"""Cohorts: how many of the leads created in a month or week became customers, the unripe ones hatched."""

import streamlit as st

from pages.track.funnel_parts import groups as funnel_groups
from pages.track.funnel_parts.flow import nothing_came
from pages.track.funnel_parts.view import View
from pages.ui import charts, session
from pages.ui.session import Size
from pages.ui.text import quiet, strong
from sla_core.charts.funnel_bars import Bar, BarTable, Paint
from sla_core.funnel import Cohort, Grain
from sla_core.funnel.words import between, converted, days, percent
from sla_core.i18n import Texts

_MOST = {Size.DESK: 18, Size.ROOM: 13, Size.HALL: 9}
_ROW_REM = {Size.DESK: 1.75, Size.ROOM: 1.35, Size.HALL: 1.5}


def draw(view: View, t: Texts) -> None:
    """Draw the cohorts of a period beside what became of its leads by group."""
    if session.size() is Size.HALL:
        left = right = st.container()
    else:
        left, right = st.columns([4, 5], gap="small")
    with left, st.container(border=True, gap="xsmall"):
        _cohorts(view, t)
    with right:
        funnel_groups.customers(view, t)


def _cohorts(view: View, t: Texts) -> None:
    report, size = view.report, session.size()
    title = t("Created leads that became customers")
    st.markdown(strong(title))
    if not report.cohorts:
        nothing_came(view, t)
        return
    if average := _average(view, t):
        st.markdown(quiet(average))
    shown = report.cohorts[-_MOST[size] :]
    bars = tuple(_bar(cohort, view.grain, t) for cohort in shown)
    told = "; ".join(f"{bar.name}: {bar.figure}, {bar.note}" for bar in bars)
    rule = None if report.ripe.share is None else float(report.ripe.share)
    charts.bars(BarTable(bars, rule), f"{title}: {told}", _ROW_REM[size] * len(bars))
    st.markdown(quiet(" ".join(_notes(view, len(shown), t))))


def _average(view: View, t: Texts) -> str:
    """Return the rate over the ripe cohorts, which the dashed line shows; nothing as long as none is ripe."""
    ripe = view.report.ripe
    if not ripe.of:
        return ""
    rate = ", ".join(part for part in (converted(ripe, t), between(ripe, t)) if part)
    if ripe.share is None:
        return t("the ripe ones together: {rate}", rate=rate)
    return t("dashed: the ripe ones together, {rate}", rate=rate)


def _notes(view: View, shown: int, t: Texts) -> list[str]:
    """Return what has to be known to read the bars."""
    report, ripens = view.report, view.known.late_journey
    notes = []
    if shown < (n := len(report.cohorts)):
        notes.append(t("The newest {shown} of {n}.", shown=t.number(shown), n=t.number(n)))
    notes.append(t("All leads, ripe or not: {rate}.", rate=converted(report.total, t)))
    if ripens is None:
        notes.append(t("Nobody has become a customer yet, so nobody knows how long it takes: none is ripe."))
    else:
        told = days(ripens, t)
        notes.append(t("Ripe after {days} days: by then nine of ten customers had bought.", days=told))
    if any(cohort.ripe and cohort.won.interval for cohort in report.cohorts):
        notes.append(t("Thin line: where the true rate lies in 95 of 100 cases."))
    return notes


def _bar(cohort: Cohort, grain: Grain, t: Texts) -> Bar:
    won = cohort.won
    notes = [t("{n} of {of}", n=t.number(won.found), of=t.number(won.of))]
    if won.share is None:
        notes.append(t("too little data"))
    if not cohort.ripe:
        notes.append(t("not ripe yet"))
    share = float(won.share or 0)
    return Bar(
        name=_name(cohort, grain, t),
        parts=((share, Paint.SALES),),
        figure="○" if won.share is None else percent(share, t),
        note=" · ".join(notes),
        hatched=not cohort.ripe,
        interval=won.interval if cohort.ripe else None,
    )


def _name(cohort: Cohort, grain: Grain, t: Texts) -> str:
    if grain is Grain.MONTH:
        return t.day(cohort.first, "yMMM")
    year, week, _ = cohort.first.isocalendar()
    return t("week {n}, {year}", n=week, year=year)
