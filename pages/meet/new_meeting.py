"""Before and between meetings: start one, say what became of decisions, open the earlier ones."""

import streamlit as st

from db import meetings
from db.versions import Versions
from pages.meet import cards, decision_rows
from pages.meet.sitting import go_to
from pages.ui import follow_up_reads, frame, meeting_reads, reads, session
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name, name_and_part
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.meeting import Decision, Meeting, open_one, snapshot
from sla_core.meeting.minutes import names, title
from sla_core.meeting.words import verdict
from sla_core.people import Action, Department, Person
from sla_core.situation import Situation
from sla_core.wording import department

_LEADER, _PROBLEM = "meeting_leader", "meeting_problem"
_EVERYBODY = 8  # people up to whom all are proposed as attendees
_ROWS = {Size.DESK: 8, Size.ROOM: 4, Size.HALL: 4}


def draw(known: Versions, now: Situation, t: Texts) -> None:
    """Draw the form, the open decisions and the earlier meetings."""
    held, decided = meeting_reads.meetings(known), meeting_reads.decisions(known)
    going_on = open_one(held)
    aside = frame.head(t("Meetings"))
    with aside:
        st.button(
            t("Live overview"),
            key="to_overview",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=go_to,
        )
    left, right = (
        st.columns([1, 1], gap="small")
        if session.size() is not Size.HALL
        else (st.container(), st.container())
    )
    with left, st.container(border=True, gap="xsmall"):
        if going_on is not None:
            _going_on(going_on, t)
        else:
            _form(known, held, t)
    with right:
        _open_decisions(now, decided, going_on, t)
        _earlier(held, decided, t)


def _going_on(meeting: Meeting, t: Texts) -> None:
    at, who = t.time(meeting.started_at, meeting.snapshot.zone), plain(actor_name(meeting.started_by, t))
    st.markdown(strong(t("A meeting goes on since {time}, started by {name}.", time=at, name=who)))
    button_to(meeting, t)


def button_to(meeting: Meeting, t: Texts) -> None:
    """Draw the button into the meeting that goes on."""
    st.button(
        t("Go to the meeting"),
        key="to_meeting",
        type="primary",
        icon=":material/groups:",
        on_click=go_to,
        args=(meeting.id,),
    )


def _form(known: Versions, held: list[Meeting], t: Texts) -> None:
    people = [person for person in reads.people(known) if person.department is not None]
    st.markdown(strong(t("Start a meeting")))
    if not people:
        st.markdown(t("Enter the people of both departments first."))
        st.page_link("pages/setup/company.py", label=t("Enter people"), icon=":material/arrow_forward:")
        return
    if not session.person().may(Action.START_MEETING):
        st.markdown(quiet(t("Members and managers start a meeting.")))
        return
    st.markdown(t("The figures are frozen as it begins, so that everybody talks about the same numbers."))
    by_id = {person.id: person for person in people}
    with st.form("meeting_form", border=False, enter_to_submit=False):
        for of in Department:
            st.multiselect(
                t("Present from {department}", department=department(of, t)),
                [person.id for person in people if person.department is of],
                _proposed(people, held, of),
                format_func=lambda person_id: by_id[person_id].name,
                key=_key(of),
                placeholder=t("choose"),
            )
        st.selectbox(
            t("Who leads it"),
            _leaders(people),
            format_func=lambda person_id: name_and_part(by_id[person_id], t),
            key=_LEADER,
        )
        st.form_submit_button(
            t("Start the meeting"),
            key="start_meeting",
            type="primary",
            icon=":material/play_arrow:",
            on_click=_start,
            args=(by_id,),
        )
    problem: SlaError | None = session.value(_PROBLEM)
    if problem is not None:
        st.error(plain(t.error(problem)))


def _key(of: Department) -> str:
    return f"meeting_{of}"


def _proposed(people: list[Person], held: list[Meeting], of: Department) -> list[int | None]:
    """Return who is proposed: those of the last meeting, otherwise everybody where they are few, and who acts."""
    last = set(names(held[0].attendees)) if held else set()
    few = not held and len(people) <= _EVERYBODY
    acting = session.person().id
    return [
        person.id
        for person in people
        if person.department is of and (few or person.name in last or person.id == acting)
    ]


def _leaders(people: list[Person]) -> list[int | None]:
    acting = session.person().id
    return sorted((person.id for person in people), key=lambda person_id: person_id != acting)


def _refuse(problem: SlaError | None) -> None:
    session.keep(_PROBLEM, problem)


def _start(by_id: dict[int | None, Person]) -> None:
    """Freeze the figures of this moment and start; whoever comes second joins the meeting that goes on."""
    t, now = session.texts(), session.now()
    _refuse(None)
    known = reads.versions()
    found = reads.situation(known, now)
    unanswered = [one.lead_id for one in follow_up_reads.unanswered(known)]
    frozen = snapshot(found, cards.year(known, found), unanswered)
    leader = by_id.get(session.value(_LEADER))
    present = [by_id[each] for of in Department for each in session.value(_key(of)) or ()]
    with session.write(Action.START_MEETING, refused=_refuse) as db:
        started = meetings.start(
            db,
            led_by=leader.name if leader else "",
            attendees=present,
            of=frozen,
            by=session.person(),
            now=now,
        )
    if started.joined:
        session.notify(t("A meeting goes on already: you have joined it."))
    go_to(started.id)


def _open_decisions(now: Situation, decided: list[Decision], going_on: Meeting | None, t: Texts) -> None:
    found = [
        one for one in decided if not one.is_settled and (going_on is None or one.meeting_id != going_on.id)
    ]
    with st.container(border=True, gap="small"):
        st.markdown(strong(t.plural("{n} open decision", "{n} open decisions", len(found))))
        may_say = session.person().may(Action.SAY_OUTCOME)
        for decision in found:
            decision_rows.row(decision, decision.last, now.today, now.zone, t, may_say=may_say)


def _earlier(held: list[Meeting], decided: list[Decision], t: Texts) -> None:
    closed = [meeting for meeting in held if meeting.is_closed]
    with st.container(border=True, gap="small"):
        st.markdown(strong(t("Earlier meetings")))
        if not closed:
            st.markdown(t("No meeting has been held yet."))
        for meeting in closed[: _ROWS[session.size()]]:
            _row(meeting, decided, t)
        if rest := closed[_ROWS[session.size()] :]:
            with st.expander(t("Show the other {n}", n=t.number(len(rest)))):
                for meeting in rest:
                    _row(meeting, decided, t)


def _row(meeting: Meeting, decided: list[Decision], t: Texts) -> None:
    made = sum(one.meeting_id == meeting.id for one in decided)
    people = len(names(meeting.attendees))
    beside = [
        t("led by {name}", name=plain(actor_name(meeting.led_by, t))),
        t.plural("{n} person", "{n} people", people),
        t.plural("{n} decision", "{n} decisions", made),
    ]
    text, opens = st.columns([4, 1], gap="small", vertical_alignment="center")
    name = f"{strong(plain(title(meeting, t)))} {quiet(' · '.join(beside))}"
    text.markdown(lines([name, verdict(meeting.snapshot, t)]))
    opens.button(
        t("Open"),
        key=f"open_meeting_{meeting.id}",
        icon=":material/chevron_right:",
        icon_position="right",
        on_click=go_to,
        args=(meeting.id,),
    )
