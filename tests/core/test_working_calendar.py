"""The rules of the clock, one by one, in Oslo unless another zone is said."""

import pickle
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sla_core.working_calendar import WorkingCalendar
from tests.core.oslo import HOUR, NOON, OFFICE, at, local, oslo

ALWAYS = {day: [("00:00", "24:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def only(*intervals: tuple[str, str], day: str = "fri") -> WorkingCalendar:
    return oslo({day: list(intervals)})


@pytest.mark.parametrize(
    ("start", "hours", "deadline"),
    [
        ("2026-11-20T10:00", 4, "2026-11-20T14:00"),
        ("2026-11-20T15:00", 2, "2026-11-23T09:00"),
        ("2026-11-20T12:00", 4, "2026-11-20T16:00"),  # on closing time, not on the next opening
        ("2026-11-20T16:00", 1, "2026-11-23T09:00"),
        ("2026-11-20T03:00", 1, "2026-11-20T09:00"),
        ("2026-11-21T14:30", 1, "2026-11-23T09:00"),  # not 14:30 on Monday
        ("2026-11-20T10:00", 0, "2026-11-20T10:00"),
        ("2026-11-20T16:00", 0, "2026-11-23T08:00"),
        ("2026-11-21T14:30", 0, "2026-11-23T08:00"),
    ],
)
def test_a_deadline_counts_open_time_only(start, hours, deadline):
    assert local(oslo().deadline(at(start), hours * HOUR)) == deadline


@pytest.mark.parametrize(
    ("start", "days", "deadline"),
    [
        ("2026-11-20T10:00", 1, "2026-11-23T16:00"),
        ("2026-11-20T10:00", 10, "2026-12-04T16:00"),
        ("2026-11-20T10:00", 0, "2026-11-20T16:00"),
        ("2026-11-20T03:00", 1, "2026-11-23T16:00"),
        ("2026-11-20T16:00", 1, "2026-11-24T16:00"),  # after hours belongs to Monday
        ("2026-11-22T12:00", 1, "2026-11-24T16:00"),
    ],
)
def test_working_days_end_at_closing_time_of_the_last(start, days, deadline):
    assert local(oslo().deadline_days(at(start), days)) == deadline


@pytest.mark.parametrize(
    ("end", "hours", "since"),
    [
        ("2026-11-20T10:00", 2, "2026-11-20T08:00"),  # on opening time, not on the closing before
        ("2026-11-20T10:00", 3, "2026-11-19T15:00"),
        ("2026-11-23T09:00", 8, "2026-11-20T09:00"),
        ("2026-11-22T12:00", 1, "2026-11-20T15:00"),
        ("2026-11-22T12:00", 0, "2026-11-20T16:00"),
        ("2026-11-20T10:00", 0, "2026-11-20T10:00"),
    ],
)
def test_working_time_before_an_instant_is_the_mirror_of_a_deadline(end, hours, since):
    assert local(oslo().before(at(end), hours * HOUR)) == since


@pytest.mark.parametrize(
    ("end", "days", "since"),
    [
        ("2026-11-20T10:00", 1, "2026-11-19T08:00"),
        ("2026-11-23T10:00", 1, "2026-11-20T08:00"),
        ("2026-11-22T12:00", 1, "2026-11-20T08:00"),  # Sunday belongs to Monday
        ("2026-11-20T10:00", 0, "2026-11-20T08:00"),
    ],
)
def test_working_days_before_an_instant_begin_at_opening_time(end, days, since):
    assert local(oslo().before_days(at(end), days)) == since


def test_several_intervals_of_a_day_count_and_a_pause_does_not():
    calendar = only(("13:00", "16:30"), ("08:00", "12:00"))
    assert local(calendar.deadline(at("2026-11-20T11:30"), HOUR)) == "2026-11-20T13:30"
    assert local(calendar.deadline(at("2026-11-20T12:30"), 0)) == "2026-11-20T13:00"
    assert local(calendar.deadline_days(at("2026-11-20T12:30"), 1)) == "2026-11-27T16:30"


def test_many_short_intervals_within_one_hour_are_told_apart():
    minutes = [(f"10:{minute:02d}", f"10:{minute + 1:02d}") for minute in range(0, 60, 2)]
    calendar, start = only(*minutes), at("2026-11-20T00:00")
    amounts = np.arange(1, 31) * 60
    assert calendar.deadline(start, amounts).tolist() == [
        at(f"2026-11-20T10:{n:02d}") for n in range(1, 60, 2)
    ]
    assert calendar.working_seconds_between(start, at("2026-11-20T10:31")) == 16 * 60


def test_overnight_hours_belong_to_the_day_they_begin_on():
    calendar = oslo(
        {"fri": [("22:00", "06:00")], "mon": [("08:00", "16:00")]}, {date(2026, 11, 28): "Closed"}
    )
    assert local(calendar.deadline(at("2026-11-20T23:00"), 4 * HOUR)) == "2026-11-21T03:00"
    assert local(calendar.deadline_days(at("2026-11-21T05:00"), 1)) == "2026-11-23T16:00"
    assert calendar.working_seconds_between(at("2026-11-28T00:00"), at("2026-11-28T12:00")) == 6 * HOUR
    assert calendar.day_seconds(date(2026, 11, 20), date(2026, 11, 21))[1].tolist() == [8 * HOUR, 0]


def test_hours_that_overlap_over_midnight_count_once_for_the_earlier_day():
    calendar = oslo({"thu": [("20:00", "06:00")], "fri": [("04:00", "10:00")]})
    assert calendar.working_seconds_between(at("2026-11-19T12:00"), at("2026-11-20T12:00")) == 14 * HOUR
    assert calendar.day_seconds(date(2026, 11, 19), date(2026, 11, 20))[1].tolist() == [10 * HOUR, 4 * HOUR]


def test_round_the_clock_counts_days_of_23_24_and_25_hours():
    calendar = oslo(ALWAYS)
    days, seconds = calendar.day_seconds(date(2026, 3, 28), date(2026, 3, 30))
    assert seconds.tolist() == [24 * HOUR, 23 * HOUR, 24 * HOUR]
    assert days.tolist() == [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)]
    assert calendar.day_seconds(date(2026, 10, 25), date(2026, 10, 25))[1].tolist() == [25 * HOUR]
    assert calendar.working_seconds_between(at("2025-12-31T00:00"), at("2026-12-31T00:00")) == 365 * 24 * HOUR


def test_both_half_past_two_of_the_autumn_night_are_told_apart():
    calendar = only(("01:00", "04:00"), day="sun")
    first, second = at("2026-10-25T02:30"), at("2026-10-25T02:30") + HOUR
    assert calendar.working_seconds_between(first, second) == HOUR
    assert calendar.deadline(at("2026-10-25T01:00"), 90 * 60) == first
    assert calendar.deadline(at("2026-10-25T01:00"), 150 * 60) == second
    assert calendar.working_seconds_between(first, at("2026-10-25T04:00")) == 150 * 60


def test_an_opening_read_twice_is_the_first_one():
    calendar = only(("02:30", "04:00"), day="sun")
    assert calendar.deadline(at("2026-10-25T00:00"), 0) == at("2026-10-25T00:00") + 150 * 60
    assert calendar.day_seconds(date(2026, 10, 25), date(2026, 10, 25))[1].tolist() == [150 * 60]


@pytest.mark.parametrize(
    ("interval", "minutes"),
    [(("01:00", "04:00"), 120), (("02:30", "04:00"), 30), (("02:00", "03:00"), 0), (("01:00", "02:30"), 90)],
)
def test_a_time_in_the_spring_gap_reads_an_hour_later(interval, minutes):
    calendar = only(interval, day="sun")
    assert calendar.day_seconds(date(2026, 3, 29), date(2026, 3, 29))[1].tolist() == [minutes * 60]


def test_hours_pushed_together_by_the_spring_gap_count_once():
    calendar = only(("02:30", "02:45"), ("03:00", "04:00"), day="sun")
    assert calendar.day_seconds(date(2026, 3, 29), date(2026, 3, 29))[1].tolist() == [HOUR]


def test_an_exception_beats_a_closed_day_which_beats_the_weekday():
    christmas, new_year = date(2026, 12, 24), date(2026, 12, 31)
    calendar = oslo(
        closed={christmas: "Christmas Eve", new_year: "New Year's Eve", date(2026, 12, 25): "Christmas"},
        exceptions={new_year: [("09:00", "12:00")], date(2026, 12, 26): [("10:00", "11:00")]},
    )
    worked = calendar.day_seconds(christmas, date(2026, 12, 31))[1] // HOUR
    assert worked.tolist() == [0, 0, 1, 0, 8, 8, 8, 3]
    assert local(calendar.deadline(at("2026-12-23T15:00"), 2 * HOUR)) == "2026-12-26T11:00"


def test_a_plain_set_of_closed_days_will_do():
    calendar = oslo(closed={date(2026, 11, 23)})
    assert local(calendar.deadline(at("2026-11-20T16:00"), HOUR)) == "2026-11-24T09:00"
    assert calendar.walk(at("2026-11-23T09:00"), at("2026-11-23T10:00"))[0].reason == "closed:"


def test_dates_may_be_iso_texts():
    calendar = oslo(closed={"2026-11-23": "Closed"}, exceptions={"2026-11-24": [["10:00", "12:00"]]})
    assert local(calendar.deadline(at("2026-11-20T16:00"), HOUR)) == "2026-11-24T11:00"
    assert calendar.closed == {date(2026, 11, 23): "Closed"}


def test_a_date_that_the_zone_skipped_is_no_working_day():
    calendar = WorkingCalendar("Pacific/Apia", OFFICE)  # Friday 30 December 2011 never was
    zone = ZoneInfo("Pacific/Apia")
    thursday = int(datetime(2011, 12, 29, 12, tzinfo=zone).timestamp())
    assert local(calendar.deadline_days(thursday, 1), zone) == "2012-01-02T16:00"
    seconds = calendar.day_seconds(date(2011, 12, 29), date(2012, 1, 2))[1]
    assert seconds.tolist() == [8 * HOUR, 0, 0, 0, 8 * HOUR]
    walked = calendar.walk(thursday, calendar.deadline_days(thursday, 1))
    assert [step.date.day for step in walked] == [29, 31, 1, 2]


def test_half_hour_zones_and_summer_time_of_half_an_hour_count_right():
    lord_howe = WorkingCalendar("Australia/Lord_Howe", ALWAYS)
    assert lord_howe.day_seconds(date(2026, 4, 5), date(2026, 4, 5))[1].tolist() == [24 * HOUR + 1800]
    kolkata = WorkingCalendar("Asia/Kolkata", OFFICE)
    start = int(datetime(2026, 11, 20, 2, 30, tzinfo=UTC).timestamp())  # 08:00 in Kolkata
    assert kolkata.deadline(start, 8 * HOUR) == start + 8 * HOUR


def test_local_midnight_and_local_days_follow_the_zone():
    calendar = oslo()
    assert calendar.local_midnight(date(2026, 7, 1)) == at("2026-07-01T00:00")
    instants = np.array([at("2026-03-28T23:59"), at("2026-03-29T00:00"), at("2026-10-25T23:59")])
    assert calendar.local_days(instants).tolist() == [
        date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25)
    ]  # fmt: skip
    santiago = WorkingCalendar("America/Santiago", OFFICE)  # its midnight of 6 September 2026 is skipped
    first_second = int(datetime(2026, 9, 6, 4, tzinfo=UTC).timestamp())
    assert santiago.local_midnight(date(2026, 9, 6)) == first_second
    assert santiago.local_days(np.array([first_second - 1, first_second])).tolist() == [
        date(2026, 9, 5), date(2026, 9, 6)
    ]  # fmt: skip


def test_working_time_backwards_is_negative():
    assert oslo().working_seconds_between(at("2026-11-23T09:00"), at("2026-11-20T15:00")) == -2 * HOUR


def test_an_int_gives_an_int_and_arrays_broadcast():
    calendar = oslo()
    assert type(calendar.deadline(NOON, HOUR)) is int
    assert type(calendar.working_seconds_between(NOON, np.int64(NOON + 60))) is int
    grid = calendar.deadline(np.array([[NOON], [NOON + 60]]), np.array([60, 120, 180]))
    assert grid.dtype == np.int64
    assert (grid - NOON).tolist() == [[60, 120, 180], [120, 180, 240]]
    assert calendar.deadline_days(np.array([NOON]), 1).shape == (1,)


@pytest.mark.parametrize("empty", [np.array([], dtype=np.int64), np.array([])])
def test_an_empty_array_stays_empty(empty):
    calendar = oslo()
    for found in (
        calendar.deadline(empty, HOUR),
        calendar.deadline(NOON, empty),
        calendar.deadline_days(empty, 1),
        calendar.before(empty, HOUR),
        calendar.before_days(empty, 1),
        calendar.working_seconds_between(empty, NOON),
    ):
        assert found.shape == (0,)
        assert found.dtype == np.int64
    assert calendar.local_days(empty).shape == (0,)


def test_many_starts_give_what_each_alone_gives():
    calendar = oslo()
    starts = np.random.default_rng(7).integers(at("2015-01-01T00:00"), at("2026-01-01T00:00"), 40_000)
    found = calendar.deadline(starts, 5 * HOUR)
    assert found[::997].tolist() == [calendar.deadline(start, 5 * HOUR) for start in starts[::997].tolist()]


def test_answers_do_not_depend_on_what_was_asked_before():
    fresh, used = oslo(), oslo()
    for year in (2040, 1975, 2199, 2010):
        used.deadline(at(f"{year}-05-05T12:00"), HOUR)
        start = at(f"{year}-11-20T15:30")
        assert used.deadline(start, 9 * HOUR) == oslo().deadline(start, 9 * HOUR)
        assert used.before(start, 9 * HOUR) == oslo().before(start, 9 * HOUR)
    assert used.working_seconds_between(0, NOON) == fresh.working_seconds_between(0, NOON)


@pytest.mark.parametrize("year", range(2023, 2027))
def test_hours_over_new_year_count_wherever_the_known_years_begin(year):
    calendar = oslo({day: [("22:00", "06:00")] for day in ALWAYS})
    calendar.deadline(at("2025-06-01T12:00"), HOUR)
    night = at(f"{year}-01-01T00:00"), at(f"{year}-01-01T08:00")
    assert calendar.working_seconds_between(*night) == 6 * HOUR
    assert calendar.before(night[1], 7 * HOUR) == night[0] - HOUR


def test_a_deadline_may_lie_decades_away():
    calendar = oslo()
    amount = 60 * 260 * 8 * HOUR
    far = calendar.deadline(NOON, amount)
    assert 2085 <= datetime.fromtimestamp(far, UTC).year <= 2087
    assert calendar.before(far, amount) == NOON
    assert calendar.deadline_days(NOON, 260 * 50) > calendar.deadline_days(NOON, 260 * 49)


def test_intervals_that_touch_are_one_stretch():
    calendar = only(("08:00", "12:00"), ("12:00", "16:00"))
    assert local(calendar.deadline(at("2026-11-20T12:00"), 0)) == "2026-11-20T12:00"
    assert local(calendar.deadline(at("2026-11-20T08:00"), 4 * HOUR)) == "2026-11-20T12:00"


def test_what_was_given_can_be_read_and_not_changed():
    calendar = oslo(closed={date(2026, 12, 24): "Christmas Eve"}, exceptions={date(2026, 12, 31): []})
    assert calendar.time_zone == "Europe/Oslo"
    assert calendar.hours == OFFICE
    assert calendar.closed == {date(2026, 12, 24): "Christmas Eve"}
    assert calendar.exceptions == {date(2026, 12, 31): []}
    with pytest.raises(TypeError):
        calendar.closed[date(2026, 12, 25)] = "Christmas"
    with pytest.raises(AttributeError):
        calendar.time_zone = "UTC"


def test_a_calendar_can_be_stored_and_loaded():
    calendar = oslo()
    calendar.deadline(NOON, HOUR)
    assert pickle.loads(pickle.dumps(calendar)).deadline(NOON, 5 * HOUR) == calendar.deadline(NOON, 5 * HOUR)
