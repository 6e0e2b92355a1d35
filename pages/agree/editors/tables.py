"""Tables that are filled in: drawn from the rows as they were opened, read as they were submitted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from pages.agree.editors.form import Form
from pages.ui import session

Row = dict[str, Any]  # JSON values by column
_DTYPES = {"text": "object", "date": "object", "count": "Int64", "flag": "boolean"}
_MOST_SHOWN = 14  # rows; more are scrolled to


def draw(
    form: Form,
    name: str,
    rows: Sequence[Row],
    kinds: Mapping[str, str],
    columns: Mapping[str, ColumnConfig],
    *,
    alt: str,
    grows: bool = True,
) -> None:
    """Draw a table of these columns. `kinds`: text, date, count or flag; `grows`: rows are added and removed."""
    cells = {
        column: pd.Series([_cell(row.get(column), kind) for row in rows], dtype=_DTYPES[kind])
        for column, kind in kinds.items()
    }
    height = session.size().px(35)
    st.data_editor(
        pd.DataFrame(cells),
        hide_index=True,
        num_rows="dynamic" if grows else "fixed",
        column_config=dict(columns),
        key=form.key(name),
        placeholder="",
        row_height=height,
        height=(_MOST_SHOWN + 2) * height if len(rows) > _MOST_SHOWN else "content",
        alt=alt,
    )


def _cell(value: Any, kind: str) -> Any:
    if kind != "date" or not value:
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:  # a day written in words stays in the terms until another is chosen
        return None


def typed(form: Form, name: str, rows: Sequence[Row]) -> list[Row]:
    """Return the rows as they were submitted: those of `rows` that are left, as changed, then the added ones."""
    state = form.typed(name) or {}
    edited = {int(place): cells for place, cells in state.get("edited_rows", {}).items()}
    deleted = {int(place) for place in state.get("deleted_rows", ())}
    left = [{**row, **edited.get(place, {})} for place, row in enumerate(rows) if place not in deleted]
    return [*left, *(dict(row) for row in state.get("added_rows", ()))]


def dates(label: str, form: Form) -> ColumnConfig:
    """Return the column of a date."""
    pattern = "DD.MM.YYYY" if form.t.language == "nb" else "D MMM YYYY"
    return st.column_config.DateColumn(label, format=pattern)


def next_first(rows: Sequence[Row], today: date) -> list[Row]:
    """Return rows with a `day`, those from today on before those that have passed."""
    return sorted(
        rows, key=lambda row: (str(row.get("day") or "~") < today.isoformat(), str(row.get("day") or "~"))
    )
