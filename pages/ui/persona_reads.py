"""What the page Personas knows: whom personas cover, and workshops as one's own department may see them.

Cached as in `reads`: by the versions of the topics it depends on.
"""

# ruff: noqa: ARG001  (`key` is not used inside: it is what Streamlit finds the results by)

from collections.abc import Iterable, Sequence

import streamlit as st

from db import engine, persona_coverage, personas, workshops
from db.persona_coverage import LeadsKnown
from db.versions import Versions
from pages.ui import reads
from pages.ui.reads import Key
from sla_core.people import Department, Topic
from sla_core.persona.coverage import Coverage
from sla_core.persona.document import Persona, PersonaVersion
from sla_core.persona.workshop import Workshop
from sla_core.terms import PersonaRef, Scoring


def coverage(known: Versions, personas: Sequence[PersonaVersion], scoring: Scoring) -> Coverage:
    """Return whom these personas cover, in their order. A workshop's answers make nobody read leads anew."""
    recognised_by = tuple(version.content.recognised_by.model_dump_json() for version in personas)
    return _coverage(
        known.of(Topic.LEADS), recognised_by, scoring.model_dump_json(), known, personas, scoring
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _coverage(
    key: Key,
    recognised_by: tuple[str, ...],
    model: str,
    _known: Versions,
    _personas: Sequence[PersonaVersion],
    _scoring: Scoring,
) -> Coverage:
    definitions = [version.content.recognised_by for version in _personas]
    wanted = persona_coverage.fields(definitions, _scoring)
    return persona_coverage.cover(_leads(key, wanted), reads.funnel(_known), definitions, _scoring)


@st.cache_resource(max_entries=2, show_spinner=False)
def _leads(key: Key, wanted: tuple[str, ...]) -> LeadsKnown:
    with engine.reading() as db:
        return persona_coverage.read(db, wanted=wanted)


def named(known: Versions, refs: Iterable[PersonaRef]) -> list[Persona]:
    """Return the personas that terms name, each as it is in the version named."""
    versions = {(one.persona, one.version): one.content for one in _versions(known.of(Topic.PERSONAS))}
    return [versions[ref.persona, ref.version] for ref in refs if (ref.persona, ref.version) in versions]


@st.cache_resource(max_entries=2, show_spinner=False)
def _versions(key: Key) -> list[PersonaVersion]:
    with engine.reading() as db:
        return personas.all_versions(db)


def all_workshops(known: Versions) -> list[Workshop]:
    """Return every workshop, the newest first, with what both sides have answered."""
    return _all_workshops(known.of(Topic.PERSONAS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _all_workshops(key: Key) -> list[Workshop]:
    with engine.reading() as db:
        return workshops.all_workshops(db)


def workshop(known: Versions, workshop_id: int, department: Department | None) -> Workshop:
    """Return a workshop as a department may see it; raises `SlaError` where there is none."""
    return _workshop(known.of(Topic.PERSONAS), workshop_id, department)


@st.cache_resource(max_entries=16, show_spinner=False)
def _workshop(key: Key, workshop_id: int, department: Department | None) -> Workshop:
    with engine.reading() as db:
        return workshops.read(db, workshop_id=workshop_id, department=department)
