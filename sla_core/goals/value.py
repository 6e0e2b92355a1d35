"""What customers and leads are worth. Money in the agreement's currency; periods of any one length."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sla_core.goals import amounts
from sla_core.goals.amounts import Amount, Input, NotComputable, Number


def lifetime_value(revenue: Number | None, gross_margin: Number | None, churn: Number | None) -> Amount:
    """Return what a customer brings over the years: revenue per account and period × gross margin ÷ churn per period.

    Undiscounted. Without churn the sum has no end, so nothing can be computed.
    """
    earned = amounts.product(
        [
            amounts.count(revenue, Input.PERIOD_REVENUE),
            amounts.share(gross_margin, Input.GROSS_MARGIN),
        ]
    )
    return amounts.quotient(earned, amounts.divisor(amounts.share(churn, Input.CHURN), Input.CHURN))


def lead_value(conversion: Number | None, average_purchase: Number | None) -> Amount:
    """Return what a lead is worth on average: the share that become customers × what they buy for."""
    return amounts.product(
        [
            amounts.share(conversion, Input.CONVERSION),
            amounts.count(average_purchase, Input.AVERAGE_PURCHASE),
        ]
    )


def promised_value(promised: Iterable[tuple[Number | None, Amount]]) -> Amount:
    """Return a promise in money: Σ count × value of one, over personas, stages or months."""
    total = Fraction(0)
    for number, value in promised:
        part = amounts.product([amounts.count(number, Input.TARGET), value])
        if isinstance(part, NotComputable):
            return part
        total += part
    return total


@dataclass(frozen=True)
class Purchases:
    """What `n` customers bought for in all, in one currency; `left_out` bought in another one."""

    n: int
    total: Fraction
    left_out: int = 0

    def average(self, least: int) -> Fraction | None:
        """Return the average purchase; None of fewer than `least` customers."""
        return self.total / self.n if self.n and self.n >= least else None
