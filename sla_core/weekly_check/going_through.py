"""Going through all who wait, one by one: in which order, what was decided of each, who comes next.

The order is that of the waiting list as the check began, so that nothing jumps; who comes to wait meanwhile is
appended, who stops waiting is passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sla_core.columns import MISSING
from sla_core.handovers import NONE
from sla_core.situation import Situation


class Decision(StrEnum):
    """What is to become of a lead that was looked at."""

    CALLED = "called"
    WILL_CALL = "will_call"
    RETURN = "return"
    LEAVE = "leave"


class Episode(NamedTuple):
    """A handover by the ids that it keeps."""

    lead: int
    number: int


@dataclass(frozen=True)
class Mark:
    """A lead was looked at. `who` is the id of the person who calls; None: whose lead it is."""

    decision: Decision
    who: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class Check:
    """How far a check has come. `at` is the lead that is looked at, None where none is left.

    `passed_over` is whom the check was at when that lead stopped waiting.
    """

    order: tuple[Episode, ...]
    waiting: frozenset[Episode]
    at: Episode | None
    marks: Mapping[Episode, Mark] = field(default_factory=dict)
    passed_over: Episode | None = None

    @cached_property
    def still(self) -> tuple[Episode, ...]:
        """Who still waits, in the order of the check."""
        return tuple(episode for episode in self.order if episode in self.waiting)

    @cached_property
    def stopped(self) -> int:
        """How many no longer wait and were not looked at before that."""
        return sum(episode not in self.waiting and episode not in self.marks for episode in self.order)

    @cached_property
    def left(self) -> int:
        """How many wait that were not looked at."""
        return sum(episode not in self.marks for episode in self.still)

    @property
    def decisions(self) -> list[Decision]:
        """What was decided so far."""
        return [mark.decision for mark in self.marks.values()]

    @property
    def of(self) -> int:
        """How many are looked at in this check: all but those that stopped waiting before."""
        return len(self.order) - self.stopped


def waiting_order(now: Situation) -> tuple[Episode, ...]:
    """Return who waits: least time left first, then those that no clock can judge."""
    known = now.handovers
    rows = np.flatnonzero(known.waiting)
    unmeasured = (known.response_by[rows] == MISSING) | (known.unjudged[rows] != NONE)
    time_left = np.where(unmeasured, 0, known.response_by[rows])
    rows = rows[np.lexsort((known.lead[rows], time_left, unmeasured))]
    pairs = zip(known.lead[rows].tolist(), known.number[rows].tolist(), strict=True)
    return tuple(Episode(lead, number) for lead, number in pairs)


def begun(now: Situation) -> Check:
    """Return a check that begins with the first of those who wait."""
    order = waiting_order(now)
    return Check(order, frozenset(order), order[0] if order else None)


def caught_up(check: Check, now: Situation) -> Check:
    """Return the check with those who wait now; where the lead it was at no longer does, it goes on."""
    order = waiting_order(now)
    waiting, known = frozenset(order), frozenset(check.order)
    if waiting == check.waiting:
        return check
    new = tuple(episode for episode in order if episode not in known)
    found = replace(check, order=check.order + new, waiting=waiting)
    if check.at in waiting:
        return found
    return replace(found, at=_next_open(found, check.at), passed_over=check.at)


def marked(check: Check, mark: Mark) -> Check:
    """Return the check with the lead it is at looked at, gone on to the next that was not."""
    if check.at is None:
        return check
    found = replace(check, marks={**check.marks, check.at: mark}, passed_over=None)
    return replace(found, at=_next_open(found, check.at))


def moved(check: Check, steps: int) -> Check:
    """Return the check at another lead that waits, looked at or not, so many steps on; it stops at both ends.

    From the end, a step back leads to the last one.
    """
    places = {episode: place for place, episode in enumerate(check.still)}
    place = places.get(check.at, len(places)) if check.at else len(places)
    place = min(max(place + steps, 0), len(places) - 1)
    return replace(check, at=check.still[place] if places else None, passed_over=None)


def _next_open(check: Check, after: Episode | None) -> Episode | None:
    """Return the next lead that was not looked at: after this one, otherwise the first; None where none is left."""
    begin = check.order.index(after) + 1 if after else 0
    ahead = check.order[begin:] + check.order[:begin]
    return next((e for e in ahead if e in check.waiting and e not in check.marks), None)
