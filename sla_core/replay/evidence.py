"""Why leads met a definition at an event: conditions, grade, rating and every line of both totals, as data to keep."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from sla_core.conditions import LeadDefinition
from sla_core.facts import Codes
from sla_core.replay.events import Events
from sla_core.replay.firsts import Replay
from sla_core.replay.windows import done_at
from sla_core.scoring.contributions import Line, contributions, engagement_lines, fit_lines
from sla_core.scoring.model import Model, Moment

Evidence = dict[str, Any]  # met, grade, rating, fit, engagement (hundredths), lines


def evidence(
    of: Events, model: Model, replay: Replay, definition: LeadDefinition, rows: Codes
) -> Iterator[Evidence]:
    """Yield for each of these events, at which the definition holds, what it holds by; points are hundredths."""
    fit = contributions(of.known, replace(model, engagement=()), Moment.at(0))
    done = [done_at(of, rule, rows) for rule in model.engagement]
    met = _conditions_met(replay, definition, rows)
    for place, lead in enumerate(of.lead[rows].tolist()):
        given = (
            (rule, int(counts[place]), int(points[place]))
            for rule, (counts, points) in zip(model.engagement, done, strict=True)
        )
        lines = [*fit_lines(fit, lead), *engagement_lines(model.caps, given)]
        yield told(model, met[place], lines)


def told(model: Model, met: list[dict[str, Any]], lines: list[Line]) -> Evidence:
    """Return evidence of the conditions that hold and the lines that add up to both totals."""
    fit, engagement = (
        sum(line.points for line in lines if line.axis == axis) for axis in ("fit", "engagement")
    )
    return {
        "met": met,
        "grade": model.grades.label(fit),
        "rating": model.ratings.label(engagement),
        "fit": fit,
        "engagement": engagement,
        "lines": [asdict(line) for line in lines],
    }


def _conditions_met(replay: Replay, definition: LeadDefinition, rows: Codes) -> list[list[dict[str, Any]]]:
    """Return per event the conditions that hold: all that are asked for, and those of the alternatives that do."""
    always = [condition.model_dump(mode="json") for condition in definition.all_of]
    met = [[*always] for _ in rows]
    for condition in definition.any_of:
        as_data = condition.model_dump(mode="json")
        for place in np.flatnonzero(replay.holds(condition, rows)).tolist():
            met[place].append(as_data)
    return met
