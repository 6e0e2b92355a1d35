"""Definitions of Lead, MQL and SQL: what must be known, what must have been done, which bands must be reached."""

import streamlit as st

from pages.agree.criteria_parts import cells, columns, opening, releasing
from pages.agree.criteria_parts.view import View
from pages.agree.edit import warn
from pages.agree.editors import saving, tables
from pages.agree.editors.form import Form
from pages.ui import criteria_reads, widgets
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.clauses.conditions import definition as in_words
from sla_core.conditions import LeadDefinition
from sla_core.i18n import Texts, mark
from sla_core.lead_criteria.definition_tables import ANY_OF, GROUPS, definition, done_rows, known_rows, least
from sla_core.lead_criteria.warnings import of_definition
from sla_core.leads import Stage
from sla_core.sections import Value

PART = "definitions"
_STAGES = (Stage.SALES_QUALIFIED, Stage.MARKETING_QUALIFIED, Stage.LEAD)
_KNOWN = {"must": "object", "field": "object", "operator": "object", "values": "object"}
_DONE = {
    "must": "object",
    "kind": "object",
    "topic": "object",
    "times": "Int64",
    "different": "boolean",
    "within": "Int64",
}
_LEAST = {
    ("all_of", "fit"): mark("Always: grade at least"),
    ("all_of", "engagement"): mark("Always: rating at least"),
    ("any_of", "fit"): mark("One of these: grade at least"),
    ("any_of", "engagement"): mark("One of these: rating at least"),
}


def draw(view: View, t: Texts) -> None:
    """Draw the definition of the stage in the address."""
    words = {stage.value: t(labels.STAGES[stage]) for stage in _STAGES}
    stage = Stage(widgets.choice("stage", words, label=t("Stage")))
    form = view.form(f"{PART}_{stage}", t)
    if view.may_edit:
        _edit(view, form, stage, t)
    else:
        _fields(view, form, stage, t)
    _warned(view, stage, t)
    releasing.draw(view, stage, t)


def _warned(view: View, stage: Stage, t: Texts) -> None:
    of = view.version.terms.definitions.get(stage)
    if of is not None and view.problem is None:
        ground = view.held.ground
        opening.warned(of_definition(of, ground.known, ground.moment), t)


def _edit(view: View, form: Form, stage: Stage, t: Texts) -> None:
    warn(form)
    with st.form(form.key(f"form_{stage}"), border=False, enter_to_submit=False):
        _fields(view, form, stage, t)
        opening.problems(form, t)
        st.form_submit_button(
            t("Save in the draft"),
            type="primary",
            key=form.key("save"),
            on_click=opening.save,
            args=(form, lambda opened: read(opened, stage)),
        )
    saving.others(form)


def _of(form: Form, stage: Stage) -> LeadDefinition:
    return form.terms.definitions.get(stage, LeadDefinition())


def _fields(view: View, form: Form, stage: Stage, t: Texts) -> None:
    of = _of(form, stage)
    with st.container(border=True, gap="xsmall"):
        name = t(labels.STAGES[stage])
        st.markdown(strong(t("A lead is {stage} when this holds", stage=name)))
        st.markdown(quiet(plain(in_words(of, t)) or t("nothing is agreed yet: nobody is")))
        _bands(view, form, stage, t)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(t('What is known'))} {quiet(_reading(t))}")
        _known(view, form, stage, t)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(t('What it has done'))} {quiet(t('without a number of days: ever'))}")
        _done(view, form, stage, t)


def _reading(t: Texts) -> str:
    return t(
        "everything that is “{always}” must hold, and at least one that is “{any}”",
        always=t(GROUPS["all_of"]),
        any=t(GROUPS[ANY_OF]),
    )


def _bands(view: View, form: Form, stage: Stage, t: Texts) -> None:
    asked, scoring = least(_of(form, stage)), form.terms.scoring
    bands = {"fit": scoring.grades, "engagement": scoring.ratings}
    with st.container(horizontal=True, gap="small"):
        for (group, axis), title in _LEAST.items():
            options = ["", *(band.label for band in bands[axis])]
            current = asked[group, axis] or ""
            if current not in options:
                options.append(current)
            st.selectbox(
                t(title),
                options,
                index=options.index(current),
                format_func=lambda label: label or t("not asked for"),
                key=form.key(f"{stage}_{group}_{axis}"),
                disabled=not view.may_edit,
                width=columns.width(270),
            )


def _known(view: View, form: Form, stage: Stage, t: Texts) -> None:
    rows = known_rows(_of(form, stage))
    known = criteria_reads.known_fields(view.known)
    config = {
        "must": columns.must(t),
        "field": columns.field(known, [row["field"] for row in rows], t, 200),
        "operator": columns.operator(t, 150),
        "values": columns.values(view.known, rows, t, 460),
    }
    cells.draw(view, form, f"known_{stage}", rows, _KNOWN, config, t("What is known"))


def _done(view: View, form: Form, stage: Stage, t: Texts) -> None:
    rows = done_rows(_of(form, stage))
    config = {
        "must": columns.must(t),
        "kind": columns.kind(view.held, [row["kind"] for row in rows], t, 240),
        "topic": columns.text("topic", t, 260),
        "times": columns.times("times", t),
        "different": columns.flag("different", t, 100),
        "within": columns.days("within", t),
    }
    cells.draw(view, form, f"done_{stage}", rows, _DONE, config, t("What it has done"))


def read(form: Form, stage: Stage) -> Value:
    """Return the criteria with the definition typed; one without any condition defines nothing and goes."""
    before = _of(form, stage)
    bands = {place: form.typed(f"{stage}_{place[0]}_{place[1]}") or None for place in _LEAST}
    known = tables.typed(form, f"known_{stage}", known_rows(before))
    done = tables.typed(form, f"done_{stage}", done_rows(before))
    made, faults = definition(known, done, bands, before, form.t)
    opening.refuse(form, faults)
    definitions = {name: of for name, of in form.opened["definitions"].items() if name != stage.value}
    if made != LeadDefinition():
        definitions[stage.value] = made.model_dump(mode="json")
    in_order = {each.value: definitions[each.value] for each in Stage if each.value in definitions}
    return {**form.opened, "definitions": in_order}
