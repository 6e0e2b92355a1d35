"""Whether leads that were contacted in time became customers more often, and what that could be worth.

Counted are handovers of the year before now that are old enough for their end to be known (older than nine of ten
journeys took), of which the promise could be judged, and which sales did not return. It is correlation: who is
contacted late may be less promising to begin with.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from sla_core.columns import MISSING, Flags
from sla_core.follow_up.judging import Status
from sla_core.goals import amounts
from sla_core.goals.amounts import Amount, Input
from sla_core.goals.journey import DAY, JOURNEY_DAYS
from sla_core.goals.rates import Rate
from sla_core.handovers import CLOSINGS
from sla_core.leads import Closing
from sla_core.situation import Situation

QUICK = 3_600  # working seconds


class Band(StrEnum):
    """How soon a lead was contacted."""

    QUICK = "quick"  # within a working hour, and in time
    IN_TIME = "in_time"
    LATE = "late"
    NEVER = "never"  # no response is known, and the deadline has passed


@dataclass(frozen=True)
class Bands:
    """Won of handed over per band, and over all that were in time and all that were not.

    `left_out` are handovers of the same time that no clock could judge or that sales returned.
    """

    by_band: dict[Band, Rate]
    in_time: Rate
    not_in_time: Rate
    left_out: int

    @property
    def difference(self) -> Fraction | None:
        """How much more often those in time were won; None where either has too few cases."""
        if self.in_time.share is None or self.not_in_time.share is None:
            return None
        return self.in_time.share - self.not_in_time.share

    @property
    def is_clear(self) -> bool:
        """Whether the two intervals do not meet, so that chance alone explains the difference badly."""
        one, other = self.in_time.interval, self.not_in_time.interval
        return one is not None and other is not None and (one[0] > other[1] or other[0] > one[1])


def bands(situation: Situation, p90: int | None) -> Bands:
    """Return how often leads were won by how soon they were contacted.

    `p90` is the journey that nine of ten took, in seconds; without one no handover is old enough.
    """
    handovers, least = situation.handovers, situation.limits.least_cases
    rows = _old_enough(situation, p90)
    returned = handovers.closed_by == CLOSINGS.index(Closing.RETURNED)
    met = situation.judgement.where(Status.MET)
    late = situation.judgement.where(Status.LATE)
    overdue = situation.judgement.where(Status.OVERDUE)
    counted = rows & (met | late | overdue) & ~returned
    quick = met & (handovers.attempted_before | _within(situation, QUICK))
    answered = handovers.responded != MISSING
    chosen = {
        Band.QUICK: quick,
        Band.IN_TIME: met & ~quick,
        Band.LATE: late & answered,
        Band.NEVER: overdue | (late & ~answered),
    }
    return Bands(
        {band: _rate(situation, counted & flags, least) for band, flags in chosen.items()},
        _rate(situation, counted & met, least),
        _rate(situation, counted & ~met, least),
        int((rows & ~counted).sum()),
    )


def _old_enough(situation: Situation, p90: int | None) -> Flags:
    at, now = situation.handovers.handed_over.at, situation.edge.now
    if p90 is None:
        return np.zeros(len(at), dtype=bool)
    rows: Flags = (at >= now - JOURNEY_DAYS * DAY) & (at < now - p90)
    return rows


def _within(situation: Situation, seconds: int) -> Flags:
    took = situation.handovers.response_seconds
    found: Flags = (took != MISSING) & (took <= seconds)
    return found


def _rate(situation: Situation, rows: Flags, least: int) -> Rate:
    won = situation.handovers.closed_by == CLOSINGS.index(Closing.WON)
    return Rate(int((rows & won).sum()), int(rows.sum()), least)


def worth(found: Bands, average_purchase: Fraction | None) -> Amount | None:
    """Return what contacting the late leads in time could have brought, if being in time were the cause.

    None where there are too few cases, or where those in time were not won more often.
    """
    difference = found.difference
    if difference is None or difference <= 0:
        return None
    purchase = amounts.count(average_purchase, Input.AVERAGE_PURCHASE)
    return amounts.product([Fraction(found.not_in_time.of), difference, purchase])
