"""The form in which people are entered and changed."""

import streamlit as st

from db import people
from db.engine import note
from pages.ui import session
from pages.ui.text import plain
from sla_core import labels
from sla_core.i18n import mark
from sla_core.people import Action, Department, Person, Role

_NEW = 0  # beside the ids of people, which begin at 1
_RIGHTS = {
    Role.VIEWER: mark("sees everything, changes nothing"),
    Role.MEMBER: mark("also logs contact attempts"),
    Role.MANAGER: mark("also speaks for the own department in the agreement"),
    Role.ADMINISTRATOR: mark("also enters people and brings in data"),
}


def person_form(everybody: list[Person]) -> None:
    """Ask who is to be entered or changed, and store it when the button says so."""
    t = session.texts()
    known = {person.id or _NEW: person for person in everybody}
    chosen = st.selectbox(
        t("Who"),
        [_NEW, *known],
        format_func=lambda person_id: known[person_id].name if person_id in known else t("Somebody new"),
        key="person_to_change",
    )
    person = known.get(chosen)
    first_role = Role.MEMBER if any(p.role is Role.ADMINISTRATOR for p in everybody) else Role.ADMINISTRATOR
    with st.form(f"person_form_{chosen}", border=False):
        st.text_input(t("Name"), person.name if person else "", key=_key(chosen, "name"), max_chars=100)
        st.text_input(t("E-mail"), person.email if person else "", key=_key(chosen, "email"), max_chars=200)
        st.segmented_control(
            t("Department"),
            list(Department),
            default=(person and person.department) or Department.MARKETING,
            required=True,
            format_func=lambda department: t(labels.DEPARTMENTS[department]),
            key=_key(chosen, "department"),
        )
        st.selectbox(
            t("Role"),
            list(Role),
            index=list(Role).index(person.role if person else first_role),
            format_func=lambda role: f"{t(labels.ROLES[role])}: {t(_RIGHTS[role])}",
            key=_key(chosen, "role"),
        )
        st.form_submit_button(
            t("Save {name}", name=plain(person.name)) if person else t("Add this person"),
            type="primary",
            key=_key(chosen, "save"),
            on_click=_save,
            args=(chosen,),
        )


def _key(person_id: int, field: str) -> str:
    return f"person_{person_id or 'new'}_{field}"


def _save(person_id: int) -> None:
    t = session.texts()
    name, email = session.value(_key(person_id, "name")), session.value(_key(person_id, "email"))
    done = t("{name} was saved.", name=name) if person_id != _NEW else t("{name} was added.", name=name)
    with session.write(Action.SAVE_PERSON, done) as db:
        saved = people.save_person(
            db,
            person_id=None if person_id == _NEW else person_id,
            name=name,
            email=email,
            department=Department(session.value(_key(person_id, "department"))),
            role=Role(session.value(_key(person_id, "role"))),
        )
        note(db, saved.name, email=saved.email, department=saved.department, role=saved.role)
    if person_id == _NEW:  # the next new person starts with an empty form
        session.keep(_key(_NEW, "name"), "")
        session.keep(_key(_NEW, "email"), "")
