"""Editor of the parties: who signs for each department."""

import streamlit as st

from pages.agree.editors.form import Form
from pages.ui import reads
from pages.ui.text import quiet
from sla_core.i18n import mark
from sla_core.people import Action, Department
from sla_core.sections import Value

_NO_MANAGER = {
    Department.MARKETING: mark("No manager of marketing is entered among the people yet."),
    Department.SALES: mark("No manager of sales is entered among the people yet."),
}


def ask(form: Form) -> None:
    """Ask who signs: managers and administrators of each department, and whoever is named already."""
    for of in Department:
        _ask_side(form, of)


def _ask_side(form: Form, of: Department) -> None:
    t = form.t
    managers, named = _managers(of), _named(form, of)
    known = managers | named
    st.multiselect(
        form.label(f"parties.{of}"),
        list(known),
        list(named),
        format_func=lambda key: _called(known[key], form, may_sign=key in managers),
        key=form.key(of),
        placeholder=t("nobody yet"),
    )
    if not managers:
        st.markdown(quiet(t(_NO_MANAGER[of])))


def _called(signatory: Value, form: Form, *, may_sign: bool) -> str:
    told = " · ".join(part for part in (signatory["name"], signatory["email"]) if part)
    return told if may_sign else form.t("{name} (cannot sign: no manager)", name=told)


def _managers(of: Department) -> dict[str, Value]:
    """Return who may sign for a department, by address."""
    return {
        person.email: {"name": person.name, "email": person.email}
        for person in reads.people(reads.versions())
        if person.department is of and person.may(Action.SIGN)
    }


def _named(form: Form, of: Department) -> dict[str, Value]:
    """Return who is named in the draft, by address, or by name where there is none."""
    return {
        signatory["email"].casefold() or signatory["name"]: signatory
        for party in form.at("parties")
        if party["department"] == of
        for signatory in party["signatories"]
    }


def enter_people(form: Form) -> None:
    """Lead to where people are entered."""
    st.page_link(
        "pages/setup/company.py", label=form.t("Enter people on Company"), icon=":material/arrow_forward:"
    )


def read(form: Form) -> Value:
    """Return who was chosen, departments in the order in which they stand in the draft."""
    order = [Department(party["department"]) for party in form.at("parties")]
    order += [of for of in Department if of not in order]
    return {"parties": [{"department": of.value, "signatories": _chosen(form, of)} for of in order]}


def _chosen(form: Form, of: Department) -> list[Value]:
    known = _managers(of) | _named(form, of)
    return [known[key] for key in form.typed(of) if key in known]
