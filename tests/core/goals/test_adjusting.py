"""Adjusting a target: which months change, and what it leads to."""

from datetime import date
from fractions import Fraction

import pytest

from sla_core.errors import NotPossible
from sla_core.goals.adjusting import adjustable, adjusted, current, effect, work_hours
from sla_core.goals.amounts import NotComputable
from sla_core.goals.periods import read
from sla_core.goals.plan_words import effect_lines, room_line
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.terms import MarketingPromise
from sla_core.terms.calendar import CalendarTerms
from tests.core.goals.test_plan import RATES

T = Texts(Language.ENGLISH)
TODAY = date(2026, 11, 20)
CALENDAR = CalendarTerms().build()
TARGETS = {
    "2026-10": {"leads": None, "marketing_qualified": None, "sales_qualified": 200, "customers": 8},
    "2026-11": {"leads": None, "marketing_qualified": None, "sales_qualified": 210, "customers": 8},
}


def change(label: str, number: int, stage: Stage = Stage.SALES_QUALIFIED) -> dict[str, int | None]:
    found = adjusted(TARGETS, read(label), stage, number, calendar=CALENDAR, today=TODAY)
    field = {Stage.SALES_QUALIFIED: "sales_qualified", Stage.CUSTOMER: "customers"}[stage]
    return {month: figures[field] for month, figures in found.items()}


def test_a_months_target_changes_alone() -> None:
    assert change("2026-11", 190) == {"2026-10": 200, "2026-11": 190}
    assert TARGETS["2026-11"]["sales_qualified"] == 210


def test_a_month_without_targets_gets_the_one_that_is_set() -> None:
    found = adjusted(TARGETS, read("2026-12"), Stage.CUSTOMER, 9, calendar=CALENDAR, today=TODAY)
    assert found["2026-12"] == {
        "leads": None,
        "marketing_qualified": None,
        "sales_qualified": None,
        "customers": 9,
    }


def test_a_quarter_to_come_is_split_by_working_days() -> None:
    found = change("2027-Q1", 200)
    assert [found[f"2027-0{n}"] for n in (1, 2, 3)] == [66, 62, 72]  # 21, 20 and 23 working days


def test_ended_months_of_the_running_quarter_stay_and_the_rest_is_split_over_the_others() -> None:
    found = change("2026-Q4", 600)
    assert found["2026-10"] == 200
    assert found["2026-11"] + found["2026-12"] == 400  # type: ignore[operator]
    assert found["2026-11"] == 191  # 21 of 44 working days


def test_a_quarter_cannot_get_less_than_its_ended_months_hold() -> None:
    with pytest.raises(NotPossible, match="hold 200 already"):
        change("2026-Q4", 199)


@pytest.mark.parametrize("label", ["2026-10", "2026-Q3"])
def test_a_period_that_has_ended_cannot_be_adjusted(label: str) -> None:
    with pytest.raises(NotPossible, match="has ended"):
        change(label, 100)


def test_the_running_month_and_quarter_and_those_to_come_can_be_adjusted() -> None:
    labels = [period.label for period in adjustable(TODAY)]
    assert (labels[0], labels[12]) == ("2026-11", "2027-11")
    assert labels[13:] == ["2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3"]


def test_the_current_target_of_a_quarter_is_the_sum_of_its_months() -> None:
    assert current(TARGETS, read("2026-Q4"), Stage.SALES_QUALIFIED) == 410
    assert current(TARGETS, read("2027-Q1"), Stage.SALES_QUALIFIED) is None


def test_fewer_mqls_mean_fewer_sqls_for_sales_and_fewer_customers() -> None:
    before, after = (effect(MarketingPromise(), Stage.MARKETING_QUALIFIED, n, RATES) for n in (210, 190))
    assert (after.sales_qualified, after.customers) == (95, 19)
    told = effect_lines(before, after, Stage.MARKETING_QUALIFIED, T)
    assert told == ["Customers to expect: 21 → 19", "SQLs for sales: 105 → 95"]


def test_a_target_of_customers_tells_the_sqls_that_marketings_share_of_it_takes() -> None:
    promise = MarketingPromise(marketing_share="0.5")
    before, after = (effect(promise, Stage.CUSTOMER, n, RATES) for n in (8, 10))
    assert effect_lines(before, after, Stage.CUSTOMER, T) == ["SQLs it takes: 20 → 25"]


def test_what_cannot_be_computed_is_said_in_words() -> None:
    found = effect(MarketingPromise(), Stage.MARKETING_QUALIFIED, 190, {})
    assert isinstance(found.customers, NotComputable)
    assert "Cannot be computed: the rate from" in effect_lines(found, found, Stage.MARKETING_QUALIFIED, T)[0]


@pytest.mark.parametrize(
    ("load", "told"),
    [
        (205, "Sales has time for 231 leads: these 205 fit."),
        (231, "Sales has time for 231 leads: these 231 fit."),
        (232, "Sales has time for 231 leads: 1 more than that, an expected breach of its promise."),
        (250, "Sales has time for 231 leads: 19 more than that, each an expected breach of its promise."),
    ],
)
def test_leads_beyond_the_room_are_expected_breaches(load: int, told: str) -> None:
    assert room_line(Fraction(load), Fraction(231), T) == told


def test_a_lead_takes_its_attempts_times_their_minutes() -> None:
    assert work_hours(Fraction(200), Fraction(5), 12) == 200
    assert isinstance(work_hours(Fraction(200), Fraction(5), None), NotComputable)
