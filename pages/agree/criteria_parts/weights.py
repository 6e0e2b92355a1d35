"""Weights: points, caps, half-lives and limits of bands move counts at once; saving is an act of its own."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.agree.criteria_parts import columns, distribution, effect, moving, opening
from pages.agree.criteria_parts.view import View
from pages.agree.edit import warn
from pages.agree.editors import saving, tables
from pages.agree.editors.form import Form
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from sla_core.clauses.conditions import rule as rule_in_words
from sla_core.conditions import Band, EngagementRule, FitRule
from sla_core.errors import SlaError
from sla_core.i18n import Texts, mark
from sla_core.lead_criteria.effect import effect as found_effect
from sla_core.lead_criteria.rule_tables import Fault
from sla_core.lead_criteria.suggestion_words import short
from sla_core.lead_criteria.weight_tables import Limits, moved, weighed, weight_rows
from sla_core.sections import Value
from sla_core.terms import Scoring

PART = "weights"
_ROW = 35


def draw(view: View, t: Texts) -> None:
    """Draw the strip of effects over everything that can be moved."""
    form = view.form(PART, t)
    if view.may_edit:
        warn(form)
        _save_row(form, t)
    _moved(view, form, t)
    saving.others(form)


def _save_row(form: Form, t: Texts) -> None:
    """The button stands outside of what is drawn anew with each key: a click right after typing must not get lost."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = t("What you move counts at once and is stored nowhere, until you save it in the draft.")
        st.markdown(quiet(told), width="stretch")
        st.button(
            t("Save in the draft"),
            type="primary",
            key=form.key("save"),
            on_click=opening.save,
            args=(form, read),
        )


@st.fragment
def _moved(view: View, form: Form, t: Texts) -> None:
    strip = st.container()
    if session.size() is Size.DESK:
        left, right = st.columns([16, 10], gap="small")
    else:
        left, right = st.container(), st.container()
    with left:
        scoring, faults = _ask(view, form, t)
    try:
        if faults:
            raise SlaError("Nothing is counted or saved until this is mended.")
        if not form.kept.get("faults"):  # those of the cells are told above as long as they stand there
            with strip:
                saving.problem(form)
        terms = form.terms.model_copy(update={"scoring": scoring})
        trial = view.tried(terms)
    except SlaError as problem:
        with strip:
            st.error(plain(t.error(problem)))
            st.markdown(lines(f":red[◆] {line}" for line in opening.told(faults, t)))
        return
    with strip:
        unsaved = moved(form.terms.scoring, scoring)
        effect.draw(view, trial, found_effect(view.held.ground, trial), unsaved, t)
    with right:
        distribution.draw(view, trial, t)
        moving.draw(view, trial, t)


def _ask(view: View, form: Form, t: Texts) -> tuple[Scoring, list[Fault]]:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(t('Weights'))} {quiet(t('press Enter in a cell, and everything counts anew'))}")
        scoring = form.terms.scoring
        if not scoring.fit and not scoring.engagement:
            st.markdown(t("No rule gives points yet: write the first ones under Rules."))
        _table(view, form, t)
        limits = _limits(form, scoring, t)
        st.markdown(
            quiet(
                t(
                    "▲ the points lie outside of what the data suggest. “{was}”: where the version in force differs.",
                    was=_was_title(view, t),
                )
            )
        )
        return weighed(scoring, tables.typed(form, PART, weight_rows(scoring)), limits, t)


def _was_title(view: View, t: Texts) -> str:
    return t("In force") if view.now.in_force.provisional else t("In v{n}", n=view.now.in_force.label)


def _table(view: View, form: Form, t: Texts) -> None:
    """Draw the table from what was opened: fed with its own changes it would lose every second one."""
    scoring, suggested = form.terms.scoring, view.suggestions()
    rules: list[FitRule | EngagementRule] = [*scoring.fit, *scoring.engagement]
    rows = weight_rows(scoring)
    before = _before(view)
    cells = pd.DataFrame(
        {
            "on": pd.Series([row["on"] for row in rows], dtype="boolean"),
            "kind": [t("Fit") if row["axis"] == "fit" else t("Engagement") for row in rows],
            "rule": [rule_in_words(rule, t) for rule in rules],
            "points": pd.Series([row["points"] for row in rows], dtype="Int64"),
            "was": pd.Series(
                [_differs(before.get((row["axis"], row["id"])), row["points"]) for row in rows], dtype="Int64"
            ),
            "at_most": pd.Series([row.get("at_most") for row in rows], dtype="Int64"),
            "half_life": pd.Series([row.get("half_life") for row in rows], dtype="Int64"),
            "suggested": [short(suggested, row["axis"], row["id"], row["points"], t) for row in rows],
        }
    )
    height = session.size().px(_ROW)
    st.data_editor(
        cells,
        hide_index=True,
        num_rows="fixed",
        key=form.key(PART),
        disabled=["kind", "rule", "was", "suggested"],
        placeholder="",
        row_height=height,
        height="content",
        alt=t("Every rule with its points"),
        column_config={
            "on": columns.flag("on", t),
            "kind": st.column_config.TextColumn(t("Asks"), width=columns.width(106)),
            "rule": st.column_config.TextColumn(t("Rule"), width=columns.width(276)),
            "points": columns.points(t),
            "was": st.column_config.NumberColumn(_was_title(view, t), width=columns.width(64), format="%+d"),
            "at_most": columns.times("at_most", t),
            "half_life": columns.days("half_life", t),
            "suggested": st.column_config.TextColumn(t("Data suggest"), width=columns.width(190)),
        },
    )


def _before(view: View) -> dict[tuple[str, str], int]:
    agreed = view.now.in_force.terms.scoring
    fit = {("fit", rule.id): rule.points for rule in agreed.fit}
    return {**fit, **{("engagement", rule.id): rule.points for rule in agreed.engagement}}


def _differs(before: int | None, now: int) -> int | None:
    return None if before is None or before == now else before


def _limits(form: Form, scoring: Scoring, t: Texts) -> Limits:
    """Ask where bands begin; the lowest begins at 0."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        grades = _begins(form, "grade", scoring.grades, t)
        ratings = _begins(form, "rating", scoring.ratings, t)
        total = st.number_input(
            t("Most of all engagement"),
            min_value=1,
            value=scoring.caps.total,
            step=5,
            placeholder=t("no limit"),
            key=form.key("total"),
            width=session.size().px(200),
        )
    return Limits(grades, ratings, total)


_BEGINS = {"grade": mark("Grade {label} from"), "rating": mark("Rating {label} from")}


def _begins(form: Form, name: str, bands: Sequence[Band], t: Texts) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, band in enumerate(bands[:-1]):
        is_whole = band.minimum == band.minimum.to_integral()
        typed = st.number_input(
            t(_BEGINS[name], label=plain(band.label)),
            value=int(band.minimum) if is_whole else float(band.minimum),
            step=5 if is_whole else 1.0,
            key=form.key(f"{name}_{place}"),
            width=session.size().px(130),
        )
        found[band.label] = float(typed)
    return found


def read(form: Form) -> Value:
    """Return the criteria with the weights typed."""
    scoring = form.terms.scoring
    limits = Limits(
        _typed_begins(form, "grade", scoring.grades),
        _typed_begins(form, "rating", scoring.ratings),
        form.typed("total"),
    )
    made, faults = weighed(scoring, tables.typed(form, PART, weight_rows(scoring)), limits, form.t)
    opening.refuse(form, faults)
    return {**form.opened, "scoring": made.model_dump(mode="json")}


def _typed_begins(form: Form, name: str, bands: Sequence[Band]) -> dict[str, float]:
    typed = {band.label: form.typed(f"{name}_{place}") for place, band in enumerate(bands[:-1])}
    return {label: float(value) for label, value in typed.items() if value is not None}
