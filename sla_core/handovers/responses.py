"""What sales did in each episode: first attempt, first contact, and what came before the handover."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants, Seconds
from sla_core.facts import AttemptFacts, Codes
from sla_core.handovers.closings import Closings
from sla_core.handovers.limits import Versions, before, episode_of, per_version
from sla_core.handovers.openings import Openings
from sla_core.terms import StopsAt


@dataclass(frozen=True)
class Responses:
    """One row per episode: `at` and `latest` are the response that the promise asks for, read both ways."""

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
    inside &= opened.opened.known[episode]
    inside &= (closing.latest[episode] == MISSING) | (attempts.when.at <= closing.latest[episode])

    def first(wanted: Flags, at: Instants) -> Instants:
        earliest = np.full(count, NEVER)
        np.minimum.at(earliest, episode[wanted], at[wanted])
        return np.where(earliest == NEVER, MISSING, earliest)

    early_reading = np.maximum(attempts.when.at, opened.opened.at[episode])
    late_reading = np.maximum(attempts.when.latest, opened.opened.latest[episode])
    attempt, contact = inside & attempts.attempt, inside & attempts.contact
    first_attempt, first_contact = first(attempt, early_reading), first(contact, early_reading)
    before_contact = np.where(first_contact == MISSING, NEVER, first_contact)[episode]
    met_before, early = _before(opened, attempts, inside, stop_contact, versions)
    return Responses(
        at=np.where(stop_contact, first_contact, first_attempt),
        latest=np.where(stop_contact, first(contact, late_reading), first(attempt, late_reading)),
        before=met_before,
        first_attempt=first_attempt,
        first_contact=first_contact,
        attempts=np.bincount(episode[attempt & (attempts.when.at < before_contact)], minlength=count),
        early=early,
        summary=np.bincount(episode[inside & attempts.summary], minlength=count) > 0,
    )


def _of_leads_with_episodes(attempts: AttemptFacts, opened: Openings) -> AttemptFacts:
    rows = np.isin(attempts.lead, opened.lead)
    return AttemptFacts(
        attempts.lead[rows],
        attempts.when.take(rows),
        attempts.attempt[rows],
        attempts.contact[rows],
        attempts.summary[rows],
    )


def _before(
    opened: Openings, attempts: AttemptFacts, inside: Flags, stop_contact: Flags, versions: Versions
) -> tuple[Flags, Codes]:
    """Return where an attempt before the lead's first handover meets it, and how many such there were."""
    count = len(opened)
    first = np.flatnonzero(opened.number == 1)
    row = first[np.searchsorted(opened.lead[first], attempts.lead)]
    earlier = attempts.attempt & ~inside & opened.opened.known[row]
    earlier &= attempts.when.latest < opened.opened.at[row]
    limit = per_version(opened, versions, opened.opened.at, lambda terms: terms.sales.counts_before, before)
    counts = earlier & (attempts.contact | ~stop_contact[row]) & (attempts.when.at >= limit[row])
    met = np.zeros(count, dtype=bool)
    met[row[counts]] = True
    return met, np.bincount(row[earlier], minlength=count)


def working_seconds(opened: Openings, start: Instants, contact: Responses, versions: Versions) -> Seconds:
    """Return the working time to the response on its latest reading; MISSING without one."""
    seconds = np.where(contact.before, 0, MISSING)
    for position, version in enumerate(versions):
        mine = (opened.version == position) & (contact.at != MISSING) & (start != MISSING) & ~contact.before
        if mine.any():
            calendar = version.terms.calendar.build()
            passed = calendar.working_seconds_between(start[mine], contact.latest[mine])
            seconds[mine] = np.maximum(passed, 0)
    return seconds
