"""The grade of the sample company's leads, by the fit rules that it has agreed on."""

from collections.abc import Sequence

import numpy as np

from sla_core.criteria import compared
from sla_core.facts import Codes
from sla_core.sample_company.criteria import scoring
from sla_core.scoring import compiled
from sla_core.scoring.model import HUNDRED

A, B, C, D = range(4)  # places in the bands


def grades(titles: Sequence[str | None], industries: Sequence[str], sizes: Sequence[str]) -> Codes:
    """Return the grade of each title in each industry and size, as places in the bands: [title, industry, size]."""
    values = {"title": titles, "industry": industries, "company_size": sizes}
    points = np.zeros((len(titles), len(industries), len(sizes)), dtype=np.int64)
    for rule in scoring().fit:
        axis = list(values).index(rule.condition.field)
        yes = compared(rule.condition, values[rule.condition.field]).yes
        points += np.expand_dims(yes * rule.points * HUNDRED, [n for n in range(len(values)) if n != axis])
    ranks = compiled(scoring()).grades.ranks(points)
    return D - ranks.astype(np.int64)
