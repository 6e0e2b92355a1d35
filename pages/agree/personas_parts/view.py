"""What every part of the page Personas is drawn from, and the ways between its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from db.versions import Versions
from pages.ui import persona_reads, reads, session
from pages.ui.text import plain
from sla_core.i18n import Texts
from sla_core.persona.coverage import Coverage
from sla_core.persona.document import PersonaVersion
from sla_core.persona.workshop import Workshop
from sla_core.sections import Section
from sla_core.situation import Situation

AGREEMENT = "pages/agree/agreement.py"
_PLACES = ("workshop", "persona", "question", "part", "screen")  # in the address


@dataclass(frozen=True)
class View:
    """The personas as they stand, by name, and the state of the company they are part of."""

    known: Versions
    now: Situation
    personas: list[PersonaVersion]
    workshops: list[Workshop]
    t: Texts

    @property
    def coverage(self) -> Coverage:
        """Whom the personas cover, in their order."""
        return persona_reads.coverage(self.known, self.personas, self.now.in_force.terms.scoring)

    def newest(self, persona: str | None) -> PersonaVersion | None:
        """Return a persona by its key."""
        return next((version for version in self.personas if version.persona == persona), None)

    def open_workshop(self, persona: str) -> Workshop | None:
        """Return the workshop on a persona that goes on."""
        return next((one for one in self.workshops if one.persona == persona and not one.is_closed), None)

    @property
    def is_awaited(self) -> bool:
        """Whether people work on personas together: a workshop goes on, or a version waits for an approval."""
        goes_on = any(not workshop.is_closed for workshop in self.workshops)
        return goes_on or any(not version.approved for version in self.personas)


def view(known: Versions, t: Texts) -> View:
    """Read what the page is drawn from."""
    return View(
        known,
        reads.situation(known, session.now(known.kind)),
        reads.personas(known),
        persona_reads.all_workshops(known),
        t,
    )


def go_to(**place: str) -> None:
    """Go to another place of the page: `persona="KEY"`, `workshop="1"`, `part="coverage"` (for `on_click`)."""
    for name in _PLACES:
        st.query_params.pop(name, None)
    for name, value in place.items():
        st.query_params[name] = value


def back(t: Texts) -> None:
    """Draw the button that leads back to all personas."""
    st.button(
        t("All personas"), icon=":material/arrow_back:", type="tertiary", key="all_personas", on_click=go_to
    )


def to_draft(label: str) -> None:
    """Draw the link to where the draft names its personas."""
    query = {
        **_kept(session.LANGUAGE_KEY, session.SIZE_KEY),
        "part": "edit",
        "section": Section.PERSONAS.value,
    }
    st.page_link(AGREEMENT, label=label, icon=":material/edit_note:", query_params=query, width="content")


def lead_link(lead_id: int, label: str) -> str:
    """Return a link to a lead as markdown; it opens beside this page, so that one can go on comparing."""
    query = urlencode(
        {"lead": str(lead_id), **_kept(session.LANGUAGE_KEY, session.SIZE_KEY, session.PERSON_KEY)}
    )
    return f"[{plain(label)}](leads?{query})"


def _kept(*keys: str) -> Mapping[str, str]:
    """Return what stays in the address; who acts does so by itself, but not in another window."""
    chosen = {key: session.value(key) for key in keys}
    return {key: str(value) for key, value in chosen.items() if value}
