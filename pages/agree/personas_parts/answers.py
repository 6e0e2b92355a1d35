"""Both departments' answers to one question, each hidden from the other until both are given; then the agreed one."""

import streamlit as st

from db import workshops
from db.engine import note
from pages.agree.personas_parts import agreeing
from pages.agree.personas_parts.sitting import Sitting
from pages.ui import reads, session
from pages.ui.text import plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.i18n import mark
from sla_core.people import Action, Department
from sla_core.wording import department

_TEAM = {Department.MARKETING: "blue", Department.SALES: "violet"}
_SAYS = {Department.MARKETING: mark("Marketing says"), Department.SALES: mark("Sales says")}
_GIVE = {
    Department.MARKETING: mark("Give marketing's answer"),
    Department.SALES: mark("Give sales' answer"),
}
_ROUND, _WRITING, _PROBLEM = "answer_round", "answer_writing", "answer_problem"
_HEIGHT = 96  # pixels of the field at Desk


def draw(sitting: Sitting) -> None:
    """Draw the two cards, and under them what both agree on once both have answered."""
    t, person = sitting.t, sitting.person
    if person.department is None:
        told = t("Only somebody of a department can answer. You act as {name}.", name=_called(sitting))
        st.markdown(quiet(told))
    for column, of in zip(st.columns(2, gap="small"), Department, strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall"):
            _card(sitting, of)
    if sitting.question.is_open_to_both:
        agreeing.draw(sitting)


def _called(sitting: Sitting) -> str:
    return plain(actor_name(sitting.person.name, sitting.t))


def _card(sitting: Sitting, of: Department) -> None:
    t, question = sitting.t, sitting.question
    present = ", ".join(plain(name) for name in sitting.workshop.participants.get(of, ()))
    st.markdown(f"{strong(f':{_TEAM[of]}[{t(_SAYS[of])}]')} {quiet(present or t('nobody present'))}")
    with st.container(
        gap="xsmall"
    ):  # always there, so that the field below keeps its place and what is typed
        for answer in question.of(of):
            said_at = t.time(answer.given_at, _zone(sitting))
            told = quiet(t("{name} at {time}", name=plain(answer.by), time=said_at))
            st.markdown(f"{plain(answer.text)}  \n{told}")
        if not question.of(of):
            _hidden(sitting, of)
    if sitting.may_answer_for(of) and _is_writing(sitting, of):
        _field(sitting, of)


def _zone(sitting: Sitting) -> str:
    return reads.agreement(sitting.known)[-1].terms.calendar.time_zone


def _hidden(sitting: Sitting, of: Department) -> None:
    """Say that a department has answered, not what; or that it has not."""
    t, given = sitting.t, sitting.question.given.get(of)
    other = next(department for department in Department if department is not of)
    if given is None:
        st.markdown(f":gray[○ {t('not answered yet')}]")
        return
    st.markdown(f":material/lock: {strong(t('Answered, hidden'))}")
    st.markdown(
        quiet(
            t(
                "Given at {time}. Shown when {department} has answered too.",
                time=t.time(given.last_at, _zone(sitting)),
                department=department(other, t),
            )
            if sitting.question.given.get(other) is None
            else t("Given at {time}.", time=t.time(given.last_at, _zone(sitting)))
        )
    )


def _is_writing(sitting: Sitting, of: Department) -> bool:
    """Whether the field is shown: as long as it takes an answer, and on for whoever may have begun before that.

    Only the browser knows what is typed until it is given: a field that went would take it along.
    """
    here = (sitting.workshop.id, sitting.trait)
    if session.value(_WRITING) != here:
        _refuse(None)
        session.keep(_WRITING, here if _takes(sitting) else None)
    if _takes(sitting):
        return True
    has_answered = any(answer.by == sitting.person.name for answer in sitting.question.of(of))
    is_refused = session.value(_PROBLEM) is not None
    return session.value(_WRITING) == here and (not has_answered or is_refused)


def _takes(sitting: Sitting) -> bool:
    """Whether the question takes an answer now."""
    return not (sitting.workshop.is_closed or sitting.question.is_open_to_both)


def _key(sitting: Sitting) -> str:
    return f"answer_{sitting.workshop.id}_{sitting.trait}_{session.value(_ROUND, 0)}"


def _field(sitting: Sitting, of: Department) -> None:
    t, key = sitting.t, _key(sitting)
    label = t("Answer for {department}", department=t(labels.DEPARTMENTS[of]))
    with st.form(f"{key}_form", border=False, enter_to_submit=False):
        st.text_area(
            label,
            key=key,
            label_visibility="collapsed",
            height=session.size().px(_HEIGHT),
            placeholder=label,
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(quiet(_rule(sitting)), width="stretch")
            st.form_submit_button(
                t(_GIVE[of]),
                type="primary",
                key=f"{key}_give",
                on_click=_give,
                args=(sitting, key),
                disabled=not _takes(sitting),
            )
    problem: SlaError | None = session.value(_PROBLEM)
    if problem is not None:
        st.error(plain(t.error(problem)))


def _rule(sitting: Sitting) -> str:
    """Return what becomes of what is in the field."""
    t = sitting.t
    if sitting.question.is_open_to_both:
        return t("Not given: both had answered. Copy it into the answer below where it helps.")
    if sitting.workshop.is_closed:
        return t("Not given: the workshop is closed. What is typed stays here.")
    return t("Cannot be changed afterwards")


def _refuse(problem: SlaError | None) -> None:
    session.keep(_PROBLEM, problem)


def _give(sitting: Sitting, key: str) -> None:
    """Store the answer that was typed; the field is empty and, where both have answered, gone after that."""
    _refuse(None)
    with session.write(Action.ANSWER_QUESTION, refused=_refuse) as db:
        workshops.answer(
            db,
            workshop_id=sitting.workshop.id,
            trait=sitting.trait,
            text=session.value(key) or "",
            by=session.person(),
            now=session.now(),
        )
        note(db, sitting.workshop.name, trait=sitting.trait.value)
    session.keep(_ROUND, session.value(_ROUND, 0) + 1)
    session.keep(_WRITING, None)
