"""The timeline of one lead: what happened, newest first; many activities of one kind and day are one event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

import numpy as np

from sla_core.columns import MISSING
from sla_core.follow_up.judging import STATUSES, Status
from sla_core.lead.history import Act, Attempt, Entry, LeadHistory, Merged, Profile, Returned
from sla_core.situation import Situation


class Tone(StrEnum):
    """How an event is told: those that change where the lead stands are seen first."""

    PLAIN = "plain"
    STAGE = "stage"
    GOOD = "good"
    BROKEN = "broken"


class What(StrEnum):
    """What happened. Acts, attempts, stages and returns bring their own record."""

    CREATED = "created"
    ACTS = "acts"
    ATTEMPT = "attempt"
    ENTRY = "entry"
    HANDED_OVER = "handed_over"
    DEADLINE = "deadline"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REOPENED = "reopened"
    RETURN_CLOSED = "return_closed"
    MERGED = "merged"
    MERGED_AWAY = "merged_away"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True)
class Event:
    """Something that happened. `at` is None where nobody knows when; `until`: the last of several.

    `subject` is the record that tells the rest, or whose act it was; `topics` are the pages and documents of acts, each
    once, in order of time.
    """

    what: What
    at: int | None
    span: int = 0
    tone: Tone = Tone.PLAIN
    until: int | None = None
    count: int = 1
    topics: tuple[str, ...] = ()
    subject: Act | Attempt | Entry | Returned | Merged | str | None = None


@dataclass(frozen=True)
class Episode:
    """A handover as the timeline tells it. `missed`: its deadline passed without a response in time."""

    number: int
    handed_over_at: int | None
    span: int
    version: str
    response_by: int | None
    missed: bool


def episodes(now: Situation, lead_id: int) -> tuple[Episode, ...]:
    """Return the handovers of a lead in their order."""
    known = now.handovers
    begin, end = np.searchsorted(known.lead, [lead_id, lead_id + 1]).tolist()
    missed = STATUSES.index(Status.LATE), STATUSES.index(Status.OVERDUE)
    return tuple(
        Episode(
            number=int(known.number[row]),
            handed_over_at=_or_none(known.handed_over.at[row]),
            span=int(known.handed_over.span[row]),
            version=now.versions[known.version[row]].label,
            response_by=_or_none(known.response_by[row]),
            missed=now.judgement.status[row] in missed,
        )
        for row in range(begin, end)
    )


def _or_none(at: int) -> int | None:
    return None if at == MISSING else int(at)


def story(history: LeadHistory, of: Sequence[Episode], zone: str) -> tuple[Event, ...]:
    """Return everything that happened, newest first; days are those of the zone. What has no date comes last."""
    found = [
        *_of_profile(history.profile),
        *_acts(history.acts, zone),
        *(Event(What.ENTRY, e.at, e.span, Tone.STAGE, subject=e) for e in history.entries),
        *_handed_over(of),
        *(Event(What.ATTEMPT, a.at, a.span, subject=a) for a in history.attempts),
        *(Event(What.ACCEPTED, a.at, subject=a.by) for a in history.accepted),
        *_returns(history.returns),
        *(Event(What.MERGED, m.at, subject=m) for m in history.merged),
    ]
    rising = sorted(found, key=_ended)
    return tuple(rising[::-1])  # of one instant, what follows from the other is the newer


def _ended(event: Event) -> int:
    if event.at is None:
        return -1
    return event.at if event.until is None else event.until


def _of_profile(of: Profile) -> Iterator[Event]:
    if of.created_at is not None:
        yield Event(What.CREATED, of.created_at, of.created_span, subject=of.source)
    if of.won or of.won_at is not None:
        yield Event(What.WON, of.won_at, of.won_span, Tone.GOOD)
    if of.lost or of.lost_at is not None:
        yield Event(What.LOST, of.lost_at, of.lost_span)
    if of.merged_into is not None:
        yield Event(What.MERGED_AWAY, of.merged_at)


def _acts(of: Iterable[Act], zone: str) -> Iterator[Event]:
    """Yield the activities of one kind and local day as one event each."""

    def day(act: Act) -> tuple[date, str, bool]:
        return datetime.fromtimestamp(act.at, ZoneInfo(zone)).date(), act.kind, act.span > 0

    for _, same in groupby(sorted(of, key=lambda act: (day(act), act.at)), key=day):
        acts = list(same)
        yield Event(
            What.ACTS,
            acts[0].at,
            max(act.span for act in acts),
            until=acts[-1].at,
            count=len(acts),
            topics=tuple(dict.fromkeys(act.topic for act in acts)),
            subject=acts[0],
        )


def _handed_over(of: Iterable[Episode]) -> Iterator[Event]:
    for one in of:
        yield Event(What.HANDED_OVER, one.handed_over_at, one.span, Tone.STAGE, count=one.number)
        if one.missed and one.response_by is not None:
            yield Event(What.DEADLINE, one.response_by, tone=Tone.BROKEN)


def _returns(of: Iterable[Returned]) -> Iterator[Event]:
    for one in of:
        yield Event(What.RETURNED, one.at, subject=one)
        if one.reopened_at is not None:
            yield Event(What.REOPENED, one.reopened_at, subject=one)
        if one.closed_at is not None:
            yield Event(What.RETURN_CLOSED, one.closed_at, subject=one)
