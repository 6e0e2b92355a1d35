"""Pace: what is expected by now, and what was delivered day by day."""

from datetime import date
from fractions import Fraction

import pytest

from sla_core.leads import ReturnReason, Stage
from sla_core.pace import Pace, delivery_days, month_pace, share_elapsed, target, year_pace
from sla_core.terms import CalendarTerms, Targets, Terms
from tests.builders import Story, at, situation, version

NOVEMBER = date(2026, 11, 1)


def agreed(closed: dict[date, str] | None = None, **months: Targets) -> Terms:
    plain = Terms(company="Fjordlys")
    marketing = plain.marketing.model_copy(
        update={"targets": {k[1:].replace("_", "-"): v for k, v in months.items()}}
    )
    return plain.model_copy(update={"marketing": marketing, "calendar": CalendarTerms(closed=closed or {})})


def sql(n: int) -> Targets:
    return Targets(sales_qualified=n)


@pytest.mark.parametrize(
    ("now", "share"),
    [
        ("2026-11-01 12:00", Fraction(0)),  # a Sunday: nothing has passed
        ("2026-11-02 12:00", Fraction(4, 168)),  # half of the first of 21 working days
        ("2026-11-20 16:00", Fraction(15, 21)),
        ("2026-11-22 03:00", Fraction(15, 21)),  # no working time passes at a weekend
        ("2026-12-24 12:00", Fraction(1)),
    ],
)
def test_the_share_elapsed_counts_working_time(now: str, share: Fraction) -> None:
    calendar = CalendarTerms().build()
    assert share_elapsed(calendar, at("2026-11-01"), at("2026-12-01"), at(now)) == share


def test_closed_days_are_not_expected_to_bring_leads() -> None:
    calendar = CalendarTerms(closed={date(2026, 11, 3): "Closed"}).build()
    passed = share_elapsed(calendar, at("2026-11-01"), at("2026-12-01"), at("2026-11-03 16:00"))
    assert passed == Fraction(1, 20)


def test_a_period_without_working_time_goes_by_the_clock() -> None:
    calendar = CalendarTerms().build()
    assert share_elapsed(calendar, at("2026-11-21"), at("2026-11-23"), at("2026-11-22")) == Fraction(1, 2)


def test_whoever_delivers_the_number_shown_as_expected_is_on_plan() -> None:
    pace = Pace(reached=191, expected=Fraction(1904, 10), target=280)
    assert (pace.needed, pace.deviation) == (191, 0)
    assert Pace(reached=200, expected=Fraction(200), target=280).deviation == 0
    assert Pace(reached=182, expected=Fraction(200), target=280).deviation == -18


def test_a_month_is_judged_by_the_version_in_force_at_its_last_instant() -> None:
    versions = [
        version(0, None, agreed(m2026_10=sql(100), m2026_11=sql(100))),
        version(1, "2026-10-31 23:00", agreed(m2026_10=sql(120), m2026_11=sql(130))),
        version(2, "2026-11-25", agreed(m2026_10=sql(999), m2026_11=sql(140))),
    ]
    now = at("2026-11-20")
    assert target(versions, date(2026, 10, 5), Stage.SALES_QUALIFIED, now) == 120
    assert (
        target(versions, NOVEMBER, Stage.SALES_QUALIFIED, now) == 130
    )  # a running month: the version of now
    assert target(versions, NOVEMBER, Stage.SALES_QUALIFIED, at("2026-11-26")) == 140
    assert target(versions, date(2026, 10, 5), Stage.SALES_QUALIFIED, at("2026-11-26")) == 120


def test_without_a_target_nothing_is_expected() -> None:
    versions = [version(0, None, agreed())]
    pace = month_pace(versions, NOVEMBER, Stage.SALES_QUALIFIED, reached=7, now=at("2026-11-20"))
    assert (pace.expected, pace.needed, pace.deviation) == (None, None, None)


def test_a_year_sums_its_months_and_expects_those_that_have_passed() -> None:
    months = {f"m2026_{n:02d}": Targets(customers=4) for n in range(1, 13)}
    versions = [version(0, None, agreed(**months))]
    pace = year_pace(versions, 2026, Stage.CUSTOMER, reached=31, now=at("2026-11-20 16:00"))
    assert (pace.target, pace.expected) == (48, 40 + Fraction(4 * 15, 21))
    assert year_pace(versions, 2027, Stage.CUSTOMER, reached=0, now=at("2026-11-20")).target is None


def test_deliveries_are_counted_up_per_working_day_and_end_at_the_figure_of_now() -> None:
    story = Story()
    for when in (
        "2026-11-01 10:00",
        "2026-11-02 10:00",
        "2026-11-06 18:00",
        "2026-11-07 12:00",
        "2026-11-09 09:00",
    ):
        story.handed_over(when)
    lead = story.handed_over("2026-11-03 10:00")
    story.returned(lead, "2026-11-03 15:00", ReturnReason.WRONG_PERSON)
    story.handed_over("2026-10-31 10:00")
    found = situation(story, "2026-11-09 12:00")
    pace = Pace(reached=5, expected=Fraction(30), target=105)
    days = delivery_days(found.handovers, found.in_force, pace, found.today, found.edge.now)
    assert [day.delivered for day in days[:7]] == [2, 2, 2, 2, 4, 5, None]
    assert [day.day.day for day in days[:6]] == [2, 3, 4, 5, 6, 9]
    assert (days[0].expected, days[5].expected, days[-1].expected) == (5, 30, 105)
    assert len(days) == 21
