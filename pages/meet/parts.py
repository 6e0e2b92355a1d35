"""What the steps of a meeting share: the answer over them, a place for picture and list, notes for the minutes."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import meetings
from pages.meet.sitting import Sitting
from pages.ui import lead_rows, reads, session
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.i18n import Texts
from sla_core.meeting import MOST_CHARACTERS, Step
from sla_core.meeting.minutes import by_metric
from sla_core.meeting.words import FigureLine
from sla_core.people import Action
from sla_core.terms import Metric

ROWS = {Size.DESK: 8, Size.ROOM: 3, Size.HALL: 2}  # of a list, so that a step fits 1920×940 at Room
_FEW = 1  # rows for which there is always room
_NOTES = {Size.DESK: 5, Size.ROOM: 1, Size.HALL: 1}


def side_by_side(left: int = 5, right: int = 4) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the places for picture and list, as wide as these parts; on a phone one under the other."""
    places = st.columns([left, right], gap="small")
    return places[0], places[1]


def within(pixels: int, rows: int) -> DeltaGenerator:
    """Return the place for a list; one that is long scrolls by itself where larger letters leave no more room."""
    if session.size() is Size.DESK or rows <= _FEW:
        return st.container(gap="small")
    return st.container(height=session.size().px(pixels), border=False, gap="small")


def clauses(sitting: Sitting) -> dict[Metric, str]:
    """Return the number of the clause that defines each figure."""
    return by_metric(sitting.clauses)


def answer(sitting: Sitting, line: FigureLine) -> None:
    """Draw a frozen figure as the answer to a step's question: status, all its numbers, its clause."""
    t, of = sitting.t, sitting.meeting.snapshot
    told = [plain(line.told)]
    if line.standing:
        told.insert(0, f":{line.standing.colour}[{strong(line.stands(t))}]")
    beside = [t("clause {clause}", clause=line.clause)] if line.clause else []
    if line.is_provisional:
        beside.append(t("provisional: not signed yet"))
    if of.is_stale:
        beside.append(t("calls known until {instant}", instant=t.instant(of.as_of, of.zone, of.taken_at)))
    st.markdown(" · ".join([*told, *(quiet(plain(text)) for text in beside)]))


def lead_names(sitting: Sitting, leads: Sequence[int]) -> list[str]:
    """Return what leads are called now, as markdown; an id of the frozen figures may be gone."""
    t, names = sitting.t, reads.lead_names(sitting.known, tuple(leads))
    found = [(lead, names.get(lead)) for lead in leads]
    return [plain((who.company if who else "") or lead_rows.called(who, lead, t)) for lead, who in found]


def rest(count: int, shown: int, t: Texts) -> None:
    """Say how many more there are than the rows that fit."""
    if count > shown:
        st.markdown(quiet(t("and {n} more", n=t.number(count - shown))))


def notes(sitting: Sitting, step: Step) -> None:
    """Draw what was noted at a step, the newest first, and the field for more."""
    t = sitting.t
    found = [note for note in reversed(sitting.meeting.notes) if note.step is step]
    shown = found if sitting.meeting.is_closed else found[: _NOTES[session.size()]]
    for note in shown:
        st.markdown(f"{plain(note.text)} {quiet(plain(actor_name(note.said_by, t)))}")
    rest(len(found), len(shown), t)
    if not sitting.may(Action.NOTE_IN_MEETING):
        return
    key = f"note_{step}"
    form = st.form(f"form_{key}", border=False, clear_on_submit=True)
    with form, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("Note for the minutes"),
            key=key,
            max_chars=MOST_CHARACTERS,
            placeholder=t("Note for the minutes"),
            label_visibility="collapsed",
        )
        st.form_submit_button(t("Note it"), key=f"add_{key}", on_click=_note, args=(sitting, step, key))


def _note(sitting: Sitting, step: Step, key: str) -> None:
    text = session.value(key) or ""
    with session.write(Action.NOTE_IN_MEETING) as db:
        meetings.add_note(
            db, meeting_id=sitting.meeting.id, step=step, text=text, by=session.person(), now=session.now()
        )


def link(page: str, label: str, **query: str) -> None:
    """Draw a link to another page that keeps language and size."""
    kept = {
        key: str(session.value(key)) for key in (session.LANGUAGE_KEY, session.SIZE_KEY) if session.value(key)
    }
    st.page_link(
        page, label=label, icon=":material/arrow_forward:", query_params={**kept, **query}, width="content"
    )
