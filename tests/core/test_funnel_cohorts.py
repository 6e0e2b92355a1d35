"""Who became a customer, by month of creation; how many went on from each stage, and how long it took."""

import pytest

from sla_core.funnel import Grain
from sla_core.funnel.words import lines
from sla_core.i18n import NBSP, Language, Texts
from sla_core.leads import Stage
from tests.core.episodes import DAY, at
from tests.core.funnels import LEAD, MQL, SQL, lead, told


def test_cohorts_are_local_months_of_creation() -> None:
    found = told(lead("2026-10-31 23:59"), lead("2026-11-01 00:00", won=True), lead("2026-01-15"), lead(None))
    assert [(f"{c.first:%Y-%m}", c.won.of, c.won.found) for c in found.cohorts] == [
        ("2026-01", 1, 0),
        ("2026-10", 1, 0),
        ("2026-11", 1, 1),
    ]


def test_a_cohort_that_the_period_cuts_counts_what_lies_in_it() -> None:
    found = told(lead("2026-10-05"), lead("2026-10-25"), first="2026-10-20", until="2026-11-01")
    assert [cohort.won.of for cohort in found.cohorts] == [1]
    assert found.total.of == 1


def test_cohorts_may_be_weeks() -> None:
    found = told(lead("2026-10-04"), lead("2026-10-05"), lead("2026-10-11"), grain=Grain.WEEK)
    assert [(c.first.isoformat(), c.won.of) for c in found.cohorts] == [("2026-09-28", 1), ("2026-10-05", 2)]


def test_the_date_of_becoming_a_lead_stands_for_a_creation_that_nobody_dated() -> None:
    found = told(lead(None, (LEAD, "2026-10-05"), (MQL, "2026-10-09")), lead(None, (MQL, "2026-10-09")))
    assert [(f"{c.first:%Y-%m}", c.won.of) for c in found.cohorts] == [("2026-10", 1)]


def test_a_cohort_is_ripe_when_its_youngest_lead_is_older_than_the_p90_journey() -> None:
    won = lead("2026-08-01", won_at=at("2026-08-21"))
    november = at("2026-11-01")
    leads = [won, lead("2026-10-15")]
    assert [c.ripe for c in told(*leads, now=november + 20 * DAY - 1).cohorts] == [True, False]
    assert [c.ripe for c in told(*leads, now=november + 20 * DAY).cohorts] == [True, True]


def test_a_cohort_that_the_period_cuts_is_ripe_as_a_whole_month() -> None:
    leads = [lead("2026-08-01", won_at=at("2026-08-21")), lead("2026-10-02")]
    asked = {"first": "2026-10-01", "until": "2026-10-05"}
    ripe_at = at("2026-11-01") + 20 * DAY
    assert [told(*leads, **asked, now=now).cohorts[0].ripe for now in (ripe_at - 1, ripe_at)] == [False, True]


def test_without_customers_that_came_as_leads_no_cohort_is_ripe() -> None:
    entered_by_a_rep = lead("2019-01-07 10:00", won_at=at("2019-01-07 10:05"))
    found = told(lead("2020-01-01"), entered_by_a_rep)
    assert [cohort.ripe for cohort in found.cohorts] == [False, False]
    assert found.ripe.of == 0


def test_the_average_leaves_unripe_cohorts_out() -> None:
    found = told(lead("2026-08-01", won_at=at("2026-08-21")), lead("2026-08-05"), lead("2026-11-10"))
    assert (found.ripe.found, found.ripe.of) == (1, 2)
    assert (found.total.found, found.total.of) == (1, 3)


def test_under_ten_cases_there_is_no_rate() -> None:
    leads = [lead(won=place < 3) for place in range(10)]
    few, enough = told(*leads[:9]).total, told(*leads).total
    assert (few.share, few.interval) == (None, None)
    assert enough.share is not None
    assert float(enough.share) == 0.3
    assert enough.interval == pytest.approx((0.107791, 0.603222), abs=1e-6)


def test_times_are_told_between_stages_that_have_a_date_of_their_own() -> None:
    whole = lead(
        "2026-09-01 10:00",
        (MQL, "2026-09-03 22:00"),
        (SQL, "2026-09-04 22:00"),
        won_at=at("2026-09-11 10:00"),
    )
    skips = lead("2026-09-01 10:00", (SQL, "2026-09-02 10:00"))
    found = {(time.earlier, time.later): (time.n, time.median, time.p90) for time in told(whole, skips).times}
    assert found == {
        (Stage.SUBSCRIBER, Stage.LEAD): (0, None, None),
        (Stage.LEAD, Stage.MARKETING_QUALIFIED): (1, 2.5 * DAY, 2.5 * DAY),
        (Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED): (1, DAY, DAY),
        (Stage.SALES_QUALIFIED, Stage.OPPORTUNITY): (0, None, None),
        (Stage.OPPORTUNITY, Stage.CUSTOMER): (0, None, None),
        (Stage.LEAD, Stage.CUSTOMER): (1, 10 * DAY, 10 * DAY),
    }


def test_times_belong_to_the_period_of_the_later_stage() -> None:
    known = lead("2026-09-01", (MQL, "2026-10-02"))
    assert [told(known, **of).times[1].n for of in ({"until": "2026-10-01"}, {"first": "2026-10-01"})] == [
        0,
        1,
    ]


def test_a_stage_that_is_dated_before_an_earlier_one_took_no_time() -> None:
    assert told(lead("2026-09-05", (MQL, "2026-09-01"))).times[1].median == 0


def test_median_and_p90_are_the_nearest_ranks() -> None:
    leads = [lead("2026-09-01", (MQL, f"2026-09-{day + 1:02d}")) for day in range(1, 11)]
    time = told(*leads).times[1]
    assert (time.median, time.p90) == (5 * DAY, 9 * DAY)


def test_a_step_tells_how_many_went_on_and_is_ripe_when_the_late_ones_have_had_their_time() -> None:
    leads = [lead("2026-09-01", (MQL, "2026-09-05")), lead("2026-09-02"), lead("2026-10-05", (MQL, None))]
    asked = {"first": "2026-09-01", "until": "2026-10-01"}
    ripe_at = at("2026-10-01") + 4 * DAY
    before, after = (told(*leads, **asked, now=now).steps[LEAD] for now in (ripe_at - 1, ripe_at))
    assert (after.earlier, after.later) == (Stage.LEAD, Stage.MARKETING_QUALIFIED)
    assert (after.went_on.found, after.went_on.of) == (1, 2)
    assert (before.ripe, after.ripe) == (False, True)
    assert told(*leads).steps[LEAD].went_on.found == 2
    assert not told(*leads).steps[LEAD].ripe


def test_the_report_can_be_read() -> None:
    leads = [lead("2026-08-01", (MQL, "2026-08-05"), won_at=at("2026-08-21"))]
    leads += [lead("2026-08-02", source="Referral") for _ in range(30)]
    assert list(lines(told(*leads, lead("2026-11-02")), Texts(Language.ENGLISH))) == [
        "Entered: Lead 32 · MQL 1 · SQL 1 · Opportunity 1 · Customer 1",
        "Standing now: Lead 31 · MQL 0 · SQL 0 · Opportunity 0 · Customer 1",
        "Stages skipped 2 · stages without a date 0 · leads returned 0",
        f"Became customers: 3.1{NBSP}% (1 of 32), between 0.6{NBSP}% and 16{NBSP}%",
        f"Aug 2026: 3.2{NBSP}% (1 of 31)",
        "Nov 2026: 0 of 1 (too little data) · not ripe",
        "Lead → MQL: half within 4.0 days, nine of ten within 4.0 (1 lead)",
        "Lead → Customer: half within 20.0 days, nine of ten within 20.0 (1 lead)",
        f"Referral: 0{NBSP}% (0 of 30)",
        "Not known: 1 of 2 (too little data)",
    ]
