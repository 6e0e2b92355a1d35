"""The sample company as rows of the store: columns of Python values, some ten thousand rows at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sla_core.columns import MISSING, Instants
from sla_core.facts import Codes
from sla_core.leads import Basis, ReturnReason
from sla_core.sample_company import contacts
from sla_core.sample_company.activities import Activities, activities
from sla_core.sample_company.attempts import CHANNELS, DIRECTIONS, OUTCOMES
from sla_core.sample_company.company import SampleCompany
from sla_core.sample_company.episodes import REASONS
from sla_core.sample_company.facts import STAGES, stage_now
from sla_core.sample_company.people import MARKETING, SALES
from sla_core.sample_company.sources import SOURCES
from sla_core.sample_company.story import Story
from sla_core.sample_company.topics import TOPICS

AT_ONCE = 50_000
SYSTEM = "crm"
_ANSWERED_AFTER = 8 * 86_400  # marketing goes through returned leads in the meeting of the week after
Columns = dict[str, list[Any]]


def tables(company: SampleCompany) -> Iterator[tuple[str, Columns]]:
    """Yield (table, columns) so that no row comes before one it points to. Ids of leads and topics begin at 1."""
    told, now = company.story, company.setting.now
    for rows in _slices(len(told.leads)):
        yield "lead", _leads(told, rows)
        yield "lead_identity", _identities(rows)
    for rows in _slices(len(told.stages.lead)):
        yield "stage_entry", _stage_entries(told, rows)
    for rows in _slices(len(told.attempts)):
        yield "contact_attempt", _attempts(told, rows, now)
    yield "lead_return", _returns(told, now)
    yield "activity_topic", _topics()
    for part in activities(company.setting, told.leads, told.episodes):
        yield "activity", _activities(part)
    names = ("month", "source", "visits")
    yield "traffic", dict(zip(names, map(list, zip(*told.traffic, strict=True)), strict=True))


def _slices(count: int) -> Iterator[slice]:
    for begin in range(0, count, AT_ONCE):
        yield slice(begin, min(begin + AT_ONCE, count))


def _or_none(at: Instants) -> list[int | None]:
    return [None if moment == MISSING else moment for moment in at.tolist()]


def _words(words: Sequence[str | None], places: Codes) -> list[str | None]:
    """Return the word at each place; -1 takes the last one."""
    plain = [None if word is None else str(word) for word in words]
    return [plain[place] for place in places.tolist()]


def _leads(told: Story, rows: slice) -> Columns:
    leads, ended = told.leads, told.ends
    count, won = rows.stop - rows.start, ended.won[rows] != MISSING
    stage = stage_now(told.stages, len(leads))[rows]
    return {
        "id": list(range(rows.start + 1, rows.stop + 1)),
        **contacts.columns(told.contacts, rows),
        "source": [SOURCES[place].name for place in leads.source[rows].tolist()],
        "campaign": _campaigns(leads.source[rows], rows.start),
        "owner": _words([*SALES, None], leads.owner[rows]),
        "consent": ["yes" if place % 4 else None for place in range(rows.start, rows.stop)],
        "created_at": leads.created[rows].tolist(),
        "created_at_span": [0] * count,
        "handed_over_at_span": [0] * count,
        "owner_assigned_at": _or_none(leads.assigned[rows]),
        "owner_assigned_at_span": [0] * count,
        "stage": _words([*STAGES, None], stage),
        "won": [True if known else None for known in won.tolist()],
        "won_at": _or_none(ended.won[rows]),
        "won_at_span": [0] * count,
        "lost": [True if at != MISSING else None for at in ended.lost[rows].tolist()],
        "lost_at": _or_none(ended.lost[rows]),
        "lost_at_span": [0] * count,
        "amount": _worth(won.tolist(), ended.amount[rows]),
        "currency": ["NOK" if known else None for known in won.tolist()],
    }


def _worth(won: list[bool], amount: Codes) -> list[str | None]:
    return [str(worth) if known else None for known, worth in zip(won, amount.tolist(), strict=True)]


def _campaigns(source: Codes, begin: int) -> list[str | None]:
    found = (SOURCES[place].campaigns for place in source.tolist())
    return [names[row % len(names)] if names else None for row, names in enumerate(found, begin)]


def _identities(rows: slice) -> Columns:
    ids = range(rows.start + 1, rows.stop + 1)
    return {
        "system": [SYSTEM] * len(ids),
        "external_id": [str(100_000 + number) for number in ids],
        "lead_id": list(ids),
    }


def _stage_entries(told: Story, rows: slice) -> Columns:
    entries = told.stages
    return {
        "lead_id": (entries.lead[rows] + 1).tolist(),
        "stage": _words(STAGES, entries.stage[rows]),
        "entered_at": _or_none(entries.at[rows]),
        "entered_at_span": entries.span[rows].tolist(),
        "recorded_at": entries.recorded_at[rows].tolist(),
        "basis": [Basis.CRM.value] * len(entries.lead[rows]),
    }


def _attempts(told: Story, rows: slice, now: int) -> Columns:
    made = told.attempts
    at, span = made.at[rows], made.span[rows]
    return {
        "lead_id": (made.lead[rows] + 1).tolist(),
        "channel": _words(CHANNELS, made.channel[rows]),
        "direction": _words(DIRECTIONS, made.direction[rows]),
        "outcome": _words(OUTCOMES, made.outcome[rows]),
        "occurred_at": at.tolist(),
        "occurred_at_span": span.tolist(),
        "recorded_at": np.minimum(at + span, now).tolist(),
        "person": _words(SALES, made.person[rows]),
        "summary": [False] * len(at),
    }


def _returns(told: Story, now: int) -> Columns:
    cases, returned = told.episodes, told.ends.returned
    rows = np.flatnonzero(returned != MISSING)
    lead, reason = cases.lead[rows], cases.reason[rows]
    again = cases.reopened_at[rows]
    duplicates = np.where(lead > 0, lead // 2 + 1, MISSING)  # of an earlier lead
    of = np.where(reason == REASONS.index(ReturnReason.DUPLICATE), duplicates, MISSING)
    owner = told.leads.owner[lead]
    answered_at = returned[rows] + _ANSWERED_AFTER
    closed = np.where((again == MISSING) & (answered_at <= now), answered_at, MISSING)
    return {
        "lead_id": (lead + 1).tolist(),
        "returned_at": returned[rows].tolist(),
        "reason": _words(REASONS, reason),
        "duplicate_of": _or_none(of),
        "returned_by": _words([*SALES, SALES[0]], owner),
        "reopened_at": _or_none(again),
        "reopened_by": [None if at == MISSING else MARKETING[-1] for at in again.tolist()],
        "closed_at": _or_none(closed),
        "closed_by": [None if at == MISSING else MARKETING[-1] for at in closed.tolist()],
    }


def _topics() -> Columns:
    return {
        "id": list(range(1, len(TOPICS) + 1)),
        "kind": [topic.kind for topic in TOPICS],
        "topic": [topic.name for topic in TOPICS],
    }


def _activities(part: Activities) -> Columns:
    return {
        "lead_id": (part.lead + 1).tolist(),
        "topic_id": (part.topic + 1).tolist(),
        "occurred_at": part.at.tolist(),
        "occurred_at_span": [0] * len(part.lead),
    }
