"""Which leads stand elsewhere today under other criteria, from where to where, and which rules make it so."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sla_core.clauses.conditions import rule as rule_in_words
from sla_core.columns import Flags
from sla_core.conditions import EngagementRule
from sla_core.facts import Codes
from sla_core.i18n import Texts, mark
from sla_core.lead_criteria.effect import Trial
from sla_core.scoring import Line, Model, Scale
from sla_core.scoring.contributions import GROUP_CAP, NOT_BELOW_ZERO, TOTAL_CAP
from sla_core.scoring.model import Ranks
from sla_core.scoring.words import shown


class Move(StrEnum):
    """How a lead moves."""

    JOINS = "joins"
    LEAVES = "leaves"
    CELL = "cell"


MOVES = {Move.JOINS: mark("joins"), Move.LEAVES: mark("leaves"), Move.CELL: mark("other cell")}


@dataclass(frozen=True)
class Movers:
    """Leads by their places, the newest first: those that pass now or no more, and those that only change cell."""

    joins: Codes
    leaves: Codes
    cell: Codes

    @property
    def all(self) -> Codes:
        """Everybody who moves."""
        return np.concatenate([self.leaves, self.joins, self.cell])

    def move(self, lead: int) -> Move:
        """Return how one of them moves."""
        if lead in self.joins:
            return Move.JOINS
        return Move.LEAVES if lead in self.leaves else Move.CELL


def movers(before: Trial, after: Trial) -> Movers:
    """Return who moves between two trials on the same ground; who passes is as if nobody did where SQL is undefined."""
    was, becomes = _passing(before), _passing(after)
    same = _labels(before.model.grades, before.grade) == _labels(after.model.grades, after.grade)
    same &= _labels(before.model.ratings, before.rating) == _labels(after.model.ratings, after.rating)
    return Movers(
        joins=_newest_first(~was & becomes),
        leaves=_newest_first(was & ~becomes),
        cell=_newest_first((was == becomes) & ~same),
    )


def _passing(of: Trial) -> Flags:
    return np.zeros(len(of.grade), dtype=bool) if of.passes is None else of.passes


def _labels(scale: Scale, ranks: Ranks) -> NDArray[np.str_]:
    return np.array(scale.labels)[ranks]


def _newest_first(flags: Flags) -> Codes:
    return np.flatnonzero(flags)[::-1]


def why(before: Trial, after: Trial, lead: int, t: Texts) -> str:
    """Return which rules give a lead other points, the greatest change first: `visited /priser 20, was 30`."""
    told = [_change(line, t) for line in changes(before, after, lead)]
    told += [part for part in _bands(before, after, lead, t) if not told]
    return "; ".join(told) or t("the definition differs")


@dataclass(frozen=True)
class Change:
    """A rule, or what caps take away, that gives a lead other points; hundredths."""

    words: tuple[Line, Model]
    was: int
    becomes: int


def changes(before: Trial, after: Trial, lead: int) -> list[Change]:
    """Return what gives a lead other points, the greatest change first; all of them add up to the change in totals."""
    told = {
        of: {(line.axis, line.rule): line for line in of_trial.lines(lead)}
        for of, of_trial in (("was", before), ("becomes", after))
    }
    found = []
    for key in told["becomes"] | told["was"]:
        was, becomes = told["was"].get(key), told["becomes"].get(key)
        points = was.points if was else 0, becomes.points if becomes else 0
        if points[0] != points[1]:
            known = (becomes, after.model) if becomes else (was, before.model)
            found.append(Change(known, *points))  # type: ignore[arg-type]
    return sorted(found, key=lambda change: -abs(change.becomes - change.was))


def _change(of: Change, t: Texts) -> str:
    return t(
        "{rule} {points}, was {before}",
        rule=rule_words(*of.words, t, is_short=True),
        points=shown(of.becomes, t),
        before=shown(of.was, t),
    )


def rule_words(line: Line, model: Model, t: Texts, *, is_short: bool = False) -> str:
    """Return what gives a line its points, without the points; short: without the days within which it counts."""
    if line.rule == NOT_BELOW_ZERO:
        return t("a total is never below 0")
    if line.rule == TOTAL_CAP:
        return t("the most of all engagement")
    if line.rule.startswith(GROUP_CAP):
        return t("the most of group {group}", group=line.rule.removeprefix(GROUP_CAP))
    rules = model.fit if line.axis == "fit" else model.engagement
    rule = next(rule for rule in rules if rule.id == line.rule)
    if is_short and isinstance(rule, EngagementRule):
        whenever = rule.condition.model_copy(update={"within_days": None})
        rule = rule.model_copy(update={"condition": whenever})
    return rule_in_words(rule, t)


def _bands(before: Trial, after: Trial, lead: int, t: Texts) -> Iterator[str]:
    """Yield the bands that begin elsewhere, where a lead with the same points comes into another."""
    pairs = zip(before.cell(lead), after.cell(lead), strict=True)
    scales = ((before.model.grades, after.model.grades), (before.model.ratings, after.model.ratings))
    for (was, becomes), (old, new) in zip(pairs, scales, strict=True):
        if was == becomes:
            continue
        known = [label for label in (was, becomes) if label in old.labels and label in new.labels]
        yield _band(max(known, key=new.rank, default=becomes), old, new, t)


def _band(label: str, old: Scale, new: Scale, t: Texts) -> str:
    begins = shown(new.minima[new.rank(label)], t)
    if label not in old.labels:
        return t("{label} from {points}, new", label=label, points=begins)
    return t(
        "{label} from {points}, was {before}",
        label=label,
        points=begins,
        before=shown(old.minima[old.rank(label)], t),
    )
