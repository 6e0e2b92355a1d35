"""The own events of leads in their order: what each did, and that it was created. Stages are met at these only."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.conditions import ActivityCondition
from sla_core.facts import Codes
from sla_core.scoring.activities import LAST_INSTANT
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.model import DAY

_NO_ACT = -1  # the topic of a creation, and of an instant that is only asked about


@dataclass(frozen=True)
class Matches:
    """The events that fit a pattern: their rows, how many come before each row, and the next of the same topic."""

    rows: Codes
    before: Codes  # per event, and one more for the end
    next_alike: Codes  # per match: place among the matches; beyond the last where there is none


@dataclass(frozen=True)
class Events:
    """Events by lead, then time. A row ends with the last event of the same lead and second."""

    known: Prepared
    lead: Codes
    at: Instants
    topic: Codes
    _key: Codes
    _first: Codes  # row of the lead's first event
    _end: Codes  # row after the last of the same lead and second
    _matches: dict[tuple[str, str | None], Matches] = field(default_factory=dict, compare=False, repr=False)
    _begins: dict[int, Codes] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.lead)

    @cached_property
    def earliest(self) -> Instants:
        """The first event of each lead; MISSING for one without any."""
        found = np.full(len(self.known), MISSING)
        lead, rows = first_rows(self, np.arange(len(self)))
        found[lead] = self.at[rows]
        return found

    def matches(self, condition: ActivityCondition) -> Matches:
        """Return the events that a condition asks about, whenever they were."""
        asked = condition.kind, condition.topic
        if asked not in self._matches:
            groups = self.known.activities.groups(condition.kind, condition.topic)
            wanted = np.zeros(len(self.known.activities.kinds) + 1, dtype=bool)  # the last: creations
            wanted[groups] = True
            fits = wanted[self.topic]
            before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(fits)])
            rows = np.flatnonzero(fits)
            self._matches[asked] = Matches(rows, before, self._next_alike(rows))
        return self._matches[asked]

    def _next_alike(self, rows: Codes) -> Codes:
        order = np.lexsort((rows, self.topic[rows], self.lead[rows]))
        sorted_rows = rows[order]
        same = (self.lead[sorted_rows[1:]] == self.lead[sorted_rows[:-1]]) & (
            self.topic[sorted_rows[1:]] == self.topic[sorted_rows[:-1]]
        )
        following = np.full(len(rows), len(rows), dtype=np.int64)
        following[order[:-1][same]] = order[1:][same]
        return following

    def window(self, condition: ActivityCondition, rows: Codes) -> tuple[Matches, Codes, Codes]:
        """Return for these events which matches [low, high) lie within the window that ends with each."""
        matches = self.matches(condition)
        high = matches.before[self._end[rows]]
        if condition.within_days is None:
            return matches, matches.before[self._first[rows]], high
        if condition.within_days not in self._begins:
            begin = np.searchsorted(self._key, self._key - condition.within_days * DAY)
            self._begins[condition.within_days] = np.maximum(begin, self._first)
        return matches, matches.before[self._begins[condition.within_days][rows]], high


def events(known: Prepared, until: int) -> Events:
    """Return all events up to an instant, inclusive. A lead whose creation has no date has only its activities."""
    dated = np.flatnonzero((known.created != MISSING) & (known.created <= min(until, LAST_INSTANT)))
    early = known.activities.at <= min(max(until, 0), LAST_INSTANT)
    return _events(known, early, dated, known.created[dated])


def moments(known: Prepared, lead: Codes, at: Instants) -> tuple[Events, Codes]:
    """Return the activities of some leads and the instants asked about, and the row of each of these.

    So leads can be scored each as of an instant of its own; what they did later does not count.
    """
    asked = np.zeros(len(known), dtype=bool)
    asked[lead] = True
    latest = min(max(int(at.max(initial=0)), 0), LAST_INSTANT)
    wanted = asked[known.activities.lead] & (known.activities.at <= latest)
    at = np.clip(at, 0, LAST_INSTANT)
    found = _events(known, wanted, lead, at)
    return found, np.searchsorted(found._key, (lead.astype(np.int64) << 32) + at)


def _events(known: Prepared, chosen: Flags, lead: Codes, at: Instants) -> Events:
    """Return the chosen activities, and these instants as events that are none."""
    acts, sizes = known.activities, known.activities.sizes
    key = np.concatenate(
        [
            (acts.lead[chosen].astype(np.int64) << 32) + acts.at[chosen],
            (lead.astype(np.int64) << 32) + np.maximum(at, 0),
        ]
    )
    topic = np.concatenate(
        [np.repeat(np.arange(len(sizes)), sizes)[chosen], np.full(len(lead), _NO_ACT, dtype=np.int64)]
    )
    order = np.argsort(key)
    key, topic = key[order], topic[order]
    lead_of = key >> 32
    return Events(known, lead_of, key & LAST_INSTANT, topic, key, _first_of(lead_of), _end_of(key))


def _first_of(values: Codes) -> Codes:
    """Return for each row of sorted values the first row of the same value."""
    begins = np.flatnonzero(np.diff(values, prepend=-1))
    return np.repeat(begins, np.diff(begins, append=len(values)))


def _end_of(values: Codes) -> Codes:
    begins = np.flatnonzero(np.diff(values, prepend=-1))
    ends = np.append(begins[1:], len(values))
    return np.repeat(ends[: len(begins)], np.diff(begins, append=len(values)))


def first_rows(of: Events, rows: Codes) -> tuple[Codes, Codes]:
    """Return the leads that have any of these rows (ascending), and the first row of each."""
    lead = of.lead[rows]
    new: Flags = np.diff(lead, prepend=-1) != 0
    return lead[new], rows[new]
