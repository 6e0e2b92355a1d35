"""What one lead at a stage is worth, and targets in money: number × share that become customers × average purchase.

The share is the company's own of the last whole months: marketing's customers ÷ what came to the stage. Where there
are too few cases, it is the one that the agreed targets take for granted. The purchase is the agreed one, without one
the own average. What one lead is worth is rounded as it is shown, so that every amount can be checked by hand.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla_core.goals import amounts
from sla_core.goals.amounts import Amount, Input, NotComputable
from sla_core.goals.chain import Link
from sla_core.goals.history import MonthFlow
from sla_core.goals.plan import LINK_OF, from_marketing, own_total
from sla_core.goals.rates import Rate
from sla_core.goals.targets import STAGES
from sla_core.goals.value import Purchases, promised_value
from sla_core.leads import Stage
from sla_core.terms import MarketingPromise

CONVERSIONS = {
    Stage.LEAD: Input.CONVERSION,
    Stage.MARKETING_QUALIFIED: Input.MARKETING_QUALIFIED_TO_CUSTOMER,
    Stage.SALES_QUALIFIED: Input.SALES_QUALIFIED_TO_CUSTOMER,
}
_WHOLE_FROM = 100  # from here on hundredths of the currency tell nothing
_HUNDREDTHS = 100


@dataclass(frozen=True)
class Purchase:
    """What a customer buys for, and by whose word."""

    amount: Fraction | None
    is_agreed: bool


@dataclass(frozen=True)
class StageValue:
    """What one at a stage is worth. `own`: the share it rests on with its n; None where the agreed one counts.

    `share` is None where nothing is known, and of customers, of whom each is one.
    """

    stage: Stage
    each: Amount
    share: Fraction | None
    own: Rate | None
    purchase: Purchase


def stage_values(
    promise: MarketingPromise,
    agreed: Mapping[Stage, int | None],
    months: Sequence[MonthFlow],
    bought: Purchases,
    least: int,
) -> dict[Stage, StageValue]:
    """Return what one is worth at every stage.

    `agreed` are the targets of a period by stage, `months` those that the own shares are of.
    """
    purchase = _purchase(promise, bought, least)
    return {stage: _stage_value(stage, promise, agreed, months, purchase, least) for stage in STAGES}


def _purchase(promise: MarketingPromise, bought: Purchases, least: int) -> Purchase:
    if promise.average_purchase is not None:
        return Purchase(Fraction(promise.average_purchase), True)
    return Purchase(bought.average(least), False)


def _stage_value(
    stage: Stage,
    promise: MarketingPromise,
    agreed: Mapping[Stage, int | None],
    months: Sequence[MonthFlow],
    purchase: Purchase,
    least: int,
) -> StageValue:
    money = amounts.count(purchase.amount, Input.AVERAGE_PURCHASE)
    money = amounts.divisor(money, Input.AVERAGE_PURCHASE)  # at 0 no number could be told from a value
    if stage is Stage.CUSTOMER:
        return StageValue(stage, _rounded(money), None, None, purchase)
    won, came = own_total(months, Link.CUSTOMERS), own_total(months, LINK_OF[stage])
    own = Rate(won or 0, came or 0, least)
    share = own.share if own.share is not None else _agreed_share(stage, promise, agreed)
    rate = amounts.divisor(amounts.share(share, CONVERSIONS[stage]), CONVERSIONS[stage])
    each = _rounded(amounts.product([rate, money]))
    return StageValue(stage, each, share, None if own.too_little else own, purchase)


def _agreed_share(
    stage: Stage, promise: MarketingPromise, agreed: Mapping[Stage, int | None]
) -> Fraction | None:
    """Return the share that the agreed targets take for granted: marketing's customers ÷ the stage's target."""
    won, target = from_marketing(promise, agreed.get(Stage.CUSTOMER)), agreed.get(stage)
    return won / target if won is not None and target else None


def _rounded(worth: Amount) -> Amount:
    if isinstance(worth, NotComputable):
        return worth
    if worth >= _WHOLE_FROM:
        return Fraction(round(worth))
    return Fraction(max(round(worth * _HUNDREDTHS), 1), _HUNDREDTHS)


def lead_worth(own: Rate, purchase: Purchase) -> Amount:
    """Return what a lead is worth of which this share becomes customers."""
    rate = amounts.divisor(amounts.share(own.share, Input.CONVERSION), Input.CONVERSION)
    return _rounded(amounts.product([rate, amounts.count(purchase.amount, Input.AVERAGE_PURCHASE)]))


def in_money(number: int, of: StageValue) -> Amount:
    """Return what so many at a stage are worth; of what is behind, a negative amount."""
    worth = promised_value([(abs(number), of.each)])
    return worth if isinstance(worth, NotComputable) or number >= 0 else -worth


def number_worth(value: Fraction, of: StageValue) -> int | NotComputable:
    """Return how many it takes to be worth so much: rounded up."""
    needed = amounts.quotient(amounts.count(value, Input.TARGET), of.each)
    return needed if isinstance(needed, NotComputable) else math.ceil(needed)
