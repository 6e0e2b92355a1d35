"""Targets by month and quarter: sums, splits, versions."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_core.errors import SlaError
from sla_core.goals.periods import GoalPeriod, month, quarter, read
from sla_core.goals.targets import last_change, period_pace, split
from sla_core.leads import Stage
from sla_core.terms import Targets, Terms
from tests.core.episodes import at, terms, version
from tests.core.oslo import oslo

Q4 = read("2026-Q4")
NOVEMBER = date(2026, 11, 1)
SQL = Stage.SALES_QUALIFIED


def agreed(**numbers: int) -> Terms:
    """Targets of SQLs by month: `agreed(oct=100, nov=120)` in 2026."""
    names = {"oct": "2026-10", "nov": "2026-11", "dec": "2026-12"}
    return terms(marketing={"targets": {names[k]: Targets(sales_qualified=n) for k, n in numbers.items()}})


def test_a_quarter_is_the_sum_of_its_months_and_expects_what_their_days_do() -> None:
    versions = [version(0, None, agreed(oct=110, nov=105, dec=100))]
    pace = period_pace(versions, Q4, SQL, reached=200, now=at("2026-11-20 16:00"))
    assert (pace.target, pace.expected) == (315, 110 + Fraction(105 * 15, 21))
    assert (pace.needed, pace.deviation) == (185, 15)


def test_a_month_without_a_target_adds_nothing_and_a_quarter_without_any_has_none() -> None:
    versions = [version(0, None, agreed(nov=105))]
    assert period_pace(versions, Q4, SQL, reached=0, now=at("2026-12-31")).target == 105
    nothing = period_pace(versions, Q4, Stage.CUSTOMER, reached=3, now=at("2026-12-31"))
    assert (nothing.reached, nothing.target, nothing.expected, nothing.deviation) == (3, None, None, None)


def test_of_a_period_that_ended_all_is_expected_and_of_one_to_come_nothing() -> None:
    versions = [version(0, None, agreed(oct=110, nov=105, dec=100))]
    for label, expected in (("2026-10", 110), ("2026-12", 0)):
        assert period_pace(versions, read(label), SQL, reached=0, now=at("2026-11-20")).expected == expected


def test_each_month_of_a_quarter_is_judged_by_the_version_at_its_own_end() -> None:
    versions = [
        version(0, None, agreed(oct=100, nov=100, dec=100)),
        version(1, "2026-11-12", agreed(oct=1, nov=120, dec=130)),
        version(2, "2026-12-20", agreed(oct=1, nov=1, dec=140)),
    ]
    for now, total in (("2026-10-15", 300), ("2026-11-15", 350), ("2026-12-31", 360), ("2027-05-01", 360)):
        assert period_pace(versions, Q4, SQL, reached=0, now=at(now)).target == total


def test_a_change_tells_what_the_target_was_and_until_when() -> None:
    versions = [
        version(0, None, agreed(nov=120)),
        version(1, "2026-10-01", agreed(nov=120)),
        version(2, "2026-11-12", agreed(nov=100)),
        version(3, "2026-11-18", agreed(nov=100)),
    ]
    change = last_change(versions, NOVEMBER, SQL, at("2026-11-20"))
    assert change is not None
    assert (change.was, change.until, change.version.number) == (120, at("2026-11-12"), 2)


def test_a_change_that_does_not_judge_the_month_is_none_of_its() -> None:
    versions = [version(0, None, agreed(nov=120)), version(1, "2026-12-01", agreed(nov=100))]
    assert last_change(versions, NOVEMBER, SQL, at("2027-02-01")) is None
    ahead = [version(0, None, agreed(nov=120)), version(1, "2026-11-25", agreed(nov=100))]
    assert last_change(ahead, NOVEMBER, SQL, at("2026-11-20")) is None
    assert last_change(ahead, NOVEMBER, SQL, at("2026-11-26")) is not None


def test_a_first_target_was_none_before() -> None:
    versions = [version(0, None, agreed()), version(1, "2026-11-02", agreed(nov=100))]
    change = last_change(versions, NOVEMBER, SQL, at("2026-11-20"))
    assert change is not None
    assert change.was is None


def test_a_quarter_is_split_by_working_days() -> None:
    # October 2026 has 22 working days, November 21, December 23.
    assert list(split(66, Q4, oslo()).values()) == [22, 21, 23]
    assert list(split(100, Q4, oslo()).values()) == [33, 32, 35]


def test_the_largest_remainder_gets_the_rest_and_of_equals_the_earlier_month() -> None:
    # 10 × 22, 21, 23 ÷ 66 = 3.33, 3.18, 3.48
    assert list(split(10, Q4, oslo()).values()) == [3, 3, 4]
    twenty = quarter(date(2027, 1, 1))  # 21, 20, 23 working days
    assert list(split(0, twenty, oslo()).values()) == [0, 0, 0]
    closed = {date(2026, 10, 1): "", date(2026, 12, 1): "", date(2026, 12, 2): ""}
    assert list(split(1, Q4, oslo(closed=closed)).values()) == [1, 0, 0]


def test_a_period_without_working_days_is_split_by_its_days() -> None:
    always_closed = oslo(hours={})
    assert list(split(92, Q4, always_closed).values()) == [31, 30, 31]


def test_a_month_keeps_all_of_its_target() -> None:
    assert split(7, month(NOVEMBER), oslo()) == {NOVEMBER: 7}


@given(total=st.integers(0, 10**7), period=st.sampled_from([read(f"2027-Q{n}") for n in (1, 2, 3, 4)]))
def test_the_parts_always_add_up_and_are_within_one_of_their_share(total: int, period: GoalPeriod) -> None:
    parts = split(total, period, oslo())
    assert sum(parts.values()) == total
    days = [int((oslo().day_seconds(m, GoalPeriod((m,)).last)[1] > 0).sum()) for m in period.months]
    for part, n in zip(parts.values(), days, strict=True):
        assert abs(part - Fraction(total * n, sum(days))) < 1


def test_a_negative_target_is_refused() -> None:
    with pytest.raises(SlaError, match="cannot be negative"):
        split(-1, Q4, oslo())
