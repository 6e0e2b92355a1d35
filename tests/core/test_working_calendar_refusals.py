"""What the clock refuses, in a sentence that says what is wrong."""

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest

from sla_core.errors import SlaError
from sla_core.working_calendar import WorkingCalendar
from tests.core.oslo import HOUR, NOON, OFFICE, at, local, oslo


@pytest.mark.parametrize(
    "wrong",
    [
        True, 1.0, float("nan"), Decimal(1), "1", None,
        datetime(2026, 11, 20), datetime(2026, 11, 20, tzinfo=UTC),  # noqa: DTZ001
        np.array([1.5]), np.array([True]), np.array(["2026-11-20"], dtype="datetime64[s]"), 10**30,
    ],
)  # fmt: skip
def test_anything_but_whole_numbers_is_refused(wrong):
    calendar = oslo()
    for ask in (
        lambda: calendar.deadline(wrong, HOUR),
        lambda: calendar.deadline(NOON, wrong),
        lambda: calendar.deadline_days(NOON, wrong),
        lambda: calendar.before(wrong, HOUR),
        lambda: calendar.working_seconds_between(NOON, wrong),
        lambda: calendar.local_days(wrong),
    ):
        with pytest.raises(SlaError, match="whole number"):
            ask()


def test_a_negative_amount_is_refused():
    for ask in (oslo().deadline, oslo().deadline_days, oslo().before, oslo().before_days):
        with pytest.raises(SlaError, match="cannot be negative: -5"):
            ask(NOON, np.array([3, -5]))


@pytest.mark.parametrize("instant", [-1, -(2**62), 7_289_654_400, 2**62])
def test_an_instant_outside_1970_to_2200_is_refused(instant):
    with pytest.raises(SlaError, match="1970 to 2200"):
        oslo().deadline(instant, HOUR)
    with pytest.raises(SlaError, match="1970 to 2200"):
        oslo().working_seconds_between(np.array([NOON, instant]), NOON)


def test_an_answer_outside_1970_to_2200_is_refused():
    calendar = oslo()
    for ask in (
        lambda: calendar.deadline(NOON, 2**40),
        lambda: calendar.deadline(NOON, 7_000_000_000),
        lambda: calendar.deadline(7_289_654_399, HOUR * 100),
        lambda: calendar.deadline_days(NOON, 100_000),
        lambda: calendar.before(86_400, 1000 * HOUR),
        lambda: calendar.local_midnight(date(2202, 1, 1)),
        lambda: calendar.local_midnight(date(1950, 1, 1)),
    ):
        with pytest.raises(SlaError, match="1970 to 2200"):
            ask()
    assert calendar.working_seconds_between(0, 7_289_654_399) > 0


@pytest.mark.parametrize("exceptions", [{}, {date(2050, 1, 3): [("08:00", "09:00")]}])
def test_ten_years_without_working_time_are_refused(exceptions):
    calendar = oslo({}, exceptions=exceptions)
    for asked_before in (False, True):
        if asked_before:
            calendar.working_seconds_between(NOON, at("2060-01-01T00:00"))
        for ask in (calendar.deadline, calendar.deadline_days, calendar.before, calendar.before_days):
            with pytest.raises(SlaError, match="ten years"):
                ask(NOON, 1)
    assert calendar.working_seconds_between(NOON, at("2049-01-01T00:00")) == 0


def test_a_single_open_day_within_ten_years_is_found():
    calendar = oslo({}, exceptions={date(2035, 1, 3): [("08:00", "09:00")]})
    assert local(calendar.deadline(NOON, 60)) == "2035-01-03T08:01"
    assert local(calendar.before(at("2044-01-01T00:00"), 60)) == "2035-01-03T08:59"


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({"mon": [("08:00", "08:00")]}, "mon: 08:00–08:00 ends when it begins"),
        ({"fri": [("08:00", "12:00"), ("11:59", "16:00")]}, "fri: 08:00–12:00 and 11:59–16:00 overlap"),
        ({"fri": [("20:00", "04:00"), ("22:00", "23:00")]}, "fri: 20:00–04:00 and 22:00–23:00 overlap"),
        ({"fri": [("24:00", "08:00")]}, "fri: 24:00–08:00 is not written as 08:00–16:00"),
        ({"fri": [("8", "16")]}, "fri: 8–16 is not written as 08:00–16:00"),
        ({"fri": [("08:00", "24:30")]}, "fri: 08:00–24:30 is not written"),
        ({"fri": [(8, 16)]}, "fri: 8–16 is not written"),
        ({"fri": ["08:00-16:00"]}, "fri: 08:00-16:00 is not a beginning and an end"),
        ({"fri": [("08:00",)]}, "fri: 08:00 is not a beginning and an end"),
        ({"friday": [("08:00", "16:00")]}, "friday is no weekday"),
    ],
)
def test_hours_that_cannot_be_are_named(hours, sentence):
    with pytest.raises(SlaError) as refused:
        oslo(hours)
    assert str(refused.value).startswith(sentence)


def test_exceptions_and_dates_and_zones_that_cannot_be_are_named():
    with pytest.raises(SlaError, match="2026-12-31: 09:00–09:00 ends when it begins"):
        oslo(exceptions={date(2026, 12, 31): [("09:00", "09:00")]})
    for day in ("24.12.2026", datetime(2026, 12, 24, tzinfo=UTC), 20261224):
        with pytest.raises(SlaError, match="is no date"):
            oslo(closed={day: "Christmas Eve"})
    for zone in ("Europe/Olso", "", "../etc/passwd", "Europe", None):
        with pytest.raises(SlaError, match="There is no time zone"):
            WorkingCalendar(zone, OFFICE)
