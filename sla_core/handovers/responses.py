"""What sales did in each episode: first attempt, first contact, and what came before the handover."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants, Seconds
from sla_core.facts import AttemptFacts, Codes
from sla_core.handovers.closings import Closings
from sla_core.handovers.limits import Versions, before, episode_of, per_version
from sla_core.handovers.openings import Openings, version_of
from sla_core.leads import Channel
from sla_core.terms import EarlyContact, StopsAt


@dataclass(frozen=True)
class Responses:
    """One row per episode: `at` and `latest` are the response that the promise asks for, read both ways.

    Where what came before a vague handover, or vaguely before one, counts on one reading only, there is `at`
    without `latest`.
    """

    at: Instants
    latest: Instants
    before: Flags
    first_attempt: Instants
    first_contact: Instants
    attempts: Codes
    early: Codes
    summary: Flags


def find(opened: Openings, attempts: AttemptFacts, closing: Closings, versions: Versions) -> Responses:
    """Return the responses of all episodes, read both ways where an attempt or the handover is vague."""
    attempts = _of_leads_with_episodes(attempts, opened)
    count = len(opened)
    stops = np.array([v.terms.sales.stops_at is StopsAt.CONTACT for v in versions], dtype=bool)
    stop_contact = stops[opened.version]
    episode, inside = episode_of(opened, attempts.lead, attempts.when.latest)
    inside &= (closing.latest[episode] == MISSING) | (attempts.when.at <= closing.latest[episode])

    def first(wanted: Flags, at: Instants) -> Instants:
        earliest = np.full(count, NEVER)
        np.minimum.at(earliest, episode[wanted], at[wanted])
        return np.where(earliest == NEVER, MISSING, earliest)

    counts_from, counts_surely_from = _counted_from(opened, versions)
    surely = (attempts.when.latest >= opened.opened.latest[episode]) | (
        attempts.when.at >= counts_surely_from[episode]
    )
    early_reading = np.maximum(attempts.when.at, opened.opened.at[episode])
    late_reading = np.where(surely, attempts.when.latest, NEVER)
    attempt, contact = inside & attempts.attempt, inside & attempts.contact
    first_attempt, first_contact = first(attempt, early_reading), first(contact, early_reading)
    before_contact = np.where(first_contact == MISSING, NEVER, first_contact)[episode]
    earlier, row = _earlier(opened, attempts, inside)
    stopping = earlier & (attempts.contact | ~stop_contact[row])
    at = np.where(stop_contact, first_contact, first_attempt)
    met_before = _any(row, stopping & (attempts.when.at >= counts_surely_from[row]), count)
    perhaps = _any(row, stopping & (attempts.when.latest >= counts_from[row]), count) & ~met_before
    at[perhaps] = opened.opened.at[perhaps]
    return Responses(
        at=at,
        latest=np.where(stop_contact, first(contact, late_reading), first(attempt, late_reading)),
        before=met_before,
        first_attempt=first_attempt,
        first_contact=first_contact,
        attempts=np.bincount(episode[attempt & (attempts.when.at < before_contact)], minlength=count),
        early=_not_allowed(attempts, earlier, row, count, versions),
        summary=_any(episode, inside & attempts.summary, count),
    )


def _any(episode: Codes, which: Flags, count: int) -> Flags:
    """Return the episodes that any of these attempts belongs to."""
    found = np.zeros(count, dtype=bool)
    found[episode[which]] = True
    return found


def _of_leads_with_episodes(attempts: AttemptFacts, opened: Openings) -> AttemptFacts:
    rows = np.isin(attempts.lead, opened.lead)
    return AttemptFacts(
        attempts.lead[rows],
        attempts.when.take(rows),
        attempts.attempt[rows],
        attempts.contact[rows],
        attempts.summary[rows],
        attempts.channel[rows],
        attempts.outbound[rows],
    )


def _counted_from(opened: Openings, versions: Versions) -> tuple[Instants, Instants]:
    """Return from when on an attempt before the handover meets it, on its earliest and its latest reading.

    Before a later episode of the lead, an attempt belongs to the episode before.
    """
    readings = (opened.opened.at, opened.opened.latest)
    earliest, latest = (
        per_version(opened, versions, at, lambda terms: terms.sales.counts_before, before) for at in readings
    )
    return earliest, np.where(opened.number == 1, latest, NEVER)


def _earlier(opened: Openings, attempts: AttemptFacts, inside: Flags) -> tuple[Flags, Codes]:
    """Return which attempts came before the lead's first handover, and the row of that handover."""
    first = np.flatnonzero(opened.number == 1)
    row = first[np.searchsorted(opened.lead[first], attempts.lead)]
    return attempts.attempt & ~inside & (attempts.when.latest < opened.opened.at[row]), row


def _not_allowed(attempts: AttemptFacts, earlier: Flags, row: Codes, count: int, versions: Versions) -> Codes:
    """Return per episode how many of sales' attempts before it the clause in force at each forbids.

    A clause that names no channels allows all.
    """
    rows = np.flatnonzero(earlier & attempts.outbound)
    rows = rows[np.lexsort((attempts.when.at[rows], row[rows]))]
    place = np.arange(1, len(rows) + 1) - np.searchsorted(row[rows], row[rows])  # the lead's first is 1
    at_most = np.array([_at_most(version.terms.early_contact) for version in versions], dtype=np.int64)
    at_most = at_most.reshape(-1, len(Channel))
    forbidden = place > at_most[version_of(attempts.when.at[rows], versions), attempts.channel[rows]]
    return np.bincount(row[rows[forbidden]], minlength=count)


def _at_most(clause: EarlyContact) -> list[int]:
    return [
        clause.at_most if clause.allowed and channel in (clause.channels or Channel) else 0
        for channel in Channel
    ]


def working_seconds(opened: Openings, start: Instants, contact: Responses, versions: Versions) -> Seconds:
    """Return the working time to the response on its latest reading; MISSING without one."""
    seconds = np.where(contact.before, 0, MISSING)
    for position, version in enumerate(versions):
        mine = (
            (opened.version == position) & (contact.latest != MISSING) & (start != MISSING) & ~contact.before
        )
        if mine.any():
            calendar = version.terms.calendar.build()
            passed = calendar.working_seconds_between(start[mine], contact.latest[mine])
            seconds[mine] = np.maximum(passed, 0)
    return seconds
