"""Step 5: what is decided: the figures then and now, the decisions of this meeting, the form for the next one."""

from datetime import date, timedelta

import streamlit as st

from db import meetings
from db.meetings import Wanted
from pages.meet import parts
from pages.meet.sitting import Sitting
from pages.meet.sitting import clauses as clauses_of
from pages.ui import reads, session
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name, name_and_part
from sla_core.clauses import Clause
from sla_core.errors import SlaError
from sla_core.meeting import MOST_CHARACTERS, Decision
from sla_core.meeting.words import FigureLine, figures
from sla_core.people import Action, Person

_WHAT, _WHO, _DUE, _CLAUSE, _PROBLEM = (
    "decision_what",
    "decision_who",
    "decision_due",
    "decision_clause",
    "decision_problem",
)
_NO_CLAUSE, _CLAUSE_WORDS = "", 60
_WEEK = timedelta(days=7)
_HEIGHT = 132  # pixels at Desk of the list, so that the step fits 1920×940 at Room
_AGREEMENT = "pages/agree/agreement.py"


def draw(sitting: Sitting) -> None:
    """Draw the step."""
    left, right = parts.side_by_side()
    with left, st.container(border=True, height="stretch", gap="xxsmall"):
        _then_and_now(sitting)
        _decisions(sitting)
    if sitting.may(Action.DECIDE):
        with right, st.container(border=True, height="stretch", gap="xxsmall"):
            _form(sitting)


def _then_and_now(sitting: Sitting) -> None:
    t, previous = sitting.t, sitting.previous
    now = figures(sitting.meeting.snapshot, parts.clauses(sitting), t)[:3]
    then = figures(previous.snapshot, {}, t)[:3] if previous else ()
    cells: dict[str, list[str]] = {t("Promise"): [plain(line.name) for line in now]}
    if previous is not None:
        day = t.day(previous.snapshot.today, "MMMd")
        cells[plain(day)] = [_short(line, sitting) for line in then]
    cells[t("Now")] = [_short(line, sitting) for line in now]
    st.table(cells, border="horizontal", hide_index=True)


def _short(line: FigureLine, sitting: Sitting) -> str:
    if line.standing is None:
        return plain(line.number)
    return f"{plain(line.number)} :{line.standing.colour}[{line.stands(sitting.t)}]"


def _decisions(sitting: Sitting) -> None:
    t, found = sitting.t, sitting.mine
    st.markdown(strong(t.plural("{n} decision in this meeting", "{n} decisions in this meeting", len(found))))
    with parts.within(_HEIGHT, len(found)):
        for decision in reversed(found):
            _row(sitting, decision)


def _row(sitting: Sitting, decision: Decision) -> None:
    t = sitting.t
    beside = [plain(decision.who), plain(t("by {day}", day=t.day(decision.due, "MMMEd")))]
    if decision.clause:
        beside.append(plain(t("clause {clause}", clause=decision.clause)))
    if decision.change_by:
        who = plain(actor_name(decision.change_by, t))
        beside.append(quiet(t("opened in the draft by {name}", name=who)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(lines([strong(plain(decision.what)), " · ".join(beside)]), width="stretch")
        if decision.clause and sitting.person.may(Action.OPEN_CHANGE):
            _change(sitting, decision)


def _change(sitting: Sitting, decision: Decision) -> None:
    """Draw the way to where the draft changes the clause; who goes it first is remembered."""
    t = sitting.t
    section = next((each.section for each in sitting.clauses if each.id == decision.clause), None)
    if section is None:
        return
    pressed = st.button(
        t("Change it in the draft"), key=f"change_{decision.id}", icon=":material/edit_note:", type="tertiary"
    )
    if pressed:
        if not decision.change_by:
            with session.write(Action.OPEN_CHANGE) as db:
                meetings.open_change(db, decision_id=decision.id, by=session.person(), now=session.now())
        st.switch_page(_AGREEMENT, query_params={"part": "edit", "section": section.value})


def _form(sitting: Sitting) -> None:
    t, today = sitting.t, sitting.now.today
    people = {person.id: person for person in reads.people(sitting.known)}
    version = sitting.now.in_force
    if session.value(_DUE) is None:
        session.keep(_DUE, today + _WEEK)
    offered = {each.id: each for each in clauses_of(sitting.known, sitting.now, version.id, t)}
    form = st.form("decision_form", border=False, enter_to_submit=False)
    with form, st.container(gap="xsmall"):
        st.text_input(t("What"), key=_WHAT, max_chars=MOST_CHARACTERS)
        with st.grid(2, gap="small", min_column_width=session.size().px(150)):
            st.selectbox(
                t("Who"),
                list(people),
                index=None,
                format_func=lambda person_id: name_and_part(people[person_id], t),
                placeholder=t("choose a person"),
                key=_WHO,
            )
            st.date_input(t("By when"), None, format="DD.MM.YYYY", key=_DUE)
        st.selectbox(
            t("About which clause (optional)"),
            [_NO_CLAUSE, *offered],
            format_func=lambda number: _clause(offered[number]) if number else t("none"),
            key=_CLAUSE,
        )
        st.form_submit_button(
            t("Write the decision down"),
            key="decide",
            type="primary",
            icon=":material/gavel:",
            on_click=_decide,
            args=(sitting.meeting.id, people, today, version.label, tuple(offered)),
        )
    problem: SlaError | None = session.value(_PROBLEM)
    if problem is not None:
        st.error(plain(t.error(problem)))


def _clause(clause: Clause) -> str:
    words = f"{clause.id} {clause.text.replace('**', '')}"
    return words if len(words) <= _CLAUSE_WORDS else f"{words[:_CLAUSE_WORDS].rstrip()}…"


def _refuse(problem: SlaError | None) -> None:
    session.keep(_PROBLEM, problem)


def _decide(
    meeting_id: int, people: dict[int | None, Person], today: date, version: str, clauses: tuple[str, ...]
) -> None:
    t = session.texts()
    _refuse(None)
    wanted = Wanted(
        what=session.value(_WHAT) or "",
        who=people.get(session.value(_WHO)),
        due=session.value(_DUE),
        clause=session.value(_CLAUSE) or _NO_CLAUSE,
        version=version,
        clauses=clauses,
    )
    with session.write(Action.DECIDE, t("The decision is written down."), refused=_refuse) as db:
        meetings.decide(
            db, meeting_id=meeting_id, wanted=wanted, today=today, by=session.person(), now=session.now()
        )
    for key, begin in ((_WHAT, ""), (_WHO, None), (_DUE, today + _WEEK), (_CLAUSE, _NO_CLAUSE)):
        session.keep(key, begin)
