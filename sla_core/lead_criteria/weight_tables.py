"""Weights as one table of all rules, and the rules that come of what is typed into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sla_core.conditions import Band, EngagementRule, FitRule
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.lead_criteria.rule_tables import MOST_DAYS, MOST_TIMES, Fault, Reading, Row, number, optional
from sla_core.scoring.model import MOST_POINTS
from sla_core.terms import MostPoints, Scoring

Rule = FitRule | EngagementRule


def weight_rows(scoring: Scoring) -> list[Row]:
    """Return what can be moved of every rule, fit first; `axis` and `id` are not shown."""
    fit = [{"axis": "fit", "id": rule.id, "on": rule.on, "points": rule.points} for rule in scoring.fit]
    engagement = [
        {
            "axis": "engagement",
            "id": rule.id,
            "on": rule.on,
            "points": rule.points,
            "at_most": rule.at_most,
            "half_life": rule.half_life_days,
        }
        for rule in scoring.engagement
    ]
    return [*fit, *engagement]


@dataclass(frozen=True)
class Limits:
    """Where bands begin, by their labels, and the most points of all engagement; None: no limit."""

    grades: Mapping[str, float]
    ratings: Mapping[str, float]
    total: int | None


def weighed(scoring: Scoring, rows: Sequence[Row], limits: Limits, t: Texts) -> tuple[Scoring, list[Fault]]:
    """Return the rules with the weights of the rows, in the order of `weight_rows`, and what is wrong with them."""
    fit_reading, reading = Reading("fit", t), Reading("engagement", t)
    n = len(scoring.fit)
    fit = []
    for fit_reading.row, (rule, row) in enumerate(zip(scoring.fit, rows[:n], strict=True), start=1):
        fit.append(_fit(rule, row, fit_reading))
    engagement = []
    for reading.row, (acted, row) in enumerate(zip(scoring.engagement, rows[n:], strict=True), start=1):
        engagement.append(_engagement(acted, row, reading))
    made = scoring.model_copy(
        update={
            "fit": tuple(fit),
            "engagement": tuple(engagement),
            "grades": _begun(scoring.grades, limits.grades),
            "ratings": _begun(scoring.ratings, limits.ratings),
            "caps": MostPoints(groups=scoring.caps.groups, total=limits.total),
        }
    )
    return made, [*fit_reading.faults, *reading.faults]


def moved(before: Scoring, after: Scoring) -> int:
    """Return how many rules, bands and limits have other weights: `after` came of `before` by `weighed`."""
    pairs = [
        *zip(before.fit, after.fit, strict=True),
        *zip(before.engagement, after.engagement, strict=True),
        *zip(before.grades, after.grades, strict=True),
        *zip(before.ratings, after.ratings, strict=True),
        (before.caps, after.caps),
    ]
    return sum(one != other for one, other in pairs)


def _fit(rule: FitRule, row: Row, reading: Reading) -> FitRule:
    points = number("points", row, reading, most=MOST_POINTS, least=-MOST_POINTS)
    for column in ("at_most", "half_life"):
        if optional(column, row, reading, MOST_DAYS) is not None:
            reading.refuse(column, SlaError("Only what leads do is counted several times, and fades."))
    changed = {"points": rule.points if points is None else points, "on": bool(row.get("on"))}
    return rule.model_copy(update=changed)


def _engagement(rule: EngagementRule, row: Row, reading: Reading) -> EngagementRule:
    points = number("points", row, reading, most=MOST_POINTS, least=-MOST_POINTS)
    return rule.model_copy(
        update={
            "points": rule.points if points is None else points,
            "at_most": optional("at_most", row, reading, MOST_TIMES),
            "half_life_days": optional("half_life", row, reading, MOST_DAYS),
            "on": bool(row.get("on")),
        }
    )


def _begun(bands: Sequence[Band], begins: Mapping[str, float]) -> tuple[Band, ...]:
    """Return bands that begin where it was typed; one that was not moved stays as exact as it was."""
    return tuple(
        band
        if (typed := begins.get(band.label)) is None or typed == float(band.minimum)
        else band.model_copy(update={"minimum": Decimal(str(typed)).normalize() + 0})
        for band in bands
    )
