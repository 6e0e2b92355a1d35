"""What criteria do, and what others would: who passes today, which customers passed in time, how many a week.

To pass is to meet the definition of SQL. Windows and fading are kept (`Fading`); points, bands and caps are applied
anew (`trial`), which costs as much as there are things done, not as there are leads.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags
from sla_core.conditions import Condition, LeadDefinition, ScoreCondition
from sla_core.criteria import Truth, held
from sla_core.goals.rates import Rate
from sla_core.leads import Stage
from sla_core.replay.backtest import last_months
from sla_core.replay.events import Events, events
from sla_core.replay.firsts import Replay
from sla_core.replay.windows import engagement
from sla_core.scoring import (
    Contributions,
    Line,
    Model,
    Moment,
    Prepared,
    Scores,
    compiled,
    contributions,
    explanation,
    scores,
)
from sla_core.scoring.contributions import rounded
from sla_core.scoring.model import DAY, Points, Ranks
from sla_core.scoring.stages import Answers
from sla_core.scoring.what_if import Weights, WhatIf
from sla_core.terms import MostPoints, Scoring, Terms
from sla_core.working_calendar import WorkingCalendar

WEEKS: Final = 12  # whose SQLs make the load of a week
MONTHS: Final = 12  # whose customers are asked for
_BARE = Scoring()


@dataclass(frozen=True)
class Ground:
    """What criteria are held against: leads, what they did, today, and since when customers count."""

    known: Prepared
    events: Events
    moment: Moment
    since: int
    _truths: dict[Condition, Truth] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, known: Prepared, calendar: WorkingCalendar, now: int) -> "Ground":
        """Return the ground of a day: scores as screens show them, customers of the last twelve months."""
        today = calendar.local_days(np.array([now])).tolist()[0]
        since = calendar.local_midnight(last_months(today, MONTHS)[0])
        return cls(known, events(known, now), Moment.today(calendar.local_midnight(today), now), since)

    def truth(self, condition: Condition, of: Answers) -> Truth:
        """Return whether a condition holds; what does not depend on points is found out once."""
        if isinstance(condition, ScoreCondition):
            return of.to(condition)
        if condition not in self._truths:
            self._truths[condition] = of.to(condition)
        return self._truths[condition]


@dataclass(frozen=True)
class Fading:
    """How often each rule counts for each lead and what is left of it: whatever the points are."""

    matrix: Contributions
    what_if: WhatIf


def fading(ground: Ground, scoring: Scoring) -> Fading:
    """Return what has to be known of rules to try other points. Raises `SlaError` as `compiled` does."""
    matrix = contributions(ground.known, compiled(scoring), ground.moment)
    return Fading(matrix, WhatIf.of(matrix))


def without_points(scoring: Scoring) -> Scoring:
    """Return the rules that are on without points, bands and caps: equal ones share their `fading`."""
    return Scoring(
        fit=tuple(rule.model_copy(update={"points": 0}) for rule in scoring.fit if rule.on),
        engagement=tuple(rule.model_copy(update={"points": 0}) for rule in scoring.engagement if rule.on),
        grades=_BARE.grades,
        ratings=_BARE.ratings,
        caps=MostPoints(),
    )


@dataclass(frozen=True)
class Trial:
    """Where every lead stands today under some terms; `passes` is None where they define no SQL."""

    terms: Terms
    model: Model
    grade: Ranks
    rating: Ranks
    passes: Flags | None
    _fading: Fading

    @cached_property
    def _matrix(self) -> Contributions:
        kept = self._fading.matrix
        return replace(
            kept,
            model=self.model,
            fit=tuple(
                replace(column, rule=rule) for column, rule in zip(kept.fit, self.model.fit, strict=True)
            ),
            engagement=tuple(
                replace(column, rule=rule, points=rounded(rule.points, column.done.faded))
                for column, rule in zip(kept.engagement, self.model.engagement, strict=True)
            ),
        )

    @cached_property
    def totals(self) -> Scores:
        """The totals of all leads in hundredths of a point."""
        return scores(self._matrix)

    def lines(self, lead: int) -> tuple[Line, ...]:
        """Return what a lead (by its place) has from each rule: its lines add up to its totals."""
        return explanation(self._matrix, lead)

    @property
    def matrix(self) -> Contributions:
        """What every rule gives every lead."""
        return self._matrix

    def cell(self, lead: int) -> tuple[str, str]:
        """Return grade and rating of a lead."""
        model = self.model
        return model.grades.labels[self.grade[lead]], model.ratings.labels[self.rating[lead]]

    @property
    def lets_everybody_pass(self) -> bool:
        """Whether every lead passes, so that the criteria tell nobody apart."""
        return self.passes is not None and len(self.passes) > 0 and bool(self.passes.all())


def trial(ground: Ground, kept: Fading, terms: Terms) -> Trial:
    """Return where leads stand under terms whose rules are those of `kept`, but for their points.

    Raises `SlaError` for bands out of order, and for a definition that asks for a band nobody has.
    """
    model = compiled(terms.scoring)
    grade, rating = kept.what_if.ranks(Weights.of(model))
    nothing = np.zeros(0, dtype=np.int64)
    answers = Answers(ground.known, model, Scores(nothing, nothing, grade, rating), ground.moment)
    definition = terms.definitions.get(Stage.SALES_QUALIFIED)
    if definition is None:
        return Trial(terms, model, grade, rating, None, kept)
    passes = held(definition, len(ground.known), lambda condition: ground.truth(condition, answers)).yes
    return Trial(terms, model, grade, rating, passes, kept)


@dataclass(frozen=True)
class Effect:
    """What a definition of SQL does: who passes today, customers that passed before they were won, SQLs a week.

    `passes`: of all leads. `per_week`: the mean of the last twelve weeks.
    """

    passes: int
    leads: int
    caught: Rate
    per_week: Fraction


def effect(ground: Ground, of: Trial) -> Effect | None:
    """Return what the terms of a trial do; None where they define no SQL."""
    definition = of.terms.definitions.get(Stage.SALES_QUALIFIED)
    if definition is None or of.passes is None:
        return None
    met = Replay(ground.events, of.model).first_met(definition)
    known, now = ground.known, ground.moment.until
    when = np.where(known.won_at != MISSING, known.won_at, known.created)
    when = np.where(when != MISSING, when, ground.events.earliest)
    won = known.won & (((when >= ground.since) & (when <= now)) | (when == MISSING))
    caught = won & (met <= np.where(known.won_at != MISSING, known.won_at, now))
    dated = (met != MISSING) & (met != NEVER)
    lately = dated & (met > now - WEEKS * 7 * DAY) & (met <= now)
    return Effect(
        passes=int(of.passes.sum()),
        leads=len(known),
        caught=Rate(int(caught.sum()), int(won.sum()), of.terms.limits.least_cases),
        per_week=Fraction(int(lately.sum()), WEEKS),
    )


def highest(ground: Ground, model: Model) -> Points:
    """Return the most engagement that each lead ever had, a customer up to the win: today's has faded meanwhile.

    In hundredths, as of its own events; 0 for a lead without any.
    """
    of, known = ground.events, ground.known
    until = np.where(known.won & (known.won_at != MISSING), known.won_at, NEVER)
    rows = np.flatnonzero(of.at <= until[of.lead])
    found = np.zeros(len(known), dtype=np.int64)
    np.maximum.at(found, of.lead[rows], engagement(of, model, rows))
    return found


def asks_for(definition: LeadDefinition | None, axis: str) -> str | None:
    """Return the band that all who meet a definition must have reached on an axis; None where it asks for none."""
    if definition is None:
        return None
    asked = [each for each in definition.all_of if isinstance(each, ScoreCondition) and each.axis == axis]
    return asked[0].at_least if asked else None
