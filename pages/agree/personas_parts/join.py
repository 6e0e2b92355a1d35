"""How one joins a workshop: the people in it, the button to join, the link and its code for one's own device."""

from datetime import date
from urllib.parse import urlencode, urlsplit

import streamlit as st

from db import workshops
from db.engine import note
from pages.agree.personas_parts.sitting import Sitting
from pages.ui import reads, session, sign_in
from pages.ui.text import lines, plain, quiet
from pages.ui.who import name_and_part
from sla_core import labels
from sla_core.people import Action, Department

_LOCAL = {"localhost", "127.0.0.1", "::1"}
_TEAM = {Department.MARKETING: "blue", Department.SALES: "violet"}


def draw(sitting: Sitting) -> None:
    """Draw the button by which the acting person joins, and the way in for others."""
    t, workshop, person = sitting.t, sitting.workshop, sitting.person
    is_in = person.department and person.name in workshop.participants.get(person.department, ())
    if person.department and not is_in and not workshop.is_closed and person.may(Action.JOIN_WORKSHOP):
        st.button(
            t("Join as {name}", name=plain(person.name)),
            icon=":material/person_add:",
            on_click=_join,
            args=(sitting,),
        )
    with st.popover(t("Who and how to join"), icon=":material/qr_code_2:", type="tertiary"):
        _people(sitting)
        _link(sitting)


def _people(sitting: Sitting) -> None:
    t, workshop = sitting.t, sitting.workshop
    held = t(
        "Held on {day}, facilitated by {name}",
        day=t.day(date.fromisoformat(workshop.held_on)),
        name=plain(workshop.facilitator),
    )
    told = [
        f":{_TEAM[of]}[{t(labels.DEPARTMENTS[of])}]: "
        + (", ".join(plain(name) for name in workshop.participants.get(of, ())) or t("nobody"))
        for of in Department
    ]
    st.markdown(lines([held, *told]))


def _link(sitting: Sitting) -> None:
    """Show the address of the workshop; without sign-in, one for each person, to be opened in a second browser."""
    t = sitting.t
    query = {"workshop": str(sitting.workshop.id)}
    if not sign_in.configured():
        query |= _as_somebody(sitting)
    address = f"{str(st.context.url).split('?')[0]}?{urlencode(query)}"
    st.code(address, language=None, wrap_lines=True)
    if urlsplit(address).hostname in _LOCAL:
        st.markdown(
            quiet(
                t(
                    "This app answers only on this machine: open the link in a second browser. A code for phones is "
                    "shown here once the app has an address of its own."
                )
            )
        )
        return
    from sla_core.documents.qr import qr_svg  # takes long to load

    st.html(qr_svg(address, session.size().px(180)))


def _as_somebody(sitting: Sitting) -> dict[str, str]:
    people = [p for p in reads.people(sitting.known) if p.department and p.may(Action.ANSWER_QUESTION)]
    if not people:
        return {}
    chosen = st.selectbox(
        sitting.t("Who opens the link"),
        people,
        format_func=lambda person: name_and_part(person, sitting.t),
        key="join_as",
    )
    return {session.PERSON_KEY: str(session.choice_of(chosen))}


def _join(sitting: Sitting) -> None:
    with session.write(Action.JOIN_WORKSHOP) as db:
        workshops.join(db, workshop_id=sitting.workshop.id, by=session.person(), now=session.now())
        note(db, sitting.workshop.name)
