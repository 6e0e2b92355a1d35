"""What a lead lacks for the next stage: the shortest path there, as conditions that are not met yet."""

from dataclasses import dataclass

from sla_core.conditions import ActivityCondition, Condition, ScoreCondition
from sla_core.leads import Stage
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.model import scale_of
from sla_core.scoring.report import Scored
from sla_core.scoring.stages import Answers
from sla_core.scoring.windows import how_often


@dataclass(frozen=True)
class Unmet:
    """A condition that a lead does not meet for certain.

    `lacks`: hundredths of a point to the band that is asked for, or how many more times something must be done;
    None where there is no such distance. `so_far`: how often it was done. `known` is False where the answer is not
    known, which is no no.
    """

    condition: Condition
    known: bool = True
    lacks: int | None = None
    so_far: int = 0


@dataclass(frozen=True)
class Missing:
    """The least that a lead needs for a stage: all of the first and, where there are any, one of the second."""

    stage: Stage
    all_of: tuple[Unmet, ...]
    any_of: tuple[Unmet, ...]

    @property
    def steps(self) -> int:
        """How many conditions that is."""
        return len(self.all_of) + bool(self.any_of)


def missing(known: Prepared, of: Scored, lead: int) -> Missing | None:
    """Return what a lead lacks for the first stage defined above the one it meets; None where none is defined."""
    above = [stage for stage in of.terms.definitions if stage.rank > of.stage[lead]]
    if not above:
        return None
    stage = min(above, key=lambda each: each.rank)
    asked = of.terms.definitions[stage]
    answers = Answers(known, of.contributions.model, of.scores, of.contributions.moment)
    any_of = _unmet(asked.any_of, answers, lead)
    some_met = len(any_of) < len(asked.any_of)
    return Missing(stage, _unmet(asked.all_of, answers, lead), () if some_met else any_of)


def _unmet(conditions: tuple[Condition, ...], answers: Answers, lead: int) -> tuple[Unmet, ...]:
    found = []
    for condition in conditions:
        answer = answers.to(condition)
        if not answer.yes[lead]:
            found.append(_told(condition, bool(answer.no[lead]), answers, lead))
    return tuple(found)


def _told(condition: Condition, known: bool, answers: Answers, lead: int) -> Unmet:
    if isinstance(condition, ScoreCondition):
        scale = scale_of(answers.model, condition)
        points = answers.scores.fit if condition.axis == "fit" else answers.scores.engagement
        return Unmet(condition, known, scale.minima[scale.rank(condition.at_least)] - int(points[lead]))
    if isinstance(condition, ActivityCondition):
        done = int(how_often(answers.known, condition, answers.moment)[lead])
        return Unmet(condition, known, condition.at_least - done, done)
    return Unmet(condition, known)
