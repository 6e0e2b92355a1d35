"""Where leads stand now, whatever the period: of earlier days no system remembers it."""

import streamlit as st

from pages.track.funnel_parts import leads as funnel_leads
from pages.track.funnel_parts.flow import paint
from pages.track.funnel_parts.view import View, stage_words
from pages.ui import charts, session, widgets
from pages.ui.session import Size
from pages.ui.text import quiet, strong
from sla_core.charts.funnel_bars import Bar, BarTable, Paint
from sla_core.i18n import Texts

_STAGE_REM = {Size.DESK: 3.0, Size.ROOM: 2.6, Size.HALL: 2.4}


def draw(view: View, t: Texts) -> None:
    """Draw how many stand in each stage, the lost ones among them."""
    report = view.report
    bars = []
    for stage in view.stages:
        n, lost = report.stock[stage], report.lost[stage]
        note = t("{n} of them lost", n=t.number(lost)) if lost else ""
        parts = ((n - lost, paint(stage)), (lost, Paint.LIGHT))
        bars.append(Bar(stage_words(stage, t), parts, t.number(n), note))
    title = t("Where leads stand now")
    with st.container(border=True, gap="xsmall"):
        legend = [f":blue[■] {t('stages of marketing')}", f":violet[■] {t('stages of sales')}"]
        legend.append(f":gray[■] {t('lost')}")
        st.markdown(f"{strong(title)} {quiet(' · '.join(legend))}")
        height = _STAGE_REM[session.size()] * len(bars)
        told = "; ".join(", ".join(filter(None, (f"{bar.name} {bar.figure}", bar.note))) for bar in bars)
        charts.bars(BarTable(tuple(bars)), f"{title}: {told}", height)
        _numbers(view, t)


def _numbers(view: View, t: Texts) -> None:
    report = view.report
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(quiet(t("Show the leads")))
        for stage in view.stages:
            n = report.stock[stage]
            widgets.number_button(
                f"{stage_words(stage, t)} **{t.number(n)}**", funnel_leads.standing(stage), n, t
            )
        lost = sum(report.lost.values())
        widgets.number_button(t("{n} lost", n=t.number(lost)), funnel_leads.LOST, lost, t)
