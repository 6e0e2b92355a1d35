"""The editable table in which criteria are typed: rules, bands, groups, conditions of a definition."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages.agree.criteria_parts.view import View
from pages.agree.editors.form import Form
from pages.ui import session
from sla_core.lead_criteria.rule_tables import Row


def draw(
    view: View,
    form: Form,
    name: str,
    rows: Sequence[Row],
    dtypes: Mapping[str, str],
    config: Mapping[str, Any],
    alt: str,
) -> None:
    """Draw rows under the columns of `dtypes`; who may not edit sees the same table and types nothing."""
    cells = {
        column: pd.Series([row.get(column) for row in rows], dtype=dtype) for column, dtype in dtypes.items()
    }
    st.data_editor(
        pd.DataFrame(cells),
        hide_index=True,
        num_rows="dynamic" if view.may_edit else "fixed",
        column_config=dict(config),
        key=form.key(name),
        disabled=not view.may_edit,
        placeholder="",
        row_height=session.size().px(35),
        height="content",
        alt=alt,
    )
