"""Whether a probability of reaching a target means what it says, and what a forecast costs.

Simulated companies of 8 weeks to two years: some bring in a steady stream, some vary from week to week, some drift;
of some the handovers are asked about, of others the customers, won a journey after they came in as leads. Each
has a month or quarter that is running or still to come, and a target near what it may come to. Then the period is
lived to its end. Of those given 70–80 %, so many should have reached it. Nothing is drawn anew from run to run.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sla_core.columns import Instants
from sla_core.goals.forecast import Forecast, forecast
from sla_core.goals.history import History, Journeys
from sla_core.goals.periods import GoalPeriod, month, quarter
from sla_core.goals.weeks import LEAST_WEEKS, weeks
from sla_core.i18n import Language
from sla_core.leads import Stage
from sla_core.public_holidays import proposed
from sla_core.terms import CalendarTerms
from tests.bench.measuring import Report, cpu_seconds

COMPANIES = 3_600
LEAST_CASES = 300
GIVEN = (0.70, 0.80)
REACHED = (0.65, 0.85)
LIMIT_MS = 20.0
ROUNDS = 9
DAY = 86_400
FIRST_DAY = date(2026, 1, 1)
CALENDAR = CalendarTerms(closed=proposed("NO", 2023, 2027, Language.ENGLISH)).build()


@dataclass(frozen=True)
class Case:
    """What was foretold of a company's period, and what came of it."""

    probability: float
    reached: bool
    stage: Stage


def main() -> int:
    """Print the figures and return 1 when a limit is missed."""
    report = Report()
    chance = np.random.default_rng(20_261_120)
    cases = [case for _ in range(COMPANIES) if (case := _case(chance)) is not None]
    given = [case for case in cases if GIVEN[0] <= case.probability <= GIVEN[1]]
    report.least("companies given 70–80 %", [len(given)], LEAST_CASES)
    _judge(report, "of them reached the target", given)
    for stage in (Stage.SALES_QUALIFIED, Stage.CUSTOMER):
        _judge(report, f"of them reached it, {stage}", [case for case in given if case.stage is stage])
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        found = [
            case
            for case in cases
            if low <= case.probability < low + 0.2 or case.probability == low + 0.2 == 1
        ]
        name = f"reached of {len(found)} given {low:.0%} to {low + 0.2:.0%}"
        report.figure(name, 100 * _share(found), " %")
    report.most(
        "forecast from two years of weeks", [_cost_ms() for _ in range(ROUNDS)], LIMIT_MS, " ms of CPU"
    )
    return int(report.missed)


def _judge(report: Report, name: str, given: list[Case]) -> None:
    share = 100 * _share(given)
    report.least(f"{name} (n {len(given)})", [share], 100 * REACHED[0], " %")
    report.most(f"{name} (n {len(given)})", [share], 100 * REACHED[1], " %")


def _share(cases: list[Case]) -> float:
    return sum(case.reached for case in cases) / max(len(cases), 1)


def _case(chance: np.random.Generator) -> Case | None:
    """Return a company asked at some moment of its life; None of one that has too little history."""
    today = FIRST_DAY + timedelta(days=int(chance.integers(365)))
    first = today - timedelta(weeks=int(chance.integers(LEAST_WEEKS + 1, 105)))
    now = CALENDAR.local_midnight(today) + int(chance.integers(DAY))
    period = _period(today, chance)
    stage = (Stage.SALES_QUALIFIED, Stage.CUSTOMER)[int(chance.integers(2))]
    whole = _lived(first, period.last, stage, chance)
    begin, end = period.bounds(CALENDAR)
    found = _foretold(whole, stage, now, begin, end, None)
    if found is None:
        return None
    target = max(round(found.mid * chance.uniform(0.75, 1.15)), 1)
    told = _foretold(whole, stage, now, begin, end, target)
    if told is None or told.probability is None:
        return None
    return Case(told.probability, whole.delivered(stage, begin, end).net >= target, stage)


def _period(today: date, chance: np.random.Generator) -> GoalPeriod:
    """Return a month or quarter that is running, or the next one."""
    kind: Callable[[date], GoalPeriod] = (month, quarter)[int(chance.integers(2))]
    running = kind(today)
    return running if chance.random() < 0.75 else kind(running.last + timedelta(days=1))


def _lived(first: date, last: date, stage: Stage, chance: np.random.Generator) -> History:
    """Return all that happens in a company from its first day to its last."""
    arrived = _arrivals(first, last, np.exp(chance.uniform(np.log(4), np.log(80))), chance)
    if stage is not Stage.CUSTOMER:
        return _history(arrived, arrived, np.zeros(0, dtype=np.int64))
    days = np.exp(chance.normal(np.log(chance.uniform(10, 75)), 0.7, len(arrived)))
    wins = chance.random(len(arrived)) < chance.uniform(0.05, 0.35)
    won = arrived + (days * DAY).astype(np.int64)
    return _history(arrived, arrived[wins], won[wins])


def _history(leads: Instants, created: Instants, won: Instants) -> History:
    nothing = np.zeros(0, dtype=np.int64)
    order = np.argsort(won)
    reached = {
        Stage.LEAD: leads,
        Stage.MARKETING_QUALIFIED: leads,
        Stage.SALES_QUALIFIED: leads,
        Stage.CUSTOMER: won[order],
    }
    journeys = Journeys(won[order], (won - created[: len(won)])[order])
    return History(reached, nothing, won[order], journeys)


def _arrivals(first: date, last: date, per_week: float, chance: np.random.Generator) -> Instants:
    """Return arrivals in working time, with as much in common from week to week as companies have."""
    begin, end = CALENDAR.local_midnight(first), CALENDAR.local_midnight(last + timedelta(days=1))
    count = (end - begin) // (7 * DAY) + 1
    level = np.full(count, per_week)
    level *= np.exp(np.cumsum(chance.normal(0, chance.choice([0, 0, 0.02]), count)))  # drifts
    shape = chance.choice([4.0, 12.0, 1e6])
    level *= chance.gamma(shape, 1 / shape, count)  # varies
    edges = np.append(begin + 7 * DAY * np.arange(count), end)
    worked = CALENDAR.working_seconds_between(edges[:-1], edges[1:])
    numbers = chance.poisson(level * worked / (5 * 8 * 3_600))
    since = np.repeat(edges[:-1], numbers)
    into = (chance.random(len(since)) * np.repeat(worked, numbers)).astype(np.int64)
    return np.sort(CALENDAR.deadline(since, np.maximum(into, 1)))


def _cost_ms() -> float:
    """Return what all of it costs in a company with two years of weeks: the history as columns is given."""
    chance = np.random.default_rng(1)
    today = FIRST_DAY + timedelta(days=200)
    lived = _lived(today - timedelta(weeks=104), today, Stage.CUSTOMER, chance)
    now, (begin, end) = CALENDAR.local_midnight(today), quarter(today).bounds(CALENDAR)
    return 1_000 * cpu_seconds(lambda: _foretold(lived, Stage.CUSTOMER, now, begin, end, 50))


def _foretold(
    whole: History, stage: Stage, now: int, begin: int, end: int, target: int | None
) -> Forecast | None:
    """Return what is foretold by somebody who knows nothing of what comes after `now`."""
    known = _as_known(whole, now)
    ahead = weeks(known, stage, CALENDAR, now=now, begin=begin, end=end)
    return forecast(known.delivered(stage, begin, now + 1).net, ahead, target)


def _as_known(whole: History, now: int) -> History:
    journeys = whole.journeys.won <= now
    return History(
        {stage: at[at <= now] for stage, at in whole.reached.items()},
        whole.returned,
        whole.customers_of_marketing[whole.customers_of_marketing <= now],
        Journeys(whole.journeys.won[journeys], whole.journeys.seconds[journeys]),
    )


if __name__ == "__main__":
    sys.exit(main())
