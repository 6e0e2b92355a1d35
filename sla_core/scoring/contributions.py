"""`contributions[lead, rule]` in hundredths of a point: the scores of all leads, and the explanation of each.

Columns of what leads did are only made where somebody asks for them. A contribution is rounded once, half away from
zero, after the activities that count for it are summed; from there on everything is whole numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import EngagementRule, FitRule
from sla_core.criteria import compared
from sla_core.facts import Codes
from sla_core.scoring.activities import BLOCK, Small
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.model import HUNDRED, Caps, Model, Moment, Points, Ranks
from sla_core.scoring.windows import Done, Faded, Tally, blocks, done, tally

Axis = Literal["fit", "engagement"]
# Lines that are no rule's: what a cap takes away, and what a negative sum is raised by.
GROUP_CAP: Final = "most_of_group:"
TOTAL_CAP: Final = "most_of_all"
NOT_BELOW_ZERO: Final = "not_below_0"
_FEW: Final = 4  # as many times more leads in a block as did something: adding up goes by lead, not by block


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


class EngagementColumns(Sequence[EngagementColumn]):
    """The columns of what leads do, made when one is asked for: totals and the row of one lead do without."""

    def __init__(self, known: Prepared, rules: tuple[EngagementRule, ...], moment: Moment) -> None:
        self._known, self.rules, self._moment = known, rules, moment

    @cached_property
    def _columns(self) -> tuple[EngagementColumn, ...]:
        found = ((rule, done(self._known, rule, self._moment)) for rule in self.rules)
        return tuple(EngagementColumn(rule, by, rounded(rule.points, by.faded)) for rule, by in found)

    def __len__(self) -> int:
        return len(self.rules)

    def __getitem__(self, place: Any) -> Any:
        return self._columns[place]

    def in_block(self, block: int, size: int) -> Iterator[tuple[EngagementRule, Tally]]:
        """Yield what counts for each rule in a block of leads."""
        for rule in self.rules:
            yield rule, tally(self._known, rule, self._moment, block, size)

    def of(self, lead: int) -> Iterator[tuple[EngagementRule, int, int]]:
        """Yield how often each rule counts for a lead, and its points: only its block is looked at."""
        block, local = divmod(lead, BLOCK)
        size = min(BLOCK, len(self._known) - block * BLOCK)
        for rule, found in self.in_block(block, size):
            points = rounded(rule.points, found.faded[local : local + 1])
            yield rule, found.count(local), int(points[0])


@dataclass(frozen=True)
class Contributions:
    """The matrix of leads and rules at a moment, by columns."""

    model: Model
    leads: int
    moment: Moment
    fit: tuple[FitColumn, ...]
    engagement: Sequence[EngagementColumn]
    known: Prepared


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
    return _round(points, faded.copy()).astype(np.int64)


def _round(points: int, faded: Faded) -> Faded:
    """Make whole hundredths of what is given, in its place."""
    faded *= abs(points) * HUNDRED
    faded += 0.5
    np.floor(faded, out=faded)
    return np.negative(faded, out=faded) if points < 0 else faded


def contributions(known: Prepared, model: Model, moment: Moment) -> Contributions:
    """Return what every rule gives every lead at a moment. What is not known about a lead gives no points."""
    fit = []
    for rule in model.fit:
        coded = known.attributes[rule.condition.field]
        fit.append(FitColumn(rule, compared(rule.condition, coded.values).yes, coded.codes))
    engagement = EngagementColumns(known, model.engagement, moment)
    return Contributions(model, len(known), moment, tuple(fit), engagement, known)


def scores(of: Contributions) -> Scores:
    """Return the totals: rule, then cap of its group, then cap of all; never below 0."""
    fit, engagement = np.empty(of.leads, dtype=np.int64), np.empty(of.leads, dtype=np.int64)
    grade, rating = np.empty(of.leads, dtype=np.uint8), np.empty(of.leads, dtype=np.uint8)
    tables = list(_tables(of))
    for block, places in blocks(of.leads):
        size = places.stop - places.start
        fit[places] = _fit(tables, places)
        engagement[places] = _engagement(of, block, size)
        grade[places] = of.model.grades.ranks(fit[places])
        rating[places] = of.model.ratings.ranks(engagement[places])
    return Scores(fit, engagement, grade, rating)


_Table = tuple[Points, Small]  # points per code, and the codes of the leads


def _tables(of: Contributions) -> Iterator[_Table]:
    """Yield the sums by field, of two fields at once where one look-up is enough for both."""
    points: dict[str, Points] = {}
    for column in of.fit:
        table = points.setdefault(column.rule.condition.field, np.zeros(len(column.yes), dtype=np.int64))
        table += column.yes * (column.rule.points * HUNDRED)
    left = list(points)
    while left:
        one = left.pop(0)
        for other in left:
            codes = of.known.joint(one, other)
            if codes is not None:
                left.remove(other)
                yield np.add.outer(points[one], points[other]).ravel(), codes
                break
        else:
            yield points[one], of.known.attributes[one].codes


def _fit(tables: Sequence[_Table], places: slice) -> Points:
    total = np.zeros(places.stop - places.start, dtype=np.int64)
    for table, codes in tables:
        total += np.take(table, codes[places].astype(np.int64), mode="clip")
    return np.maximum(total, 0, out=total)


def _engagement(of: Contributions, block: int, size: int) -> Faded:
    """Return the totals of a block, as whole numbers."""
    caps, total = of.model.caps, np.zeros(size)
    groups = {group: np.zeros(size) for group in caps.groups}
    for rule, each, points in _block(of, block, size):
        into = total if rule.group is None else groups.get(rule.group, total)
        if each is None:
            into += points
        else:
            into[each] += points
    for group, points in groups.items():
        total += np.minimum(points, caps.groups[group] * HUNDRED)
    if caps.total is not None:
        np.minimum(total, caps.total * HUNDRED, out=total)
    return np.maximum(total, 0, out=total)


def _block(of: Contributions, block: int, size: int) -> Iterator[tuple[EngagementRule, Codes | None, Faded]]:
    """Yield rules with the points of leads of a block: of all of them, or of each that is told by its place."""
    if not isinstance(of.engagement, EngagementColumns):
        for column in of.engagement:
            first, last = np.searchsorted(column.done.lead, [block * BLOCK, block * BLOCK + size])
            mine = slice(int(first), int(last))
            yield column.rule, column.done.lead[mine] - block * BLOCK, column.points[mine].astype(np.float64)
        return
    for rule, found in of.engagement.in_block(block, size):
        if len(found.lead) * _FEW < size:
            each = found.each
            yield rule, each, _round(rule.points, found.faded[each])
        else:
            yield rule, None, _round(rule.points, found.faded)


def explanation(of: Contributions, lead: int) -> tuple[Line, ...]:
    """Return the row of a lead: what each rule gives it, and what caps change."""
    if isinstance(of.engagement, EngagementColumns):
        given = of.engagement.of(lead)
    else:
        given = ((column.rule, *column.of(lead)) for column in of.engagement)
    return (*fit_lines(of, lead), *engagement_lines(of.model.caps, given))


def fit_lines(of: Contributions, lead: int) -> Iterator[Line]:
    """Yield what each rule about what leads are gives a lead; the lines add up to its total."""
    total = 0
    for column in of.fit:
        if column.of(lead):
            total += column.rule.points * HUNDRED
            yield Line("fit", column.rule.id, 1, column.rule.points * HUNDRED)
    if total < 0:
        yield Line("fit", NOT_BELOW_ZERO, 0, -total)


def engagement_lines(caps: Caps, given: Iterable[tuple[EngagementRule, int, int]]) -> Iterator[Line]:
    """Yield a lead's lines of what it did, `given` each rule, how often it counts and its points, and of the caps."""
    total, groups = 0, dict.fromkeys(caps.groups, 0)
    for rule, count, points in given:
        if count:
            yield Line("engagement", rule.id, count, points)
        total += points
        if rule.group in groups:
            groups[rule.group] += points
    for group, points in groups.items():
        above = max(points - caps.groups[group] * HUNDRED, 0)
        if above:
            yield Line("engagement", f"{GROUP_CAP}{group}", 0, -above)
            total -= above
    if caps.total is not None and total > caps.total * HUNDRED:
        yield Line("engagement", TOTAL_CAP, 0, caps.total * HUNDRED - total)
    if total < 0:
        yield Line("engagement", NOT_BELOW_ZERO, 0, -total)
