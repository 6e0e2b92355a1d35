"""How many leads sales can work as promised."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sla_core.goals.amounts import Input, NotComputable, Number, Obstacle
from sla_core.goals.capacity import (
    AttemptsPerLead,
    attempts_per_lead,
    leads_per_month,
    leads_per_week,
    overflow,
)
from sla_core.terms import SalesPromise
from tests.core.episodes import Story, at
from tests.core.oslo import oslo

SALES = SalesPromise(attempts_at_least=5)
ALWAYS = at("2026-01-01")


def test_a_week_holds_the_hours_of_all_reps_over_what_a_lead_takes() -> None:
    assert leads_per_week(4, 12, 5, 15) == Fraction(4 * 12 * 60, 5 * 15)
    assert leads_per_week(4, Decimal("7.5"), Fraction(7, 2), 10) == Fraction(4 * 450, 35)


def test_a_month_holds_as_many_usual_weeks_as_it_has_working_time() -> None:
    november = leads_per_month(Fraction(50), date(2026, 11, 20), oslo())
    assert november == 50 * Fraction(21, 5)
    closed = {date(2026, 11, 2): "Closed", date(2026, 11, 3): "Closed"}
    assert leads_per_month(Fraction(50), date(2026, 11, 1), oslo(closed=closed)) == 50 * Fraction(19, 5)


def test_what_nobody_has_time_for_is_late() -> None:
    assert overflow(210, Fraction(2_001, 10)) == Fraction(99, 10)
    assert overflow(200, Fraction(210)) == 0
    assert overflow(0, Fraction(0)) == 0


@pytest.mark.parametrize(
    ("reps", "hours", "attempts", "minutes", "problem"),
    [
        (None, 12, 5, 15, NotComputable(Input.REPS, Obstacle.UNKNOWN)),
        (4, None, 5, 15, NotComputable(Input.HOURS, Obstacle.UNKNOWN)),
        (4, 12, 0, 15, NotComputable(Input.ATTEMPTS, Obstacle.ZERO)),
        (4, 12, 5, 0, NotComputable(Input.MINUTES, Obstacle.ZERO)),
        (4, 12, 5, None, NotComputable(Input.MINUTES, Obstacle.UNKNOWN)),
    ],
)
def test_what_is_missing_is_told_in_weeks_months_and_overflow(
    reps: Number | None,
    hours: Number | None,
    attempts: Number,
    minutes: Number | None,
    problem: NotComputable,
) -> None:
    week = leads_per_week(reps, hours, attempts, minutes)
    assert week == problem
    assert leads_per_month(week, date(2026, 11, 1), oslo()) == problem
    assert overflow(200, week) == problem


def test_without_reps_every_promised_lead_is_too_many() -> None:
    assert overflow(200, leads_per_week(0, 12, 5, 15)) == 200
    assert overflow(None, Fraction(5)) == NotComputable(Input.TARGET, Obstacle.UNKNOWN)


def test_a_company_that_is_never_open_has_no_months() -> None:
    never = leads_per_month(Fraction(50), date(2026, 11, 1), oslo(hours={}))
    assert never == NotComputable(Input.HOURS, Obstacle.ZERO)


def worked(*attempts: int, contacted: bool = True, handed_over: str = "2026-11-02 09:00") -> Story:
    """Leads handed over then: so many attempts without an answer, then one that was answered."""
    story = Story()
    for count in attempts:
        lead = story.handed_over(handed_over)
        for n in range(count):
            story.act(lead, f"2026-11-03 09:{n:02d}")
        if contacted:
            story.act(lead, "2026-11-04 09:00", "connected")
    return story


def test_the_own_average_counts_the_attempt_that_reached_the_lead() -> None:
    found = attempts_per_lead(worked(*[2] * 5, *[3] * 5).build(), SALES, since=ALWAYS, least=10)
    assert found == AttemptsPerLead(Fraction(7, 2), 10)


def test_leads_still_being_worked_are_not_counted_and_too_few_give_the_agreed_number() -> None:
    open_ones = worked(*[1] * 20, contacted=False)
    assert attempts_per_lead(open_ones.build(), SALES, since=ALWAYS, least=10) == AttemptsPerLead(
        Fraction(5), None
    )
    few = worked(*[1] * 9)
    assert attempts_per_lead(few.build(), SALES, since=ALWAYS, least=10).n is None


def test_a_lead_that_was_closed_without_contact_took_its_attempts_too() -> None:
    story = worked(*[4] * 10, contacted=False)
    for lead in range(10):
        story.leads[lead]["lost_at"] = "2026-11-10 09:00"
    assert attempts_per_lead(story.build(), SALES, since=ALWAYS, least=10).attempts == 4


def test_leads_handed_over_before_and_summaries_are_left_out() -> None:
    old = worked(*[1] * 10, handed_over="2026-10-30 09:00")
    assert attempts_per_lead(old.build(), SALES, since=at("2026-11-01"), least=10).n is None
    summaries = Story()
    for _ in range(10):
        summaries.act(
            summaries.handed_over("2026-11-02 09:00"), "2026-11-03 09:00", "connected", summary=True
        )
    assert attempts_per_lead(summaries.build(), SALES, since=ALWAYS, least=10).n is None
