"""Figures of a scored company: how many leads stand in each band, cell and stage, and one lead line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sla_core.conditions import EngagementRule, FitRule
from sla_core.leads import Stage
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.contributions import Contributions, Line, Scores, contributions, explanation, scores
from sla_core.scoring.model import Moment, Ranks, Scale, compiled
from sla_core.scoring.stages import Answers, stages_met
from sla_core.terms import Terms, Treatment

_STAGES = (Stage.SUBSCRIBER, Stage.LEAD, Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED)


@dataclass(frozen=True)
class Scored:
    """All leads under some terms at a moment."""

    terms: Terms
    contributions: Contributions
    scores: Scores
    stage: Ranks


@dataclass(frozen=True)
class Explained:
    """One lead: totals in hundredths, bands, the stage it meets, and the lines that add up to the totals."""

    fit: int
    grade: str
    engagement: int
    rating: str
    stage: Stage
    lines: tuple[Line, ...]
    treatment: Treatment | None


@dataclass(frozen=True)
class Distribution:
    """How many leads stand where; bands the best first. Stages: the highest that is met, subscriber for none."""

    grades: dict[str, int]
    ratings: dict[str, int]
    cells: dict[tuple[str, str], int]
    stages: dict[Stage, int]


def scored(known: Prepared, terms: Terms, moment: Moment) -> Scored:
    """Score all leads and hold them against the definitions. Raises `SlaError` as `compiled` does."""
    matrix = contributions(known, compiled(terms.scoring), moment)
    totals = scores(matrix)
    answers = Answers(known, matrix.model, totals, moment)
    return Scored(terms, matrix, totals, stages_met(terms.definitions, answers))


def explained(of: Scored, lead: int) -> Explained:
    """Return one lead by its place."""
    model, totals = of.contributions.model, of.scores
    grade = model.grades.labels[totals.grade[lead]]
    rating = model.ratings.labels[totals.rating[lead]]
    return Explained(
        fit=int(totals.fit[lead]),
        grade=grade,
        engagement=int(totals.engagement[lead]),
        rating=rating,
        stage=list(Stage)[of.stage[lead]],
        lines=explanation(of.contributions, lead),
        treatment=treatment(of.terms, grade, rating),
    )


def treatment(terms: Terms, grade: str, rating: str) -> Treatment | None:
    """Return what is agreed for a cell; None where nothing is."""
    return next((each for each in terms.treatments if (each.grade, each.rating) == (grade, rating)), None)


def distribution(of: Scored) -> Distribution:
    """Count the leads in each band, cell and stage; nothing is left out because nobody is in it."""
    grades, ratings = of.contributions.model.grades, of.contributions.model.ratings
    cells = cell_counts(of.scores.grade, of.scores.rating, grades, ratings)
    stages = np.bincount(of.stage, minlength=len(Stage)).tolist()
    return Distribution(
        grades=_by_label(grades, cells.sum(axis=1).tolist()),
        ratings=_by_label(ratings, cells.sum(axis=0).tolist()),
        cells={
            (grade, rating): int(cells[grades.rank(grade), ratings.rank(rating)])
            for grade in reversed(grades.labels)
            for rating in reversed(ratings.labels)
        },
        stages={stage: n for stage, n in zip(Stage, stages, strict=True) if n or stage in _STAGES},
    )


def cell_counts(grade: Ranks, rating: Ranks, grades: Scale, ratings: Scale) -> np.ndarray:
    """Return how many leads stand in each cell, by rank of grade and of rating."""
    width = len(ratings.labels)
    cell = grade * np.uint8(width) + rating  # at most 36 cells
    return np.bincount(cell, minlength=len(grades.labels) * width).reshape(-1, width)


def _by_label(scale: Scale, counts: Sequence[int]) -> dict[str, int]:
    return {label: counts[scale.rank(label)] for label in reversed(scale.labels)}


def silent(of: Contributions) -> tuple[tuple[FitRule, ...], tuple[EngagementRule, ...]]:
    """Return the rules that give no lead anything: a field or a topic that nobody has, or nothing in the window."""
    fit = tuple(each.rule for each in of.fit if not each.yes[each.codes].any())
    return fit, tuple(each.rule for each in of.engagement if not len(each.done.lead))
