"""What the last months would have been under some terms, and which won customers they would have caught."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants, Seconds
from sla_core.conditions import LeadDefinition
from sla_core.errors import SlaError
from sla_core.goals.rates import Rate
from sla_core.leads import Stage
from sla_core.periods import month_of, next_month
from sla_core.replay.events import Events, events
from sla_core.replay.firsts import Replay
from sla_core.scoring.arrays import Prepared
from sla_core.scoring.model import compiled
from sla_core.terms import Terms
from sla_core.working_calendar import WorkingCalendar

STAGES = (Stage.LEAD, Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED)


@dataclass(frozen=True)
class Month:
    """How many leads first met each definition in a month."""

    first: date
    met: dict[Stage, int]


@dataclass(frozen=True)
class Backtest:
    """Months, the oldest first, and over all of them: won customers that met MQL by then, MQLs that were won.

    `seconds_before` tells how long before they were won the customers caught met MQL, ascending. `undated` leads
    have no date at all: they stand in the two rates, by what is known of them today, and in no month.
    """

    months: tuple[Month, ...]
    caught: Rate
    won: Rate
    seconds_before: tuple[int, ...]
    undated: int
    without_definition: tuple[Stage, ...]


@dataclass(frozen=True)
class _Outcome:
    won: Flags  # within the months
    caught: Flags  # of those, by the time they were won
    became: Flags  # MQL within the months
    seconds_before: Seconds
    undated: int
    won_as_mql: Flags  # whenever


def last_months(today: date, count: int) -> tuple[date, ...]:
    """Return the first days of so many months, the running one last."""
    found = [month_of(today)]
    while len(found) < count:
        found.append(month_of(found[-1] - timedelta(days=1)))
    return tuple(reversed(found))


def backtest(known: Prepared, terms: Terms, months: int, *, calendar: WorkingCalendar, now: int) -> Backtest:
    """Return the last so many months under some terms; the running one, which is the last, up to now.

    Months are local to `calendar`. Raises `SlaError` for terms that cannot score.
    """
    if months < 1:
        raise SlaError("A backtest takes at least one month.")
    today: date = calendar.local_days(np.array([now])).tolist()[0]
    firsts = last_months(today, months)
    edges = np.array([calendar.local_midnight(day) for day in (*firsts, next_month(firsts[-1]))])
    of = events(known, now)
    replay = Replay(of, compiled(terms.scoring))
    met = {stage: _first_met(replay, terms.definitions.get(stage), known) for stage in STAGES}
    by_month = {stage: np.histogram(at[_dated(at)], edges - 0.5)[0].tolist() for stage, at in met.items()}
    outcome = _reckoned(known, of, met[Stage.MARKETING_QUALIFIED], int(edges[0]), now)
    least = terms.limits.least_cases
    return Backtest(
        months=tuple(
            Month(day, {stage: by_month[stage][place] for stage in STAGES})
            for place, day in enumerate(firsts)
        ),
        caught=Rate(int(outcome.caught.sum()), int(outcome.won.sum()), least),
        won=Rate(int((outcome.became & outcome.won_as_mql).sum()), int(outcome.became.sum()), least),
        seconds_before=tuple(np.sort(outcome.seconds_before).tolist()),
        undated=outcome.undated,
        without_definition=tuple(stage for stage in STAGES if stage not in terms.definitions),
    )


def _first_met(replay: Replay, definition: LeadDefinition | None, known: Prepared) -> Instants:
    """A stage that the terms do not define is met by nobody."""
    return np.full(len(known), NEVER) if definition is None else replay.first_met(definition)


def _dated(at: Instants) -> Flags:
    dated: Flags = (at != MISSING) & (at != NEVER)
    return dated


def _reckoned(known: Prepared, of: Events, mql: Instants, begin: int, now: int) -> _Outcome:
    """A customer won without a date belongs where it came in; one without any date, to every period."""
    when = np.where(known.won_at != MISSING, known.won_at, known.created)
    when = np.where(when != MISSING, when, of.earliest)
    undated = when == MISSING
    inside = ((when >= begin) & (when <= now)) | undated
    won = known.won & inside
    by = np.where(known.won_at != MISSING, known.won_at, now)
    caught = won & (mql <= by)  # MISSING, met at a time nobody knows, is caught
    became = np.where(mql == MISSING, inside, (mql >= begin) & (mql <= now))
    timed = caught & (mql != MISSING) & (known.won_at != MISSING)
    return _Outcome(
        won, caught, became, (known.won_at - mql)[timed], int(undated.sum()), known.won & (mql <= by)
    )
