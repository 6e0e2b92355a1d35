"""Scores in words: points, where leads stand, and why one of them stands there."""

from collections.abc import Iterator

from sla_core import labels
from sla_core.clauses.conditions import rule as rule_in_words
from sla_core.conditions import EngagementRule, FitRule
from sla_core.i18n import Texts
from sla_core.scoring.contributions import GROUP_CAP, NOT_BELOW_ZERO, TOTAL_CAP, Line
from sla_core.scoring.model import HUNDRED, Model
from sla_core.scoring.report import Distribution, Explained


def shown(points: int, t: Texts) -> str:
    """Return hundredths as points, with decimals only where there are any: `54.13`."""
    return t.number(points / HUNDRED, 0 if points % HUNDRED == 0 else 2)


def lines(of: Distribution, t: Texts) -> Iterator[str]:
    """Yield where leads stand."""
    yield t("Leads: {n}", n=t.number(sum(of.grades.values())))
    yield t("Grade (fit): {bands}", bands=_counts(of.grades, t))
    yield t("Rating (engagement): {bands}", bands=_counts(of.ratings, t))
    yield t("Cells: {bands}", bands=_counts({"".join(cell): n for cell, n in of.cells.items()}, t))
    yield t("Meets now: {stages}", stages=_counts({t(labels.STAGES[s]): n for s, n in of.stages.items()}, t))


def _counts(counts: dict[str, int], t: Texts) -> str:
    return " · ".join(f"{label} {t.number(n)}" for label, n in counts.items())


def silent_lines(fit: tuple[FitRule, ...], engagement: tuple[EngagementRule, ...], t: Texts) -> Iterator[str]:
    """Yield the rules that give no lead anything: a misspelt field or page shows here first."""
    rules: list[FitRule | EngagementRule] = [*fit, *engagement]
    for rule in rules:
        yield t(
            "No lead gets anything from the rule “{rule}”: {words}",
            rule=rule.id,
            words=rule_in_words(rule, t),
        )


def explained_lines(of: Explained, model: Model, t: Texts) -> Iterator[str]:
    """Yield one lead: its cell, its stage, the treatment and every line of both totals."""
    yield t(
        "Grade {grade}, rating {rating}, stage {stage}",
        grade=of.grade,
        rating=of.rating,
        stage=t(labels.STAGES[of.stage]),
    )
    if of.treatment:
        yield t("Treatment: {name}. {action}", name=of.treatment.name, action=of.treatment.action)
    yield t("Fit: {points}", points=shown(of.fit, t))
    yield from (f"  {line_in_words(line, model, t)}" for line in of.lines if line.axis == "fit")
    yield t("Engagement: {points}", points=shown(of.engagement, t))
    yield from (f"  {line_in_words(line, model, t)}" for line in of.lines if line.axis == "engagement")


def line_in_words(line: Line, model: Model, t: Texts) -> str:
    """Return a line: `+54.13 visited /priser within 30 days (3 times)`."""
    return f"{signed(line.points, t)} {reason_in_words(line, model, t)}"


def signed(points: int, t: Texts) -> str:
    """Return hundredths as points with their sign: `+25`, `-10`."""
    return f"{'+' if points > 0 else ''}{shown(points, t)}"


def reason_in_words(line: Line, model: Model, t: Texts) -> str:
    """Return what a line gives its points for: `visited /priser within 30 days (3 times)`."""
    if line.rule == NOT_BELOW_ZERO:
        return t("a total is never below 0")
    if line.rule == TOTAL_CAP:
        return t("the most of all engagement")
    if line.rule.startswith(GROUP_CAP):
        return t("the most of group {group}", group=line.rule.removeprefix(GROUP_CAP))
    rules = model.fit if line.axis == "fit" else model.engagement
    words = next(rule_in_words(rule, t) for rule in rules if rule.id == line.rule)
    if line.axis == "fit":
        return words
    return f"{words} ({t.plural('{n} time', '{n} times', line.count)})"
