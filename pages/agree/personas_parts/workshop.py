"""A workshop in every open browser: one question at a time, answered blind, then agreed; and the map of all."""

import streamlit as st

from db import workshops
from db.engine import note
from db.versions import Versions
from pages.agree.editors import persona_form
from pages.agree.personas_parts import answers, join, map_of_questions
from pages.agree.personas_parts.sitting import Sitting
from pages.agree.personas_parts.view import go_to
from pages.ui import frame, persona_reads, reads, session, widgets
from pages.ui.text import plain, quiet
from sla_core.i18n import Texts
from sla_core.people import Action, Topic
from sla_core.persona.document import Trait
from sla_core.persona.words import NAME_IN_TITLE, QUESTIONS, short
from sla_core.persona.workshop import Standing
from sla_core.wording import department, joined

_LIVE_SECONDS = 2  # an answer is seen in every other browser within three


def draw(known: Versions, workshop_id: int, t: Texts) -> None:
    """Draw the workshop of the address; raises `SlaError` where there is none."""
    head = st.container(gap="xxsmall")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("All personas"),
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=go_to,
            key="all_personas",
        )
        is_writing = st.query_params.get("part") == "write"
        screens = {"own": t("My department's answers"), "shared": t("Shared screen")}
        screen = "own" if is_writing else widgets.choice("screen", screens, label=t("What this screen shows"))
        sitting = _sitting(known, workshop_id, is_shared=screen == "shared", t=t)
        if not is_writing:
            join.draw(sitting)
        _acts(sitting, is_writing=is_writing)
    with head:
        _head(sitting, is_writing=is_writing)
    if is_writing:
        newest = {version.persona: version for version in reads.personas(known)}
        _left_out(sitting)
        persona_form.draw_from(sitting.workshop, newest.get(sitting.workshop.persona), t)
        return
    answers.draw(sitting)
    map_of_questions.draw(sitting)
    widgets.keep_live(
        known.of(Topic.PERSONAS), lambda: reads.versions().of(Topic.PERSONAS), seconds=_LIVE_SECONDS
    )


def _sitting(known: Versions, workshop_id: int, *, is_shared: bool, t: Texts) -> Sitting:
    """Return the workshop as this browser may see it: on a shared screen nothing before both have answered."""
    person = session.person()
    sees = None if is_shared else person.department
    workshop = persona_reads.workshop(known, workshop_id, sees)
    asked = st.query_params.get("question")
    trait = Trait(asked) if asked in set(Trait) else workshop.first_unanswered
    if asked != trait:
        st.query_params["question"] = trait.value  # so that it stays where it is when others answer
    return Sitting(known, workshop, trait, person, sees, t)


def _head(sitting: Sitting, *, is_writing: bool) -> None:
    t, workshop = sitting.t, sitting.workshop
    name = plain(short(workshop.name, NAME_IN_TITLE))
    title = t("Write down who {name} is", name=name) if is_writing else t(QUESTIONS[sitting.trait], name=name)
    aside = frame.head(title)
    with aside:
        if workshop.absent:
            names = joined([department(of, t) for of in workshop.absent], t)
            st.badge(f"▲ {t('nobody from {departments}', departments=names)}", color="orange")
        else:
            st.badge(f"✓ {t('both departments present')}", color="green")
    if is_writing:
        return
    number = list(Trait).index(sitting.trait) + 1
    told = t("Question {n} of {of}.", n=number, of=len(Trait))
    rule = t("Answer alone: nobody sees the other's answer until both have given theirs.")
    st.markdown(quiet(f"{told} {rule}"))
    if workshop.is_closed:
        st.info(t("This workshop is closed. Continue it to answer."), icon=":material/lock:")


def _acts(sitting: Sitting, *, is_writing: bool) -> None:
    """Draw what ends or goes on with a workshop."""
    t, workshop = sitting.t, sitting.workshop
    if not sitting.person.may(Action.CLOSE_WORKSHOP):
        return
    if is_writing:
        st.button(t("Back to the questions"), type="tertiary", on_click=_to_questions, args=(workshop.id,))
    else:
        st.button(
            t("Write the persona"),
            icon=":material/edit_document:",
            on_click=go_to,
            kwargs={"workshop": str(workshop.id), "part": "write"},
            disabled=not workshop.counts[Standing.AGREED],
        )
    if workshop.is_closed:
        st.button(
            t("Continue"), icon=":material/lock_open:", type="tertiary", on_click=_go_on, args=(sitting,)
        )
    else:
        with st.popover(t("Close"), icon=":material/lock:", type="tertiary"):
            st.markdown(
                t(
                    "Nobody can answer until somebody continues it. What others are typing stays in their fields."
                )
            )
            st.button(t("Close the workshop"), on_click=_close, args=(sitting,))


def _to_questions(workshop_id: int) -> None:
    go_to(workshop=str(workshop_id))


def _left_out(sitting: Sitting) -> None:
    """Say what of the workshop does not go into the persona."""
    t, workshop = sitting.t, sitting.workshop
    if workshop.not_agreed:
        st.markdown(
            t.plural(
                "{n} question is not agreed yet: it stays as the persona had it before.",
                "{n} questions are not agreed yet: they stay as the persona had them before.",
                workshop.not_agreed,
            )
        )


def _close(sitting: Sitting) -> None:
    workshop = sitting.workshop
    with session.write(Action.CLOSE_WORKSHOP) as db:
        workshops.close(db, workshop_id=workshop.id, now=session.now())
        note(db, workshop.name)


def _go_on(sitting: Sitting) -> None:
    workshop = sitting.workshop
    with session.write(Action.CONTINUE_WORKSHOP) as db:
        workshops.go_on(db, workshop_id=workshop.id)
        note(db, workshop.name)
