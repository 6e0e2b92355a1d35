"""How often each lead did something within a window, and what is left of it after fading, block by block."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import Flags
from sla_core.conditions import ActivityCondition, EngagementRule
from sla_core.facts import Codes
from sla_core.scoring.activities import BLOCK, MANY, Acts, Small, later
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.model import DAY, Moment

Faded = NDArray[np.float64]


@dataclass(frozen=True)
class Done:
    """The leads (places, ascending) that did something, how often it counts, and the same after fading."""

    lead: Codes
    count: Codes
    faded: Faded


@dataclass(frozen=True)
class Tally:
    """What counts for a rule in a block of leads: `faded` per lead of the block."""

    faded: Faded
    lead: Codes  # of each activity in the window
    _latest: Flags  # which of these are the latest of their lead
    _enough: Flags | None  # per lead; None where once is enough
    _most: int | None  # activities of a lead that count

    @property
    def each(self) -> Codes:
        """Who did it often enough, each lead once; in no order."""
        found = self.lead[self._latest]
        return found if self._enough is None else found[self._enough[found]]

    @property
    def done(self) -> Done:
        """The same by lead; places are within the block."""
        lead = np.sort(self.each)
        counts = np.bincount(self.lead, minlength=len(self.faded))[lead]
        return Done(lead, counts if self._most is None else np.minimum(counts, self._most), self.faded[lead])

    def count(self, lead: int) -> int:
        """Return how often it counts for a lead."""
        if self._enough is not None and not self._enough[lead]:
            return 0
        times = int((self.lead == lead).sum())
        return times if self._most is None else min(times, self._most)


def blocks(leads: int) -> Iterator[tuple[int, slice]]:
    """Yield the blocks of so many leads: number and places."""
    for number, begin in enumerate(range(0, leads, BLOCK)):
        yield number, slice(begin, min(begin + BLOCK, leads))


@dataclass(frozen=True)
class _Window:
    """The activities of a block that a condition asks about, in time order."""

    lead: Codes
    at: NDArray[np.uint32]
    later: Small  # how many of the lead's came later; MANY for as many and more

    def among(self, most: int) -> Flags:
        """Return which activities are among the so many most recent ones of their lead."""
        found: Flags = (self.later if most <= MANY else later(self.lead)) < most
        return found


def _window(acts: Acts, condition: ActivityCondition, moment: Moment, block: int) -> _Window:
    """Return what a condition asks about: an age of exactly `within_days` is within."""
    begin = None if condition.within_days is None else moment.as_of - condition.within_days * DAY
    rows = acts.between(block, begin, moment.until)
    lead, at = acts.lead[rows].astype(np.int64), acts.at[rows]
    if condition.distinct_topics:
        latest = _latest_of_each_topic(lead, acts.topic[rows])
        lead, at = lead[latest], at[latest]
    elif acts.ends_block(rows):
        return _Window(lead, at, acts.later[rows])
    return _Window(lead, at, np.minimum(later(lead), MANY))


def _latest_of_each_topic(lead: Codes, topic: Small) -> Codes:
    """Return the latest activity of each lead and topic, still in time order."""
    key = (topic.astype(np.int64) * BLOCK + lead)[::-1]
    latest: Codes = len(key) - 1 - np.unique(key, return_index=True)[1]
    latest.sort()
    return latest


def how_often(known: Prepared, condition: ActivityCondition, moment: Moment) -> Codes:
    """Return how often each lead did what a condition asks about."""
    acts = known.activities.acts(condition.kind, condition.topic)
    found = np.zeros(len(known), dtype=np.int64)
    for block, places in blocks(len(known)):
        lead = _window(acts, condition, moment, block).lead
        found[places] = np.bincount(lead, minlength=places.stop - places.start)
    return found


def met(known: Prepared, condition: ActivityCondition, moment: Moment) -> Flags:
    """Return which leads did it often enough."""
    enough: Flags = how_often(known, condition, moment) >= condition.at_least
    return enough


def tally(known: Prepared, rule: EngagementRule, moment: Moment, block: int, size: int) -> Tally:
    """Return what counts for a rule in a block: the most recent activities of the leads that did it often enough."""
    condition, most = rule.condition, rule.at_most
    acts = known.activities.acts(condition.kind, condition.topic)
    window = _window(acts, condition, moment, block)
    if rule.half_life_days is None:
        left = np.ones(len(window.lead))
    else:
        left = fading(window.at, moment.as_of, rule.half_life_days, until=moment.until)
    if most is not None:
        left *= window.among(most)
    faded: Faded = np.bincount(window.lead, left, minlength=size).astype(np.float64, copy=False)
    enough: Flags | None = None
    if condition.at_least > 1:
        enough = np.bincount(window.lead, minlength=size) >= condition.at_least
        faded *= enough
    return Tally(faded, window.lead, window.later == 0, enough, most)


def counted(known: Prepared, rule: EngagementRule, moment: Moment, lead: int) -> list[int]:
    """Return when what counts for a rule happened, of a lead that did it often enough: the latest first."""
    block, local = divmod(lead, BLOCK)
    acts = known.activities.acts(rule.condition.kind, rule.condition.topic)
    window = _window(acts, rule.condition, moment, block)
    found: list[int] = window.at[window.lead == local][::-1].tolist()
    return found[: rule.at_most]


def done(known: Prepared, rule: EngagementRule, moment: Moment) -> Done:
    """Return what counts for a rule, of all leads."""
    nothing = np.zeros(0, dtype=np.int64)
    found = [Done(nothing, nothing, nothing.astype(np.float64))]
    for block, places in blocks(len(known)):
        part = tally(known, rule, moment, block, places.stop - places.start).done
        found.append(Done(part.lead + places.start, part.count, part.faded))
    return Done(
        *(np.concatenate([getattr(part, name) for part in found]) for name in ("lead", "count", "faded"))
    )


def fading(
    at: NDArray[np.generic], as_of: int | Codes, half_life_days: int, *, until: int | None = None
) -> Faded:
    """Return 2^(−age / half-life), age in exact days; 1 for what happened after `as_of`.

    Nothing happened after `until`, where that is given.
    """
    left: Faded = np.subtract(at, as_of, dtype=np.float64)
    if until is None or until > as_of:
        np.minimum(left, 0.0, out=left)
    left /= DAY * half_life_days
    return np.exp2(left, out=left)
