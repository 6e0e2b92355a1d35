"""Charts on the screen: each specification is made once per figures, language, size and theme."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from pages.ui import session
from sla_core.charts import attempts, criteria, follow_up, funnel, funnel_bars, goals, lead, meeting, personas
from sla_core.charts.attempts import TriesTable
from sla_core.charts.criteria import ScoreTable
from sla_core.charts.follow_up import ResponseTable
from sla_core.charts.funnel import PICKED, StageTable
from sla_core.charts.funnel_bars import BarTable
from sla_core.charts.goals import LoadTable
from sla_core.charts.lead import ClockTable
from sla_core.charts.meeting import PaceTable
from sla_core.charts.personas import CoverageTable
from sla_core.charts.style import Style
from sla_core.follow_up.judging import FollowUp
from sla_core.i18n import Texts

_KEPT = 64
_CLICKS = "clicks_on_stages"


def style() -> Style:
    """Return what charts of this run are drawn for."""
    return Style(session.size().root, session.is_dark(), session.language())


def pace(table: PaceTable, alt: str, height: float) -> None:
    """Draw what was delivered this month against the promise; `alt` says it in words, `height` is in rem."""
    _draw(_pace(table, style(), height), alt)


def strip(figures: FollowUp, alt: str) -> None:
    """Draw the five numbers as one strip."""
    numbers = (figures.met, figures.late, figures.overdue, figures.due, figures.not_measurable)
    _draw(_strip(numbers, style()), alt)


def parts(counts: tuple[int, int, int, int, int], alt: str) -> None:
    """Draw counts as one strip, in the colours of the five numbers."""
    _draw(_strip(counts, style()), alt)


def responses(table: ResponseTable, alt: str, height: float) -> None:
    """Draw how long first responses took."""
    _draw(_responses(table, style(), height), alt)


def tries(table: TriesTable, alt: str, height: float) -> None:
    """Draw how many attempts came before the first contact."""
    _draw(_tries(table, style(), height), alt)


def load(table: LoadTable, alt: str, height: float) -> None:
    """Draw the hours that leads take sales against those there are."""
    _draw(_load(table, style(), height), alt)


def lead_clock(table: ClockTable, alt: str) -> None:
    """Draw the working days that the clock of one lead ran through."""
    _draw(_lead_clock(table, style()), alt)


def lead_boxes(counts: tuple[int, int, int], alt: str) -> None:
    """Draw the attempts on one lead: made, at least, at most."""
    _draw(_lead_boxes(counts, style()), alt)


def stages(table: StageTable, alt: str, pitch: float, on_pick: Callable[[str], None]) -> None:
    """Draw the flow through the funnel, `pitch` rem per stage; a click on one hands it to `on_pick`, as a callback."""
    clicks = session.value(_CLICKS, 0)
    key = f"stages_{clicks}"  # a new chart after each click: otherwise the same stage could not be clicked again

    def picked() -> None:
        session.keep(_CLICKS, clicks + 1)
        for row in session.value(key)["selection"][PICKED]:
            on_pick(row["stage"])

    st.vega_lite_chart(_stages(table, style(), pitch), theme="streamlit", alt=alt, key=key, on_select=picked)


def bars(table: BarTable, alt: str, height: float) -> None:
    """Draw bars of the funnel with their labels."""
    _draw(_bars(table, style(), height), alt)


def scores(table: ScoreTable, alt: str, height: float) -> None:
    """Draw how many leads have how many points."""
    of = style()
    _draw(criteria.score_chart(table, of, Texts(of.language), height), alt)


def coverage(table: CoverageTable, alt: str, height: float) -> None:
    """Draw whom the personas cover."""
    _draw(_coverage(table, style(), height), alt)


def _draw(spec: dict[str, Any], alt: str) -> None:
    st.vega_lite_chart(spec, theme="streamlit", alt=alt)


@lru_cache(maxsize=_KEPT)
def _pace(table: PaceTable, of: Style, height: float) -> dict[str, Any]:
    return meeting.pace_chart(table, of, Texts(of.language), height)


@lru_cache(maxsize=_KEPT)
def _strip(numbers: tuple[int, ...], of: Style) -> dict[str, Any]:
    return follow_up.strip_chart(numbers, of)


@lru_cache(maxsize=_KEPT)
def _responses(table: ResponseTable, of: Style, height: float) -> dict[str, Any]:
    return follow_up.response_chart(table, of, Texts(of.language), height)


@lru_cache(maxsize=_KEPT)
def _tries(table: TriesTable, of: Style, height: float) -> dict[str, Any]:
    return attempts.tries_chart(table, of, Texts(of.language), height)


@lru_cache(maxsize=_KEPT)
def _load(table: LoadTable, of: Style, height: float) -> dict[str, Any]:
    return goals.load_chart(table, of, Texts(of.language), height)


@lru_cache(maxsize=_KEPT)
def _stages(table: StageTable, of: Style, pitch: float) -> dict[str, Any]:
    return funnel.stages_chart(table, of, pitch)


@lru_cache(maxsize=_KEPT)
def _bars(table: BarTable, of: Style, height: float) -> dict[str, Any]:
    return funnel_bars.bars_chart(table, of, height)


@lru_cache(maxsize=_KEPT)
def _coverage(table: CoverageTable, of: Style, height: float) -> dict[str, Any]:
    return personas.coverage_chart(table, of, height)


@lru_cache(maxsize=_KEPT)
def _lead_clock(table: ClockTable, of: Style) -> dict[str, Any]:
    return lead.clock_chart(table, of)


@lru_cache(maxsize=_KEPT)
def _lead_boxes(counts: tuple[int, int, int], of: Style) -> dict[str, Any]:
    return lead.boxes_chart(counts, of, Texts(of.language))
