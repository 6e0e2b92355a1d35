"""Charts on the screen: each specification is made once per figures, language, size and theme."""

from functools import lru_cache
from typing import Any

import streamlit as st

from pages.ui import session
from sla_core.charts import follow_up, meeting
from sla_core.charts.follow_up import ResponseTable
from sla_core.charts.meeting import PaceTable
from sla_core.charts.style import Style
from sla_core.follow_up import FollowUp
from sla_core.i18n import Texts

_KEPT = 64


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


def responses(table: ResponseTable, alt: str, height: float) -> None:
    """Draw how long first responses took."""
    _draw(_responses(table, style(), height), alt)


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
