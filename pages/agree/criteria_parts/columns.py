"""The columns that the tables of criteria share, and how values are called in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from db.versions import Versions
from pages.ui import criteria_reads, session
from pages.ui.criteria_reads import Held
from sla_core import labels
from sla_core.clauses import conditions
from sla_core.conditions import Operator
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.lead_criteria.definition_tables import GROUPS
from sla_core.lead_criteria.rule_tables import COLUMNS, MOST_DAYS, MOST_TIMES

_KINDS = ("page_view", "form", "download", "webinar", "email_open", "email_click")
_OFFERED = 20  # values of each field


def width(pixels: int) -> int:
    """Return the width of a column: pixels at Desk."""
    return session.size().px(pixels)


def flag(name: str, t: Texts, pixels: int = 60) -> ColumnConfig:
    """Return a column of ticks."""
    return st.column_config.CheckboxColumn(t(COLUMNS[name]), width=width(pixels), default=name == "on")


def text(name: str, t: Texts, pixels: int) -> ColumnConfig:
    """Return a column of short texts."""
    return st.column_config.TextColumn(t(COLUMNS[name]), width=width(pixels))


def points(t: Texts, pixels: int = 90) -> ColumnConfig:
    """Return the column of points."""
    return st.column_config.NumberColumn(
        t(COLUMNS["points"]), width=width(pixels), format="%+d", step=1, help=t("may be negative")
    )


def times(name: str, t: Texts, pixels: int = 96) -> ColumnConfig:
    """Return a column of how often."""
    return st.column_config.NumberColumn(
        t(COLUMNS[name]), width=width(pixels), format="%d ×", step=1, max_value=MOST_TIMES
    )


def days(name: str, t: Texts, pixels: int = 124) -> ColumnConfig:
    """Return a column of days."""
    return st.column_config.NumberColumn(
        t(COLUMNS[name]), width=width(pixels), format=t("%d days"), step=1, max_value=MOST_DAYS
    )


def field(known: Sequence[str], used: Iterable[str], t: Texts, pixels: int = 140) -> ColumnConfig:
    """Return the column of fields: those of which something is known, and those that stand there already."""
    options = list(dict.fromkeys([*known, *used]))
    return st.column_config.SelectboxColumn(
        t(COLUMNS["field"]),
        width=width(pixels),
        options=options,
        format_func=lambda name: conditions.field(str(name), t),
    )


def operator(t: Texts, pixels: int = 130) -> ColumnConfig:
    """Return the column of operators."""
    return st.column_config.SelectboxColumn(
        t(COLUMNS["operator"]),
        width=width(pixels),
        options=[each.value for each in Operator],
        format_func=lambda value: t(labels.OPERATORS[Operator(str(value))]),
    )


def values(known: Versions, rows: Sequence[Mapping[str, Any]], t: Texts, pixels: int) -> ColumnConfig:
    """Return the column of values: offered are the most frequent ones of the fields that stand in the table."""
    offered: list[str] = []
    for name in dict.fromkeys(row["field"] for row in rows if row.get("field")):
        try:
            offered += list(criteria_reads.offered_values(known, name))[:_OFFERED]
        except SlaError:  # a field that tells how a lead ended: told when it is saved
            continue
    used = [value for row in rows for value in row.get("values") or ()]
    return st.column_config.MultiselectColumn(
        t(COLUMNS["values"]),
        width=width(pixels),
        options=list(dict.fromkeys([*offered, *used])),
        accept_new_options=True,
        color="gray",
    )


def kinds(of: Held, used: Iterable[str]) -> list[str]:
    """Return the kinds of activities that there are, that the app knows, and that stand there already."""
    return list(dict.fromkeys([*_KINDS, *of.ground.known.activities.kinds, *used]))


def kind(of: Held, used: Iterable[str], t: Texts, pixels: int = 190) -> ColumnConfig:
    """Return the column of what leads do."""
    return st.column_config.SelectboxColumn(
        t(COLUMNS["kind"]),
        width=width(pixels),
        options=kinds(of, used),
        format_func=lambda name: conditions.kind(str(name), t),
    )


def must(t: Texts, pixels: int = 130) -> ColumnConfig:
    """Return the column of whether a condition is always needed, or one of several."""
    return st.column_config.SelectboxColumn(
        t(COLUMNS["must"]),
        width=width(pixels),
        options=list(GROUPS),
        format_func=lambda group: t(GROUPS[str(group)]),
        default="all_of",
    )
