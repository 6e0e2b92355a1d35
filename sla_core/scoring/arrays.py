"""What scoring works on, prepared once per facts: what leads are by code, and what they did.

Leads are told by their place. A field of a million leads takes 1 to 4 MB, ten million activities 60 MB.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import Flags, Instants
from sla_core.facts import Codes
from sla_core.scoring.activities import BLOCK, Activities

Small: TypeAlias = NDArray[Any]  # unsigned codes, as few bytes as they need


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
class Prepared:
    """Leads that are still there (neither merged nor erased), by place, with what is known of them."""

    id: Codes  # ascending
    created: Instants  # MISSING where unknown
    won: Flags
    won_at: Instants  # the latest it can mean; MISSING where unknown
    attributes: dict[str, Coded]
    activities: Activities
    _joint: dict[tuple[str, str], NDArray[np.uint16]] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.id)

    def joint(self, one: str, other: str) -> NDArray[np.uint16] | None:
        """Return codes that tell two fields at once, `one * values of other + other`; None where 16 bits are too few.

        Two rules on two fields then take one look-up per lead. Made once and kept.
        """
        first, second = self.attributes[one], self.attributes[other]
        if len(first.values) * len(second.values) > BLOCK:
            return None
        if (one, other) not in self._joint:
            code = first.codes.astype(np.uint16) * np.uint16(len(second.values))
            code += second.codes.astype(np.uint16)
            self._joint[one, other] = code
        return self._joint[one, other]

    @property
    def nbytes(self) -> int:
        """Bytes that everything takes, with all that is kept to be asked again."""
        own = self.id.nbytes + self.created.nbytes + self.won.nbytes + self.won_at.nbytes
        own += sum(each.codes.nbytes for each in self.attributes.values())
        return own + sum(each.nbytes for each in self._joint.values()) + self.activities.nbytes
