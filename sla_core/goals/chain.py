"""The chain from revenue to visits and back: how many of each stage it takes, and what follows from how many.

customers = revenue goal × marketing's share ÷ average purchase; then backwards through the rates: SQL = customers ÷
(SQL → customer), and so on to visits = leads ÷ (visit → lead). Forwards the same rates multiply.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from sla_core.goals import amounts
from sla_core.goals.amounts import Amount, Input, NotComputable, Number


class Link(StrEnum):
    """The boxes of the chain from the first visit to the customer."""

    VISITS = "visits"
    LEADS = "leads"
    MARKETING_QUALIFIED = "marketing_qualified"
    SALES_QUALIFIED = "sales_qualified"
    CUSTOMERS = "customers"


LINKS = list(Link)
# The rate from each link to the next one.
STEPS = (
    Input.VISIT_TO_LEAD,
    Input.LEAD_TO_MARKETING_QUALIFIED,
    Input.MARKETING_TO_SALES_QUALIFIED,
    Input.SALES_QUALIFIED_TO_CUSTOMER,
)
Rates: TypeAlias = Mapping[Input, Number | None]
Chain: TypeAlias = Mapping[Link, Amount]


def customers(
    revenue: Number | None, marketing_share: Number | None, average_purchase: Number | None
) -> Amount:
    """Return how many customers marketing's share of a revenue goal takes."""
    purchase = amounts.count(average_purchase, Input.AVERAGE_PURCHASE)
    wanted = amounts.product(
        [
            amounts.count(revenue, Input.REVENUE),
            amounts.share(marketing_share, Input.MARKETING_SHARE),
        ]
    )
    return amounts.quotient(wanted, amounts.divisor(purchase, Input.AVERAGE_PURCHASE))


def chain(at: Link, number: Number | Amount | None, rates: Rates) -> Chain:
    """Return all links where one of them has this number: what it takes before, what to expect after.

    A rate that is unknown, 0 or above 1 stops the chain at the step it belongs to, in its direction only.
    """
    given = number if isinstance(number, NotComputable) else amounts.count(number, Input.COUNT)
    found = {at: given}
    place = LINKS.index(at)
    for before in reversed(range(place)):
        step = STEPS[before]
        rate = amounts.divisor(_rate(rates, step), step)
        found[LINKS[before]] = amounts.quotient(found[LINKS[before + 1]], rate)
    for after in range(place + 1, len(LINKS)):
        found[LINKS[after]] = amounts.product([found[LINKS[after - 1]], _rate(rates, STEPS[after - 1])])
    return {link: found[link] for link in LINKS}


def _rate(rates: Rates, step: Input) -> Amount:
    return amounts.share(rates.get(step), step)
