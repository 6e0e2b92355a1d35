"""What happened: flows by month, own rates, journeys."""

from datetime import date
from fractions import Fraction

import numpy as np

from sla_core.follow_up.judging import Delivered
from sla_core.goals.amounts import Input
from sla_core.goals.history import History, build, month_flows, own_rates, rate_months
from sla_core.goals.journey import JourneyLength, journey_length, lead_needed_by
from sla_core.goals.rates import Rate
from sla_core.leads import ReturnReason, Stage
from sla_core.traffic import MonthVisits
from tests.core.episodes import DAY, Story, at
from tests.core.goals.flows import Leads
from tests.core.oslo import oslo

NOW = at("2026-11-20 12:00")
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def told(leads: Leads, story: Story | None = None, now: int = NOW) -> History:
    return build(leads.funnel(), (story or Story()).build(), None, now)


def test_each_month_tells_what_came_to_each_stage_in_it() -> None:
    leads, story = Leads(), Story()
    leads.lead("2026-10-31 23:59", "2026-11-01 00:00", "2026-11-19 10:00")
    leads.lead("2026-11-02 09:00", "2026-11-03 09:00")
    leads.lead(None, None, "2026-10-01 00:00")  # passes the stages before it on that day
    for when in ("2026-11-04 09:00", "2026-11-05 09:00"):
        story.handed_over(when)
    story.returned(1, "2026-11-05 12:00", ReturnReason.BAD_DATA)
    visits = [MonthVisits("2026-10", 900), MonthVisits("2026-11")]
    october, november = month_flows(told(leads, story), [OCTOBER, NOVEMBER], visits, oslo())
    assert (october.visits, october.leads, october.marketing_qualified, october.customers) == (900, 2, 1, 1)
    assert (november.visits, november.leads, november.marketing_qualified) == (None, 1, 2)
    assert november.sales_qualified == Delivered(gross=2, returned=1)
    assert (november.customers, november.customers_of_marketing) == (1, 1)
    assert october.customers_of_marketing == 0  # never handed over: sales found it by itself


def test_what_was_not_known_by_now_has_not_happened() -> None:
    leads = Leads()
    leads.lead("2026-11-20 12:00", "2026-11-20 12:01", "2026-11-21 09:00")
    known = told(leads)
    assert {stage: len(at_) for stage, at_ in known.reached.items()} == {
        Stage.LEAD: 1,
        Stage.MARKETING_QUALIFIED: 0,
        Stage.SALES_QUALIFIED: 0,
        Stage.CUSTOMER: 0,
    }
    assert len(known.journeys.won) == 0


def test_only_handovers_that_count_are_delivered() -> None:
    story = Story()
    for when in ("2026-11-04 09:00", "2026-11-05 09:00", "2026-11-06 09:00"):
        story.handed_over(when)
    for lead, day in ((1, "05"), (2, "06")):
        story.returned(lead, f"2026-11-{day} 12:00", ReturnReason.BAD_DATA)
    counts = np.array([True, False, True])
    known = build(Leads().funnel(), story.build(), counts, NOW)
    found = known.delivered(Stage.SALES_QUALIFIED, at("2026-11-01"), at("2026-12-01"))
    assert found == Delivered(gross=2, returned=1)


def test_own_rates_are_the_sums_of_the_months_and_carry_their_cases() -> None:
    leads, story = Leads(), Story()
    for n in range(20):
        place = leads.lead(f"2026-10-{n + 1:02d} 09:00", *(["2026-10-25 09:00"] if n < 16 else []))
        assert place == n
    for n in range(12):
        story.handed_over(f"2026-10-26 09:{n:02d}")
    leads.won[:3] = ["2026-10-29 09:00"] * 3
    leads.lead("2026-10-02 09:00", None, "2026-10-02 09:00")  # a rep entered it as a customer
    flows = month_flows(told(leads, story), [OCTOBER], [MonthVisits("2026-10", 1_000)], oslo())
    assert own_rates(flows, least=10) == {
        Input.VISIT_TO_LEAD: Rate(21, 1_000),
        Input.LEAD_TO_MARKETING_QUALIFIED: Rate(17, 21),
        Input.MARKETING_TO_SALES_QUALIFIED: Rate(12, 17),
        Input.SALES_QUALIFIED_TO_CUSTOMER: Rate(3, 12),
        Input.MARKETING_SHARE: Rate(3, 4),
    }
    assert own_rates(flows, least=10)[Input.SALES_QUALIFIED_TO_CUSTOMER].share == Fraction(1, 4)
    assert own_rates(flows, least=10)[Input.MARKETING_SHARE].share is None


def test_visits_are_set_against_the_leads_of_the_months_they_are_known_of() -> None:
    leads = Leads()
    for month in (9, 10, 10):
        leads.lead(f"2026-{month:02d}-10 09:00")
    flows = month_flows(told(leads), [date(2026, 9, 1), OCTOBER], [MonthVisits("2026-10", 100)], oslo())
    assert own_rates(flows, least=10)[Input.VISIT_TO_LEAD] == Rate(2, 100)


def test_own_rates_are_of_the_last_six_whole_months() -> None:
    months = rate_months(date(2026, 3, 31))
    assert (len(months), months[0], months[-1]) == (6, date(2025, 9, 1), date(2026, 2, 1))


def test_without_anything_there_are_no_rates() -> None:
    rates = own_rates(month_flows(told(Leads()), [OCTOBER], [], oslo()), least=10)
    assert {rate.share for rate in rates.values()} == {None}


def journeys(*days: float, won: str = "2026-11-10 12:00") -> JourneyLength:
    leads = Leads()
    for length in days:
        leads.lead(at(won) - int(length * DAY), None, won)
    return journey_length(told(leads), NOW, least=10)


def test_the_journey_is_told_as_median_and_p90_in_whole_days_counted_up() -> None:
    found = journeys(*range(10, 110, 10))
    assert (found.n, found.median_days, found.p90_days) == (10, 50, 90)
    assert journeys(*(day - 0.5 for day in range(10, 110, 10))).median_days == 50


def test_under_ten_customers_the_journey_is_too_little_data() -> None:
    assert journeys(*range(10, 100, 10)) == JourneyLength(n=9, median=None, p90=None)


def test_a_customer_that_came_in_as_one_made_no_journey() -> None:
    found = journeys(*range(10, 110, 10), 0, 0.001)
    assert (found.n, found.came_in_as_customers) == (10, 2)
    assert journeys(*range(10, 110, 10)).came_in_as_customers == 0
    assert journeys(0, 0, won="2025-11-01 12:00").came_in_as_customers == 0, (
        "of the same year as the journeys"
    )


def test_journeys_that_ended_more_than_a_year_ago_say_nothing_about_today() -> None:
    assert journeys(*range(10, 110, 10), won="2025-11-01 12:00").n == 0


def test_a_customer_by_the_end_of_september_needs_a_lead_by_the_end_of_june() -> None:
    assert lead_needed_by(date(2026, 9, 30), 94) == date(2026, 6, 28)
