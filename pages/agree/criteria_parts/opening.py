"""Opening a draft from this page, saving a part of it, and telling what is wrong at its row."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages.agree import acts
from pages.agree.criteria_parts.view import View
from pages.agree.editors import saving
from pages.agree.editors.form import Form
from pages.ui import reads, session
from pages.ui.text import lines, plain, quiet
from pages.ui.who import actor_name
from sla_core.errors import SlaError
from sla_core.i18n import Texts, mark
from sla_core.lead_criteria.rule_tables import COLUMNS, Fault
from sla_core.people import Action
from sla_core.sections import Value

TABLES = {
    "fit": mark("Fit"),
    "engagement": mark("Engagement"),
    "grades": mark("Grades"),
    "ratings": mark("Ratings"),
    "groups": mark("Most of a group"),
    "known": mark("What is known"),
    "done": mark("What it has done"),
    "treatments": mark("Treatments"),
}
_MOST_TOLD = 12


def _start() -> None:
    """Open the next version (for `on_click`) and stay on this page."""
    acts.start_draft()
    st.query_params.pop("version", None)


def way_in(view: View, t: Texts) -> None:
    """Where nothing can be saved, say why, and offer to open a draft to those who may."""
    if view.may_edit:
        return
    if session.person().may(Action.EDIT_DRAFT):
        st.button(
            t("Start version {version}", version=max(v.number for v in view.agreement.versions) + 1),
            icon=":material/edit_note:",
            type="primary",
            on_click=_start,
        )
        return
    people = reads.people(view.known)
    may = [plain(person.name) for person in people if person.may(Action.EDIT_DRAFT)]
    told = t("The draft is changed by managers: {names}.", names=", ".join(may) or t("nobody"))
    acting = t("You act as {name}.", name=plain(actor_name(session.person().name, t)))
    st.markdown(quiet(f"{told} {acting}"))


def refuse(form: Form, faults: Sequence[Fault]) -> None:
    """Raise `SlaError` where there are faults, and keep them to be told at their rows."""
    form.kept["faults"] = list(faults)
    if faults:
        raise SlaError("Nothing was saved: what is listed here has to be mended first.")


def save(form: Form, read: Callable[[Form], Value]) -> None:
    """Store what was typed (for `on_click`)."""
    form.kept.pop("faults", None)
    saving.save(form, read)


def told(faults: Sequence[Fault], t: Texts) -> list[str]:
    """Return faults as markdown, each with its place: `Good match, row 3, Points: …`."""
    found = []
    for fault in faults[:_MOST_TOLD]:
        place = [t(TABLES[fault.table])]
        if fault.row:
            place += [t("row {n}", n=t.number(fault.row)), t(COLUMNS[fault.column])]
        found.append(f"**{', '.join(place)}**: {plain(t.error(fault.problem))}")
    if len(faults) > _MOST_TOLD:
        found.append(t("{n} more", n=t.number(len(faults) - _MOST_TOLD)))
    return found


def problems(form: Form, t: Texts) -> None:
    """Show why the last attempt was refused, with every place that has to be mended."""
    saving.problem(form)
    faults = form.kept.get("faults")
    if faults and form.problem is not None:
        st.markdown(lines(f":red[◆] {line}" for line in told(faults, t)))


def warned(faults: Sequence[Fault], t: Texts) -> None:
    """Show what can be agreed but does nothing."""
    if faults:
        st.markdown(lines(f":orange[▲] {line}" for line in told(faults, t)))
