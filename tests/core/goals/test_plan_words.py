"""The plan in words: the verdict, the chances."""

from fractions import Fraction

import pytest

from sla_core.follow_up.judging import Delivered
from sla_core.goals.adjust_words import chances
from sla_core.goals.chain import Link
from sla_core.goals.forecast import Forecast, settled
from sla_core.goals.periods import read
from sla_core.goals.plan import plan
from sla_core.goals.plan_words import amount, chance_line, expects, needs, plan_line, usual, verdict
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


def test_the_sentence_of_the_chain_tells_the_numbers_of_the_verdict() -> None:
    agreed = {Stage.SALES_QUALIFIED: 32}
    found = plan(PROMISE, agreed, read("2026-11"), RATES)
    assert plan_line(found, T) == (
        "To reach 8 customers you need 40 SQLs; you agreed 32, expect about 6.4 customers."
    )
    assert plan_line(plan(PROMISE, {}, read("2026-11"), RATES), T) == "To reach 8 customers you need 40 SQLs."
    unknown = plan(PROMISE, agreed, read("2026-11"), {})
    assert plan_line(unknown, T) == "Cannot be computed: the rate from SQL to customer is not known."
    without = plan(MarketingPromise(), agreed, read("2026-11"), RATES)
    assert plan_line(without, T) == "Cannot be computed: the revenue goal is not known."


def test_what_usually_comes_is_one_number_wherever_it_stands() -> None:
    assert [usual(Fraction(n, 2), T) for n in (13, 1_011, 1_013, 1_015)] == ["6.5", "506", "506", "508"]


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


def test_leads_are_rounded_up_wherever_they_are_told_and_customers_have_a_decimal() -> None:
    for number in (Fraction(2_241, 10), Fraction(2_249, 10)):
        assert needs(number, Link.SALES_QUALIFIED, T) == "it takes 225"
        assert expects(number, Link.SALES_QUALIFIED, T) == "expect 225"
    assert needs(Fraction(241, 10), Link.LEADS, T) == "it takes 25"
    assert needs(Fraction(241, 10), Link.CUSTOMERS, T) == "it takes 24.1"
    assert expects(Fraction(2_241, 10), Link.CUSTOMERS, T) == "expect 224"


def test_the_verdict_tells_the_targets_of_its_plan() -> None:
    """As long as nothing is signed, the plan is that of the draft, and no goal has a target yet."""
    of = plan(PROMISE, {Stage.SALES_QUALIFIED: 30}, read("2026-11"), {})
    assert verdict(of, goals(), False, T) == "30 SQLs agreed for November 2026"
    assert verdict(of, goals(), False, T, is_draft=True) == "30 SQLs in the draft for November 2026"


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
