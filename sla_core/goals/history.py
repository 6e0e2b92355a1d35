"""What happened: when leads came to each stage, how long their journeys took, and the rates that follow.

A rate here is a flow: of some months, what came to the next stage ÷ what came to this one. These need not be the
same leads; how the same leads fare is told by cohorts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants, Seconds
from sla_core.facts import Codes
from sla_core.follow_up.judging import Delivered, not_delivered
from sla_core.funnel import Funnel
from sla_core.goals.amounts import Input
from sla_core.goals.periods import whole_months
from sla_core.goals.rates import Rate
from sla_core.handovers import Handovers
from sla_core.handovers.openings import CREATED_WITH_STAGE_SECONDS
from sla_core.leads import Stage
from sla_core.pace import month_bounds
from sla_core.traffic import MonthVisits
from sla_core.working_calendar import WorkingCalendar

RATE_MONTHS = 6  # whole months that the company's own rates are of


@dataclass(frozen=True)
class Journeys:
    """Who became a customer: when, and how long after being created as a lead. One row each, by `won`."""

    won: Instants
    seconds: Seconds


@dataclass(frozen=True)
class History:
    """The instants at which leads came to each stage, sorted; of sales_qualified, those delivered (net).

    `returned` are the handovers that sales returned in time for marketing's reasons; `customers_of_marketing` the
    customers that marketing had handed over, the others sales found by itself.
    """

    reached: Mapping[Stage, Instants]
    returned: Instants
    customers_of_marketing: Instants
    journeys: Journeys

    def delivered(self, stage: Stage, begin: int, end: int) -> Delivered:
        """Return how many came to a stage in [begin, end); only handovers can be returned."""
        net = _between(self.reached[stage], begin, end)
        returned = _between(self.returned, begin, end) if stage is Stage.SALES_QUALIFIED else 0
        return Delivered(net + returned, returned)


def build(funnel: Funnel, handovers: Handovers, counts: Flags | None, now: int) -> History:
    """Return what had happened by `now`. `counts` as in `follow_up.counting`; what has no date is not in it.

    Leads pass the stages as in the funnel: a stage that was skipped, by the later one; merged leads are one.
    """
    handed_over = handovers.handed_over.at
    counted = np.ones(len(handovers), dtype=bool) if counts is None else counts
    back = not_delivered(handovers)
    won = funnel.passed[Stage.CUSTOMER.rank]
    return History(
        reached={
            Stage.LEAD: _until(funnel.passed[Stage.LEAD.rank], now),
            Stage.MARKETING_QUALIFIED: _until(funnel.passed[Stage.MARKETING_QUALIFIED.rank], now),
            Stage.SALES_QUALIFIED: _until(handed_over[counted & ~back], now),
            Stage.CUSTOMER: _until(won, now),
        },
        returned=_until(handed_over[counted & back], now),
        customers_of_marketing=_until(won[np.isin(funnel.lead, handovers.lead)], now),
        journeys=journeys_of(funnel, now)[1],
    )


def _until(at: Instants, now: int) -> Instants:
    return np.sort(at[(at != MISSING) & (at <= now)])


def _between(at: Instants, begin: int, end: int) -> int:
    low, high = np.searchsorted(at, [begin, end])
    return int(max(high - low, 0))


def journeys_of(funnel: Funnel, now: int) -> tuple[Codes, Journeys]:
    """Return the journeys of customers that did not come in as such (a rep entered those), and the rows of their leads.

    Rows are those of the funnel.
    """
    created, won = funnel.created, funnel.passed[Stage.CUSTOMER.rank]
    rows = np.flatnonzero((created < NEVER) & (won <= now) & (won - created > CREATED_WITH_STAGE_SECONDS))
    rows = rows[np.argsort(won[rows], kind="stable")]
    return rows, Journeys(won[rows], won[rows] - created[rows])


@dataclass(frozen=True)
class MonthFlow:
    """What came to each stage in a calendar month. `visits` is None where nobody gave a figure."""

    month: date
    visits: int | None
    leads: int
    marketing_qualified: int
    sales_qualified: Delivered
    customers: int
    customers_of_marketing: int


def rate_months(today: date) -> tuple[date, ...]:
    """Return the months that the company's own rates are of: the last six whole ones, the oldest first."""
    return whole_months(today, RATE_MONTHS)


def month_flows(
    history: History, months: Sequence[date], visits: Sequence[MonthVisits], calendar: WorkingCalendar
) -> list[MonthFlow]:
    """Return the flow of each of these months."""
    counted = {known.month: known.counted for known in visits}
    return [_month_flow(history, month, counted.get(f"{month:%Y-%m}"), calendar) for month in months]


def _month_flow(history: History, month: date, visits: int | None, calendar: WorkingCalendar) -> MonthFlow:
    begin, end = month_bounds(calendar, month)
    return MonthFlow(
        month=month,
        visits=visits,
        leads=history.delivered(Stage.LEAD, begin, end).net,
        marketing_qualified=history.delivered(Stage.MARKETING_QUALIFIED, begin, end).net,
        sales_qualified=history.delivered(Stage.SALES_QUALIFIED, begin, end),
        customers=history.delivered(Stage.CUSTOMER, begin, end).net,
        customers_of_marketing=_between(history.customers_of_marketing, begin, end),
    )


def own_rates(months: Sequence[MonthFlow], least: int) -> dict[Input, Rate]:
    """Return the company's own rate of every step and marketing's share of the customers, over these months.

    Customers that sales found by itself say nothing about what becomes of handovers and count only in the share.
    Visits count where they are known. Under `least` cases there is no rate.
    """
    visited = [month for month in months if month.visits is not None]
    leads = sum(month.leads for month in months)
    qualified = sum(month.marketing_qualified for month in months)
    delivered = sum(month.sales_qualified.net for month in months)
    won = sum(month.customers_of_marketing for month in months)
    return {
        Input.VISIT_TO_LEAD: Rate(
            sum(month.leads for month in visited), sum(month.visits or 0 for month in visited), least
        ),
        Input.LEAD_TO_MARKETING_QUALIFIED: Rate(qualified, leads, least),
        Input.MARKETING_TO_SALES_QUALIFIED: Rate(delivered, qualified, least),
        Input.SALES_QUALIFIED_TO_CUSTOMER: Rate(won, delivered, least),
        Input.MARKETING_SHARE: Rate(won, sum(month.customers for month in months), least),
    }
