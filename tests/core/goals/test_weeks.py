"""Whole weeks of the past and how much is ahead: working time, and for customers the leads that are due."""

from datetime import date, timedelta

import numpy as np
import pytest

from sla_core.columns import Instants
from sla_core.goals.history import History
from sla_core.goals.weeks import MOST_WEEKS, Weeks, weeks
from sla_core.leads import Stage
from sla_core.working_calendar import WorkingCalendar
from tests.core.episodes import DAY, at
from tests.core.goals.flows import history
from tests.core.oslo import oslo

SQL, CUSTOMER = Stage.SALES_QUALIFIED, Stage.CUSTOMER
HOUR = 3_600
FULL = 40 * HOUR
MONDAY = at("2026-11-16")
NOW = at("2026-11-18 12:00")  # Wednesday noon: 20 of the week's 40 hours are left
MONTH = {"begin": at("2026-11-01"), "end": at("2026-12-01")}


def looked(known: History, stage: Stage = SQL, calendar: WorkingCalendar | None = None, **when: int) -> Weeks:
    return weeks(known, stage, calendar or oslo(), **{"now": NOW, **MONTH, **when})


def daily(first: str, last: str, hour: int = 9) -> Instants:
    begin, days = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    return np.array([at(f"{begin + timedelta(days=n)} {hour:02d}:00") for n in range(days + 1)])


def test_weeks_are_whole_and_end_before_the_running_one() -> None:
    known = history(SQL, "2026-10-21 10:00", "2026-11-02 00:00", "2026-11-15 23:59", "2026-11-17 09:00")
    found = looked(known)
    assert found.counts.tolist() == [0, 1, 1]  # from the week after the first: it may have begun before
    assert found.exposures.tolist() == [FULL] * 3


def test_without_anybody_there_are_no_weeks() -> None:
    assert len(looked(history(SQL))) == 0
    assert len(looked(history(SQL, "2026-11-17 09:00"))) == 0


def test_at_most_half_a_year_is_looked_at() -> None:
    found = looked(history(SQL, *daily("2024-01-01", "2026-11-17").tolist()))
    assert found.counts.tolist() == [7] * MOST_WEEKS


def test_an_arrival_from_before_the_clock_begins_harms_nothing() -> None:
    assert len(looked(history(SQL, -86_400, "2026-11-10 09:00"))) == MOST_WEEKS


def test_a_week_counts_for_its_working_time_and_one_without_any_with_the_next() -> None:
    closed = {date(2026, 11, 9): "", **{date(2026, 10, 26 + n): "" for n in range(5)}}
    known = history(SQL, *daily("2026-10-12", "2026-11-17").tolist())
    found = looked(known, calendar=oslo(closed=closed))
    assert found.exposures.tolist() == [FULL, FULL, FULL - 8 * HOUR]
    assert found.counts.tolist() == [7, 14, 7]


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ("2026-11-18 12:00", 4 + 8 * 8),  # half of Wednesday and eight days
        ("2026-11-30 16:00", 0),  # no working time is left
        ("2026-10-18 12:00", 21 * 8),  # a month to come: all of it
    ],
)
def test_what_is_ahead_is_the_working_time_left_in_the_period(now: str, hours: int) -> None:
    found = looked(history(SQL, "2026-10-01 10:00"), now=at(now))
    assert found.ahead == hours * HOUR


def test_in_a_period_that_ended_nothing_is_ahead() -> None:
    assert looked(history(SQL, "2026-10-01 10:00"), now=at("2026-12-05 10:00")).ahead == 0


def test_customers_of_a_company_with_few_journeys_go_by_working_time_alone() -> None:
    known = history(CUSTOMER, "2026-10-01 10:00", leads=daily("2026-09-01", "2026-11-17"))
    assert looked(known, CUSTOMER).exposures.tolist() == [FULL] * 6


def with_journeys(leads: Instants, *weeks_long: int) -> History:
    """Ten and more journeys of so many weeks; the first customer came early in October."""
    lengths = np.array(weeks_long * 10, dtype=np.int64) * 7 * DAY
    return history(CUSTOMER, "2026-10-07 10:00", leads=leads, journeys=lengths)


def test_a_week_counts_for_the_leads_that_are_due_in_it_a_journey_later() -> None:
    # 7 leads a week, but 70 in the week of 26 October; every journey takes two weeks.
    busy = np.repeat(daily("2026-10-26", "2026-11-01"), 9)
    leads = np.sort(np.concatenate([daily("2026-09-07", "2026-11-17"), busy]))
    found = looked(with_journeys(leads, 2), CUSTOMER)
    assert (found.exposures / FULL).round(6).tolist() == [7, 7, 7, 7, 70]
    # Ahead: half of this week with the leads of 2 November, the next week with those of 9 November, and
    # Monday 30 with those of this week: 2 so far and half of the usual 21 a week.
    usual = (70 + 4 * 7) / 5
    assert found.ahead / FULL == pytest.approx(0.5 * 7 + 1 * 7 + 0.2 * (2 + usual / 2))


def test_leads_are_due_in_shares_where_journeys_differ() -> None:
    leads = daily("2026-10-05", "2026-10-11")
    found = looked(with_journeys(leads, 1, 1, 3, 4), CUSTOMER)
    # The leads of the week before the first whole one: half of them due in it, a quarter each two and three later.
    assert (found.exposures / FULL).round(6).tolist() == [3.5, 1.75, 1.75]


def test_a_change_of_the_clock_moves_no_lead_to_another_week() -> None:
    leads = np.array([at(f"2026-{day} 00:30") for day in ("10-19", "10-26", "11-02", "11-09")])
    found = looked(with_journeys(leads, 0), CUSTOMER)
    assert (found.exposures / FULL).tolist() == [1, 1, 1, 1]
    known = with_journeys(np.append(leads, at("2026-10-18 23:30")), 0)
    assert (looked(known, CUSTOMER).exposures / FULL).tolist() == [1, 1, 1, 1, 1]


def test_a_period_years_away_can_be_asked_about() -> None:
    known = with_journeys(daily("2026-09-01", "2026-11-17"), 1)
    begin, end = at("2031-01-01"), at("2031-04-01")
    found = weeks(known, CUSTOMER, oslo(), now=NOW, begin=begin, end=end)
    assert found.ahead / FULL == pytest.approx(7 * 64 / 5, rel=0.05)
