"""What scoring works on, prepared once per facts: attributes by code, activities by topic in time order.

Ten million activities take 80 MB, a field of a million leads 1 to 4 MB. Leads are told by their place; instants
of activities are UTC seconds in 32 unsigned bits, which end in 2106.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import Flags, Instants
from sla_core.criteria import fits_topic, folded
from sla_core.facts import Codes

Small: TypeAlias = NDArray[Any]  # unsigned codes, as few bytes as they need
Places: TypeAlias = NDArray[np.int32]
Moments: TypeAlias = NDArray[np.uint32]
LAST_INSTANT: Final = 0xFFFF_FFFF
_LEAD_BITS: Final = 0xFFFF_FFFF


@dataclass(frozen=True)
class Coded:
    """A field of all leads: its distinct values, and which of them each lead has."""

    values: tuple[str | None, ...]
    codes: Small

    @classmethod
    def of(cls, column: Sequence[str | None]) -> "Coded":
        """Return a column of values by their codes."""
        place = {value: code for code, value in enumerate(dict.fromkeys(column))}
        codes = np.fromiter(map(place.__getitem__, column), dtype=np.int64, count=len(column))
        return cls(tuple(place), codes.astype(np.min_scalar_type(max(len(place) - 1, 0))))


@dataclass(frozen=True)
class Acts:
    """Activities that fit a pattern, in time order; `topic` tells which are of the same one."""

    lead: Places
    at: Moments
    topic: Small

    def between(self, begin: int | None, until: int) -> "Acts":
        """Return the activities from `begin` (None: from ever) to `until`, both inclusive."""
        first = 0 if begin is None else int(np.searchsorted(self.at, _moment(begin), side="left"))
        last = int(np.searchsorted(self.at, _moment(until), side="right")) if until >= 0 else 0
        window = slice(first, max(last, first))
        return Acts(self.lead[window], self.at[window], self.topic[window])


def _moment(instant: int) -> np.uint32:
    return np.uint32(min(max(instant, 0), LAST_INSTANT))


@dataclass(frozen=True)
class Activities:
    """All activities, grouped by topic; each group in time order. `last_id` is the newest row they hold."""

    kinds: tuple[str, ...]  # of each group
    topics: tuple[str, ...]
    begins: Codes  # of each group, and the end of the last
    lead: Places
    at: Moments
    last_id: int = 0
    _found: dict[tuple[str, str | None], Acts] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.lead)

    def groups(self, kind: str, topic: str | None) -> list[int]:
        """Return which groups are of a kind and fit a pattern of topics."""
        fits, wanted = fits_topic(topic), folded(kind)
        return [
            place
            for place, (of, name) in enumerate(zip(self.kinds, self.topics, strict=True))
            if folded(of) == wanted and fits(name)
        ]

    def acts(self, kind: str, topic: str | None) -> Acts:
        """Return the activities of a kind that fit a pattern; several groups are merged once and kept."""
        asked = (folded(kind), None if topic is None else folded(topic))
        if asked not in self._found:
            self._found[asked] = self._merged(self.groups(kind, topic))
        return self._found[asked]

    def _merged(self, groups: list[int]) -> Acts:
        slices = [slice(self.begins[group], self.begins[group + 1]) for group in groups]
        sizes = [part.stop - part.start for part in slices]
        code = np.min_scalar_type(max(len(groups) - 1, 0))
        if len(groups) == 1:
            only = slices[0]
            one_topic = np.broadcast_to(np.zeros(1, dtype=code), (sizes[0],))
            return Acts(self.lead[only], self.at[only], one_topic)
        nothing = np.zeros(0, dtype=np.int64)
        at = np.concatenate([nothing.astype(np.uint32), *(self.at[part] for part in slices)])
        lead = np.concatenate([nothing.astype(np.int32), *(self.lead[part] for part in slices)])
        topic = np.repeat(np.arange(len(groups), dtype=code), sizes)
        order = np.argsort(at, kind="stable")
        return Acts(lead[order], at[order], topic[order])

    @cached_property
    def nbytes(self) -> int:
        """Bytes that the activities themselves take, without the merged patterns."""
        return int(self.lead.nbytes + self.at.nbytes + self.begins.nbytes)


def grouped(
    lead: Places, at: Moments, topic: Small, kinds: Sequence[str], topics: Sequence[str], last_id: int = 0
) -> Activities:
    """Return activities given in any order, grouped. `topic` is a place in `kinds` and `topics`."""
    counts = np.bincount(topic, minlength=len(kinds)).astype(np.int64)
    begins = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
    order = np.argsort(topic, kind="stable")  # a radix sort for up to 65,536 topics
    packed = at[order].astype(np.int64) << 32
    packed |= lead[order]
    del order
    for begin, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        packed[begin:end].sort()
    return Activities(
        kinds=tuple(kinds),
        topics=tuple(topics),
        begins=begins,
        lead=(packed & _LEAD_BITS).astype(np.int32),
        at=(packed >> 32).astype(np.uint32),
        last_id=last_id,
    )


@dataclass(frozen=True)
class Prepared:
    """Leads that are still there (neither merged nor erased), by place, with what is known of them."""

    id: Codes  # ascending
    created: Instants  # MISSING where unknown
    won: Flags
    won_at: Instants  # the latest it can mean; MISSING where unknown
    attributes: dict[str, Coded]
    activities: Activities

    def __len__(self) -> int:
        return len(self.id)

    @property
    def nbytes(self) -> int:
        """Bytes that everything takes, the merged patterns too."""
        merged = [
            acts
            for acts in self.activities._found.values()
            if not np.shares_memory(acts.at, self.activities.at)
        ]
        kept = sum(acts.lead.nbytes + acts.at.nbytes + acts.topic.nbytes for acts in merged)
        own = self.id.nbytes + self.created.nbytes + self.won.nbytes + self.won_at.nbytes
        return (
            own + kept + self.activities.nbytes + sum(each.codes.nbytes for each in self.attributes.values())
        )
