"""How the goals of a period stand: delivered, target, expected by today, and what it may come to."""

from dataclasses import dataclass
from enum import StrEnum

from sla_core.follow_up.judging import Delivered
from sla_core.goals.forecast import Forecast, forecast, settled
from sla_core.goals.history import History
from sla_core.goals.periods import GoalPeriod
from sla_core.goals.targets import STAGES, period_pace
from sla_core.goals.weeks import weeks
from sla_core.leads import Stage
from sla_core.pace import Pace
from sla_core.situation import Situation


class Reason(StrEnum):
    """Why there is no probability of reaching a target."""

    NO_TARGET = "no_target"
    SHORT_HISTORY = "short_history"


@dataclass(frozen=True)
class StageGoal:
    """One stage in a period. `pace.reached` is what was delivered net; only handovers can be returned."""

    stage: Stage
    delivered: Delivered
    pace: Pace
    forecast: Forecast | None

    @property
    def reason(self) -> Reason | None:
        """Why there is no probability; None where there is one."""
        if self.pace.target is None:
            return Reason.NO_TARGET
        return Reason.SHORT_HISTORY if self.forecast is None else None


def stage_goals(situation: Situation, history: History, period: GoalPeriod) -> list[StageGoal]:
    """Return how each stage stands in a period, ended, running or still to come."""
    return [_stage_goal(situation, history, period, stage) for stage in STAGES]


def _stage_goal(situation: Situation, history: History, period: GoalPeriod, stage: Stage) -> StageGoal:
    now, calendar = situation.edge.now, situation.calendar
    begin, end = period.bounds(calendar)
    delivered = history.delivered(stage, begin, end)
    pace = period_pace(situation.versions, period, stage, reached=delivered.net, now=now)
    if now >= end:
        return StageGoal(stage, delivered, pace, settled(delivered.net, pace.target))
    known = weeks(history, stage, calendar, now=now, begin=begin, end=end)
    return StageGoal(stage, delivered, pace, forecast(delivered.net, known, pace.target))
