"""`contributions[lead, rule]` in hundredths of a point: the scores of all leads, and the explanation of each.

Of an engagement rule only the leads that get something are kept. A contribution is rounded once, half away from
zero, after the activities that count for it are summed; from there on everything is whole numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import EngagementRule, FitRule
from sla_core.criteria import compared
from sla_core.scoring.arrays import Prepared, Small
from sla_core.scoring.model import HUNDRED, Model, Moment, Points, Ranks
from sla_core.scoring.windows import Done, Faded, done

Axis = Literal["fit", "engagement"]
# Lines that are no rule's: what a cap takes away, and what a negative sum is raised by.
GROUP_CAP: Final = "most_of_group:"
TOTAL_CAP: Final = "most_of_all"
NOT_BELOW_ZERO: Final = "not_below_0"
_AT_ONCE: Final = 32_768  # leads whose sums stay in the processor's cache


@dataclass(frozen=True)
class FitColumn:
    """A rule about what leads are: which values of its field get its points."""

    rule: FitRule
    yes: Flags  # per value
    codes: Small  # per lead

    def of(self, lead: int) -> bool:
        """Whether a lead gets the points."""
        return bool(self.yes[self.codes[lead]])


@dataclass(frozen=True)
class EngagementColumn:
    """A rule about what leads do: who did it, how often it counts, and the points for it."""

    rule: EngagementRule
    done: Done
    points: Points

    def of(self, lead: int) -> tuple[int, int]:
        """Return how often it counts for a lead, and its points."""
        place = int(np.searchsorted(self.done.lead, lead))
        if place == len(self.done.lead) or self.done.lead[place] != lead:
            return 0, 0
        return int(self.done.count[place]), int(self.points[place])


@dataclass(frozen=True)
class Contributions:
    """The matrix of leads and rules at a moment, by columns."""

    model: Model
    leads: int
    moment: Moment
    fit: tuple[FitColumn, ...]
    engagement: tuple[EngagementColumn, ...]


@dataclass(frozen=True)
class Scores:
    """Totals in hundredths and bands of every lead."""

    fit: Points
    engagement: Points
    grade: Ranks
    rating: Ranks


@dataclass(frozen=True)
class Line:
    """What a lead has from one rule, or what a cap changes: the lines of an axis add up to its total."""

    axis: Axis
    rule: str
    count: int
    points: int


def rounded(points: int, faded: Faded) -> Points:
    """Return whole hundredths, half away from zero."""
    size: Faded = np.floor(abs(points) * HUNDRED * faded + 0.5)
    return size.astype(np.int64) * (-1 if points < 0 else 1)


def contributions(known: Prepared, model: Model, moment: Moment) -> Contributions:
    """Return what every rule gives every lead at a moment. What is not known about a lead gives no points."""
    fit = []
    for rule in model.fit:
        coded = known.attributes[rule.condition.field]
        fit.append(FitColumn(rule, compared(rule.condition, coded.values).yes, coded.codes))
    engagement = []
    for acted in model.engagement:
        found = done(known, acted, moment)
        engagement.append(EngagementColumn(acted, found, rounded(acted.points, found.faded)))
    return Contributions(model, len(known), moment, tuple(fit), tuple(engagement))


def scores(of: Contributions) -> Scores:
    """Return the totals: rule, then cap of its group, then cap of all; never below 0."""
    fit, engagement = _fit(of), _engagement(of)
    return Scores(fit, engagement, of.model.grades.ranks(fit), of.model.ratings.ranks(engagement))


def _fit(of: Contributions) -> Points:
    """Return the sums by field: rules on the same field share one look-up."""
    points: dict[str, tuple[Points, Small]] = {}
    for column in of.fit:
        field = column.rule.condition.field
        table, _ = points.setdefault(field, (np.zeros(len(column.yes), dtype=np.int64), column.codes))
        table += column.yes * (column.rule.points * HUNDRED)
    total = np.zeros(of.leads, dtype=np.int64)
    for begin in range(0, of.leads, _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        for table, codes in points.values():
            total[part] += np.take(table, codes[part].astype(np.intp), mode="clip")
    return np.maximum(total, 0, out=total)


def _engagement(of: Contributions) -> Points:
    caps = of.model.caps
    total = np.zeros(of.leads, dtype=np.int64)
    groups = {group: np.zeros(of.leads, dtype=np.int64) for group in caps.groups}
    for column in of.engagement:
        into = total if column.rule.group is None else groups.get(column.rule.group, total)
        into[column.done.lead] += column.points
    for group, points in groups.items():
        total += np.minimum(points, caps.groups[group] * HUNDRED)
    if caps.total is not None:
        np.minimum(total, caps.total * HUNDRED, out=total)
    return np.maximum(total, 0, out=total)


def explanation(of: Contributions, lead: int) -> tuple[Line, ...]:
    """Return the row of a lead: what each rule gives it, and what caps change."""
    return (*_fit_lines(of, lead), *_engagement_lines(of, lead))


def _fit_lines(of: Contributions, lead: int) -> Iterator[Line]:
    total = 0
    for column in of.fit:
        if column.of(lead):
            total += column.rule.points * HUNDRED
            yield Line("fit", column.rule.id, 1, column.rule.points * HUNDRED)
    if total < 0:
        yield Line("fit", NOT_BELOW_ZERO, 0, -total)


def _engagement_lines(of: Contributions, lead: int) -> Iterator[Line]:
    caps, total, groups = of.model.caps, 0, dict.fromkeys(of.model.caps.groups, 0)
    for column in of.engagement:
        count, points = column.of(lead)
        if count:
            yield Line("engagement", column.rule.id, count, points)
        total += points
        if column.rule.group in groups:
            groups[column.rule.group] += points
    for group, points in groups.items():
        above = max(points - caps.groups[group] * HUNDRED, 0)
        if above:
            yield Line("engagement", f"{GROUP_CAP}{group}", 0, -above)
            total -= above
    if caps.total is not None and total > caps.total * HUNDRED:
        yield Line("engagement", TOTAL_CAP, 0, caps.total * HUNDRED - total)
    if total < 0:
        yield Line("engagement", NOT_BELOW_ZERO, 0, -total)
