"""Adjusting a target: which months change, and what it leads to."""

from datetime import date
from fractions import Fraction

import pytest

from sla_core.errors import NotPossible
from sla_core.goals.adjust_words import effect_lines, promised_line, spread_lines
from sla_core.goals.adjusting import Spread, adjustable, adjusted, current, effect, spread, work_hours
from sla_core.goals.amounts import Input, NotComputable, Obstacle
from sla_core.goals.periods import read
from sla_core.goals.plan_words import room_line
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


NOTHING: dict[date, int] = {}


def parts(
    label: str,
    number: int,
    delivered: dict[date, int] = NOTHING,
    stage: Stage = Stage.SALES_QUALIFIED,
    today: date = TODAY,
) -> Spread:
    return spread(TARGETS, read(label), stage, number, delivered=delivered, calendar=CALENDAR, today=today)


def change(label: str, number: int) -> dict[str, int | None]:
    found = adjusted(TARGETS, Stage.SALES_QUALIFIED, parts(label, number).months)
    return {month: figures["sales_qualified"] for month, figures in found.items()}


def test_a_months_target_changes_alone() -> None:
    assert change("2026-11", 190) == {"2026-10": 200, "2026-11": 190}
    assert TARGETS["2026-11"]["sales_qualified"] == 210


def test_a_month_without_targets_gets_the_one_that_is_set() -> None:
    found = adjusted(TARGETS, Stage.CUSTOMER, {date(2026, 12, 1): 9})
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


def test_no_month_of_a_quarter_gets_less_than_it_has_delivered() -> None:
    found = parts("2026-Q4", 500, {date(2026, 11, 1): 162})
    assert list(found.months.values()) == [162, 138]  # by working days 143 and 157
    assert found.raised == (date(2026, 11, 1),)
    assert spread_lines(found, T) == [
        "By working days: Nov 2026 162 · Dec 2026 138",
        "Oct 2026: ended, stays at 200.",
        "Nov 2026 has delivered 162 already and gets no less.",
    ]


def test_a_month_whose_share_is_what_it_has_delivered_is_not_raised() -> None:
    assert parts("2026-Q4", 600, {date(2026, 11, 1): 191}).raised == ()
    assert parts("2027-Q1", 200).ended == ()
    assert spread_lines(parts("2026-11", 190), T) == []


def test_the_months_of_every_quarter_add_up_and_none_is_below_what_it_has_delivered() -> None:
    for number in range(405, 700, 7):
        for delivered in ({date(2026, 11, 1): n, date(2026, 12, 1): 200 - n} for n in range(0, 201, 25)):
            found = parts("2026-Q4", number, delivered)
            assert found.held + sum(found.months.values()) == number
            assert all(part >= delivered[month] for month, part in found.months.items())


def test_a_quarter_cannot_get_less_than_its_ended_months_hold() -> None:
    with pytest.raises(NotPossible, match="ended hold 200 already"):
        change("2026-Q4", 199)


def test_a_quarter_cannot_get_less_than_its_months_hold_and_have_delivered() -> None:
    with pytest.raises(NotPossible, match="hold 200, and 162 are delivered since: at least 362 it must be"):
        parts("2026-Q4", 361, {date(2026, 11, 1): 162})
    assert parts("2026-Q4", 362, {date(2026, 11, 1): 162}).months[date(2026, 12, 1)] == 0


def test_a_month_alone_may_get_less_than_it_has_delivered() -> None:
    assert parts("2026-11", 100, {date(2026, 11, 1): 162}).months == {date(2026, 11, 1): 100}


def test_no_sentence_names_a_period_by_its_code() -> None:
    for label, number in (("2026-Q4", 1), ("2026-Q3", 1), ("2026-10", 1)):
        with pytest.raises(NotPossible) as refused:
            parts(label, number)
        assert label not in str(refused.value)


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


def test_the_sqls_of_a_target_are_the_number_that_is_held_against_sales_time() -> None:
    before, after = (effect(MarketingPromise(), Stage.MARKETING_QUALIFIED, n, RATES) for n in (211, 191))
    assert effect_lines(before, after, Stage.MARKETING_QUALIFIED, T)[1] == "SQLs for sales: 106 → 96"
    assert room_line(after.sales_qualified, Fraction(231), T).endswith("these 96 fit.")


def test_a_target_that_leads_to_fewer_sqls_than_stay_promised_says_so() -> None:
    after = effect(MarketingPromise(), Stage.MARKETING_QUALIFIED, 191, RATES).sales_qualified
    told = "100 SQLs stay promised: at our own rates this leads to 96."
    assert promised_line(after, 100, T) == told
    assert promised_line(after, 96, T) == promised_line(after, None, T) == ""
    assert promised_line(NotComputable(Input.TARGET, Obstacle.UNKNOWN), 100, T) == ""


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
        (0, "Sales has time for 231 leads."),
        (1, "Sales has time for 231 leads: this one fits."),
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
