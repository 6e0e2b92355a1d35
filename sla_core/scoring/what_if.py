"""What other points would change, at once: counts and fading are kept, only the weights are applied anew.

Leads that are alike in all fit rules share a pattern; leads that did nothing in any window share a rating. So a
change costs as much as there are patterns and things done, not as there are leads. Conditions, windows, half-lives
and caps on activities need `contributions` anew. The outcome equals a full re-score, to the hundredth.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import EngagementRule, FitRule
from sla_core.facts import Codes
from sla_core.scoring.activities import Places
from sla_core.scoring.contributions import Contributions
from sla_core.scoring.model import HUNDRED, Caps, Model, Ranks, Scale
from sla_core.scoring.windows import Faded

Rule = TypeVar("Rule", FitRule, EngagementRule)


@dataclass(frozen=True)
class Weights:
    """Points of the model's rules in their order, the bands and caps to try them with."""

    fit: tuple[int, ...]
    engagement: tuple[int, ...]
    grades: Scale
    ratings: Scale
    caps: Caps

    @classmethod
    def of(cls, model: Model) -> "Weights":
        """Return those of a model as it is."""
        fit, engagement = (tuple(rule.points for rule in rules) for rules in (model.fit, model.engagement))
        return cls(fit, engagement, model.grades, model.ratings, model.caps)

    def applied(self, model: Model) -> Model:
        """Return the model with these weights."""
        return replace(
            model,
            fit=tuple(_worth(rule, points) for rule, points in zip(model.fit, self.fit, strict=True)),
            engagement=tuple(
                _worth(rule, points) for rule, points in zip(model.engagement, self.engagement, strict=True)
            ),
            grades=self.grades,
            ratings=self.ratings,
            caps=self.caps,
        )


def _worth(rule: Rule, points: int) -> Rule:
    return rule.model_copy(update={"points": points})


@dataclass(frozen=True)
class WhatIf:
    """What stays when only weights change. `active` leads did something that counts in some window.

    Things done are laid out by how many of them a lead has: of the leads with three, first all first ones, then
    all second ones, then all third ones. So they are added up without looking anything up.
    """

    pattern: Places  # per lead
    yes: Flags  # per pattern and fit rule
    leads_of: Codes  # per pattern
    active: Codes  # by how many things they have, then by place
    active_pattern: Places
    blocks: tuple[tuple[int, int], ...]  # how many things each, and how many leads, in the order of `active`
    rule: Codes  # per thing done
    faded: Faded
    owner: Codes  # place in `active`
    groups: tuple[str | None, ...]  # of each engagement rule

    @classmethod
    def of(cls, matrix: Contributions) -> "WhatIf":
        """Return what has to be kept of a matrix."""
        pattern, yes = _patterns(matrix)
        columns = [column.done for column in matrix.engagement]
        lead = np.concatenate([np.zeros(0, dtype=np.int64), *(done.lead for done in columns)])
        counts = np.bincount(lead, minlength=matrix.leads)
        active = np.argsort(counts, kind="stable")[np.count_nonzero(counts == 0) :]
        sizes = np.bincount(counts[active])
        blocks = tuple((each, int(sizes[each])) for each in np.flatnonzero(sizes).tolist())
        order = _layout(lead, counts, active, blocks)
        rule = np.repeat(np.arange(len(columns)), [len(done.lead) for done in columns])
        place = np.empty(matrix.leads, dtype=np.int64)
        place[active] = np.arange(len(active))
        return cls(
            pattern=pattern,
            yes=yes,
            leads_of=np.bincount(pattern, minlength=len(yes)),
            active=active,
            active_pattern=pattern[active],
            blocks=blocks,
            rule=rule[order],
            faded=np.concatenate([np.zeros(0), *(done.faded for done in columns)])[order],
            owner=place[lead[order]],
            groups=tuple(column.rule.group for column in matrix.engagement),
        )

    def engagement(self, weights: Weights) -> Faded:
        """Return the totals of the active leads: whole hundredths."""
        size = np.abs(np.array(weights.engagement, dtype=np.float64)) * HUNDRED
        sign = np.sign(np.array(weights.engagement, dtype=np.float64))
        total, first, begin = np.zeros(len(self.active)), 0, 0
        for things, leads in self.blocks:
            of_block = total[first : first + leads]
            for _ in range(things):
                of_block += self._points(slice(begin, begin + leads), size, sign)
                begin += leads
            first += leads
        for group, most in weights.caps.groups.items():
            total -= np.maximum(self._of_group(group, size, sign) - most * HUNDRED, 0)
        if weights.caps.total is not None:
            np.minimum(total, weights.caps.total * HUNDRED, out=total)
        return np.maximum(total, 0, out=total)

    def _points(self, things: slice | Codes, size: Faded, sign: Faded) -> Faded:
        """Return contributions, rounded as `rounded` does."""
        rule = self.rule[things]
        points: Faded = np.take(size, rule, mode="clip")
        points *= self.faded[things]
        points += 0.5
        np.floor(points, out=points)
        if (sign < 0).any():
            points *= sign[rule]
        return points

    def _of_group(self, group: str, size: Faded, sign: Faded) -> Faded:
        of_rule = np.array([each == group for each in self.groups], dtype=bool)
        things = np.flatnonzero(of_rule[self.rule]) if len(of_rule) else self.rule
        points = self._points(things, size, sign)
        found: Faded = np.bincount(self.owner[things], points, minlength=len(self.active)).astype(np.float64)
        return found

    def grade_of_patterns(self, weights: Weights) -> Ranks:
        """Return the grade that each pattern has."""
        points = self.yes @ np.array(weights.fit, dtype=np.int64) * HUNDRED
        return weights.grades.ranks(np.maximum(points, 0))

    def cells(self, weights: Weights) -> Codes:
        """Return how many leads stand in each cell, by rank of grade and of rating."""
        grade, total = self.grade_of_patterns(weights), self.engagement(weights)
        height = len(weights.grades.labels)
        everybody = np.bincount(grade, self.leads_of, minlength=height).astype(np.int64)
        at_least = [everybody]
        for minimum in weights.ratings.minima[1:]:
            if minimum > 0:
                patterns = self.active_pattern[total >= minimum]
                at_least.append(np.bincount(grade[patterns], minlength=height))
            else:
                at_least.append(everybody)
        reached = np.stack([*at_least, np.zeros(height, dtype=np.int64)], axis=1)
        return reached[:, :-1] - reached[:, 1:]

    def ranks(self, weights: Weights) -> tuple[Ranks, Ranks]:
        """Return grade and rating of every lead: who moves is told by comparing with another answer."""
        points = np.zeros(len(self.pattern), dtype=np.int64)
        points[self.active] = self.engagement(weights)
        return self.grade_of_patterns(weights)[self.pattern], weights.ratings.ranks(points)


def _layout(lead: Codes, counts: Codes, active: Codes, blocks: tuple[tuple[int, int], ...]) -> Codes:
    """Return the order of things done: by how many the lead has, then which of its own it is, then by lead."""
    by_lead = np.argsort(lead, kind="stable")
    begins = np.cumsum(counts) - counts  # of each lead among these
    parts, first = [np.zeros(0, dtype=np.int64)], 0
    for things, leads in blocks:
        of_block = begins[active[first : first + leads]]
        parts += [by_lead[of_block + which] for which in range(things)]
        first += leads
    return np.concatenate(parts)


def _patterns(matrix: Contributions) -> tuple[Places, Flags]:
    """Number the combinations of fit rules that leads meet; return that of each lead, and what each meets."""
    by_field: dict[str, list[int]] = {}
    for place, column in enumerate(matrix.fit):
        by_field.setdefault(column.rule.condition.field, []).append(place)
    code, combinations = np.zeros(matrix.leads, dtype=np.int64), np.zeros((1, len(matrix.fit)), dtype=bool)
    for places in by_field.values():
        alike, of_value = np.unique(
            np.stack([matrix.fit[place].yes for place in places], axis=1), axis=0, return_inverse=True
        )
        found = np.repeat(combinations, len(alike), axis=0)
        found[:, places] = np.tile(alike, (len(combinations), 1))
        code *= len(alike)
        code += of_value[matrix.fit[places[0]].codes]
        code, combinations = _renumbered(code, found)
    return code.astype(np.int32), combinations


def _renumbered(code: Codes, combinations: Flags) -> tuple[Codes, Flags]:
    """Leave out the combinations that no lead has, so that their number does not grow with every field."""
    there = np.bincount(code, minlength=len(combinations)) > 0
    return (np.cumsum(there) - 1)[code], combinations[there]
