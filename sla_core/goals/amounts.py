"""Amounts of a plan: exact fractions, or the reason why there is none. Never a float, never infinity.

Fractions are kept as such through the whole calculation and rounded up where they are shown.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Decimal | Fraction


class Input(StrEnum):
    """What somebody enters or agrees before anything can be computed."""

    REVENUE = "revenue"
    MARKETING_SHARE = "marketing_share"
    AVERAGE_PURCHASE = "average_purchase"
    COUNT = "count"
    VISIT_TO_LEAD = "visit_to_lead"
    LEAD_TO_MARKETING_QUALIFIED = "lead_to_marketing_qualified"
    MARKETING_TO_SALES_QUALIFIED = "marketing_to_sales_qualified"
    SALES_QUALIFIED_TO_CUSTOMER = "sales_qualified_to_customer"
    CONVERSION = "conversion"
    MARKETING_QUALIFIED_TO_CUSTOMER = "marketing_qualified_to_customer"
    PERIOD_REVENUE = "period_revenue"
    GROSS_MARGIN = "gross_margin"
    CHURN = "churn"
    REPS = "reps"
    HOURS = "hours"
    MINUTES = "minutes"
    ATTEMPTS = "attempts"
    TARGET = "target"


class Obstacle(StrEnum):
    """What is wrong with an input."""

    UNKNOWN = "unknown"
    ZERO = "zero"
    NEGATIVE = "negative"
    ABOVE_ONE = "above_one"


@dataclass(frozen=True)
class NotComputable:
    """Instead of an amount: which input stands in the way, and why."""

    of: Input
    why: Obstacle


Amount: TypeAlias = Fraction | NotComputable


def count(given: Number | None, of: Input) -> Amount:
    """Return an amount of at least 0 as a fraction."""
    exact = _exact(given)
    if exact is None:
        return NotComputable(of, Obstacle.UNKNOWN)
    return exact if exact >= 0 else NotComputable(of, Obstacle.NEGATIVE)


def share(given: Number | None, of: Input) -> Amount:
    """Return a share as a fraction from 0 to 1."""
    found = count(given, of)
    if isinstance(found, Fraction) and found > 1:
        return NotComputable(of, Obstacle.ABOVE_ONE)
    return found


def divisor(found: Amount, of: Input) -> Amount:
    """Return what something is to be divided by: the amount, unless it is 0."""
    return NotComputable(of, Obstacle.ZERO) if found == 0 else found


def product(factors: Iterable[Amount]) -> Amount:
    """Return the product, or the first reason why there is none."""
    result = Fraction(1)
    for factor in factors:
        if isinstance(factor, NotComputable):
            return factor
        result *= factor
    return result


def quotient(dividend: Amount, by: Amount) -> Amount:
    """Return the quotient; `by` comes from `divisor`."""
    if isinstance(by, NotComputable):
        return dividend if isinstance(dividend, NotComputable) else by
    return dividend if isinstance(dividend, NotComputable) else dividend / by


def shown(amount: Amount) -> int | None:
    """Return the whole number that is enough; None where nothing can be computed."""
    return math.ceil(amount) if isinstance(amount, Fraction) else None


def _exact(given: Number | None) -> Fraction | None:
    if given is None or (isinstance(given, Decimal) and not given.is_finite()):
        return None
    return Fraction(given)
