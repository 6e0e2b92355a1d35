"""How many leads sales can work as promised, and how many of those promised are too many.

leads per week = reps × hours ÷ (attempts per lead × minutes per attempt)
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from sla_core.columns import MISSING
from sla_core.goals import amounts
from sla_core.goals.amounts import Amount, Input, NotComputable, Number
from sla_core.handovers import NONE, Handovers
from sla_core.periods import next_month
from sla_core.terms import SalesPromise
from sla_core.working_calendar import WorkingCalendar

_ANY_WEEK = date(2024, 1, 1), date(2024, 1, 7)


@dataclass(frozen=True)
class AttemptsPerLead:
    """Attempts it takes on average; `n` episodes they were measured on, None where they are only agreed."""

    attempts: Fraction
    n: int | None


def attempts_per_lead(
    handovers: Handovers, sales: SalesPromise, *, since: int, least: int
) -> AttemptsPerLead:
    """Return the own average of the episodes since then that were contacted or closed; of too few, the agreed least.

    The attempt that reached the lead counts. Episodes known only from a date on the lead are left out: how many
    attempts they took is not known.
    """
    contacted = handovers.first_contact != MISSING
    over = (contacted | (handovers.closed_by != NONE)) & ~handovers.summary
    rows = over & (handovers.handed_over.at >= since)
    n = int(rows.sum())
    if n < least:
        return AttemptsPerLead(Fraction(sales.attempts_at_least), None)
    return AttemptsPerLead(Fraction(int((handovers.attempts + contacted)[rows].sum()), n), n)


def leads_per_week(
    reps: Number | None,
    hours_per_rep: Number | None,
    attempts: Number | None,
    minutes_per_attempt: Number | None,
) -> Amount:
    """Return how many leads sales can work in a usual week."""
    minutes = amounts.product(
        [
            amounts.count(reps, Input.REPS),
            amounts.count(hours_per_rep, Input.HOURS),
            Fraction(60),
        ]
    )
    per_lead = amounts.quotient(
        minutes, amounts.divisor(amounts.count(minutes_per_attempt, Input.MINUTES), Input.MINUTES)
    )
    return amounts.quotient(
        per_lead, amounts.divisor(amounts.count(attempts, Input.ATTEMPTS), Input.ATTEMPTS)
    )


def leads_per_month(per_week: Amount, month: date, calendar: WorkingCalendar) -> Amount:
    """Return how many leads sales can work in a month: its working time in usual weeks × those of a week."""
    usual = _seconds(WorkingCalendar(calendar.time_zone, calendar.hours), *_ANY_WEEK)
    worked = _seconds(calendar, month.replace(day=1), next_month(month) - timedelta(days=1))
    weeks = amounts.quotient(Fraction(worked), amounts.divisor(Fraction(usual), Input.HOURS))
    return amounts.product([per_week, weeks])


def overflow(promised: int | None, capacity: Amount) -> Amount:
    """Return how many of the promised leads nobody has time for: the breaches to expect."""
    wanted = amounts.count(promised, Input.TARGET)
    if isinstance(wanted, NotComputable):
        return wanted
    return capacity if isinstance(capacity, NotComputable) else max(wanted - capacity, Fraction(0))


def _seconds(calendar: WorkingCalendar, first: date, last: date) -> int:
    _, seconds = calendar.day_seconds(first, last)
    return int(np.sum(seconds))
