"""What customers and leads are worth."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sla_core.goals.amounts import Input, NotComputable, Obstacle
from sla_core.goals.value import Purchases, lead_value, lifetime_value, promised_value


@pytest.mark.parametrize(
    ("revenue", "margin", "churn", "worth"),
    [
        # Published: abracalc.com/calculator/customer-lifetime-value-calculator
        (100, "0.80", "0.05", 1_600),
        (500, "0.70", "0.02", 17_500),
        (2_000, "0.60", "0.005", 240_000),
    ],
)
def test_lifetime_value_is_revenue_times_margin_over_churn(
    revenue: int, margin: str, churn: str, worth: int
) -> None:
    assert lifetime_value(revenue, Decimal(margin), Decimal(churn)) == worth


def test_without_churn_a_lifetime_has_no_end_and_no_value() -> None:
    assert lifetime_value(100, Decimal("0.8"), 0) == NotComputable(Input.CHURN, Obstacle.ZERO)
    assert lifetime_value(100, Decimal("1.8"), 0) == NotComputable(Input.GROSS_MARGIN, Obstacle.ABOVE_ONE)
    assert lifetime_value(100, Decimal("0.8"), None) == NotComputable(Input.CHURN, Obstacle.UNKNOWN)


def test_a_lead_is_worth_its_chance_of_a_purchase() -> None:
    # Published: theweinbaumgroup.com/2017/12/05/calculating-service-level-agreements-in-dollar-value
    assert lead_value(Decimal("0.01"), 160_000) == 1_600
    assert lead_value(0, 160_000) == 0
    assert lead_value(None, 160_000) == NotComputable(Input.CONVERSION, Obstacle.UNKNOWN)


def test_a_promise_in_value_sums_what_each_kind_of_lead_is_worth() -> None:
    kinds = [(40, lead_value(Decimal("0.1"), 100_000)), (10, lead_value(Decimal("0.25"), 300_000))]
    assert promised_value(kinds) == 40 * 10_000 + 10 * 75_000
    assert promised_value([]) == 0


def test_a_promise_with_a_kind_of_unknown_value_has_none() -> None:
    unknown = lead_value(Decimal("0.1"), None)
    assert promised_value([(40, Fraction(1)), (10, unknown)]) == unknown
    assert promised_value([(None, Fraction(1))]) == NotComputable(Input.TARGET, Obstacle.UNKNOWN)


def test_an_average_purchase_needs_enough_customers() -> None:
    assert Purchases(10, Fraction(1_650_000)).average(10) == 165_000
    assert Purchases(9, Fraction(1_650_000)).average(10) is None
    assert Purchases(0, Fraction(0)).average(0) is None
