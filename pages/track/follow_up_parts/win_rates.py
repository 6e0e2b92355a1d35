"""How many leads became customers by how soon they were contacted: the same figures as on Goals."""

import streamlit as st

from db.versions import Versions
from pages.ui import charts, goal_reads, session
from pages.ui.session import Size
from pages.ui.text import quiet, strong
from sla_core.charts.funnel_bars import Bar, BarTable, Paint
from sla_core.funnel.words import converted, percent
from sla_core.goals.bands import Band
from sla_core.goals.plan_words import BANDS
from sla_core.goals.rates import Rate
from sla_core.i18n import Texts
from sla_core.situation import Situation

_ROW_REM = {Size.DESK: 3.2, Size.ROOM: 3.0, Size.HALL: 3.0}


def draw(known: Versions, now: Situation, t: Texts) -> None:
    """Draw the block. What it tells does not depend on the period: a journey has to be over to be counted."""
    found = goal_reads.bands(known, now)
    shown = [(band, found.by_band[band]) for band in Band if found.by_band[band].of]
    title = t("Became customers, by how soon they were contacted")
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"{strong(title)} {quiet(t('last twelve months, journeys that are over'))}")
        if not shown:
            st.markdown(t("No handover is old enough yet for its end to be known."))
            return
        bars = tuple(_bar(t(BANDS[band]), won, t) for band, won in shown)
        told = "; ".join(f"{t(BANDS[band])}: {converted(won, t)}" for band, won in shown)
        charts.bars(
            BarTable(bars, names_above=True), f"{title}: {told}", _ROW_REM[session.size()] * len(bars)
        )
        warning = t("This is correlation: who was called late may have been less promising to begin with.")
        st.markdown(f"▲ {warning}")
        if found.difference is not None and not found.is_clear:
            st.markdown(quiet(t("The two intervals overlap: the difference may also be chance.")))


def _bar(name: str, won: Rate, t: Texts) -> Bar:
    counts = t("{n} of {of}", n=t.number(won.found), of=t.number(won.of))
    if won.share is None:
        return Bar(name, (), "○", f"{counts} · {t('too little data')}")
    share = float(won.share)
    return Bar(name, ((share, Paint.SALES),), percent(share, t), counts, interval=won.interval)
