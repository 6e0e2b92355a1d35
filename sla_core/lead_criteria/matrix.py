"""The matrix of match and readiness: how many leads stand in each cell, whose they are, which lack a treatment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import Band
from sla_core.facts import Codes
from sla_core.i18n import Texts
from sla_core.lead_criteria.effect import Trial
from sla_core.lead_criteria.treatment_tables import cells
from sla_core.people import Department
from sla_core.scoring.report import treatment
from sla_core.terms import Terms, Treatment
from sla_core.wording import exact


@dataclass(frozen=True)
class Cell:
    """A cell with its leads, by their places, the newest first; `late` of them wait for sales longer than agreed."""

    grade: str
    rating: str
    treatment: Treatment | None
    leads: Codes
    waiting: int
    late: int

    @property
    def name(self) -> str:
        """Grade and rating as people say them: `A1`."""
        return f"{self.grade}{self.rating}"

    @property
    def is_sales(self) -> bool:
        """Whether its leads are sales'."""
        return self.treatment is not None and self.treatment.owner is Department.SALES


def matrix(trial: Trial, waiting: Flags, late: Flags) -> list[Cell]:
    """Return every cell, the best first. `waiting` and `late` tell it of each lead by its place."""
    model = trial.model
    grade = np.array(model.grades.labels)[trial.grade]
    rating = np.array(model.ratings.labels)[trial.rating]
    found = []
    for row, column in cells(trial.terms.scoring.grades, trial.terms.scoring.ratings):
        inside = (grade == row) & (rating == column)
        found.append(
            Cell(
                row,
                column,
                treatment(trial.terms, row, column),
                np.flatnonzero(inside)[::-1],
                int((inside & waiting).sum()),
                int((inside & late).sum()),
            )
        )
    return found


@dataclass(frozen=True)
class Untreated:
    """Cells for which nothing is agreed; the first two are those that any agreement has to speak of."""

    match_but_quiet: bool
    ready_but_no_match: bool
    others: tuple[str, ...]


def untreated(terms: Terms) -> Untreated:
    """Return the cells without a treatment: the best match that is quiet, the weakest that is ready, and all others."""
    grades, ratings = terms.scoring.grades, terms.scoring.ratings
    lacking = [cell for cell in cells(grades, ratings) if treatment(terms, *cell) is None]
    quiet = (grades[0].label, ratings[-1].label)
    ready = (grades[-1].label, ratings[0].label)
    return Untreated(
        quiet in lacking,
        ready in lacking,
        tuple("".join(cell) for cell in lacking if cell not in (quiet, ready)),
    )


def points_of(bands: Sequence[Band], place: int, t: Texts) -> str:
    """Return which points a band takes: `60 points and up`, `40 to 60 points`, `under 20`."""
    begins = exact(bands[place].minimum, t)
    if place == 0:
        return t("{points} points and up", points=begins)
    ends = exact(bands[place - 1].minimum, t)
    if place == len(bands) - 1:
        return t("under {points} points", points=ends)
    return t("{low} to {high} points", low=begins, high=ends)


def verdict(of: Sequence[Cell], t: Texts) -> str:
    """Return how many leads are sales' today, and how many, in whatever cell, have waited too long."""
    if all(cell.treatment is None for cell in of):
        return t("What is done with which leads is not agreed")
    mine = sum(len(cell.leads) for cell in of if cell.is_sales)
    late = sum(cell.late for cell in of)
    told = t.plural("{n} lead belongs to sales today", "{n} leads belong to sales today", mine)
    if late:
        late_words = t.plural("{n} has waited too long", "{n} have waited too long", late)
        told = f"{told}, {late_words}"
    return told
