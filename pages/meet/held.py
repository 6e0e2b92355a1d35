"""A meeting step by step: one question, one picture, one list, one input; its figures are frozen, a line is live."""

from collections.abc import Callable

import streamlit as st

from db import meetings
from pages.meet import (
    minutes,
    step_decide,
    step_decisions,
    step_delivered,
    step_follow_up,
    step_waiting,
)
from pages.meet.sitting import MINUTES, NEW, STEP, Sitting, go_to
from pages.ui import calls, frame, session, widgets
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.meeting import NAMES, QUESTIONS, Step, counted, since
from sla_core.meeting.minutes import title
from sla_core.people import Action, Department
from sla_core.wording import department, joined

_STEPS: dict[Step, Callable[[Sitting], None]] = {
    Step.LAST_DECISIONS: step_decisions.draw,
    Step.DELIVERED: step_delivered.draw,
    Step.FOLLOW_UP: step_follow_up.draw,
    Step.WAITING: step_waiting.draw,
    Step.DECIDE: step_decide.draw,
}
_ORDER = [*(step.value for step in Step), MINUTES]
_TEAM = {Department.MARKETING: "blue", Department.SALES: "violet"}


def draw(sitting: Sitting) -> None:
    """Draw the step that the address names."""
    t = sitting.t
    head = st.container()
    step = _agenda(sitting)
    with head:
        aside = frame.head(t("Minutes") if step == MINUTES else t(QUESTIONS[Step(step)]))
    with aside, st.container(horizontal=True, vertical_alignment="center"):
        _frozen(sitting)
    if step == MINUTES:
        minutes.draw(sitting)
    else:
        _STEPS[Step(step)](sitting)
    _foot(sitting)


def _agenda(sitting: Sitting) -> str:
    """Draw the steps with the way back and on, and return the one that is shown."""
    t = sitting.t
    options = {step.value: _named(step, t) for step in Step} | {MINUTES: t("Minutes")}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            step = widgets.choice(STEP, options, label=t("Step of the meeting"))
        place = _ORDER.index(step)
        keys = not calls.is_open()
        with st.container(horizontal=True, width="content", gap="small"):
            _way(t("Back"), place - 1, sitting, icon=":material/arrow_back:", key="Left" if keys else None)
            _way(
                t("Next"), place + 1, sitting, icon=":material/arrow_forward:", key="Right" if keys else None
            )
    return step


def _named(step: Step, t: Texts) -> str:
    """Return what the agenda calls a step; at Hall only the one that is shown has room for its name."""
    is_shown = st.query_params.get(STEP, Step.LAST_DECISIONS) == step
    return f"{step.value} {t(NAMES[step])}" if is_shown or session.size() is not Size.HALL else step.value


def _way(label: str, place: int, sitting: Sitting, *, icon: str, key: str | None) -> None:
    is_there = 0 <= place < len(_ORDER)
    st.button(
        label,
        key=f"agenda_{icon}",
        icon=icon,
        shortcut=key,
        disabled=not is_there,
        on_click=go_to,
        args=(sitting.meeting.id, _ORDER[place] if is_there else ""),
    )


def _frozen(sitting: Sitting) -> None:
    t, of = sitting.t, sitting.meeting.snapshot
    if sitting.meeting.absent:
        absent = joined([department(each, t) for each in sitting.meeting.absent], t)
        st.badge(f"▲ {t('nobody from {departments}', departments=absent)}", color="orange")
    day = of.today == sitting.now.today
    at = t.time(of.taken_at, of.zone) if day else t.instant(of.taken_at, of.zone, sitting.now.edge.now)
    st.badge(t("Figures frozen {time}", time=at), icon=":material/ac_unit:", color="gray")


def _foot(sitting: Sitting) -> None:
    """Draw the live line, who is there, and the ways out."""
    t, meeting = sitting.t, sitting.meeting
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_line(sitting), width="stretch")
        if not frame.is_projected():
            frame.menu_button(t)
        with st.popover(t("Who is here"), icon=":material/groups:", type="tertiary"):
            _people(sitting)
        if meeting.is_closed:
            st.button(
                t("All meetings"),
                icon=":material/arrow_back:",
                type="tertiary",
                key="all_meetings",
                on_click=go_to,
                args=(NEW,),
            )
        if sitting.may(Action.CLOSE_MEETING):
            st.button(
                t("End the meeting"),
                key="end_meeting",
                icon=":material/stop_circle:",
                on_click=_end,
                args=(sitting,),
            )


def _line(sitting: Sitting) -> str:
    t, meeting = sitting.t, sitting.meeting
    if meeting.closed_at is not None:
        at = t.instant(meeting.closed_at, meeting.snapshot.zone, sitting.now.edge.now)
        who = plain(actor_name(meeting.closed_by, t))
        return quiet(f"{title(meeting, t)} · {t('ended {time} by {name}', time=at, name=who)}")
    told = since(meeting.snapshot.counted, counted(sitting.now), t)
    return quiet(t("Since the meeting began: {what}", what=told))


def _people(sitting: Sitting) -> None:
    t, meeting = sitting.t, sitting.meeting
    told = [t("Led by {name}", name=plain(actor_name(meeting.led_by, t)))]
    told += [
        f":{_TEAM[of]}[{t(labels.DEPARTMENTS[of])}]: "
        + (", ".join(plain(name) for name in meeting.attendees.get(of, ())) or t("nobody"))
        for of in Department
    ]
    st.markdown(lines(told))
    _join_button(sitting)
    if not meeting.is_closed:
        st.button(
            t("Leave the meeting"),
            key="leave_meeting",
            icon=":material/logout:",
            help=t("The meeting goes on; come back from the page Meeting."),
            on_click=go_to,
        )


def _join_button(sitting: Sitting) -> None:
    t, meeting, person = sitting.t, sitting.meeting, sitting.person
    is_in = person.department and person.name in meeting.attendees.get(person.department, ())
    if person.department and not is_in and sitting.may(Action.JOIN_MEETING):
        st.button(
            t("Join as {name}", name=plain(person.name)),
            key="join_meeting",
            icon=":material/person_add:",
            on_click=_join,
            args=(sitting,),
        )


def _join(sitting: Sitting) -> None:
    with session.write(Action.JOIN_MEETING) as db:
        meetings.join(db, meeting_id=sitting.meeting.id, by=session.person(), now=session.now())


def _end(sitting: Sitting) -> None:
    t = sitting.t
    with session.write(Action.CLOSE_MEETING, t("The meeting has ended: here are its minutes.")) as db:
        meetings.close(db, meeting_id=sitting.meeting.id, by=session.person(), now=session.now())
    go_to(sitting.meeting.id, MINUTES)
