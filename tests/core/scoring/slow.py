"""Scores and stages the slow way: one lead, one rule, one activity at a time, in decimals. Shares no code."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from fnmatch import fnmatchcase
from typing import Any

from sla_core.terms import Scoring, Terms

DAY = 86_400
EXACT = Context(prec=60)
RANKS = ["subscriber", "lead", "marketing_qualified", "sales_qualified", "opportunity", "customer"]


@dataclass
class Lead:
    known: dict[str, str | None] = field(default_factory=dict)
    acts: list[tuple[str, str, int]] = field(default_factory=list)  # kind, topic, when
    created: int | None = None
    won: bool = False
    won_at: int | None = None


@dataclass
class Score:
    lines: dict[str, list[tuple[str, int, int]]]
    fit: int
    engagement: int
    grade: str
    rating: str


def attribute(condition: Any, lead: Lead) -> bool | None:
    value = (lead.known.get(condition.field) or "").strip().lower()
    wanted = [each.strip().lower() for each in condition.values]
    operator = condition.operator.value
    if operator in {"is_known", "is_not_known"}:
        return (value != "") == (operator == "is_known")
    if value == "":
        return None
    if operator in {"is", "is_any_of"}:
        return value in wanted
    if operator == "contains":
        return wanted[0] in value
    if operator == "starts_with":
        return value.startswith(wanted[0])
    try:
        number, numbers = Decimal(value), [Decimal(each) for each in wanted]
    except ArithmeticError:
        return None
    if operator == "at_least":
        return number >= numbers[0]
    if operator == "at_most":
        return number <= numbers[0]
    return numbers[0] <= number <= numbers[1]


def in_window(condition: Any, lead: Lead, as_of: int, until: int) -> list[tuple[str, int]]:
    """The acts that count, the latest first; of the same topic only the latest where topics must differ."""
    found = []
    for kind, topic, when in sorted(lead.acts, key=lambda act: -act[2]):
        if kind.lower() != condition.kind.lower() or when > until:
            continue
        if condition.topic is not None and not fnmatchcase(topic.lower(), condition.topic.lower()):
            continue
        if condition.within_days is not None and as_of - when > condition.within_days * DAY:
            continue
        if condition.distinct_topics and topic in [name for name, _ in found]:
            continue
        found.append((topic, when))
    return found


def score(scoring: Scoring, lead: Lead, as_of: int, until: int, caps: Any = None) -> Score:
    caps = caps or getattr(scoring, "caps", None)
    fit = [
        (rule.id, 1, 100 * rule.points)
        for rule in scoring.fit
        if rule.on and attribute(rule.condition, lead) is True
    ]
    groups: dict[str, int] = {}
    engagement = []
    for rule in scoring.engagement:
        acts = in_window(rule.condition, lead, as_of, until)
        if not rule.on or len(acts) < rule.condition.at_least:
            continue
        acts = acts[: rule.at_most] if rule.at_most else acts
        exact = Decimal(0)
        for _, when in acts:
            exact = EXACT.add(exact, rule.points * _left(max(as_of - when, 0), rule.half_life_days))
        points = int((exact * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=EXACT))
        engagement.append((rule.id, len(acts), points))
        if rule.group:
            groups[rule.group] = groups.get(rule.group, 0) + points
    for group, most in (caps.groups if caps else {}).items():
        if groups.get(group, 0) > 100 * most:
            engagement.append((f"most_of_group:{group}", 0, 100 * most - groups[group]))
    total = sum(points for _, _, points in engagement)
    if caps and caps.total is not None and total > 100 * caps.total:
        engagement.append(("most_of_all", 0, 100 * caps.total - total))
    lines = {"fit": fit, "engagement": engagement}
    for axis in lines.values():
        if (below := sum(points for _, _, points in axis)) < 0:
            axis.append(("not_below_0", 0, -below))
    totals = {axis: sum(points for _, _, points in told) for axis, told in lines.items()}
    return Score(
        lines,
        totals["fit"],
        totals["engagement"],
        _band(scoring.grades, totals["fit"]),
        _band(scoring.ratings, totals["engagement"]),
    )


def _left(age: int, half_life_days: int | None) -> Decimal:
    if half_life_days is None:
        return Decimal(1)
    halvings = EXACT.divide(Decimal(age), Decimal(half_life_days * DAY))
    return EXACT.power(Decimal(2), -halvings)


def _band(bands: Any, total: int) -> str:
    return next(band.label for band in bands if Decimal(total) / 100 >= band.minimum)


def holds(condition: Any, scoring: Scoring, lead: Lead, as_of: int, until: int, caps: Any = None) -> bool:
    if condition.on == "attribute":
        return attribute(condition, lead) is True
    if condition.on == "activity":
        return len(in_window(condition, lead, as_of, until)) >= condition.at_least
    found = score(scoring, lead, as_of, until, caps)
    bands = scoring.grades if condition.axis == "fit" else scoring.ratings
    labels = [band.label for band in bands]
    reached = found.grade if condition.axis == "fit" else found.rating
    return labels.index(reached) <= labels.index(condition.at_least)


def meets(definition: Any, *of: Any) -> bool:
    return all(holds(each, *of) for each in definition.all_of) and (
        not definition.any_of or any(holds(each, *of) for each in definition.any_of)
    )


def stage(terms: Terms, lead: Lead, as_of: int, until: int) -> str:
    met = [
        stage.value
        for stage, definition in terms.definitions.items()
        if meets(definition, terms.scoring, lead, as_of, until)
    ]
    return max(met, key=RANKS.index, default="subscriber")


def first_met(definition: Any, scoring: Scoring, lead: Lead, until: int) -> int | str | None:
    """The instant of the first own event at which it holds; `undated` for a lead without events, None for never."""
    own = [when for _, _, when in lead.acts] + ([] if lead.created is None else [lead.created])
    own = sorted({when for when in own if when <= until})
    if not own:
        return "undated" if meets(definition, scoring, lead, until, until) else None
    return next((when for when in own if meets(definition, scoring, lead, when, when)), None)
