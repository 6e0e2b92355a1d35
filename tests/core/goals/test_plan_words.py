"""The plan in words: the verdict, the chances."""

from fractions import Fraction

import pytest

from sla_core.follow_up import Delivered
from sla_core.goals.forecast import Forecast, settled
from sla_core.goals.periods import read
from sla_core.goals.plan import plan
from sla_core.goals.plan_words import amount, chance_line, chances, expects, needs, verdict
from sla_core.goals.standing import StageGoal
from sla_core.goals.targets import STAGES
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.pace import Pace
from sla_core.terms import MarketingPromise
from tests.core.goals.test_plan import AGREED, PROMISE, RATES

T, NB = Texts(Language.ENGLISH), Texts(Language.BOKMAL)


def goals(forecast: Forecast | None = None, **targets: int) -> dict[Stage, StageGoal]:
    found = {}
    for stage in STAGES:
        target = targets.get(stage.value)
        pace = Pace(20, None if target is None else Fraction(target), target)
        found[stage] = StageGoal(stage, Delivered(20, 0), pace, forecast)
    return found


def told(label: str, *, is_over: bool = False, promise: MarketingPromise = PROMISE, **targets: int) -> str:
    period = read(label)
    rates = RATES if targets.pop("known", 1) else {}
    agreed = {stage: targets.get(stage.value) for stage in STAGES}
    return verdict(plan(promise, agreed, period, rates), goals(**targets), is_over, T)


def test_the_verdict_says_what_the_agreed_sqls_lead_to() -> None:
    assert (
        told("2026-11", sales_qualified=32) == "32 SQLs a month lead to 6.4 customers; marketing's goal is 8"
    )
    assert (
        told("2026-Q4", sales_qualified=96)
        == "96 SQLs a quarter lead to 19.2 customers; marketing's goal is 24"
    )


def test_without_a_goal_it_says_only_what_they_lead_to() -> None:
    without = MarketingPromise()
    assert (
        told("2026-11", promise=without, sales_qualified=32)
        == "32 SQLs in November 2026 lead to 6.4 customers"
    )


def test_without_a_target_or_a_rate_it_says_what_there_is() -> None:
    assert told("2026-11") == "No target of SQLs for November 2026 yet"
    assert told("2026-11", sales_qualified=32, known=0) == "32 SQLs agreed for November 2026"


def test_of_a_period_that_is_over_it_says_what_came() -> None:
    assert told("2026-Q3", is_over=True, sales_qualified=18) == "Q3 2026: 20 of 18 SQLs, 20 customers"


def test_a_verdict_begins_with_a_capital_in_every_language() -> None:
    period = read("2026-10")
    found = verdict(plan(PROMISE, AGREED, period, RATES), goals(), True, NB)
    assert found.startswith("Oktober 2026: ")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Fraction(8), "8"),
        (Fraction(62, 10), "6.2"),
        (Fraction(1013), "1,013"),
        (Fraction(1999, 10), "200"),
        (Fraction(401, 50), "8"),
    ],
)
def test_small_numbers_have_a_decimal_where_it_tells_something(number: Fraction, expected: str) -> None:
    assert amount(number, T) == expected


def test_what_it_takes_is_rounded_up_and_what_to_expect_is_not() -> None:
    assert needs(Fraction(2_241, 10), T) == "it takes 225"
    assert expects(Fraction(2_241, 10), T) == "expect 224"


def test_the_chance_of_a_target_is_told_with_the_weeks_it_rests_on() -> None:
    goal = goals(Forecast(20, 28, 35, 0.34, 26), customer=30)[Stage.CUSTOMER]
    assert chance_line(goal, read("2026-12"), T) == (
        "30 customers in December 2026: 34\u00a0% likely (26 weeks of history)."
    )


@pytest.mark.parametrize("goal", [goals(), goals(customer=30), goals(settled(20, 30), customer=30)])
def test_without_a_forecast_or_a_target_no_chance_is_told(goal: dict[Stage, StageGoal]) -> None:
    assert chance_line(goal[Stage.CUSTOMER], read("2026-12"), T) == ""


def test_a_new_target_is_as_likely_as_its_own_weeks_say_and_never_certain() -> None:
    before, after = (Forecast(1, 2, 3, share, 26) for share in (0.1, 1.0))
    assert chances(before, after, T) == "Chance of reaching it: 10\u00a0% → 99\u00a0% (26 weeks of history)"
    assert chances(None, before, T) == "Chance of reaching it: 10\u00a0% (26 weeks of history)"
