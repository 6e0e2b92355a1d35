"""The five numbers by what leads are told apart by: their source, their owner."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import Flags
from sla_core.follow_up.judging import STATUSES, Judgement, Status
from sla_core.funnel import Groups
from sla_core.goals.rates import Rate

_OPEN = len(STATUSES)


@dataclass(frozen=True)
class GroupFigures:
    """How the episodes of one value stand; `value` is "" where nothing is known."""

    value: str
    counts: tuple[int, ...]  # in the order of STATUSES
    least: int

    def count(self, status: Status) -> int:
        """Return how many stand so."""
        return self.counts[STATUSES.index(status)]

    @property
    def handed_over(self) -> int:
        """How many episodes there are."""
        return sum(self.counts)

    @property
    def in_time(self) -> Rate:
        """Met of those that could be judged."""
        judged = sum(self.count(status) for status in (Status.MET, Status.LATE, Status.OVERDUE))
        return Rate(self.count(Status.MET), judged, self.least)


def by_group(judgement: Judgement, inside: Flags, groups: Groups, least: int) -> list[GroupFigures]:
    """Return the numbers of each value that some episode of `inside` has, in the order of the values.

    `groups` has a code for each handover; `least`: from how many cases on there is a share.
    """
    cells = groups.code[inside] * _OPEN + judgement.status[inside]
    counts = np.bincount(cells, minlength=len(groups.values) * _OPEN).reshape(-1, _OPEN)
    return [
        GroupFigures(value, tuple(row), least)
        for value, row in zip(groups.values, counts.tolist(), strict=True)
        if sum(row)
    ]
