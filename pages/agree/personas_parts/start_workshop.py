"""Workshops: those there are, and the form in which one is started."""

from datetime import date

import streamlit as st

from db import workshops
from db.engine import note
from pages.agree.editors import persona_form
from pages.agree.personas_parts.view import View, go_to
from pages.ui import reads, session
from pages.ui.text import plain, quiet, strong
from sla_core import draft_values
from sla_core.errors import SlaError
from sla_core.people import Action, Department
from sla_core.persona.document import PersonaVersion
from sla_core.persona.words import short
from sla_core.persona.workshop import Standing, Workshop

_NEW = ""
_ABOUT, _NAME, _DATE, _FACILITATOR = (
    "workshop_about",
    "workshop_name",
    "workshop_date",
    "workshop_facilitator",
)
_PROBLEM = "workshop_problem"
_LONGEST_NAME = 40


def draw(view: View) -> None:
    """Draw the form, and every workshop, the newest first."""
    if session.person().may(Action.START_WORKSHOP):
        _form(view)
    for workshop in view.workshops:
        with st.container(border=True, gap="xsmall"):
            _row(view, workshop)


def _row(view: View, workshop: Workshop) -> None:
    t, counts = view.t, workshop.counts
    state = t("ended") if workshop.is_closed else t("goes on")
    day = t.day(date.fromisoformat(workshop.held_on))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{strong(plain(short(workshop.name, _LONGEST_NAME)))} {quiet(f'{plain(day)} · {state}')}",
            width="stretch",
        )
        go_on_button(view, workshop, primary=False)
    told = [
        f":green[✓ {t('{n} agreed', n=counts[Standing.AGREED])}]",
        f":orange[▲ {t('{n} differ', n=counts[Standing.DIFFERS])}]",
        f":gray[○ {t('{n} to go', n=counts[Standing.OPEN])}]",
    ]
    if workshop.written:
        told.append(t("version {version} was written from it", version=workshop.written))
    st.markdown(" · ".join(told))


def go_on_button(view: View, workshop: Workshop, *, primary: bool) -> None:
    """Draw the button that leads into a workshop."""
    t, name = view.t, plain(short(workshop.name, 20))
    label = t("Look at it") if workshop.is_closed else t("Go on with {name}", name=name)
    st.button(
        label,
        key=f"workshop_{workshop.id}_{primary}",
        type="primary" if primary else "secondary",
        on_click=go_to,
        kwargs={"workshop": str(workshop.id)},
    )


def button_for(view: View, version: PersonaVersion) -> None:
    """Draw the button into the open workshop on a persona, or to start one."""
    workshop = view.open_workshop(version.persona)
    if workshop is not None:
        go_on_button(view, workshop, primary=False)
        return
    st.button(
        view.t("Hold a workshop"),
        icon=":material/groups:",
        type="tertiary",
        key="hold_workshop",
        on_click=_about,
        args=(version.persona,),
    )


def _about(persona: str) -> None:
    session.keep(_ABOUT, persona)
    go_to(part="workshops")


def _form(view: View) -> None:
    t, everybody = view.t, reads.people(view.known)
    newest = {version.persona: version for version in view.personas}
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Start a workshop")))
        st.markdown(
            t(
                "Both departments answer the same questions, each without seeing the other's answer. With one "
                "department only it can be held, but approves nothing."
            )
        )
        chosen = st.selectbox(
            t("About which persona"),
            [_NEW, *newest],
            format_func=lambda key: newest[key].content.name if key in newest else t("A new one"),
            key=_ABOUT,
        )
        with st.form("workshop_form", border=False, enter_to_submit=False):
            with st.grid(3, min_column_width=session.size().px(200)):
                if chosen == _NEW:
                    st.text_input(t("Name of the persona"), key=_NAME)
                st.date_input(t("Date"), view.now.today, format="DD.MM.YYYY", key=_DATE)
                names = [person.name for person in everybody]
                acting = session.person().name
                st.selectbox(
                    t("Facilitator"),
                    [acting, *(name for name in dict.fromkeys(names) if name != acting)],
                    key=_FACILITATOR,
                )
            acting_person = session.person()
            for of in Department:
                mine = (acting_person.name,) if acting_person.department is of else ()
                persona_form.present(of, mine, everybody, f"workshop_{of}", t)
            st.form_submit_button(
                t("Start the workshop"),
                type="primary",
                key="start_workshop",
                on_click=_start,
                args=(newest.get(chosen),),
            )
        problem: SlaError | None = session.value(_PROBLEM)
        if problem is not None:
            st.error(plain(t.error(problem)))


def _refuse(problem: SlaError) -> None:
    session.keep(_PROBLEM, problem)


def _start(about: PersonaVersion | None) -> None:
    t = session.texts()
    _refuse_nothing()
    try:
        name = (
            about.content.name
            if about
            else draft_values.text(t("Name of the persona"), session.value(_NAME), draft_values.NAME)
        )
        present = {of: persona_form.names_typed(of, f"workshop_{of}", t) for of in Department}
    except SlaError as problem:
        _refuse(problem)
        return
    with session.write(Action.START_WORKSHOP, refused=_refuse) as db:
        workshop_id = workshops.start(
            db,
            name=name,
            held_on=session.value(_DATE),
            facilitator=session.value(_FACILITATOR),
            participants=present,
            by=session.person(),
            now=session.now(),
            persona=about.persona if about else None,
        )
        note(db, name)
    go_to(workshop=str(workshop_id))


def _refuse_nothing() -> None:
    session.keep(_PROBLEM, None)
