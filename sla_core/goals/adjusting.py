"""Adjusting a target: the months it changes, and what it does to customers and to sales' load before it is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sla_core.errors import NotPossible
from sla_core.goals import amounts
from sla_core.goals.amounts import Amount, Input
from sla_core.goals.chain import Link, Rates, chain
from sla_core.goals.periods import GoalPeriod, month, quarter
from sla_core.goals.plan import LINK_OF, from_marketing
from sla_core.goals.targets import split, split_at_least
from sla_core.leads import Stage
from sla_core.periods import month_of, next_month
from sla_core.sections import Section, value_of
from sla_core.terms import MarketingPromise, Terms
from sla_core.working_calendar import WorkingCalendar

MONTHS_AHEAD, QUARTERS_AHEAD = 12, 4
TARGETS = "marketing.targets"  # where they stand in the section
FIELDS = {
    Stage.LEAD: "leads",
    Stage.MARKETING_QUALIFIED: "marketing_qualified",
    Stage.SALES_QUALIFIED: "sales_qualified",
    Stage.CUSTOMER: "customers",
}
MonthTargets = Mapping[
    str, Mapping[str, int | None]
]  # month (YYYY-MM) -> field -> target, as JSON holds them


def targets_of(terms: Terms) -> MonthTargets:
    """Return the targets of some terms, as JSON holds them."""
    found: MonthTargets = value_of(terms, Section.TARGETS)[TARGETS]
    return found


def adjustable(today: date) -> list[GoalPeriod]:
    """Return the periods whose targets can still be changed: the running month and quarter, and those to come."""
    months, quarters = [month(today)], [quarter(today)]
    while len(months) <= MONTHS_AHEAD:
        months.append(month(next_month(months[-1].first)))
    while len(quarters) < QUARTERS_AHEAD:
        quarters.append(quarter(next_month(quarters[-1].months[-1])))
    return [*months, *quarters]


def current(targets: MonthTargets, period: GoalPeriod, stage: Stage) -> int | None:
    """Return a period's target as these terms have it: the sum of its months; None where no month has one."""
    found = [targets.get(f"{first:%Y-%m}", {}).get(FIELDS[stage]) for first in period.months]
    known = [number for number in found if number is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Spread:
    """A period's new target by month: `months` that can still change, `held` by those that have ended and stay.

    `raised` are the months that get what they have delivered already, which is more than their share.
    """

    months: Mapping[date, int]
    ended: tuple[date, ...]
    held: int
    raised: tuple[date, ...]


def spread(
    targets: MonthTargets,
    period: GoalPeriod,
    stage: Stage,
    number: int,
    *,
    delivered: Mapping[date, int],
    calendar: WorkingCalendar,
    today: date,
) -> Spread:
    """Return a period's new target by month: a quarter's is split by working days over the months not over yet.

    No month of a quarter gets less than it has `delivered`; that of a month alone is taken as it is. Raises
    `NotPossible` for a period that has ended, and for a quarter whose months hold or have delivered more already;
    `SlaError` for a negative number.
    """
    running = month_of(today)
    still_open = GoalPeriod(tuple(first for first in period.months if first >= running))
    if not still_open.months:
        raise NotPossible("This period has ended: its target can no longer be changed.")
    ended = tuple(first for first in period.months if first < running)
    held = current(targets, GoalPeriod(ended), stage) or 0
    if not period.is_quarter:
        return Spread(split(number, still_open, calendar), ended, held, ())
    least = {first: delivered.get(first, 0) for first in still_open.months}
    _refuse_too_few(number, held, sum(least.values()))
    months = split_at_least(number - held, still_open, calendar, least)
    usual = split(number - held, still_open, calendar)
    raised = tuple(first for first in months if months[first] == least[first] > usual[first])
    return Spread(months, ended, held, raised)


def _refuse_too_few(number: int, held: int, delivered: int) -> None:
    """Refuse a quarter's target that its ended months and what is delivered since exceed."""
    if number < held + delivered:
        if not delivered:
            raise NotPossible(
                "The months of the quarter that have ended hold {held} already: at least as many it must be.",
                held=held,
            )
        raise NotPossible(
            "The months that have ended hold {held}, and {delivered} are delivered since: at least {least} it must be.",
            held=held,
            delivered=delivered,
            least=held + delivered,
        )


def adjusted(targets: MonthTargets, stage: Stage, months: Mapping[date, int]) -> dict[str, dict[str, Any]]:
    """Return all targets with those of a stage changed in these months."""
    changed = {name: dict(figures) for name, figures in targets.items()}
    for first, part in months.items():
        nothing: dict[str, Any] = dict.fromkeys(FIELDS.values())
        changed.setdefault(f"{first:%Y-%m}", nothing)[FIELDS[stage]] = part
    return changed


@dataclass(frozen=True)
class Effect:
    """What a target leads to: customers to expect, and SQLs that sales gets to work."""

    customers: Amount
    sales_qualified: Amount


def effect(promise: MarketingPromise, stage: Stage, number: int | None, rates: Rates) -> Effect:
    """Return what a stage's target leads to.

    A target of customers is read backwards: how many SQLs marketing's share of it takes.
    """
    given = from_marketing(promise, number) if stage is Stage.CUSTOMER else number
    links = chain(LINK_OF[stage], given, rates)
    return Effect(links[Link.CUSTOMERS], links[Link.SALES_QUALIFIED])


def work_hours(leads: Amount, attempts: Fraction, minutes: int | None) -> Amount:
    """Return how many hours so many leads take sales."""
    per_attempt = amounts.count(minutes, Input.MINUTES)
    return amounts.product([leads, attempts, per_attempt, Fraction(1, 60)])
