"""The scoring model of the terms, checked and ready to be applied. Points are hundredths from here on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sla_core.conditions import (
    AttributeCondition,
    Band,
    Condition,
    EngagementRule,
    FitRule,
    LeadDefinition,
    ScoreCondition,
)
from sla_core.criteria import check as check_attributes
from sla_core.errors import SlaError
from sla_core.leads import Stage
from sla_core.terms import Scoring, Terms

HUNDRED: Final = 100  # hundredths in a point
DAY: Final = 86_400
MOST_POINTS: Final = 1_000_000  # of one rule: sums stay exact
LEAST_BANDS, MOST_BANDS = 2, 6

Points = NDArray[np.int64]  # hundredths
Ranks = NDArray[np.uint8]  # place in a scale, 0 for the lowest band


@dataclass(frozen=True)
class Moment:
    """When leads are scored. Ages run in exact days (86,400 s) up to `as_of`; what happened after it and up to
    `until` has its full points; what came later does not count."""

    as_of: int
    until: int

    @classmethod
    def at(cls, instant: int) -> "Moment":
        """Return an instant as it is: nothing after it counts."""
        return cls(instant, instant)

    @classmethod
    def today(cls, midnight: int, now: int) -> "Moment":
        """Return the day that began at midnight, as screens show it: a score does not fade while one looks."""
        return cls(midnight, now)


@dataclass(frozen=True)
class Scale:
    """The bands of an axis, the lowest first."""

    labels: tuple[str, ...]
    minima: tuple[int, ...]  # hundredths

    def ranks(self, points: Points) -> Ranks:
        """Return the band of each total."""
        found = np.zeros(points.shape, dtype=np.uint8)
        for minimum in self.minima[1:]:
            found += points >= minimum
        return found

    def label(self, points: int) -> str:
        """Return what the band of a total is called."""
        return self.labels[sum(points >= minimum for minimum in self.minima[1:])]

    def rank(self, label: str) -> int:
        """Return the place of a label; raises `SlaError` where no band has it."""
        if label not in self.labels:
            raise SlaError(
                "A condition asks for “{label}”, and no band has that name. There are {labels}.",
                label=label,
                labels=", ".join(reversed(self.labels)),
            )
        return self.labels.index(label)


@dataclass(frozen=True)
class Caps:
    """The most points of a group of rules and of all engagement together, in points; none by default."""

    groups: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None


@dataclass(frozen=True)
class Model:
    """Rules that are switched on, and the bands of both axes."""

    fit: tuple[FitRule, ...]
    engagement: tuple[EngagementRule, ...]
    grades: Scale
    ratings: Scale
    caps: Caps


def compiled(scoring: Scoring, caps: Caps | None = None) -> Model:
    """Return the model of the terms, with other caps where given.

    Raises `SlaError` for bands out of order and rules that cannot be applied.
    """
    for rules in (scoring.fit, scoring.engagement):
        _check_rules(rules)
    fit = tuple(rule for rule in scoring.fit if rule.on)
    check_attributes(LeadDefinition(all_of=tuple(rule.condition for rule in fit)))
    return Model(
        fit=fit,
        engagement=tuple(rule for rule in scoring.engagement if rule.on),
        grades=_scale(scoring.grades),
        ratings=_scale(scoring.ratings),
        caps=caps or Caps(scoring.caps.groups, scoring.caps.total),
    )


def check(terms: Terms) -> None:
    """Raise `SlaError` for a scoring model or a definition that no lead can be held against."""
    model = compiled(terms.scoring)
    for condition in conditions(terms.definitions):
        if isinstance(condition, AttributeCondition):
            check_attributes(LeadDefinition(all_of=(condition,)))
        elif isinstance(condition, ScoreCondition):
            scale_of(model, condition).rank(condition.at_least)


def scale_of(model: Model, condition: ScoreCondition) -> Scale:
    """Return the bands that a condition on a score asks about."""
    return model.grades if condition.axis == "fit" else model.ratings


def conditions(definitions: Mapping[Stage, LeadDefinition]) -> list[Condition]:
    """Return all conditions of some definitions."""
    return [each for one in definitions.values() for each in (*one.all_of, *one.any_of)]


def fields(terms: Terms) -> tuple[str, ...]:
    """Return the fields that rules and definitions ask about, each once: what has to be loaded."""
    rules = [rule.condition for rule in terms.scoring.fit if rule.on]
    asked = [each for each in conditions(terms.definitions) if isinstance(each, AttributeCondition)]
    return tuple(dict.fromkeys(condition.field for condition in (*rules, *asked)))


def _check_rules(rules: Sequence[FitRule] | Sequence[EngagementRule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise SlaError(
                "Two rules are called “{rule}”: their points could not be told apart.", rule=rule.id
            )
        if abs(rule.points) > MOST_POINTS:
            raise SlaError("The rule “{rule}” gives more points than can be counted.", rule=rule.id)
        seen.add(rule.id)


def _scale(bands: Sequence[Band]) -> Scale:
    """Check bands, which are told the best first, and return them the lowest first."""
    labels = [band.label for band in bands]
    if not LEAST_BANDS <= len(bands) <= MOST_BANDS or len(set(labels)) < len(labels) or "" in labels:
        raise SlaError(
            "An axis has {least} to {most} bands, each with a name of its own.",
            least=LEAST_BANDS,
            most=MOST_BANDS,
        )
    if not all(band.minimum.is_finite() for band in bands):
        raise SlaError("A band begins at a number of points.")
    for better, worse in pairwise(bands):
        if better.minimum <= worse.minimum:
            raise SlaError(
                "The bands are out of order: “{better}” must begin at more points than “{worse}”.",
                better=better.label,
                worse=worse.label,
            )
    if bands[-1].minimum > 0:
        raise SlaError(
            "The lowest band, “{band}”, must begin at 0: otherwise some leads are in none.",
            band=bands[-1].label,
        )
    minima = [math.ceil(band.minimum * HUNDRED) for band in bands]
    return Scale(tuple(reversed(labels)), tuple(reversed(minima)))
