"""Personas: who the ideal customer is, as both departments see it; whom they cover; the workshops that make them."""

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.agree.editors import persona_form
from pages.agree.personas_parts import covered, examples, one, overview, start_workshop, workshop
from pages.agree.personas_parts.view import View, view
from pages.meet import start
from pages.ui import frame, reads, session, widgets
from pages.ui.text import quiet
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.persona.words import verdict

_LIVE_SECONDS, _SOON = 30, 3


def draw(known: Versions, t: Texts) -> None:
    """Draw the workshop or the persona that the address names, otherwise all personas."""
    asked = st.query_params.get("workshop", "")
    if asked.isdecimal() and _workshop(known, int(asked), t):
        return
    found = view(known, t)
    version = found.newest(st.query_params.get("persona"))
    if version is not None:
        one.draw(found, version)
    else:
        _all(found)
    if st.query_params.get("part") not in ("write", "workshops"):  # nothing is drawn anew while one types
        widgets.keep_live(known, reads.versions, seconds=_SOON if found.is_awaited else _LIVE_SECONDS)


def _workshop(known: Versions, workshop_id: int, t: Texts) -> bool:
    """Draw a workshop and return True; where there is none, say so in a notice."""
    try:
        workshop.draw(known, workshop_id, t)
    except SlaError as problem:
        session.notify(t.error(problem), is_problem=True)
        return False
    return True


def _all(view: View) -> None:
    t = view.t
    with st.container(gap="xxsmall"):
        aside = frame.head(verdict(view.personas, t))
        with aside:
            _go_on(view)
        if told := _customers(view):
            st.markdown(quiet(told))
    parts = {
        "personas": t("Personas"),
        "coverage": t("Who they cover"),
        "workshops": t("Workshops"),
        "write": t("Write"),
    }
    part = widgets.choice("part", parts, label=t("Part of the page"))
    if part == "coverage":
        covered.draw(view)
    elif part == "workshops":
        start_workshop.draw(view)
    elif part == "write":
        persona_form.draw(view.personas, t, expanded=True)
    elif view.personas:
        overview.draw(view)
    else:
        overview.gate(view)
        examples.draw(view)


def _go_on(view: View) -> None:
    """Offer the newest workshop that goes on."""
    newest = next((one for one in view.workshops if not one.is_closed), None)
    if newest is not None:
        start_workshop.go_on_button(view, newest, primary=True)


def _customers(view: View) -> str:
    """Return how many customers match a persona, and how many match none; nothing without customers."""
    t = view.t
    if not any(version.content.is_recognisable for version in view.personas):
        return ""
    coverage = view.coverage
    customers, none = coverage.total.customers, coverage.none.customers
    if not customers:
        return ""
    return t(
        "{n} of {of} customers match a persona, {none} match none.",
        n=t.number(customers - none),
        of=t.number(customers),
        none=t.number(none),
    )


database = reads.versions()
words = session.texts()
if database.kind is DatabaseKind.EMPTY:
    start.nothing_yet()
else:
    draw(database, words)
