"""The stage that each lead meets at a moment: definitions held against what leads are, did and score."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import ActivityCondition, AttributeCondition, Condition, LeadDefinition
from sla_core.criteria import Truth, compared, held
from sla_core.leads import Stage
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.contributions import Scores
from sla_core.scoring.model import Model, Moment, Ranks, scale_of
from sla_core.scoring.windows import met


@dataclass(frozen=True)
class Answers:
    """What conditions are held against. What a lead did and how it scores is always known."""

    known: Prepared
    model: Model
    scores: Scores
    moment: Moment

    def to(self, condition: Condition) -> Truth:
        """Return for each lead whether a condition holds."""
        if isinstance(condition, AttributeCondition):
            coded = self.known.attributes[condition.field]
            of_values = compared(condition, coded.values)
            return Truth(of_values.yes[coded.codes], of_values.no[coded.codes])
        if isinstance(condition, ActivityCondition):
            return _certain(met(self.known, condition, self.moment))
        ranks = self.scores.grade if condition.axis == "fit" else self.scores.rating
        return _certain(ranks >= scale_of(self.model, condition).rank(condition.at_least))


def _certain(yes: Flags) -> Truth:
    return Truth(yes, ~yes)


def stages_met(definitions: Mapping[Stage, LeadDefinition], answers: Answers) -> Ranks:
    """Return the rank of the highest stage whose definition each lead meets for certain; 0 (subscriber) for none.

    A stage between that is not met counts as passed. Raises `SlaError` for a condition that cannot be asked.
    """
    found = np.zeros(len(answers.known), dtype=np.uint8)
    for stage in sorted(definitions, key=lambda each: each.rank):
        found[held(definitions[stage], len(found), answers.to).yes] = stage.rank
    return found
