"""How long leads took from stage to stage: the median, and within how much time nine of ten had come."""

import streamlit as st

from pages.track.funnel_parts.flow import nothing_came
from pages.track.funnel_parts.view import View, stage_words
from pages.ui import charts, session
from pages.ui.session import Size
from pages.ui.text import quiet, strong
from sla_core.charts.funnel_bars import Bar, BarTable, Paint
from sla_core.funnel import StepTime
from sla_core.funnel.words import days
from sla_core.i18n import Texts

_ROW_REM = {Size.DESK: 3.2, Size.ROOM: 3.0, Size.HALL: 3.0}
_DAY = 86_400


def draw(view: View, t: Texts) -> None:
    """Draw the times of who came to the later stage in the period."""
    least = view.now.limits.least_cases
    bars = tuple(_bar(time, least, t) for time in view.report.times if time.n)
    title = t("Days between stages, {period}", period=view.words(t))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(title)} {quiet(t('dark: half came within so many days · light: nine of ten'))}")
        if not bars:
            nothing_came(view, t)
            return
        told = "; ".join(f"{bar.name}: {bar.figure}, {bar.note}" for bar in bars)
        height = _ROW_REM[session.size()] * len(bars)
        charts.bars(BarTable(bars, names_above=True), f"{title}: {told}", height)
        st.markdown(quiet(t("Of leads with a date in both stages that came to the later one in the period.")))


def _bar(time: StepTime, least: int, t: Texts) -> Bar:
    name = f"{stage_words(time.earlier, t)} → {stage_words(time.later, t)}"
    leads = t.plural("{n} lead", "{n} leads", time.n)
    if time.n < least or time.median is None or time.p90 is None:
        return Bar(name, (), "○", f"{leads} · {t('too little data')}")
    median, p90 = time.median / _DAY, time.p90 / _DAY
    figure = f"{days(time.median, t)} · {days(time.p90, t)}"
    return Bar(name, ((median, Paint.DARK), (p90 - median, Paint.LIGHT)), figure, leads)
