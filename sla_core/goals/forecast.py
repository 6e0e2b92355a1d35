"""What a period may come to: a bootstrap of the company's own weeks.

Each of `FUTURES` futures first draws as many past weeks as there are, with replacement: had chance gone otherwise,
the past could have looked like this. Then it draws weeks out of these, one after the other, until they have filled
what is still ahead; of the last one it takes each arrival with the part of the week that fits. So both what is
not known about the usual week and how weeks differ from one another stand in the spread. Of a season, a trend or a
campaign to come nothing is known here.

The draws are always the same, so equal data give equal figures.
"""

import math
from dataclasses import dataclass

import numpy as np

from sla_core.facts import Codes
from sla_core.goals.weeks import LEAST_WEEKS, Exposures, Weeks

FUTURES = 4_000
_SEED = 47


@dataclass(frozen=True)
class Forecast:
    """What a period may come to: in one of ten futures less than `low`, in one of ten more than `high`.

    `probability` is that of reaching the target (0–1), None without one; `weeks` tells how many it rests on.
    """

    low: int
    mid: int
    high: int
    probability: float | None
    weeks: int


def forecast(reached: int, weeks: Weeks, target: int | None) -> Forecast | None:
    """Return what a period may come to that has reached so much; None with fewer than 8 weeks of history."""
    if len(weeks) < LEAST_WEEKS:
        return None
    return _told(reached + _still_to_come(weeks), target, len(weeks))


def settled(reached: int, target: int | None) -> Forecast:
    """Return the outcome of a period that has ended."""
    return _told(np.array([reached]), target, 0)


def _told(outcomes: Codes, target: int | None, weeks: int) -> Forecast:
    low, mid, high = np.quantile(outcomes, (0.1, 0.5, 0.9), method="inverted_cdf").tolist()
    probability = None if target is None else float((outcomes >= target).mean())
    return Forecast(int(low), int(mid), int(high), probability, weeks)


def _still_to_come(weeks: Weeks) -> Codes:
    """Return how many still arrive, one number per future."""
    chance = np.random.default_rng(_SEED)
    n = len(weeks)
    past = chance.integers(n, size=(FUTURES, n))
    slots = math.ceil(1.5 * weeks.ahead / weeks.exposures.mean()) + 4
    drawn = np.take_along_axis(past, chance.integers(n, size=(FUTURES, slots)), axis=1)
    counts, exposures = weeks.counts[drawn], weeks.exposures[drawn]
    before = np.cumsum(exposures, axis=1) - exposures
    fits = ((weeks.ahead - before) / exposures).clip(0, 1)
    whole = np.where(fits == 1, counts, 0).sum(axis=1)
    last = np.where((fits > 0) & (fits < 1), counts, 0).max(axis=1)
    part = np.where(fits < 1, fits, 0).max(axis=1)
    filled: Codes = whole + chance.binomial(last, part) + _rest(weeks, counts, exposures, chance)
    return filled


def _rest(weeks: Weeks, counts: Codes, exposures: Exposures, chance: np.random.Generator) -> Codes:
    """Return what arrives where the drawn weeks were too small to fill what is ahead: at their own rate."""
    filled = exposures.sum(axis=1)
    left = np.maximum(weeks.ahead - filled, 0)
    arrived: Codes = chance.poisson(left * counts.sum(axis=1) / filled)
    return arrived
