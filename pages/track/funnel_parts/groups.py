"""The funnel by source, persona, owner or campaign: a table that can be sorted."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from pages.track.funnel_parts import view as funnel_view
from pages.track.funnel_parts.view import View, stage_words
from pages.ui import session
from pages.ui.cells import without_formulas
from pages.ui.session import Size
from pages.ui.text import strong
from sla_core.funnel import Group
from sla_core.funnel.words import BY, converted, percent
from sla_core.goals.rates import Rate
from sla_core.i18n import Texts

_ROWS = {Size.DESK: 12, Size.ROOM: 9, Size.HALL: 6}


def stages(view: View, t: Texts) -> None:
    """Draw how many came to each stage, and how many of the created leads became customers."""
    title = t("What came, {period}", period=view.words(t))
    columns: dict[str, Sequence[object]] = {
        stage_words(stage, t): [group.entered[stage] for group in view.report.groups] for stage in view.stages
    }
    is_ripe = view.report.all_ripe
    won = t("Customers of the leads created") if is_ripe else t("Customers so far of the leads created")
    columns[won] = [converted(group.won, t) for group in view.report.groups]
    _table(title, view.report.groups, view, columns, t)


def customers(view: View, t: Texts) -> None:
    """Draw the leads created, how many of them became customers, and the rate where there are enough cases."""
    title = t("Created leads, {period}", period=view.words(t))
    found = [group for group in view.report.groups if group.won.of]
    columns: dict[str, Sequence[object]] = {
        t("Leads"): [group.won.of for group in found],
        t("Customers"): [group.won.found for group in found],
        t("Rate") if view.report.all_ripe else t("Rate so far"): [converted(group.won, t) for group in found],
        t("Interval"): [_interval(group.won, t) for group in found],
    }
    _table(title, found, view, columns, t)


def _interval(won: Rate, t: Texts) -> str:
    if won.interval is None:
        return ""
    low, high = (percent(end, t) for end in won.interval)
    return t("{low} to {high}", low=low, high=high)


def _table(
    title: str, groups: Sequence[Group], view: View, columns: Mapping[str, Sequence[object]], t: Texts
) -> None:
    size = session.size()
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(strong(title), width="stretch")
            funnel_view.ask_by(t)
        if not groups:
            st.markdown(t("Nothing in this period."))
            return
        values = {t(BY[view.by]): [group.value or t("Not known") for group in groups]}
        numbers = st.column_config.NumberColumn(format="localized")
        counts = {head: numbers for head, cells in columns.items() if isinstance(cells[0], int)}
        st.dataframe(
            without_formulas(pd.DataFrame({**values, **columns})),
            hide_index=True,
            height=size.px(36 * min(len(groups) + 1, _ROWS[size]) + 2),
            row_height=size.px(36),
            column_config=counts,
            alt=title,
        )
