"""The form of all treatments: a row for each cell of the matrix."""

import pandas as pd
import streamlit as st

from pages.agree.criteria_parts import columns, opening
from pages.agree.criteria_parts.view import View
from pages.agree.edit import warn
from pages.agree.editors import saving, tables
from pages.agree.editors.form import Form
from pages.ui import session
from pages.ui.text import quiet, strong
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.lead_criteria.rule_tables import COLUMNS, Row
from sla_core.lead_criteria.treatment_tables import treatment_rows
from sla_core.lead_criteria.treatment_tables import treatments as found_treatments
from sla_core.leads import Channel
from sla_core.people import Department
from sla_core.sections import Value
from sla_core.terms import Unit

PART = "treatments"
_SHOWN = ("cell", "name", "owner", "action", "amount", "unit", "channels")


def draw(view: View, t: Texts) -> None:
    """Draw the table with the button that saves it."""
    form = view.form(PART, t)
    if not view.may_edit:
        _table(view, form, t)
        return
    warn(form)
    with st.form(form.key("form"), border=False, enter_to_submit=False):
        _table(view, form, t)
        opening.problems(form, t)
        st.form_submit_button(
            t("Save in the draft"),
            type="primary",
            key=form.key("save"),
            on_click=opening.save,
            args=(form, read),
        )
    saving.others(form)


def _rows(form: Form) -> list[Row]:
    scoring = form.terms.scoring
    return treatment_rows(form.terms.treatments, scoring.grades, scoring.ratings)


def _table(view: View, form: Form, t: Texts) -> None:
    rows = _rows(form)
    kinds = {"amount": "Int64"}
    cells = {name: pd.Series([row[name] for row in rows], dtype=kinds.get(name, "object")) for name in _SHOWN}
    height = session.size().px(35)
    with st.container(border=True, gap="xsmall"):
        told = t("without a time of its own, a cell of sales has the response time of the agreement")
        st.markdown(f"{strong(t('What is done in each cell'))} {quiet(told)}")
        st.data_editor(
            pd.DataFrame(cells),
            hide_index=True,
            num_rows="fixed",
            key=form.key(PART),
            disabled=["cell"] if view.may_edit else True,
            placeholder="",
            row_height=height,
            height="content",
            alt=t("What is done in each cell"),
            column_config={
                "cell": st.column_config.TextColumn(t(COLUMNS["cell"]), width=columns.width(64)),
                "name": columns.text("name", t, 150),
                "owner": st.column_config.SelectboxColumn(
                    t(COLUMNS["owner"]),
                    width=columns.width(120),
                    options=[each.value for each in Department],
                    format_func=lambda value: t(labels.DEPARTMENTS[Department(str(value))]),
                ),
                "action": columns.text("action", t, 420),
                "amount": st.column_config.NumberColumn(
                    t(COLUMNS["amount"]), width=columns.width(150), format="%d", step=1, min_value=0
                ),
                "unit": st.column_config.SelectboxColumn(
                    t(COLUMNS["unit"]),
                    width=columns.width(140),
                    options=[each.value for each in Unit],
                    format_func=lambda value: t(labels.UNITS[Unit(str(value))]),
                ),
                "channels": st.column_config.MultiselectColumn(
                    t(COLUMNS["channels"]),
                    width=columns.width(260),
                    options=[each.value for each in Channel],
                    format_func=lambda value: t(labels.CHANNELS[Channel(str(value))]),
                    color="gray",
                ),
            },
        )


def read(form: Form) -> Value:
    """Return the criteria with the treatments typed."""
    made, faults = found_treatments(tables.typed(form, PART, _rows(form)), form.t)
    opening.refuse(form, faults)
    return {**form.opened, "treatments": [each.model_dump(mode="json") for each in made]}
