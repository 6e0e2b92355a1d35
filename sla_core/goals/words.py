"""Goals in words: how a stage stands, what a plan takes, and why something cannot be computed."""

from collections.abc import Sequence
from datetime import date

from sla_core import labels
from sla_core.goals.amounts import Amount, Input, NotComputable, Obstacle, shown
from sla_core.goals.forecast import Forecast
from sla_core.goals.journey import NeededBy
from sla_core.goals.standing import Reason, StageGoal
from sla_core.goals.targets import TargetChange
from sla_core.i18n import Texts, mark
from sla_core.pace import Pace
from sla_core.wording import joined

REASONS = {
    Reason.NO_TARGET: mark("no target"),
    Reason.SHORT_HISTORY: mark("needs 8 weeks of history"),
}
INPUTS = {
    Input.REVENUE: mark("the revenue goal"),
    Input.MARKETING_SHARE: mark("marketing's share"),
    Input.AVERAGE_PURCHASE: mark("the average purchase"),
    Input.COUNT: mark("the number to start from"),
    Input.VISIT_TO_LEAD: mark("the rate from visit to lead"),
    Input.LEAD_TO_MARKETING_QUALIFIED: mark("the rate from lead to MQL"),
    Input.MARKETING_TO_SALES_QUALIFIED: mark("the rate from MQL to SQL"),
    Input.SALES_QUALIFIED_TO_CUSTOMER: mark("the rate from SQL to customer"),
    Input.CONVERSION: mark("the share of leads that become customers"),
    Input.MARKETING_QUALIFIED_TO_CUSTOMER: mark("the share of MQLs that become customers"),
    Input.PERIOD_REVENUE: mark("the revenue per customer"),
    Input.GROSS_MARGIN: mark("the gross margin"),
    Input.CHURN: mark("the share of customers that leave"),
    Input.REPS: mark("the number of reps"),
    Input.HOURS: mark("the hours per rep and week"),
    Input.MINUTES: mark("the minutes per attempt"),
    Input.ATTEMPTS: mark("the attempts per lead"),
    Input.TARGET: mark("the target"),
}
_OBSTACLES = {
    Obstacle.UNKNOWN: mark("Cannot be computed: {input} is not known."),
    Obstacle.ZERO: mark("Cannot be computed: {input} is 0."),
    Obstacle.NEGATIVE: mark("Cannot be computed: {input} is negative."),
    Obstacle.ABOVE_ONE: mark("Cannot be computed: {input} is above 100 %."),
}


def why_not(problem: NotComputable, t: Texts) -> str:
    """Return why there is no amount: `Cannot be computed: the rate from SQL to customer is 0.`"""
    return t(_OBSTACLES[problem.why], input=t(INPUTS[problem.of]))


def amount(of: Amount, t: Texts) -> str:
    """Return an amount rounded up, or why there is none."""
    return why_not(of, t) if isinstance(of, NotComputable) else t.number(shown(of) or 0)


def changes(found: Sequence[TargetChange], zone: str, t: Texts, *, with_months: bool = False) -> list[str]:
    """Return what targets were before and why they changed: `was 120 until 12 Nov 2026: The fair moves`.

    Months that one version changed are told together, of a quarter `with_months`.
    """
    runs: dict[tuple[int, bool], list[TargetChange]] = {}
    for change in found:
        runs.setdefault((change.until, change.was is None), []).append(change)
    return [_changed(run, zone, with_months, t) for run in runs.values()]


def _changed(run: Sequence[TargetChange], zone: str, with_months: bool, t: Texts) -> str:
    day = t.date_of(run[0].until - 1, zone)  # in force from midnight on: until the day before
    months: dict[int | None, list[str]] = {}
    for change in run:
        months.setdefault(change.was, []).append(t.day(change.month, "MMM"))
    were = {was: f" ({joined(names, t)})" if with_months else "" for was, names in months.items()}
    if run[0].was is None:
        told = t("no target{months} until {day}", months=were[None], day=day)
    else:
        targets = [f"{t.number(was)}{of}" for was, of in were.items() if was is not None]
        told = t("was {target} until {day}", target=joined(targets, t), day=day)
    reason = run[0].version.reason
    return f"{told}: {reason}" if reason else told


def leads_needed(found: Sequence[NeededBy], today: date, t: Texts) -> str:
    """Return by when this period's customers had to be leads, or have to be; the earliest day first."""
    past = [_day_of(need, t) for need in found if need.day < today]
    ahead = [_day_of(need, t) for need in found if need.day >= today]
    told = []
    if past:
        told.append(t("A lead for this period's customers had to exist by {day}.", day=joined(past, t)))
    if ahead:
        told.append(t("A lead for this period's customers has to exist by {day}.", day=joined(ahead, t)))
    return " ".join(told)


def _day_of(need: NeededBy, t: Texts) -> str:
    day = t.day(need.day)
    if not need.who:
        return day
    length = t.plural("{n} day", "{n} days", need.days)
    return t("{day} ({personas}, {days})", day=day, personas=joined(need.who, t), days=length)


def goal_line(goal: StageGoal, t: Texts) -> str:
    """Return how a stage stands in one line: `SQL: 62 of 74 · 60 expected by today · …`."""
    parts = [_delivered(goal, t)]
    if goal.delivered.returned:
        parts.append(t("{n} handed over", n=t.number(goal.delivered.gross)))
        parts.append(t("{n} returned", n=t.number(goal.delivered.returned)))
    if goal.pace.needed is not None:
        parts.append(t("{n} expected by today", n=t.number(goal.pace.needed)))
    if goal.forecast is not None and goal.forecast.weeks:
        parts += _forecast(goal.forecast, goal.pace, t)
    elif goal.reason is Reason.SHORT_HISTORY:
        parts.append(t("no forecast: {reason}", reason=t(REASONS[goal.reason])))
    return t("{stage}: {figures}", stage=t(labels.STAGES[goal.stage]), figures=" · ".join(parts))


def _delivered(goal: StageGoal, t: Texts) -> str:
    reached = t.number(goal.pace.reached)
    if goal.pace.target is None:
        return t("{n}, no target", n=reached)
    return t("{n} of {of}", n=reached, of=t.number(goal.pace.target))


def _forecast(found: Forecast, pace: Pace, t: Texts) -> list[str]:
    low, mid, high = (t.number(number) for number in (found.low, found.mid, found.high))
    told = t("{low} to {high} by the end, likeliest {mid}", low=low, mid=mid, high=high)
    if pace.target is None or found.probability is None:
        return [told]
    return [told, chance(found.probability, pace.reached >= pace.target, found.weeks, t)]


def chance(probability: float, reached: bool, weeks: int, t: Texts) -> str:
    """Return how likely a target is, never as certain as long as it is open: `64 % likely (26 weeks of history)`."""
    if reached:
        return t("target reached")
    share = t.percent(min(max(probability, 0.01), 0.99))
    return t("{share} likely ({weeks} weeks of history)", share=share, weeks=t.number(weeks))
