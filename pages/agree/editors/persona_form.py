"""The form in which a persona is written or changed; each change is a new version, to be approved anew."""

from collections.abc import Sequence

import streamlit as st

from db import personas
from db.engine import note
from pages.ui import reads, session
from pages.ui.text import plain, strong
from sla_core import draft_values, labels
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.people import Action, Department, Person
from sla_core.personas import Persona, PersonaVersion
from sla_core.wording import department

_NEW = ""  # beside the keys of personas
_WHICH, _OPENED, _PROBLEM = "persona_to_change", "persona_opened", "persona_problem"


def draw(known: Sequence[PersonaVersion], t: Texts) -> None:
    """Ask which persona is to be written or changed, and store it when the button says so."""
    if not session.person().may(Action.SAVE_PERSONA):
        return
    newest = {version.persona: version for version in known}
    with st.expander(t("Write or change a persona"), key="persona_card", expanded=not known):
        chosen = st.selectbox(
            t("Which persona"),
            [_NEW, *newest],
            format_func=lambda key: newest[key].content.name if key in newest else t("A new one"),
            key=_WHICH,
        )
        opened = _opened(newest.get(chosen))
        _form(opened, chosen, t)
        problem: SlaError | None = session.value(_PROBLEM)
        if problem is not None:
            st.error(plain(t.error(problem)))
        if opened is not None and newest[chosen].version > opened.version:
            _newer(newest[chosen], chosen, t)


def _opened(newest: PersonaVersion | None) -> PersonaVersion | None:
    """Return the version that the form was opened with: it stays so while it is open."""
    kept: PersonaVersion | None = session.value(_OPENED)
    key = newest.persona if newest else _NEW
    if session.value(_field(key, "save")) is None or (kept and kept.persona) != (newest and newest.persona):
        kept = newest
        session.keep(_PROBLEM, None)
    session.keep(_OPENED, kept)
    return kept


def _field(persona: str, name: str) -> str:
    return f"persona_{persona or 'new'}_{session.value('persona_round', 0)}_{name}"


def _form(opened: PersonaVersion | None, chosen: str, t: Texts) -> None:
    content = opened.content if opened else Persona(name="", description="")
    everybody = reads.people(reads.versions())
    with st.form(_field(chosen, "form"), border=False, enter_to_submit=False):
        st.text_input(t("Name"), content.name, key=_field(chosen, "name"))
        st.text_area(
            t("Who it is, and who it is not"), content.description, key=_field(chosen, "description")
        )
        for of in Department:
            _present(of, content, everybody, chosen, t)
        st.form_submit_button(
            t("Save {name}", name=plain(opened.content.name)) if opened else t("Add this persona"),
            key=_field(chosen, "save"),
            on_click=_save,
            args=(chosen, opened.version if opened else 0),
        )


def _present(of: Department, content: Persona, everybody: Sequence[Person], chosen: str, t: Texts) -> None:
    present = list(content.present.get(of, ()))
    names = [person.name for person in everybody if person.department is of]
    st.multiselect(
        t("Present from {department}", department=department(of, t)),
        [*present, *(name for name in dict.fromkeys(names) if name not in present)],
        present,
        key=_field(chosen, of),
        placeholder=t("choose or type"),
        accept_new_options=True,
    )


def _newer(newest: PersonaVersion, chosen: str, t: Texts) -> None:
    told = t(
        "{who} has saved version {version} since you opened it:",
        who=strong(plain(newest.created_by)),
        version=newest.version,
    )
    st.warning(f"{told} {plain(newest.content.description)}")
    with st.container(horizontal=True):
        st.button(t("Keep theirs"), key=_field(chosen, "theirs"), on_click=_open_anew)
        st.button(
            t("Save mine instead"), key=_field(chosen, "mine"), on_click=_save, args=(chosen, newest.version)
        )


def _open_anew() -> None:
    """Show what is stored, in fields of their own, at the next run."""
    session.keep("persona_round", session.value("persona_round", 0) + 1)
    session.keep(_PROBLEM, None)


def _save(chosen: str, against: int) -> None:
    """Store what was typed as the version after `against`."""
    t = session.texts()
    session.keep(_PROBLEM, None)
    try:
        content = _typed(chosen, t)
    except SlaError as problem:
        session.keep(_PROBLEM, problem)
        return
    done = t("{name} is saved. Both departments approve it anew.", name=content.name)
    with session.write(Action.SAVE_PERSONA, done, lambda problem: session.keep(_PROBLEM, problem)) as db:
        saved = personas.save_persona(
            db,
            content=content,
            by=session.person(),
            now=session.now(),
            persona=chosen or None,
            opened=against,
        )
        note(db, saved.content.name, version=saved.version)
    _open_anew()


def _typed(chosen: str, t: Texts) -> Persona:
    return Persona(
        name=draft_values.text(t("Name"), session.value(_field(chosen, "name")), draft_values.NAME),
        description=draft_values.text(
            t("Who it is, and who it is not"),
            session.value(_field(chosen, "description")),
            draft_values.STORY,
        ),
        present={
            of: tuple(
                draft_values.text(t(labels.DEPARTMENTS[of]), name, draft_values.NAME)
                for name in session.value(_field(chosen, of)) or ()
            )
            for of in Department
        },
    )
