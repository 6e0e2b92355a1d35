"""Own rates with n and interval."""

from fractions import Fraction

import pytest

from sla_core.goals.rates import Rate, wilson


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17, 857–872), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(found: int, of: int, low: float, high: float) -> None:
    assert wilson(found, of) == pytest.approx((low, high), abs=5e-5)


def test_an_interval_stays_within_0_and_1() -> None:
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1


def test_under_ten_cases_there_is_a_count_but_no_rate() -> None:
    few, enough = Rate(3, 9), Rate(3, 10)
    assert (few.share, few.interval, few.too_little) == (None, None, True)
    assert (enough.share, enough.too_little) == (Fraction(3, 10), False)
    assert Rate(0, 0).share is None


def test_more_that_came_on_than_came_in_is_a_share_above_1_without_an_interval() -> None:
    odd = Rate(12, 10)
    assert (odd.share, odd.interval) == (Fraction(6, 5), None)
