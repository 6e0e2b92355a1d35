"""What the data suggest for each rule: how much likelier customers meet it than others, translated to points.

Smoothed log-odds (half a case is added to each of the four counts) with a 95 % interval. They become points by the
one factor per axis that fits the agreed points best. Each rule is looked at by itself: overlaps are not seen. They
are shown beside the agreed points and never applied.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags
from sla_core.conditions import ActivityCondition, AttributeCondition, EngagementRule, FitRule
from sla_core.criteria import compared
from sla_core.replay.events import Events
from sla_core.scoring import Prepared
from sla_core.terms import Scoring

LEAST: Final = 20  # customers, and others, below which nothing is suggested
_Z: Final = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations
Rule = FitRule | EngagementRule


@dataclass(frozen=True)
class Suggestion:
    """Points for a rule and where the true value lies in 95 of 100 cases; `n` customers of `won` meet the rule."""

    points: int
    low: int
    high: int
    n: int
    won: int

    def is_outside(self, points: int) -> bool:
        """Whether agreed points lie outside the interval."""
        return not self.low <= points <= self.high


@dataclass(frozen=True)
class Odds:
    """The logarithm of how many times likelier customers meet a rule, and its standard error."""

    log: float
    error: float
    n: int


@dataclass(frozen=True)
class Suggestions:
    """By axis and id of the rule; a rule of which there is too little data has none. `points_per_doubling`: by axis."""

    won: int
    others: int
    of: dict[tuple[str, str], Suggestion]
    points_per_doubling: dict[str, float]

    @property
    def too_little(self) -> bool:
        """Whether there are too few customers, or too few others, to suggest anything."""
        return min(self.won, self.others) < LEAST


def suggestions(known: Prepared, events: Events, scoring: Scoring) -> Suggestions:
    """Return what the data suggest for the rules that are on. Raises `SlaError` for a condition that cannot be asked.

    What leads did counts at any time, of customers until they were won.
    """
    won = int(known.won.sum())
    others = len(known) - won
    found: dict[tuple[str, str], Suggestion] = {}
    doubling: dict[str, float] = {}
    if min(won, others) >= LEAST:
        axes: tuple[tuple[str, Sequence[Rule]], ...] = (
            ("fit", scoring.fit),
            ("engagement", scoring.engagement),
        )
        for axis, rules in axes:
            odds = {rule.id: _odds(_meets(known, events, rule), known.won) for rule in rules if rule.on}
            factor = _factor([(rule.points, odds[rule.id]) for rule in rules if rule.on])
            if factor is None:
                continue
            doubling[axis] = factor * math.log(2)
            found |= {
                (axis, name): _suggestion(of, factor, won) for name, of in odds.items() if of is not None
            }
    return Suggestions(won, others, found, doubling)


def _meets(known: Prepared, events: Events, rule: Rule) -> Flags:
    condition = rule.condition
    if isinstance(condition, AttributeCondition):
        coded = known.attributes[condition.field]
        return compared(condition, coded.values).yes[coded.codes]
    return _did(known, events, condition)


def _did(known: Prepared, events: Events, condition: ActivityCondition) -> Flags:
    rows = events.matches(condition).rows
    until = np.where(known.won & (known.won_at != MISSING), known.won_at, NEVER)
    rows = rows[events.at[rows] <= until[events.lead[rows]]]
    if condition.distinct_topics:
        pairs = np.unique(np.stack([events.lead[rows], events.topic[rows]]), axis=1)
        lead = pairs[0]
    else:
        lead = events.lead[rows]
    did: Flags = np.bincount(lead, minlength=len(known)) >= condition.at_least
    return did


def odds(with_won: int, without_won: int, with_others: int, without_others: int) -> Odds | None:
    """Return the log-odds of four counts; None where fewer than `LEAST` leads meet a rule, or do not."""
    if min(with_won + with_others, without_won + without_others) < LEAST:
        return None
    cells = [n + 0.5 for n in (with_won, without_won, with_others, without_others)]
    log = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    return Odds(log, math.sqrt(sum(1 / cell for cell in cells)), with_won)


def _odds(meets: Flags, won: Flags) -> Odds | None:
    yes, others = int((meets & won).sum()), int((meets & ~won).sum())
    return odds(yes, int(won.sum()) - yes, others, int((~won).sum()) - others)


def _factor(told: Sequence[tuple[int, Odds | None]]) -> float | None:
    """Return points per unit of log-odds, by least squares through 0; None where agreed and data point apart."""
    pairs = [(points, of.log) for points, of in told if of is not None]
    squares = sum(log * log for _, log in pairs)
    factor = sum(points * log for points, log in pairs) / squares if squares else 0.0
    return factor if factor > 0 else None


def _suggestion(of: Odds, factor: float, won: int) -> Suggestion:
    low, high = (of.log + sign * _Z * of.error for sign in (-1, 1))
    return Suggestion(round(factor * of.log), round(factor * low), round(factor * high), of.n, won)
