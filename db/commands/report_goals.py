"""The goals of a month or quarter: delivered, target, expected by today, forecast, probability."""

import argparse
import json
from typing import Any

from db import clock
from db.engine import data_versions, reading
from db.goals import GoalsReport, goals_report
from sla_core.errors import NotPossible
from sla_core.goals.standing import StageGoal
from sla_core.goals.words import REASONS, goal_line
from sla_core.i18n import Language, Texts


def run(arguments: argparse.Namespace) -> int:
    """Print the report of the period asked for, or of the running month."""
    if arguments.first or arguments.last or arguments.by:
        raise NotPossible("Goals are of a month or a quarter: ask for it with --period 2026-11 or 2026-Q4.")
    now = clock.now(data_versions().kind)
    with reading() as db:
        report = goals_report(db, label=arguments.period, now=now)
    t = Texts(Language(arguments.lang))
    print(json.dumps(as_json(report, t)) if arguments.json else as_text(report, t))
    return 0


def as_json(report: GoalsReport, t: Texts) -> dict[str, Any]:
    """Return the report under the keys that other programs rely on; numbers are rounded as on the screens."""
    return {"period": report.period.label, "stages": [_stage(goal, t) for goal in report.goals]}


def _stage(goal: StageGoal, t: Texts) -> dict[str, Any]:
    found = goal.forecast
    return {
        "stage": goal.stage.value,
        "target": goal.pace.target,
        "delivered": goal.delivered.net,
        "gross": goal.delivered.gross,
        "returned": goal.delivered.returned,
        "expected_by_today": goal.pace.needed,
        "deviation": goal.pace.deviation,
        "forecast": {
            "low": found.low if found else None,
            "mid": found.mid if found else None,
            "high": found.high if found else None,
        },
        "probability": found.probability if found else None,
        "reason": t(REASONS[goal.reason]) if goal.reason else None,
    }


def as_text(report: GoalsReport, t: Texts) -> str:
    """Return the report as a few lines to read."""
    heading = t("Goals of {period}", period=report.period.words(t))
    lines = [heading, *(goal_line(goal, t) for goal in report.goals)]
    if report.provisional:
        lines.append(t("Provisional: not signed yet."))
    return "\n".join(lines)
