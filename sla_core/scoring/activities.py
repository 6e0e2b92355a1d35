"""Activities, grouped by topic; each group by block of leads, then in time order: a window is a slice of a block.

The sums of a block of leads stay in the processor's cache, and within a block 16 bits tell them. Instants are UTC
seconds in 32 unsigned bits, which end in 2106.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sla_core.criteria import fits_topic, folded
from sla_core.facts import Codes

Small: TypeAlias = NDArray[Any]  # unsigned codes, as few bytes as they need
Places: TypeAlias = NDArray[np.int32]
Locals: TypeAlias = NDArray[np.uint16]  # places within a block
Moments: TypeAlias = NDArray[np.uint32]
LAST_INSTANT: Final = 0xFFFF_FFFF
BLOCK: Final = 1 << 16  # leads
MANY: Final = 255  # of how many came later, as many and more
_BITS, _LOW, _INSTANT = 16, BLOCK - 1, 0xFFFF_FFFF


@dataclass(frozen=True)
class Acts:
    """Activities that fit a pattern, by block of leads, then time; `topic` tells which are of the same one."""

    lead: Locals
    at: Moments
    topic: Small
    begins: Codes  # of each block, and the end of the last

    def between(self, block: int, begin: int | None, until: int) -> slice:
        """Return the rows of a block from `begin` (None: from ever) to `until`, both inclusive."""
        if block + 1 >= len(self.begins):
            return slice(0, 0)
        start, end = int(self.begins[block]), int(self.begins[block + 1])
        at = self.at[start:end]
        first = 0 if begin is None else int(np.searchsorted(at, _moment(begin), side="left"))
        last = int(np.searchsorted(at, _moment(until), side="right")) if until >= 0 else 0
        return slice(start + first, start + max(last, first))

    def ends_block(self, rows: slice) -> bool:
        """Whether nothing in the block came later than these rows."""
        return rows.stop in self._ends

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(self.begins.tolist())

    @cached_property
    def later(self) -> NDArray[np.uint8]:
        """How many of the same lead came after each: whatever the window, as long as it reaches to the last."""
        found = np.empty(len(self.lead), dtype=np.uint8)
        for start, end in pairwise(self.begins.tolist()):
            found[start:end] = np.minimum(later(self.lead[start:end]), MANY)
        return found


def later(lead: NDArray[Any]) -> Codes:
    """Return for each row, in the order of time, how many rows of the same lead come after it."""
    key = lead.astype(np.int64) << 32
    key |= np.arange(len(key))
    key.sort()  # by lead; within a lead the order of time stays
    ends = np.flatnonzero(np.diff(key >> 32, append=-1))
    found = np.empty(len(key), dtype=np.int64)
    found[key & _INSTANT] = np.repeat(ends, np.diff(ends, prepend=-1)) - np.arange(len(key))
    return found


def _packed(at: Moments, lead: Places) -> Codes:
    """Return one number to sort by: block, then time, then lead."""
    packed = lead.astype(np.int64) >> _BITS << 48
    packed |= at.astype(np.int64) << _BITS
    packed |= lead & _LOW
    return packed


def _moment(instant: int) -> np.uint32:
    return np.uint32(min(max(instant, 0), LAST_INSTANT))


@dataclass(frozen=True)
class Activities:
    """All activities, grouped by topic; each group by block of leads, then in time order.

    `last_id` is the newest row they hold; `corrected` grows whenever the store changed or took back any.
    """

    kinds: tuple[str, ...]  # of each group
    topics: tuple[str, ...]
    begins: Codes  # [group, block], and at the end of each group its end
    local: Locals
    at: Moments
    last_id: int = 0
    corrected: int = 0
    _found: dict[tuple[str, str | None], Acts] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.at)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Kind and topic of each group."""
        return tuple(zip(self.kinds, self.topics, strict=True))

    @property
    def lead(self) -> Places:
        """The places of the leads."""
        sizes = np.diff(self.begins, axis=1)
        blocks = np.broadcast_to(np.arange(sizes.shape[1], dtype=np.int32), sizes.shape)
        base = np.repeat(blocks.ravel() << _BITS, sizes.ravel())
        return np.add(base, self.local, dtype=np.int32)

    @property
    def sizes(self) -> Codes:
        """How many activities each group has."""
        return self.begins[:, -1] - self.begins[:, 0]

    def with_more(
        self,
        lead: Places,
        at: Moments,
        topic: Small,
        kinds: Sequence[str],
        topics: Sequence[str],
        last_id: int,
    ) -> "Activities":
        """Return these and some more of the same leads, as `grouped` would have them together.

        Further topics come after the known. Nothing that was there is sorted again: the new ones are put in their
        places.
        """
        blocks = max(self.begins.shape[1] - 1, int(lead.max(initial=0) >> _BITS) + 1)
        begins = _wider(self.begins, len(kinds), blocks, len(self))
        order = np.lexsort((_packed(at, lead), topic))
        lead, at, topic = lead[order], at[order], topic[order]
        new = _packed(at, lead)
        first = np.searchsorted(topic, np.arange(len(kinds) + 1)).tolist()
        places = np.empty(len(new), dtype=np.int64)
        for group, (start, end) in enumerate(pairwise(first)):
            if start < end:
                known = self._packed(begins[group])
                places[start:end] = begins[group, 0] + np.searchsorted(known, new[start:end])
        added = _begins(topic, lead, len(kinds), blocks)
        local = np.insert(self.local, places, (lead & _LOW).astype(np.uint16))
        return Activities(
            tuple(kinds),
            tuple(topics),
            begins + added,
            local,
            np.insert(self.at, places, at),
            last_id,
            self.corrected,
        )

    def _packed(self, begins: Codes) -> Codes:
        rows = slice(int(begins[0]), int(begins[-1]))
        block = np.repeat(np.arange(len(begins) - 1), np.diff(begins))
        return (block << 48) | (self.at[rows].astype(np.int64) << _BITS) | self.local[rows]

    def groups(self, kind: str, topic: str | None) -> list[int]:
        """Return which groups are of a kind and fit a pattern of topics."""
        fits, wanted = fits_topic(topic), folded(kind)
        return [place for place, (of, name) in enumerate(self.names) if folded(of) == wanted and fits(name)]

    def acts(self, kind: str, topic: str | None) -> Acts:
        """Return the activities of a kind that fit a pattern; several groups are merged once and kept."""
        asked = (folded(kind), None if topic is None else folded(topic))
        if asked not in self._found:
            self._found[asked] = self._merged(self.groups(kind, topic))
        return self._found[asked]

    def _merged(self, groups: list[int]) -> Acts:
        code = np.min_scalar_type(max(len(groups) - 1, 0))
        if len(groups) == 1:
            begins = self.begins[groups[0]]
            only = slice(int(begins[0]), int(begins[-1]))
            one_topic = np.broadcast_to(np.zeros(1, dtype=code), (only.stop - only.start,))
            return Acts(self.local[only], self.at[only], one_topic, begins - only.start)
        nothing = np.zeros(0, dtype=np.int64)
        packed = np.concatenate([nothing, *(self._packed(self.begins[group]) for group in groups)])
        order = np.argsort(packed, kind="stable")
        packed = packed[order]
        return Acts(
            lead=(packed & _LOW).astype(np.uint16),
            at=(packed >> _BITS & _INSTANT).astype(np.uint32),
            topic=np.repeat(np.arange(len(groups), dtype=code), self.sizes[groups])[order],
            begins=np.searchsorted(packed >> 48, np.arange(self.begins.shape[1])),
        )

    @property
    def nbytes(self) -> int:
        """Bytes that the activities take, and all that is kept of patterns."""
        kept = 0
        for acts in self._found.values():
            own = acts.lead.nbytes + acts.at.nbytes + acts.topic.nbytes
            kept += 0 if np.shares_memory(acts.at, self.at) else own
            kept += acts.later.nbytes if "later" in acts.__dict__ else 0
        return int(self.local.nbytes + self.at.nbytes + self.begins.nbytes) + kept


def _begins(topic: Small, lead: Places, topics: int, blocks: int) -> Codes:
    """Return [group, block] where the rows of each begin, and at the end of each group where it ends."""
    place = topic.astype(np.int64) * blocks + (lead >> _BITS)
    counts = np.bincount(place, minlength=topics * blocks).reshape(topics, blocks)
    ends = np.cumsum(counts).reshape(topics, blocks) if counts.size else counts
    return np.concatenate([ends[:, :1] - counts[:, :1], ends], axis=1)


def _wider(begins: Codes, topics: int, blocks: int, end: int) -> Codes:
    """Return the same with further topics and blocks, in which nothing is."""
    more = np.repeat(begins[:, -1:], blocks + 1 - begins.shape[1], axis=1)
    known = np.concatenate([begins, more], axis=1)
    return np.concatenate([known, np.full((topics - len(begins), blocks + 1), end)])


def grouped(
    lead: Places,
    at: Moments,
    topic: Small,
    kinds: Sequence[str],
    topics: Sequence[str],
    last_id: int = 0,
    corrected: int = 0,
) -> Activities:
    """Return activities given in any order, grouped. `topic` is a place in `kinds` and `topics`."""
    blocks = int(lead.max(initial=0) >> _BITS) + 1
    begins = _begins(topic, lead, len(kinds), blocks)
    order = np.argsort(topic, kind="stable")  # a radix sort for up to 65,536 topics
    packed = _packed(at[order], lead[order])
    del order
    for begin, end in zip(begins[:, 0].tolist(), begins[:, -1].tolist(), strict=True):
        packed[begin:end].sort()
    return Activities(
        kinds=tuple(kinds),
        topics=tuple(topics),
        begins=begins,
        local=(packed & _LOW).astype(np.uint16),
        at=(packed >> _BITS & _INSTANT).astype(np.uint32),
        last_id=last_id,
        corrected=corrected,
    )
