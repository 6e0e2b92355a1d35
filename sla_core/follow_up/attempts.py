"""How often sales tried: too seldom, too often, too early, and how many attempts it took to reach a lead."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Flags
from sla_core.follow_up.channels_used import ChannelsUsed
from sla_core.follow_up.judging import Findings, findings
from sla_core.handovers import Handovers
from sla_core.situation import Situation
from sla_core.terms import Duration, SalesPromise


@dataclass(frozen=True)
class AttemptPromise:
    """What is agreed on attempts: the floor, by when it is to be reached, and the cap."""

    at_least: int
    within: Duration
    at_most: int


def promise_of(sales: SalesPromise) -> AttemptPromise:
    """Return what a version says on attempts."""
    return AttemptPromise(sales.attempts_at_least, sales.attempts_within, sales.attempts_at_most)


def promises(now: Situation, inside: Flags) -> set[AttemptPromise]:
    """Return what these episodes are judged by: one promise, several where versions differ; of none, that of now."""
    places = np.unique(now.handovers.version[inside])
    return {promise_of(now.versions[place].terms.sales) for place in places} or {
        promise_of(now.in_force.terms.sales)
    }


def found(now: Situation) -> Findings:
    """Return what is against the clauses on attempts; who owns a lead matters to another finding."""
    everybody = np.ones(len(now.handovers), dtype=bool)
    return findings(now.handovers, everybody, now.edge, now.versions)


@dataclass(frozen=True)
class EarlyContacts:
    """Sales' attempts before the handover: whose they were, and how many of them the agreement allowed."""

    allowed: Flags  # one per handover: some of the attempts before it
    forbidden: Flags
    allowed_attempts: int
    forbidden_attempts: int


def early_contacts(handovers: Handovers, used: ChannelsUsed, inside: Flags) -> EarlyContacts:
    """Return the contacts before these handovers; forbidden is what the version in force at each did not allow."""
    allowed = np.maximum(used.before - handovers.early_contacts, 0)
    return EarlyContacts(
        inside & (allowed > 0),
        inside & (handovers.early_contacts > 0),
        int(allowed[inside].sum()),
        int(handovers.early_contacts[inside].sum()),
    )


@dataclass(frozen=True)
class Tries:
    """Attempts before the first contact → episodes: those reached, and those nobody has reached yet.

    The last place gathers all with more. Left out are `unknown`: their number of attempts is not known.
    """

    reached: tuple[int, ...]
    not_reached: tuple[int, ...]
    unknown: int

    @property
    def n(self) -> int:
        """How many episodes are told."""
        return sum(self.reached) + sum(self.not_reached)


def tries(handovers: Handovers, inside: Flags, at_most: int) -> Tries:
    """Return how many attempts came before the first contact: 0 … `at_most`, and more."""
    rows = inside & ~handovers.summary
    place = np.minimum(handovers.attempts, at_most + 1)
    talked = handovers.first_contact != MISSING

    def counted(which: Flags) -> tuple[int, ...]:
        return tuple(np.bincount(place[which], minlength=at_most + 2).tolist())

    return Tries(counted(rows & talked), counted(rows & ~talked), int((inside & handovers.summary).sum()))
