"""The only cached reads. Each is keyed on the versions of the topics it depends on, so that nobody clears it.

What is cached is shared by all visits: arrays are made read-only, the rest is frozen.
"""

# ruff: noqa: ARG001  (`key` is not used inside the reads: it is what Streamlit finds them by)

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import streamlit as st

from db import agreements, drafts, engine, follow_up, handovers, lead_fields, leads, quality
from db import funnel as db_funnel
from db import people as db_people
from db import personas as db_personas
from db.handovers import Waiting
from db.leads import LeadName
from db.versions import Versions
from pages.ui.newest import Newest
from sla_core.agreement import Agreement, AgreementVersion
from sla_core.clauses import Chapter
from sla_core.clauses.text import chapters
from sla_core.columns import Flags
from sla_core.conditions import LeadDefinition
from sla_core.differences import Difference
from sla_core.differences import differences as compared
from sla_core.facts import Codes, When
from sla_core.follow_up.judging import Edge, counting
from sla_core.funnel import By, Funnel, Groups, build
from sla_core.handovers import Handovers
from sla_core.handovers.replacing import replaced
from sla_core.i18n import Language, Texts
from sla_core.people import Department, Person, Topic
from sla_core.persona.document import PersonaVersion
from sla_core.proposal import Proposal
from sla_core.quality import Quality, Share
from sla_core.situation import Situation

Key = tuple[str, tuple[int, ...]]
_HANDED_OVER = (Topic.LEADS, Topic.ATTEMPTS, Topic.TERMS)


def versions() -> Versions:
    """Return what the database is and how often each topic has changed. Ask once per run and hand it on."""
    return engine.data_versions()


def situation(known: Versions, now: int) -> Situation:
    """Return everything known at an instant."""
    versions, found = agreement(known), _handovers(known.of(*_HANDED_OVER))
    edge = Edge(now, _known_until(known.of(Topic.ATTEMPTS)))
    return Situation(versions, found, edge, counts(known, versions, found))


def agreement(known: Versions) -> list[AgreementVersion]:
    """Return the versions that are or have been in force, oldest first."""
    return _agreement(known.of(Topic.TERMS))


def whole_agreement(known: Versions) -> Agreement:
    """Return every version, drafts too, with all acts on them."""
    return _whole_agreement(known.of(Topic.TERMS, Topic.DRAFT))


@st.cache_resource(max_entries=4, show_spinner=False)
def _whole_agreement(key: Key) -> Agreement:
    with engine.reading() as db:
        return agreements.agreement(db)


def proposal(known: Versions, sha256: str) -> Proposal:
    """Return what was proposed under a fingerprint, with the texts of then. It never changes."""
    return _proposal((known.instance, ()), sha256)


@st.cache_resource(max_entries=16, show_spinner=False)
def _proposal(key: Key, sha256: str) -> Proposal:
    with engine.reading() as db:
        return agreements.content(db, sha256)


def agreement_text(known: Versions, version: AgreementVersion, t: Texts) -> tuple[Chapter, ...]:
    """Return the text of a version: as it was stored with its proposal, otherwise as it would read."""
    if version.content_sha256:
        return proposal(known, version.content_sha256).texts[t.language]
    return _written(known.of(Topic.TERMS, Topic.DRAFT), version.id, t.language, version)


@st.cache_resource(max_entries=8, show_spinner=False)
def _written(
    key: Key, version_id: int, language: Language, _version: AgreementVersion
) -> tuple[Chapter, ...]:
    return chapters(_version.terms, Texts(language))


def differences(
    known: Versions, before: AgreementVersion, version: AgreementVersion, t: Texts
) -> tuple[Difference, ...]:
    """Return how a version differs from another, in words."""
    key = known.of(Topic.TERMS, Topic.DRAFT)
    return _differences(key, before.id, version.id, t.language, before, version)


@st.cache_resource(max_entries=64, show_spinner=False)
def _differences(
    key: Key,
    before_id: int,
    version_id: int,
    language: Language,
    _before: AgreementVersion,
    _version: AgreementVersion,
) -> tuple[Difference, ...]:
    return tuple(compared(_before.terms, _version.terms, Texts(language)))


def changed_by(known: Versions, version_id: int) -> dict[str, tuple[str, Department | None]]:
    """Return who last changed each place of a draft."""
    return _changed_by(known.of(Topic.TERMS, Topic.DRAFT), version_id)


@st.cache_resource(max_entries=4, show_spinner=False)
def _changed_by(key: Key, version_id: int) -> dict[str, tuple[str, Department | None]]:
    with engine.reading() as db:
        return drafts.changed_by(db, version_id)


def personas(known: Versions) -> list[PersonaVersion]:
    """Return the newest version of every persona."""
    return _personas(known.of(Topic.PERSONAS))


@st.cache_resource(max_entries=4, show_spinner=False)
def _personas(key: Key) -> list[PersonaVersion]:
    with engine.reading() as db:
        return db_personas.personas(db)


def people(known: Versions) -> list[Person]:
    """Return everybody, by name."""
    return _people(known.of(Topic.PEOPLE))


@st.cache_resource(max_entries=4, show_spinner=False)
def _people(key: Key) -> list[Person]:
    with engine.reading() as db:
        return db_people.people(db)


@st.cache_resource(max_entries=4, show_spinner=False)
def _agreement(key: Key) -> list[AgreementVersion]:
    with engine.reading() as db:
        return agreements.versions_in_force(db)


@st.cache_resource(show_spinner=False)
def _newest() -> Newest[Handovers]:
    return Newest(handovers.load, replaced)


@st.cache_resource(max_entries=2, show_spinner=False)
def _handovers(key: Key) -> Handovers:
    loaded = _newest().read()
    for field in fields(loaded):
        column = getattr(loaded, field.name)
        for array in (column.at, column.span) if isinstance(column, When) else (column,):
            array.flags.writeable = False
    return loaded


def counts(known: Versions, versions: Sequence[AgreementVersion], of: Handovers) -> Flags | None:
    """Return which handovers count towards marketing's promise; None, without a look at any lead, where all do.

    The versions may be others than those in force, as long as the handovers are theirs. A logged call reads no
    lead anew. Raises `SlaError` for a condition that no lead can be held against.
    """
    key = known.of(Topic.LEADS, Topic.TERMS)
    return counting(of, versions, lambda wanted: _meeting(key, wanted.model_dump_json()))


@st.cache_resource(max_entries=8, show_spinner=False)
def _meeting(key: Key, definition: str) -> Codes:
    with engine.reading() as db:
        ids = lead_fields.meeting(db, LeadDefinition.model_validate_json(definition))
    ids.flags.writeable = False
    return ids


@st.cache_resource(max_entries=4, show_spinner=False)
def _known_until(key: Key) -> int | None:
    with engine.reading() as db:
        return follow_up.edge(db, now=0).known_until


def assigned(known: Versions, of: Handovers) -> Flags:
    """Return which handovers are of a lead that somebody owns (those that wait; the others count as owned)."""
    return ~np.isin(of.lead, _unassigned(known.of(*_HANDED_OVER)))


@st.cache_resource(max_entries=4, show_spinner=False)
def _unassigned(key: Key) -> list[int]:
    with engine.reading() as db:
        return list(follow_up.unassigned(db))


def waiting(known: Versions, limit: int) -> list[Waiting]:
    """Return who waits for a first response, least time left first."""
    return _waiting(known.of(*_HANDED_OVER), limit)


@st.cache_resource(max_entries=8, show_spinner=False)
def _waiting(key: Key, limit: int) -> list[Waiting]:
    with engine.reading() as db:
        return handovers.waiting(db, limit=limit)


def customers_won(known: Versions, begin: int, end: int) -> int:
    """Return how many leads became customers in [begin, end)."""
    return _customers_won(known.of(Topic.LEADS), begin, end)


@st.cache_resource(max_entries=8, show_spinner=False)
def _customers_won(key: Key, begin: int, end: int) -> int:
    with engine.reading() as db:
        return follow_up.customers_won(db, begin=begin, end=end)


def lead_count(known: Versions) -> int:
    """Return how many leads there are."""
    return _lead_count(known.of(Topic.LEADS))


@st.cache_resource(max_entries=4, show_spinner=False)
def _lead_count(key: Key) -> int:
    with engine.reading() as db:
        return leads.count(db)


def lead_names(known: Versions, lead_ids: tuple[int, ...]) -> dict[int, LeadName]:
    """Return who these leads are, by id."""
    return _lead_names(known.of(Topic.LEADS), lead_ids)


@st.cache_resource(max_entries=16, show_spinner=False)
def _lead_names(key: Key, lead_ids: tuple[int, ...]) -> dict[int, LeadName]:
    with engine.reading() as db:
        return leads.named(db, lead_ids=lead_ids)


def data_quality(known: Versions) -> Quality:
    """Return what came in and what is known of it. After a logged call only the attempts are counted anew."""
    counted = _data_quality(known.of(Topic.LEADS, Topic.ACTIVITIES, Topic.TERMS))
    return replace(counted, vague_attempts=_vague_attempts(known.of(Topic.ATTEMPTS)))


@st.cache_resource(max_entries=2, show_spinner=False)
def _data_quality(key: Key) -> Quality:
    with engine.reading() as db:
        counted = quality.quality(db)
    counted.unowned.flags.writeable = False
    return counted


@st.cache_resource(max_entries=4, show_spinner=False)
def _vague_attempts(key: Key) -> Share:
    with engine.reading() as db:
        return quality.vague_attempts(db)


def funnel(known: Versions) -> Funnel:
    """Return when each lead passed which stage."""
    return _funnel(known.of(Topic.LEADS))


@st.cache_resource(max_entries=2, show_spinner=False)
def _funnel(key: Key) -> Funnel:
    with engine.reading() as db:
        return build(db_funnel.read(db))


def funnel_groups(known: Versions, by: By) -> Groups:
    """Return what all leads are told apart by."""
    return _funnel_groups(known.of(Topic.LEADS), by)


@st.cache_resource(max_entries=8, show_spinner=False)
def _funnel_groups(key: Key, by: By) -> Groups:
    with engine.reading() as db:
        found = db_funnel.groups(db, by)
    found.code.flags.writeable = False
    return found
