"""The plan of a period: what its goal takes at every stage, what is agreed, and what that leads to.

Customers here are those from marketing's leads: the common goal in customers counts all of them, so marketing's share
of it stands in the chain. The goal comes from the revenue goal; without one, from the agreed customers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla_core.goals import amounts
from sla_core.goals.amounts import Amount, Input, NotComputable
from sla_core.goals.chain import STEPS, Chain, Link, Rates, chain, customers
from sla_core.goals.history import MonthFlow
from sla_core.goals.periods import GoalPeriod
from sla_core.goals.rates import Rate
from sla_core.leads import Stage
from sla_core.terms import MarketingPromise, StatusLimits

LINK_OF = {
    Stage.LEAD: Link.LEADS,
    Stage.MARKETING_QUALIFIED: Link.MARKETING_QUALIFIED,
    Stage.SALES_QUALIFIED: Link.SALES_QUALIFIED,
    Stage.CUSTOMER: Link.CUSTOMERS,
}
MONTHS_A_YEAR = 12


class Fit(StrEnum):
    """Whether what is agreed fits what the goal takes."""

    ENOUGH = "enough"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True)
class Plan:
    """Numbers of a period by link. `agreed` has None where nothing is; `expected` follows from the agreed SQLs."""

    period: GoalPeriod
    revenue: Amount
    goal: Amount
    needed: Chain
    agreed: Mapping[Link, Fraction | None]
    expected: Amount
    rates: Rates

    @property
    def from_revenue(self) -> bool:
        """Whether the goal follows from the revenue goal, not from the agreed customers."""
        return isinstance(self.revenue, Fraction)


def plan(
    promise: MarketingPromise, targets: Mapping[Stage, int | None], period: GoalPeriod, rates: Rates
) -> Plan:
    """Return the plan of a period. `targets` are those that judge it, per stage; `rates` those of the steps."""
    revenue = revenue_of(promise, period)
    agreed = _agreed(promise, targets, period)
    goal = _goal(promise, revenue, agreed[Link.CUSTOMERS])
    expected = chain(Link.SALES_QUALIFIED, agreed[Link.SALES_QUALIFIED], rates)[Link.CUSTOMERS]
    return Plan(period, revenue, goal, chain(Link.CUSTOMERS, goal, rates), agreed, expected, rates)


def revenue_of(promise: MarketingPromise, period: GoalPeriod) -> Amount:
    """Return a period's part of the revenue goal of a year: every month the same."""
    a_year = amounts.count(promise.revenue_goal, Input.REVENUE)
    return amounts.product([a_year, Fraction(len(period.months), MONTHS_A_YEAR)])


def from_marketing(promise: MarketingPromise, won: int | None) -> Fraction | None:
    """Return how many of so many customers marketing's leads are to bring."""
    return None if won is None else won * Fraction(promise.marketing_share)


def _agreed(
    promise: MarketingPromise, targets: Mapping[Stage, int | None], period: GoalPeriod
) -> dict[Link, Fraction | None]:
    found = {link: _whole(targets.get(stage)) for stage, link in LINK_OF.items()}
    found[Link.CUSTOMERS] = from_marketing(promise, targets.get(Stage.CUSTOMER))
    visits = promise.visits_per_month
    found[Link.VISITS] = None if visits is None else Fraction(visits * len(period.months))
    return found


def _whole(number: int | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _goal(promise: MarketingPromise, revenue: Amount, agreed: Fraction | None) -> Amount:
    if isinstance(revenue, NotComputable):
        return revenue if agreed is None else agreed
    found = customers(revenue, promise.marketing_share, promise.average_purchase)
    return agreed if isinstance(found, NotComputable) and agreed is not None else found


def fit(agreed: Fraction, needed: Fraction, limits: StatusLimits) -> Fit:
    """Return whether an agreed number fits the needed one; from when on it is too much, the agreement says."""
    if agreed < needed:
        return Fit.BELOW
    return Fit.ABOVE if agreed > needed * Fraction(limits.more_than_agreed) else Fit.ENOUGH


def with_rates(
    own: Mapping[Input, Rate], assumed: Mapping[Input, Fraction | None]
) -> dict[Input, Fraction | None]:
    """Return the rate of every step: the assumed one where there is one, otherwise the company's own."""
    return {step: assumed[step] if assumed.get(step) is not None else own[step].share for step in STEPS}


def own_total(months: Sequence[MonthFlow], link: Link) -> int | None:
    """Return how many came to a link in these months; None for visits that nobody counted."""
    match link:
        case Link.VISITS:
            known = [month.visits for month in months if month.visits is not None]
            return sum(known) if known else None
        case Link.LEADS:
            return sum(month.leads for month in months)
        case Link.MARKETING_QUALIFIED:
            return sum(month.marketing_qualified for month in months)
        case Link.SALES_QUALIFIED:
            return sum(month.sales_qualified.net for month in months)
        case Link.CUSTOMERS:
            return sum(month.customers_of_marketing for month in months)


def own_mean(months: Sequence[MonthFlow], link: Link, period: GoalPeriod) -> Fraction | None:
    """Return what usually comes to a link in a period as long as this one; None where nothing is known."""
    total = own_total(months, link)
    known = sum(link is not Link.VISITS or month.visits is not None for month in months)
    return None if total is None or not known else Fraction(total * len(period.months), known)
