"""The plan of a period: what its goal takes, whether what is agreed fits, what the boxes say."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sla_core.follow_up.judging import Delivered
from sla_core.goals.amounts import Input, NotComputable, Obstacle
from sla_core.goals.chain import Link, Rates
from sla_core.goals.history import MonthFlow, own_rates
from sla_core.goals.periods import read
from sla_core.goals.plan import Fit, fit, own_mean, plan, with_rates
from sla_core.goals.plan_words import fit_line, goal_line
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.terms import MarketingPromise, StatusLimits

T = Texts(Language.ENGLISH)
NOVEMBER, AUTUMN = read("2026-11"), read("2026-Q4")
RATES: Rates = {
    Input.VISIT_TO_LEAD: Fraction(2, 100),
    Input.LEAD_TO_MARKETING_QUALIFIED: Fraction(1, 2),
    Input.MARKETING_TO_SALES_QUALIFIED: Fraction(1, 2),
    Input.SALES_QUALIFIED_TO_CUSTOMER: Fraction(1, 5),
}
PROMISE = MarketingPromise(
    revenue_goal=Decimal(12_000_000),
    average_purchase=Decimal(100_000),
    marketing_share=Decimal("0.8"),
    visits_per_month=2_000,
)
AGREED = {Stage.SALES_QUALIFIED: 30, Stage.CUSTOMER: 10}


def test_a_month_takes_a_twelfth_of_the_revenue_goal_and_what_marketings_share_of_it_needs() -> None:
    found = plan(PROMISE, AGREED, NOVEMBER, RATES)
    assert (found.revenue, found.goal) == (1_000_000, 8)
    assert [found.needed[link] for link in Link] == [8_000, 160, 80, 40, 8]
    assert found.expected == 6  # 30 of 40 SQLs


def test_a_quarter_takes_three_times_as_much() -> None:
    found = plan(PROMISE, {stage: 3 * n for stage, n in AGREED.items()}, AUTUMN, RATES)
    assert (found.goal, found.needed[Link.SALES_QUALIFIED], found.expected) == (24, 120, 18)
    assert found.agreed[Link.VISITS] == 6_000


def test_marketing_is_to_bring_its_share_of_the_common_goal() -> None:
    assert plan(PROMISE, AGREED, NOVEMBER, RATES).agreed[Link.CUSTOMERS] == 8


def test_without_a_revenue_goal_the_goal_is_marketings_share_of_the_agreed_customers() -> None:
    without = PROMISE.model_copy(update={"revenue_goal": None})
    found = plan(without, AGREED, NOVEMBER, RATES)
    assert (found.goal, found.from_revenue) == (8, False)
    assert "marketing's share of the agreed customers" in goal_line(found, T)


def test_without_an_average_purchase_the_agreed_customers_are_the_goal() -> None:
    found = plan(PROMISE.model_copy(update={"average_purchase": None}), AGREED, NOVEMBER, RATES)
    assert found.goal == 8


def test_without_any_goal_it_says_what_is_not_known() -> None:
    found = plan(MarketingPromise(), {}, NOVEMBER, RATES)
    assert found.goal == NotComputable(Input.REVENUE, Obstacle.UNKNOWN)
    assert goal_line(found, T) == "Cannot be computed: the revenue goal is not known."
    assert isinstance(found.expected, NotComputable)


@pytest.mark.parametrize(
    ("rate", "why"),
    [(None, Obstacle.UNKNOWN), (Fraction(0), Obstacle.ZERO), (Fraction(11, 10), Obstacle.ABOVE_ONE)],
)
def test_a_rate_that_nothing_can_be_divided_by_stops_the_plan_there(rate: Fraction, why: Obstacle) -> None:
    found = plan(PROMISE, AGREED, NOVEMBER, {**RATES, Input.SALES_QUALIFIED_TO_CUSTOMER: rate})
    assert found.goal == 8
    assert found.needed[Link.SALES_QUALIFIED] == NotComputable(Input.SALES_QUALIFIED_TO_CUSTOMER, why)


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [(39, Fit.BELOW), (40, Fit.ENOUGH), (48, Fit.ENOUGH), (49, Fit.ABOVE)],
)
def test_too_much_begins_where_the_agreement_says_so(agreed: int, expected: Fit) -> None:
    assert fit(Fraction(agreed), Fraction(40), StatusLimits()) is expected


@pytest.mark.parametrize(
    ("link", "agreed", "needed", "told"),
    [
        (Link.SALES_QUALIFIED, 200, Fraction(449, 2), "25 below the 225 needed"),
        (Link.SALES_QUALIFIED, 20, Fraction(254, 10), "6 below the 26 needed"),
        (Link.CUSTOMERS, Fraction(32, 5), 8, "1.6 below the 8 needed"),
        (Link.CUSTOMERS, 6, Fraction(20, 3), "0.7 below the 6.7 needed"),
        (Link.MARKETING_QUALIFIED, 205, Fraction(1651, 10), "39 above the 166 needed"),
        (Link.LEADS, 8, 8, "enough: 8 needed"),
    ],
)
def test_what_is_needed_is_rounded_up_before_it_is_compared_only_customers_have_a_part(
    link: Link, agreed: Fraction, needed: Fraction, told: str
) -> None:
    found = fit(Fraction(agreed), Fraction(needed), StatusLimits())
    assert fit_line(found, link, Fraction(agreed), Fraction(needed), T) == told


def flow(number: str, visits: int | None) -> MonthFlow:
    return MonthFlow(read(number).first, visits, 100, 50, Delivered(22, 2), 6, 5)


MONTHS = [flow("2026-09", None), flow("2026-10", 5_000)]


@pytest.mark.parametrize(
    ("link", "a_month"),
    [
        (Link.VISITS, 5_000),  # of the month that has a figure
        (Link.LEADS, 100),
        (Link.MARKETING_QUALIFIED, 50),
        (Link.SALES_QUALIFIED, 20),
        (Link.CUSTOMERS, 5),
    ],
)
def test_own_figures_are_the_mean_of_the_months_that_are_known(link: Link, a_month: int) -> None:
    assert own_mean(MONTHS, link, NOVEMBER) == a_month
    assert own_mean(MONTHS, link, AUTUMN) == 3 * a_month


def test_of_visits_that_nobody_counted_there_is_no_figure() -> None:
    assert own_mean(MONTHS[:1], Link.VISITS, NOVEMBER) is None


def test_an_assumed_rate_goes_before_the_own_one() -> None:
    own = own_rates(MONTHS, 10)
    found = with_rates(own, {Input.LEAD_TO_MARKETING_QUALIFIED: Fraction(3, 4), Input.VISIT_TO_LEAD: None})
    assert found[Input.LEAD_TO_MARKETING_QUALIFIED] == Fraction(3, 4)
    assert found[Input.VISIT_TO_LEAD] == Fraction(1, 50)
    assert found[Input.SALES_QUALIFIED_TO_CUSTOMER] == Fraction(1, 4)
