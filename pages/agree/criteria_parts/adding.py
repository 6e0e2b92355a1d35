"""A new rule from the data: which operators fit a field, which values and topics leads have, and how many of them."""

import streamlit as st

from pages.agree.criteria_parts import columns, rule_rows
from pages.agree.criteria_parts.view import View
from pages.agree.editors.form import Form
from pages.ui import criteria_reads, session
from pages.ui.text import quiet
from sla_core import labels
from sla_core.clauses import conditions
from sla_core.conditions import Operator
from sla_core.i18n import Texts
from sla_core.lead_criteria.rule_tables import WITHOUT_VALUES, Row
from sla_core.lead_criteria.warnings import operators

_NEW_FIT = {"on": True, "points": 10}
_NEW_ACT = {
    "on": True,
    "times": 1,
    "different": False,
    "within": 30,
    "points": 10,
    "at_most": 3,
    "half_life": 21,
}


def draw(view: View, form: Form, t: Texts) -> None:
    """Ask for a rule; it is put into its table by the button below, and stored with all the others."""
    with st.expander(t("A new rule from what leads have"), icon=":material/add:"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            axes = {"fit": t("Fit"), "engagement": t("Engagement")}
            axis = st.segmented_control(
                t("Asks about"),
                list(axes),
                default="fit",
                required=True,
                format_func=lambda value: axes[value],
                key=form.key("new_axis"),
            )
            if axis == "engagement":
                _act(view, form, t)
            else:
                _known(view, form, t)
        st.markdown(quiet(t("Press “Add this rule” below; then give it its points.")))


def _known(view: View, form: Form, t: Texts) -> None:
    known = criteria_reads.known_fields(view.known)
    if not known:
        st.markdown(quiet(t("Nothing is known about leads yet: bring in leads first.")))
        return
    field = st.selectbox(
        t("Field"),
        known,
        format_func=lambda name: conditions.field(name, t),
        key=form.key("new_field"),
        width=columns.width(200),
    )
    offered = criteria_reads.offered_values(view.known, field)
    operator = st.selectbox(
        t("Operator"),
        operators(list(offered)),
        format_func=lambda of: t(labels.OPERATORS[of]),
        key=form.key("new_operator"),
        width=columns.width(170),
    )
    if operator not in WITHOUT_VALUES:
        st.multiselect(
            t("Values"),
            list(offered),
            format_func=lambda value: f"{value} ({t.number(offered[value])})" if value in offered else value,
            accept_new_options=True,
            placeholder=t("choose or type"),
            key=form.key(f"new_values_{field}"),
            width=columns.width(430),
        )


def _act(view: View, form: Form, t: Texts) -> None:
    kind = st.selectbox(
        t("What it does"),
        columns.kinds(view.held, ()),
        format_func=lambda name: conditions.kind(name, t),
        key=form.key("new_kind"),
        width=columns.width(240),
    )
    topics = criteria_reads.topics(view.held.ground, kind)
    st.selectbox(
        t("Topic, * for any"),
        list(topics),
        index=None,
        format_func=lambda topic: f"{topic} ({t.number(topics[topic])})" if topic in topics else topic,
        accept_new_options=True,
        placeholder=t("any topic"),
        key=form.key(f"new_topic_{kind}"),
        width=columns.width(320),
    )


def button(form: Form, t: Texts) -> None:
    """Draw the button that puts the new rule into its table: inside the form, so that nothing typed is lost."""
    st.form_submit_button(
        t("Add this rule"), icon=":material/add:", key=form.key("add"), on_click=_add, args=(form,)
    )


def _add(form: Form) -> None:
    """Keep what was typed so far as the rows of new tables, with one more (for `on_click`)."""
    form.forget_problem()
    axis = form.typed("new_axis") or "fit"
    kept = {name: rule_rows.typed(form, name) for name in ("fit", "engagement")}
    kept[axis].append(_row(form, axis))
    form.kept["rows"] = kept
    form.kept["added"] = form.kept.get("added", 0) + 1
    session.notify(form.t("The rule stands last in its table; it is stored when you save."))


def _row(form: Form, axis: str) -> Row:
    if axis == "fit":
        field, operator = form.typed("new_field"), form.typed("new_operator") or Operator.IS_ANY_OF
        values = form.typed(f"new_values_{field}") or []
        return {**_NEW_FIT, "field": field, "operator": Operator(operator).value, "values": list(values)}
    kind = form.typed("new_kind")
    return {**_NEW_ACT, "kind": kind, "topic": form.typed(f"new_topic_{kind}") or "", "group": ""}
