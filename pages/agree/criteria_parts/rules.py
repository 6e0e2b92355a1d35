"""Rules, bands and caps as tables in one form: written, checked cell by cell, saved to the draft."""

from typing import Any

import streamlit as st

from db import lead_fields
from db.engine import reading
from pages.agree.criteria_parts import adding, cells, columns, opening, rule_rows
from pages.agree.criteria_parts.view import View
from pages.agree.edit import warn
from pages.agree.editors import saving, tables
from pages.agree.editors.form import Form
from pages.ui import criteria_reads, session
from pages.ui.text import quiet, strong
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.lead_criteria.band_tables import band_rows, bands, followed, group_rows, groups, renames
from sla_core.lead_criteria.rule_tables import (
    Fault,
    Row,
    engagement_rules,
    fit_rules,
)
from sla_core.lead_criteria.warnings import warnings
from sla_core.scoring.model import MOST_POINTS
from sla_core.sections import Value
from sla_core.terms import MostPoints, Scoring

PART = "rules"
_FIT = {
    "on": "boolean",
    "field": "object",
    "operator": "object",
    "values": "object",
    "points": "Int64",
    "id": "object",
}
_ENGAGEMENT = {
    "on": "boolean",
    "kind": "object",
    "topic": "object",
    "times": "Int64",
    "different": "boolean",
    "within": "Int64",
    "points": "Int64",
    "at_most": "Int64",
    "half_life": "Int64",
    "group": "object",
    "id": "object",
}
_BANDS = {"label": "object", "minimum": "float64"}
_GROUPS = {"group": "object", "points": "Int64"}


def draw(view: View, t: Texts) -> None:
    """Draw the tables, what is wrong with them, and the button that saves."""
    form = view.form(PART, t)
    if not view.may_edit:
        _tables(view, form, t)
        _warned(view, t)
        return
    adding.draw(view, form, t)
    warn(form)
    with st.form(form.key("form"), border=False, enter_to_submit=False):
        _tables(view, form, t)
        opening.problems(form, t)
        with st.container(horizontal=True):
            st.form_submit_button(
                t("Save in the draft"),
                type="primary",
                key=form.key("save"),
                on_click=opening.save,
                args=(form, read),
            )
            adding.button(form, t)
    saving.others(form)
    _warned(view, t)


def _warned(view: View, t: Texts) -> None:
    if view.problem is None:
        trial = view.draft[0]
        opening.warned(warnings(trial.terms.scoring, view.held.ground.known, trial.matrix), t)


def _tables(view: View, form: Form, t: Texts) -> None:
    scoring = form.terms.scoring
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(t('Is it a good match?'))} {quiet(t('points for what is known of the lead'))}")
        _fit(view, form, t)
    with st.container(border=True, gap="xsmall"):
        what = t("points each time for what the lead does, the latest ones, fading")
        st.markdown(f"{strong(t('Is it ready to be contacted?'))} {quiet(what)}")
        _engagement(view, form, t)
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"{strong(t('Bands and most points'))} {quiet(t('the best band first; the lowest begins at 0'))}"
        )
        with st.grid(3 if session.size() is session.Size.DESK else 1, gap="small"):
            for name, title, rows in (
                ("grades", t("Grades, by fit"), band_rows(scoring.grades)),
                ("ratings", t("Ratings, by engagement"), band_rows(scoring.ratings)),
            ):
                with st.container(gap="xxsmall"):
                    st.markdown(quiet(title))
                    cells.draw(view, form, name, rows, _BANDS, _band_columns(t), title)
            with st.container(gap="xxsmall"):
                title = t("Most points of a group of rules")
                st.markdown(quiet(title))
                cells.draw(view, form, "groups", group_rows(scoring.caps), _GROUPS, _group_columns(t), title)
                st.number_input(
                    t("Most of all engagement"),
                    value=scoring.caps.total,
                    step=5,
                    placeholder=t("no limit"),
                    key=form.key("total"),
                    disabled=not view.may_edit,
                    width=columns.width(220),
                )


def _fit(view: View, form: Form, t: Texts) -> None:
    rows = rule_rows.rows_of(form, "fit")
    known = criteria_reads.known_fields(view.known)
    config = {
        "on": columns.flag("on", t),
        "field": columns.field(known, [row["field"] for row in rows if row.get("field")], t),
        "operator": columns.operator(t),
        "values": columns.values(view.known, rows, t, 420),
        "points": columns.points(t),
        "id": columns.text("id", t, 120),
    }
    cells.draw(view, form, rule_rows.table_name(form, "fit"), rows, _FIT, config, t("Fit rules"))


def _engagement(view: View, form: Form, t: Texts) -> None:
    rows = rule_rows.rows_of(form, "engagement")
    config = {
        "on": columns.flag("on", t),
        "kind": columns.kind(view.held, [row["kind"] for row in rows if row.get("kind")], t),
        "topic": columns.text("topic", t, 190),
        "times": columns.times("times", t),
        "different": columns.flag("different", t, 92),
        "within": columns.days("within", t),
        "points": columns.points(t),
        "at_most": columns.times("at_most", t),
        "half_life": columns.days("half_life", t),
        "group": columns.text("group", t, 90),
        "id": columns.text("id", t, 120),
    }
    cells.draw(
        view,
        form,
        rule_rows.table_name(form, "engagement"),
        rows,
        _ENGAGEMENT,
        config,
        t("Engagement rules"),
    )


def _band_columns(t: Texts) -> dict[str, Any]:
    return {
        "label": columns.text("label", t, 110),
        "minimum": st.column_config.NumberColumn(t("From points"), width=columns.width(120), step=1),
    }


def _group_columns(t: Texts) -> dict[str, Any]:
    return {
        "group": columns.text("group", t, 130),
        "points": st.column_config.NumberColumn(t("At most"), width=columns.width(110), format="%d"),
    }


def read(form: Form) -> Value:
    """Return the criteria with the rules, bands and caps typed; treatments and definitions follow renamed bands."""
    t, before = form.t, form.terms
    fit, faults = fit_rules(rule_rows.typed(form, "fit"), t)
    faults += _outcomes(rule_rows.typed(form, "fit"))
    engagement, wrong = engagement_rules(rule_rows.typed(form, "engagement"), t)
    faults += wrong
    grade_rows = tables.typed(form, "grades", band_rows(before.scoring.grades))
    rating_rows = tables.typed(form, "ratings", band_rows(before.scoring.ratings))
    grades, wrong_grades = bands(grade_rows, "grades", t)
    ratings, wrong_ratings = bands(rating_rows, "ratings", t)
    most, wrong = groups(tables.typed(form, "groups", group_rows(before.scoring.caps)), t)
    opening.refuse(form, [*faults, *wrong_grades, *wrong_ratings, *wrong])
    total = form.typed("total")
    if total is not None and not 1 <= total <= MOST_POINTS:
        raise SlaError("“{field}” cannot be below {least}.", field=t("Most of all engagement"), least=1)
    scoring = Scoring(
        fit=fit,
        engagement=engagement,
        grades=grades,
        ratings=ratings,
        caps=MostPoints(groups=most, total=total),
    )
    after = followed(
        before.model_copy(update={"scoring": scoring}),
        renames(grade_rows, before.scoring.grades),
        renames(rating_rows, before.scoring.ratings),
    )
    dumped = after.model_dump(mode="json")
    return {path: dumped[path] for path in form.opened}


def _outcomes(rows: list[Row]) -> list[Fault]:
    """Return the rows whose field tells how a lead ended."""
    found = []
    with reading() as db:
        for place, row in enumerate(rows, start=1):
            try:
                lead_fields.values(db, [str(row.get("field") or "")], "SELECT id FROM lead WHERE 1 = 0")
            except SlaError as problem:
                found.append(Fault("fit", place, "field", problem))
    return found
