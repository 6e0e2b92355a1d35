"""Targets in money: what one lead at a stage is worth, by whose figures, and numbers from values."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from sla_core.follow_up.judging import Delivered
from sla_core.funnel import Groups
from sla_core.goals.amounts import Input, NotComputable, Obstacle
from sla_core.goals.history import MonthFlow
from sla_core.goals.persona_values import OTHERS, conversions
from sla_core.goals.rates import Rate
from sla_core.goals.stage_value import StageValue, in_money, lead_worth, number_worth, stage_values
from sla_core.goals.value import Purchases
from sla_core.goals.value_words import amounts_of, apart, each_line, money, number_line, worth_cell
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.terms import MarketingPromise, PersonaRef
from tests.core.episodes import at
from tests.core.goals.flows import Leads

T, NB = Texts(Language.ENGLISH), Texts(Language.BOKMAL)
NOBODY = Purchases(0, Fraction(0))
AGREED = MarketingPromise(average_purchase=200_000)


def flow(leads: int = 400, mqls: int = 200, sqls: int = 100, won: int = 8) -> list[MonthFlow]:
    return [MonthFlow(date(2026, 10, 1), None, leads, mqls, Delivered(sqls, 0), won + 3, won)]


def values(
    promise: MarketingPromise = AGREED,
    months: list[MonthFlow] | None = None,
    bought: Purchases = NOBODY,
    **targets: int,
) -> dict[Stage, StageValue]:
    agreed = {stage: targets.get(stage.value) for stage in Stage}
    return stage_values(promise, agreed, flow() if months is None else months, bought, 10)


def test_one_at_a_stage_is_worth_its_share_of_customers_times_the_purchase() -> None:
    found = values()
    assert {stage: of.each for stage, of in found.items()} == {
        Stage.LEAD: 4_000,  # 8 of 400
        Stage.MARKETING_QUALIFIED: 8_000,
        Stage.SALES_QUALIFIED: 16_000,
        Stage.CUSTOMER: 200_000,
    }
    assert each_line(found[Stage.SALES_QUALIFIED], "NOK", T).replace("\u00a0", " ") == (
        "16,000 NOK each: 8.0 % (own, 8 of 100) × 200,000 NOK (agreed)"
    )
    assert (
        each_line(found[Stage.CUSTOMER], "NOK", T).replace("\u00a0", " ")
        == "a purchase: 200,000 NOK (agreed)"
    )


def test_without_an_agreed_purchase_the_own_average_counts_and_that_is_said() -> None:
    found = values(MarketingPromise(), bought=Purchases(12, Fraction(1_200_007)))[Stage.SALES_QUALIFIED]
    assert found.each == 8_000
    assert each_line(found, "NOK", T).replace("\u00a0", " ").endswith("× 100,001 NOK (own average)")


def test_with_too_few_cases_the_share_that_the_targets_take_for_granted_counts_and_that_is_said() -> None:
    promise = MarketingPromise(average_purchase=200_000, marketing_share="0.5")
    few = flow(9, 9, 9, 1)
    found = values(promise, few, customer=8, sales_qualified=100)
    assert found[Stage.SALES_QUALIFIED].each == 8_000  # 4 of the 8 customers are marketing's
    assert "4.0\u00a0% (as agreed)" in each_line(found[Stage.SALES_QUALIFIED], "NOK", T)
    assert found[Stage.LEAD].each == NotComputable(Input.CONVERSION, Obstacle.UNKNOWN)  # no target of leads


@pytest.mark.parametrize(
    ("promise", "months", "why"),
    [
        (AGREED, flow(won=0), "Cannot be computed: the rate from SQL to customer is 0."),
        (AGREED, [], "Cannot be computed: the rate from SQL to customer is not known."),
        (AGREED, flow(sqls=10, won=11), "Cannot be computed: the rate from SQL to customer is above 100 %."),
        (MarketingPromise(), flow(), "Cannot be computed: the average purchase is not known."),
        (MarketingPromise(average_purchase=0), flow(), "Cannot be computed: the average purchase is 0."),
    ],
)
def test_a_value_that_cannot_be_told_is_said_in_words(
    promise: MarketingPromise, months: list[MonthFlow], why: str
) -> None:
    of = values(promise, months)[Stage.SALES_QUALIFIED]
    assert each_line(of, "NOK", T) == why
    assert in_money(100, of) == of.each
    assert number_worth(Fraction(1_000_000), of) == of.each
    assert worth_cell(of.each, "NOK", T) == why


def test_amounts_are_the_number_times_what_one_is_worth_and_add_up() -> None:
    of = values(MarketingPromise(average_purchase=197_386))[Stage.SALES_QUALIFIED]
    assert of.each == 15_791  # 15,790.88, rounded once
    reached, target, deviation = (in_money(n, of) for n in (162, 200, -38))
    assert isinstance(reached, Fraction)
    assert isinstance(target, Fraction)
    assert reached == 162 * 15_791
    assert reached - target == deviation
    assert amounts_of(reached, target, "NOK", T) == "2,558,142 of 3,158,200\u00a0NOK"
    assert amounts_of(reached, None, "NOK", T) == "2,558,142\u00a0NOK, no target"


def test_what_is_worth_little_keeps_its_hundredths_and_is_never_nothing() -> None:
    cheap = values(MarketingPromise(average_purchase="0.01"))
    assert cheap[Stage.LEAD].each == Fraction(1, 100)
    some = values(MarketingPromise(average_purchase=99))[Stage.SALES_QUALIFIED]
    assert some.each == Fraction(792, 100)
    assert money(some.each, "NOK", NB) == "7,92\u00a0NOK"


@pytest.mark.parametrize(("value", "number"), [(0, 0), (1, 1), (1_600_000, 100), (1_600_001, 101)])
def test_a_target_in_money_becomes_a_number_rounded_up(value: int, number: int) -> None:
    assert number_worth(Fraction(value), values()[Stage.SALES_QUALIFIED]) == number


def test_the_number_of_a_value_is_said() -> None:
    assert number_line(201, Stage.SALES_QUALIFIED, T) == (
        "That is 201 SQLs, rounded up: the number is what is agreed."
    )


@pytest.mark.parametrize(
    ("of", "told"),
    [(-79_670, "79,670\u00a0NOK behind"), (0, "on plan"), (5_000, "5,000\u00a0NOK ahead")],
)
def test_a_deviation_in_money_is_told_both_ways(of: int, told: str) -> None:
    assert apart(Fraction(of), "NOK", T) == told


def test_the_share_of_each_persona_is_of_its_own_leads_and_all_add_up_to_the_companys() -> None:
    personas = [PersonaRef(persona=key, version=1, name=name) for key, name in (("p1", "Dag"), ("p2", "Eva"))]
    leads, words = Leads(), ["dag", "Dag ", "Eva", "Eva", "", "Per"]
    for place, _ in enumerate(words):
        leads.lead("2026-09-01", won="2026-10-10" if place in (0, 2, 5) else None)
    leads.lead("2026-11-01", won="2026-11-02")  # after the months
    values = tuple(sorted({*words}))
    code = np.array([values.index(word) for word in [*words, "Dag "]], dtype=np.int64)
    handed_over = np.array([0, 2])  # the third customer sales found by itself
    found = conversions(
        leads.funnel(), Groups(values, code), personas, handed_over, at("2026-05-01"), at("2026-11-01"), 1
    )
    assert {key: (rate.found, rate.of) for key, rate in found.items()} == {
        "p1": (1, 2),
        "p2": (1, 2),
        OTHERS: (0, 2),
    }


def test_a_lead_of_a_persona_with_too_few_cases_has_no_value() -> None:
    purchase = values()[Stage.CUSTOMER].purchase
    assert lead_worth(Rate(2, 100), purchase) == 4_000
    assert lead_worth(Rate(2, 9), purchase) == NotComputable(Input.CONVERSION, Obstacle.UNKNOWN)
    assert lead_worth(Rate(0, 100), purchase) == NotComputable(Input.CONVERSION, Obstacle.ZERO)
