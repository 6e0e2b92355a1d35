"""The chain from revenue to visits: published worked examples, both directions, and what cannot be computed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sla_core.goals.amounts import Input, NotComputable, Number, Obstacle, shown
from sla_core.goals.chain import LINKS, STEPS, Link, chain, customers

ALL = dict.fromkeys(STEPS, Fraction(1))


def rates(*shares: str | None) -> dict[Input, Decimal | None]:
    """Visit → lead, lead → MQL, MQL → SQL, SQL → customer."""
    return {step: None if s is None else Decimal(s) for step, s in zip(STEPS, shares, strict=True)}


def test_seven_customers_at_five_per_cent_of_leads_take_140_leads() -> None:
    # The design's own example; no public source is known for these very numbers.
    found = chain(Link.CUSTOMERS, 7, {**ALL, Input.SALES_QUALIFIED_TO_CUSTOMER: Decimal("0.05")})
    assert found[Link.LEADS] == 140


def test_half_a_million_at_ten_thousand_a_sale_and_two_per_cent_takes_2500_leads() -> None:
    # Published: trewmarketing.com/blog/marketing-for-engineers/calculate-leads-to-revenue-3-steps
    wanted = customers(500_000, 1, 10_000)
    assert wanted == 50
    found = chain(Link.CUSTOMERS, wanted, {**ALL, Input.SALES_QUALIFIED_TO_CUSTOMER: Decimal("0.02")})
    assert found[Link.LEADS] == 2_500


def test_fifty_thousand_a_month_takes_25_leads_where_two_rates_lie_between() -> None:
    # Published: advisorsontarget.com/?p=4168 ($50,000, jobs of $5,000, 45 % of bids, bids for 90 % of leads)
    found = chain(Link.CUSTOMERS, customers(50_000, 1, 5_000), rates("1", "1", "0.9", "0.45"))
    assert found[Link.MARKETING_QUALIFIED] == Fraction(2_000, 81)  # kept exactly …
    assert shown(found[Link.MARKETING_QUALIFIED]) == 25  # … and rounded up where it is shown


def test_ten_clients_at_forty_per_cent_take_25_leads_and_2500_visits_at_one_per_cent() -> None:
    # Published: ihubbusiness.co.uk/lola/2011/06/25/your-internet-marketing-plan-set-some-goals
    found = chain(Link.CUSTOMERS, 10, rates("0.01", "1", "1", "0.4"))
    assert (found[Link.LEADS], found[Link.VISITS]) == (25, 2_500)


def test_only_marketings_share_of_the_goal_is_marketings_to_reach() -> None:
    assert customers(12_000_000, Decimal("0.6"), 165_000) == Fraction(480, 11)
    assert shown(customers(12_000_000, Decimal("0.6"), 165_000)) == 44


def test_nothing_is_rounded_on_the_way() -> None:
    third = dict.fromkeys(STEPS, Fraction(1, 3))
    found = chain(Link.CUSTOMERS, Fraction(10, 3), third)
    assert [shown(found[link]) for link in LINKS] == [270, 90, 30, 10, 4]


def test_forwards_the_same_rates_tell_what_to_expect() -> None:
    found = chain(Link.SALES_QUALIFIED, 70, rates("0.02", "0.5", "0.4", "0.15"))
    assert found[Link.CUSTOMERS] == Fraction(21, 2)
    assert (found[Link.MARKETING_QUALIFIED], found[Link.LEADS], found[Link.VISITS]) == (175, 350, 17_500)


def test_backwards_and_forwards_again_gives_the_same_number() -> None:
    agreed = rates("0.013", "0.37", "0.41", "0.17")
    visits = chain(Link.CUSTOMERS, 7, agreed)[Link.VISITS]
    assert isinstance(visits, Fraction)
    assert chain(Link.VISITS, visits, agreed)[Link.CUSTOMERS] == 7


@pytest.mark.parametrize(
    ("rate", "why"),
    [
        (Decimal(0), Obstacle.ZERO),
        (None, Obstacle.UNKNOWN),
        (Decimal("1.01"), Obstacle.ABOVE_ONE),
        (Decimal("-0.1"), Obstacle.NEGATIVE),
        (Decimal("NaN"), Obstacle.UNKNOWN),
        (Decimal("Infinity"), Obstacle.UNKNOWN),
    ],
)
def test_a_rate_that_cannot_be_is_told_instead_of_a_number_from_there_on(
    rate: Decimal | None, why: Obstacle
) -> None:
    found = chain(Link.CUSTOMERS, 7, {**ALL, Input.LEAD_TO_MARKETING_QUALIFIED: rate})
    problem = NotComputable(Input.LEAD_TO_MARKETING_QUALIFIED, why)
    assert found[Link.MARKETING_QUALIFIED] == 7
    assert (found[Link.LEADS], found[Link.VISITS]) == (problem, problem)
    assert shown(problem) is None


def test_forwards_a_rate_of_0_gives_nobody() -> None:
    assert chain(Link.SALES_QUALIFIED, 70, rates("1", "1", "1", "0"))[Link.CUSTOMERS] == 0
    assert chain(Link.SALES_QUALIFIED, 70, rates("1", "1", "1", None))[Link.CUSTOMERS] == NotComputable(
        Input.SALES_QUALIFIED_TO_CUSTOMER, Obstacle.UNKNOWN
    )


@pytest.mark.parametrize(
    ("given", "of", "why"),
    [
        ((None, 1, 10), Input.REVENUE, Obstacle.UNKNOWN),
        ((100, None, 10), Input.MARKETING_SHARE, Obstacle.UNKNOWN),
        ((100, Decimal("1.2"), 10), Input.MARKETING_SHARE, Obstacle.ABOVE_ONE),
        ((100, 1, None), Input.AVERAGE_PURCHASE, Obstacle.UNKNOWN),
        ((100, 1, 0), Input.AVERAGE_PURCHASE, Obstacle.ZERO),
        ((-1, 1, 10), Input.REVENUE, Obstacle.NEGATIVE),
    ],
)
def test_a_goal_that_cannot_be_computed_says_which_input_is_in_the_way(
    given: tuple[Number | None, Number | None, Number | None], of: Input, why: Obstacle
) -> None:
    problem = NotComputable(of, why)
    assert customers(*given) == problem
    assert set(chain(Link.CUSTOMERS, problem, ALL).values()) == {problem}
