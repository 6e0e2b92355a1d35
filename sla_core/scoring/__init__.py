"""Fit and engagement of all leads at once: prepared arrays, contributions per rule, scores, bands, stages.

`scored` is the way in; `arrays` says what it works on, `windows` how activities fade, `contributions` how they add
up, `report` what is told of the outcome, `what_if` how all of it moves with the weights.
"""

from sla_core.scoring.activities import Activities, grouped
from sla_core.scoring.arrays import Coded, Prepared
from sla_core.scoring.contributions import (
    Contributions,
    Line,
    Scores,
    contributions,
    explanation,
    scores,
)
from sla_core.scoring.model import Caps, Model, Moment, Scale, check, compiled, fields
from sla_core.scoring.report import Distribution, Explained, Scored, distribution, explained, scored, silent

__all__ = [
    "Activities",
    "Caps",
    "Coded",
    "Contributions",
    "Distribution",
    "Explained",
    "Line",
    "Model",
    "Moment",
    "Prepared",
    "Scale",
    "Scored",
    "Scores",
    "check",
    "compiled",
    "contributions",
    "distribution",
    "explained",
    "explanation",
    "fields",
    "grouped",
    "scored",
    "scores",
    "silent",
]
