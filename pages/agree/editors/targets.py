"""Editor of the targets per month and of how they are reached; targets alone can be proposed at once."""

import streamlit as st

from db import proposals
from db.engine import note
from pages.agree import acts
from pages.agree.editors import tables
from pages.agree.editors.form import Form
from pages.agree.editors.tables import Row
from pages.ui import session, sign_in
from pages.ui.text import quiet, strong
from sla_core import draft_values
from sla_core.clauses.parts import what
from sla_core.errors import NotAllowed, SlaError
from sla_core.i18n import mark
from sla_core.people import Action, Department
from sla_core.periods import month_of, next_month
from sla_core.sections import Section, Value, value_of
from sla_core.wording import department, month

MONTHS = 14  # the running one and those after it
_TARGETS, _INITIATIVES = "marketing.targets", "marketing.initiatives"
_COUNTED = {
    "leads": mark("New leads"),
    "marketing_qualified": mark("MQLs"),
    "sales_qualified": mark("Qualified leads"),
    "customers": mark("New customers"),
}


def ask(form: Form) -> None:
    """Ask for the targets from this month on, and for what is done to reach them."""
    t = form.t
    st.markdown(quiet(t("An empty cell is no target; 0 is one.")))
    columns = {"words": st.column_config.TextColumn(t("Month"), disabled=True)}
    for name, label in _COUNTED.items():
        columns[name] = st.column_config.NumberColumn(t(label), step=1, format="%d")
    kinds = {"words": "text", **dict.fromkeys(_COUNTED, "count")}
    tables.draw(form, "targets", _rows(form), kinds, columns, alt=t("Targets by month"), grows=False)
    _ended(form)
    st.markdown(strong(t("How we get there")))
    columns = {
        "what": st.column_config.TextColumn(t("What is done"), width="large"),
        "who": st.column_config.TextColumn(t("Who")),
        "by": tables.dates(t("By"), form),
    }
    kinds = {"what": "text", "who": "text", "by": "date"}
    alt = t("What is done, by whom, by when")
    tables.draw(form, "initiatives", form.at(_INITIATIVES), kinds, columns, alt=alt)


def _rows(form: Form) -> list[Row]:
    """Return the months that can still be changed: so many from the running one on, and later ones with targets."""
    first, targets = month_of(form.today), form.at(_TARGETS)
    months = [first]
    while len(months) < MONTHS:
        months.append(next_month(months[-1]))
    names = {f"{each:%Y-%m}" for each in months} | {name for name in targets if name > f"{first:%Y-%m}"}
    return [_row(name, targets.get(name) or {}, form) for name in sorted(names)]


def _row(name: str, figures: Value, form: Form) -> Row:
    return {"month": name, "words": month(name, form.t), **{of: figures.get(of) for of in _COUNTED}}


def _ended(form: Form) -> None:
    t = form.t
    ended = _targets_of_ended_months(form, form.at(_TARGETS))
    if not ended:
        return
    with st.expander(t("Months that have ended: their targets stay as they were")):
        rows = [_row(name, figures, form) for name, figures in sorted(ended.items(), reverse=True)]
        cells = {t("Month"): [row["words"] for row in rows]}
        for name, label in _COUNTED.items():
            cells[t(label)] = ["" if row[name] is None else t.number(row[name]) for row in rows]
        st.table(cells, border="horizontal", hide_index=True, alt=t("Targets of the months that have ended"))


def _targets_of_ended_months(form: Form, targets: Value) -> Value:
    return {name: figures for name, figures in targets.items() if name < f"{form.today:%Y-%m}"}


def _typed(form: Form) -> Value:
    """Return the targets typed, of months that had not ended when the form was drawn."""
    typed = tables.typed(form, "targets", _rows(form))
    return draft_values.targets(
        [(row["month"], row) for row in typed], lambda of, name: what(f"{_TARGETS}.{of}.{name}", form.t)
    )


def read(form: Form) -> Value:
    """Return targets and initiatives as they were typed; months that have ended stay as they are."""
    return {
        _TARGETS: {**_targets_of_ended_months(form, form.at(_TARGETS)), **_typed(form)},
        _INITIATIVES: [
            initiative
            for row in tables.typed(form, "initiatives", form.at(_INITIATIVES))
            if (initiative := _initiative(row, form))
        ],
    }


def _initiative(row: Row, form: Form) -> Value | None:
    t = form.t
    done = draft_values.text(t("What is done"), row.get("what"), draft_values.SENTENCE)
    who = draft_values.text(t("Who"), row.get("who"), draft_values.NAME)
    by = str(row.get("by") or "")
    if not (done or who or by):
        return None
    if not done:
        raise SlaError("Say what is done to get there; a name or a date alone does not.")
    return {"what": done, "who": who, "by": by[:10]}


def offer_amendment(form: Form) -> None:
    """Offer to propose the targets at once, beside whatever else is being drafted."""
    acting = session.person()
    if form.agreed.provisional or not acting.may(Action.PROPOSE):
        return
    t = form.t
    sides = {Department.MARKETING: Department.SALES, Department.SALES: Department.MARKETING}
    label = (
        t("Propose to {department} at once", department=department(sides[acting.department], t))
        if acting.department
        else t("Propose to both departments at once")
    )
    st.form_submit_button(
        label, icon=":material/handshake:", key=form.key("propose"), on_click=_propose, args=(form,)
    )
    st.text_input(
        t("Why"),
        placeholder=t("Why the targets change (for proposing at once)"),
        key=form.key("reason"),
        max_chars=500,
        label_visibility="collapsed",
        width="stretch",
    )


def amendment_explained(form: Form) -> None:
    """Say what proposing at once does."""
    if form.agreed.provisional or not session.person().may(Action.PROPOSE):
        return
    told = form.t(
        "Proposed at once, the targets become an amendment to version {version}: only they are read, and one "
        "manager of each department signs. What is done to get there is saved in the draft only.",
        version=form.agreed.label,
    )
    st.markdown(quiet(told))


def _propose(form: Form) -> None:
    """Propose the targets typed as an amendment of what was agreed last."""
    form.forget_problem()
    t, agreed = form.t, value_of(form.agreed.terms, Section.TARGETS)
    try:
        targets = {**_targets_of_ended_months(form, agreed[_TARGETS]), **_typed(form)}
        if targets == agreed[_TARGETS]:
            raise SlaError("These targets are agreed already: change one before you propose it.")
        draft_values.checked(form.agreed.terms, Section.TARGETS, {**agreed, _TARGETS: targets}, form.now)
    except SlaError as problem:
        form.refuse(problem)
        return
    done = t("The targets are proposed. Both departments can read and sign them now.")
    with session.write(Action.PROPOSE, done, lambda problem: _refuse(form, problem)) as db:
        made = proposals.propose_amendment(
            db,
            section=Section.TARGETS,
            opened=agreed,
            value={**agreed, _TARGETS: targets},
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
            reason=form.typed("reason") or "",
        )
        note(db, made.label, section=Section.TARGETS.value)
    acts.go_to(made.label)


def _refuse(form: Form, problem: SlaError) -> None:
    """Keep why nothing was proposed: only the sentence, for the draft's editor has no part in the conflict."""
    if isinstance(problem, NotAllowed):
        session.notify(form.t.error(problem), is_problem=True)
    else:
        form.refuse(SlaError(problem.message, **problem.params))
