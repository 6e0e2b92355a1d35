"""Editors of how the agreement is judged and kept alive: figures, limits, what follows a miss, revision."""

from typing import Final

import streamlit as st

from pages.agree.editors import fields
from pages.agree.editors.form import Form
from pages.ui import session
from pages.ui.text import quiet
from sla_core import draft_values
from sla_core.clauses.parts import words
from sla_core.errors import SlaError
from sla_core.people import Department
from sla_core.sections import Value
from sla_core.terms import Metric, Pace
from sla_core.working_hours import WEEKDAYS

_MOST_CASES: Final = 10_000
_MOST_PER_CENT: Final = 1_000  # of what was expected: more than agreed may be much more


def ask_metrics(form: Form) -> None:
    """Ask which figures both departments have defined together."""
    st.multiselect(
        form.t("Figures that both look at"),
        list(Metric),
        [Metric(metric) for metric in form.at("metrics")],
        format_func=lambda metric: form.label(f"metrics.{metric}"),
        key=form.key("metrics"),
        placeholder=form.t("none"),
    )


def metrics(form: Form) -> Value:
    """Return the figures chosen, in the order of the clauses."""
    chosen = form.typed("metrics")
    if not chosen:
        raise SlaError("Choose at least one figure: an agreement that nothing measures cannot be kept.")
    kept = [Metric(metric) for metric in form.at("metrics") if metric in chosen]
    added = [metric for metric in Metric if metric in chosen and metric not in kept]
    return {"metrics": [metric.value for metric in [*kept, *added]]}


_SHARES = ("in_time_kept", "in_time_at_risk", "waiting_at_risk", "due_soon_from")
_OF_EXPECTED = ("delivered_kept", "delivered_at_risk", "more_than_agreed")


def ask_limits(form: Form) -> None:
    """Ask from where on a promise is kept, at risk, broken."""
    with st.container(horizontal=True):
        for name in _SHARES:
            fields.ask_per_cent(form, f"limits.{name}")
    with st.container(horizontal=True):
        for name in _OF_EXPECTED:
            fields.ask_per_cent(form, f"limits.{name}")
        fields.ask_whole(form, "limits.least_cases", fields.MIDDLE)


def limits(form: Form) -> Value:
    """Return the limits typed."""
    shares = {name: fields.per_cent(form, f"limits.{name}") for name in _SHARES}
    of_expected = {name: fields.per_cent(form, f"limits.{name}", _MOST_PER_CENT) for name in _OF_EXPECTED}
    least = fields.whole(form, "limits.least_cases", _MOST_CASES, least=1)
    return {"limits": {**shares, **of_expected, "least_cases": least}}


def ask_when_missed(form: Form) -> None:
    """Ask what each side does when it misses its promise."""
    for department in Department:
        path = f"when_missed.{department}"
        st.text_area(form.label(path), form.at("when_missed").get(department, ""), key=form.key(path))


def when_missed(form: Form) -> Value:
    """Return what was typed; a department that does nothing is left out."""
    typed = {
        department.value: fields.text(form, f"when_missed.{department}", draft_values.STORY)
        for department in Department
    }
    was = form.at("when_missed")
    return {"when_missed": {name: words for name, words in typed.items() if words or name in was}}


def ask_revision(form: Form) -> None:
    """Ask how often both look again, and when they check who waits."""
    st.radio(
        form.label("revision.pace"),
        list(Pace),
        index=list(Pace).index(Pace(form.at("revision.pace"))),
        format_func=lambda pace: words("revision.pace", pace, form.terms, form.t),
        key=form.key("revision.pace"),
    )
    with st.container(horizontal=True):
        st.selectbox(
            form.label("revision.check_day"),
            WEEKDAYS,
            index=WEEKDAYS.index(form.at("revision.check_day")),
            format_func=lambda day: words("revision.check_day", day, form.terms, form.t),
            key=form.key("revision.check_day"),
            width=session.size().px(fields.MIDDLE),
        )
        fields.ask_text(form, "revision.check_time", fields.MIDDLE)
    st.markdown(quiet(form.t("Written as {example}.", example="09:00")))


def revision(form: Form) -> Value:
    """Return what was typed about revision."""
    time = draft_values.clock_time(form.label("revision.check_time"), form.typed("revision.check_time"))
    return {
        "revision": {
            "pace": fields.one_of(form, "revision.pace"),
            "check_day": fields.one_of(form, "revision.check_day"),
            "check_time": time,
        }
    }
