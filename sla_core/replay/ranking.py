"""How leads ranked, each at an instant of its own: by what they had done by then, and by what they are known to be."""

from dataclasses import replace

import numpy as np

from sla_core.columns import Instants
from sla_core.facts import Codes
from sla_core.replay.events import moments
from sla_core.replay.windows import engagement
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.contributions import contributions, scores
from sla_core.scoring.model import Model, Moment, Ranks


def ranks_at(known: Prepared, model: Model, lead: Codes, at: Instants) -> tuple[Codes, Codes]:
    """Return grade and rating of these leads (places), each as of its instant: places in the bands, 0 for the best."""
    found, rows = moments(known, lead, at)
    rating = model.ratings.ranks(engagement(found, model, rows))
    best, other = len(model.grades.labels) - 1, len(model.ratings.labels) - 1
    return best - grades(known, model)[lead].astype(np.int64), other - rating.astype(np.int64)


def grades(known: Prepared, model: Model) -> Ranks:
    """Return the grade of every lead: it does not depend on the time."""
    return scores(contributions(known, replace(model, engagement=()), Moment.at(0))).grade
