"""The form in which a persona is written or changed; each change is a new version, to be approved anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db import personas, workshops
from db.engine import note
from pages.agree.editors import condition_rows
from pages.agree.personas_parts.view import go_to
from pages.ui import reads, session
from pages.ui.text import plain, strong
from sla_core import draft_values, labels
from sla_core.conditions import LeadDefinition
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.people import Action, Department, Person
from sla_core.persona.document import LONGEST_TRAIT, Persona, PersonaVersion, Trait
from sla_core.persona.words import TRAITS
from sla_core.persona.workshop import Workshop
from sla_core.wording import department

_NEW = ""  # beside the keys of personas
_WHICH, _OPENED, _ROUND, _BEGIN = "persona_to_change", "persona_opened", "persona_round", "persona_begin"


@dataclass(frozen=True)
class _Opened:
    """What this visit has open: it stays so, whatever others save meanwhile. `kept` holds rows and refusals."""

    persona: str
    version: PersonaVersion | None
    content: Persona
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Writing:
    """The fields of one persona. `workshop`: the one that it is written from."""

    opened: _Opened
    t: Texts
    workshop: Workshop | None = None

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept until it is opened anew."""
        return self.opened.kept

    def key(self, name: str) -> str:
        """Return the key of a widget."""
        return _key(self.opened.persona, name)

    def typed(self, name: str) -> Any:
        """Return what the widget of this name holds."""
        return session.value(self.key(name))

    def refuse(self, problem: SlaError) -> None:
        """Keep why nothing was stored; it stands beside the form until the next attempt."""
        self.kept["problem"] = problem


def _key(persona: str, name: str) -> str:
    return f"persona_{persona or 'new'}_{session.value(_ROUND, 0)}_{name}"


def draw(known: Sequence[PersonaVersion], t: Texts, *, expanded: bool | None = None) -> None:
    """Ask which persona is to be written or changed, and store it when the button says so."""
    if not session.person().may(Action.SAVE_PERSONA):
        return
    newest = {version.persona: version for version in known}
    is_open = not known if expanded is None else expanded
    with st.expander(t("Write or change a persona"), key="persona_card", expanded=is_open):
        chosen = st.selectbox(
            t("Which persona"),
            [_NEW, *newest],
            format_func=lambda key: newest[key].content.name if key in newest else t("A new one"),
            key=_WHICH,
        )
        version = newest.get(chosen)
        begin = version.content if version else session.value(_BEGIN) or Persona(name="", description="")
        _ask(Writing(_open(chosen, version, begin), t), version)


def draw_from(workshop: Workshop, newest: PersonaVersion | None, t: Texts) -> None:
    """Ask for what a workshop's agreed answers still lack to be a persona, or its next version, and store it."""
    before = newest.content if newest else Persona(name=workshop.name, description="")
    opened = _open(workshop.persona, newest, workshop.written_into(before))
    if not opened.content.description:
        st.markdown(t("No question asks who it is, and who it is not: write that too before you save."))
    _ask(Writing(opened, t, workshop), newest)


def begin_with(content: Persona) -> None:
    """Open the form for a new persona that begins as another (for `on_click`)."""
    session.keep(_BEGIN, content)
    session.keep(_WHICH, _NEW)
    _open_anew()


def change(persona: str) -> None:
    """Open the form for a persona (for `on_click`)."""
    session.keep(_WHICH, persona)
    _open_anew()


def _open(persona: str, version: PersonaVersion | None, content: Persona) -> _Opened:
    """Return what the form was opened with: it stays so while it is on the screen."""
    kept: _Opened | None = session.value(_OPENED)
    if kept is None or kept.persona != persona or session.value(_key(persona, "save")) is None:
        kept = _Opened(persona, version, content)
        session.keep(_OPENED, kept)
    return kept


def _ask(writing: Writing, newest: PersonaVersion | None) -> None:
    t, opened = writing.t, writing.opened
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("How a lead is recognised as this persona")))
        recognised_by = opened.content.recognised_by.model_dump(mode="json")
        condition_rows.ask(
            writing, recognised_by, t("no condition: nobody is recognised"), with_personas=False
        )
    _form(writing)
    if newest is not None and opened.version is not None and newest.version > opened.version.version:
        _newer(newest, writing)


def _form(writing: Writing) -> None:
    content, t = writing.opened.content, writing.t
    everybody = reads.people(reads.versions())
    with st.form(writing.key("form"), border=False, enter_to_submit=False):
        st.text_input(t("Name"), content.name, key=writing.key("name"))
        needed = t("Who it is, and who it is not (needed)")
        st.text_area(needed, content.description, key=writing.key("description"))
        with st.grid(2, min_column_width=session.size().px(260)):
            for trait, name in TRAITS.items():
                told = content.traits.get(trait, "")  # lines of an answer stay lines
                st.text_area(t(name), told, key=writing.key(trait), height="content")
        for of in Department:
            present(of, content.present.get(of, ()), everybody, writing.key(of), t)
        problem: SlaError | None = writing.kept.get("problem")
        if problem is not None:
            st.error(plain(t.error(problem)))
        st.form_submit_button(
            _button(writing),
            type="primary" if writing.workshop else "secondary",
            key=writing.key("save"),
            on_click=_save,
            args=(writing, None),
        )


def _button(writing: Writing) -> str:
    t, version = writing.t, writing.opened.version
    if writing.workshop is not None:
        return t("Write version {version} from the workshop", version=(version.version if version else 0) + 1)
    return t("Save {name}", name=plain(version.content.name)) if version else t("Add this persona")


def present(of: Department, names: Sequence[str], everybody: Sequence[Person], key: str, t: Texts) -> None:
    """Ask who is present from a department: its people, or anybody whose name is typed."""
    offered = [person.name for person in everybody if person.department is of]
    st.multiselect(
        t("Present from {department}", department=department(of, t)),
        [*names, *(name for name in dict.fromkeys(offered) if name not in names)],
        list(names),
        key=key,
        placeholder=t("choose or type"),
        accept_new_options=True,
    )


def names_typed(of: Department, key: str, t: Texts) -> tuple[str, ...]:
    """Return the names chosen under a key; raises `SlaError` for one that is too long."""
    return tuple(
        draft_values.text(t(labels.DEPARTMENTS[of]), name, draft_values.NAME)
        for name in session.value(key) or ()
    )


def _newer(newest: PersonaVersion, writing: Writing) -> None:
    t = writing.t
    told = t(
        "{who} has saved version {version} since you opened it:",
        who=strong(plain(newest.created_by)),
        version=newest.version,
    )
    st.warning(f"{told} {plain(newest.content.description)}")
    with st.container(horizontal=True):
        st.button(t("Keep theirs"), key=writing.key("theirs"), on_click=_open_anew)
        st.button(
            t("Save mine instead"), key=writing.key("mine"), on_click=_save, args=(writing, newest.version)
        )


def _open_anew() -> None:
    """Show what is stored, in fields of their own, at the next run."""
    session.keep(_ROUND, session.value(_ROUND, 0) + 1)
    session.keep(_OPENED, None)


def _save(writing: Writing, against: int | None) -> None:
    """Store what was typed as the version after `against`, or after the one that was opened."""
    t, opened = session.texts(), writing.opened
    if against is None:
        against = opened.version.version if opened.version else 0
    writing.kept.pop("problem", None)
    try:
        content = _typed(writing)
    except SlaError as problem:
        writing.refuse(problem)
        return
    done = t("{name} is saved. Both departments approve it anew.", name=content.name)
    with session.write(Action.SAVE_PERSONA, done, writing.refuse) as db:
        saved = personas.save_persona(
            db,
            content=content,
            by=session.person(),
            now=session.now(),
            persona=opened.persona or None,
            opened=against,
        )
        if writing.workshop is not None:
            workshops.note_written(db, workshop_id=writing.workshop.id, version=saved.version)
        note(db, saved.content.name, version=saved.version)
    session.keep(_BEGIN, None)
    _open_anew()
    if writing.workshop is not None:  # both see what came of it, and approve it there
        go_to(persona=saved.persona)


def _typed(writing: Writing) -> Persona:
    t = writing.t
    found = {
        trait: draft_values.text(t(name), writing.typed(trait), LONGEST_TRAIT)
        for trait, name in TRAITS.items()
    }
    return Persona(
        name=draft_values.text(t("Name"), writing.typed("name"), draft_values.NAME),
        description=draft_values.text(
            t("Who it is, and who it is not"), writing.typed("description"), draft_values.STORY
        ),
        traits={Trait(trait): text for trait, text in found.items() if text},
        recognised_by=LeadDefinition.model_validate(condition_rows.read(writing)),
        present={of: names_typed(of, writing.key(of), t) for of in Department},
    )
