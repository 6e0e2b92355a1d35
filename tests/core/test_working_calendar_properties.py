"""Laws of the clock, and the slow calendar's judgement, on random calendars in awkward zones."""

import os
import time
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sla_core.working_calendar import WorkingCalendar
from sla_core.working_hours import WEEKDAYS
from tests.core.slow_calendar import SlowCalendar

# Half hours, summer time of half an hour, the south, midnights that are skipped, a date that never was (Apia,
# 30 December 2011), summer time that pauses in Ramadan, and clocks that changed a minute after midnight.
ZONES = [
    "Europe/Oslo",
    "UTC",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "America/Havana",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
TURNS = [date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5), date(2024, 9, 8), date(2011, 12, 30)]
DAYS = st.one_of(
    st.builds(lambda day, n: day + timedelta(days=n), st.sampled_from(TURNS), st.integers(-4, 4)),
    st.dates(date(1971, 1, 1), date(2190, 1, 1)),
)
SETTINGS = settings(max_examples=120, deadline=None)


def clock_time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@st.composite
def one_day(draw) -> list[tuple[str, str]]:
    """Up to three intervals that do not overlap; the last may run over midnight."""
    step = draw(st.sampled_from([1, 15, 30, 60]))
    minutes = draw(st.lists(st.integers(0, 1440 // step), unique=True, max_size=6).map(sorted))
    times = [minute * step for minute in minutes]
    spans = list(zip(times[::2], times[1::2], strict=False))
    if len(times) % 2 and times[-1] < 1440 and draw(st.booleans()):
        spans.append((times[-1], draw(st.integers(0, max(times[-1] - 1, 0)))))
    return [(clock_time(begin), clock_time(end)) for begin, end in spans if begin != end]


@st.composite
def calendars(draw) -> tuple[WorkingCalendar, SlowCalendar, int]:
    """A calendar, its slow twin, and an instant near which something happens."""
    around = draw(DAYS)
    near = st.integers(-6, 6).map(lambda n: around + timedelta(days=n))
    terms = {
        "time_zone": draw(st.sampled_from(ZONES)),
        "hours": draw(st.dictionaries(st.sampled_from(WEEKDAYS), one_day(), min_size=1)),
        "closed": draw(st.dictionaries(near, st.sampled_from(["Christmas Eve", ""]), max_size=4)),
        "exceptions": draw(st.dictionaries(near, one_day(), max_size=3)),
    }
    assume(any(terms["hours"].values()))
    midnight = int(datetime.combine(around, datetime.min.time(), UTC).timestamp())
    return WorkingCalendar(**terms), SlowCalendar(**terms), midnight


OFFSETS = st.one_of(st.integers(-300_000, 300_000), st.integers(-100, 100).map(lambda n: n * 1800))
AMOUNTS = st.one_of(st.integers(0, 200_000), st.integers(0, 100).map(lambda n: n * 900))


@SETTINGS
@given(calendars(), st.lists(OFFSETS, min_size=1, max_size=3), st.lists(AMOUNTS, min_size=1, max_size=3))
def test_the_fast_clock_says_what_the_slow_one_says(calendar, offsets, amounts):
    fast, slow, midnight = calendar
    starts = [midnight + offset for offset in offsets]
    grid = np.array(starts)[:, None]
    for name in ("deadline", "before"):
        expected = [[getattr(slow, name)(start, amount) for amount in amounts] for start in starts]
        assert getattr(fast, name)(grid, np.array(amounts)).tolist() == expected
    expected = [[slow.working_seconds_between(start, other) for other in starts] for start in starts]
    assert fast.working_seconds_between(grid, np.array(starts)).tolist() == expected
    for start in starts:
        assert fast.local_days(start) == np.datetime64(slow.local_date(start))


@SETTINGS
@given(calendars(), OFFSETS, st.integers(0, 12))
def test_working_days_are_those_of_the_slow_clock(calendar, offset, days):
    fast, slow, midnight = calendar
    start = midnight + offset
    assert fast.deadline_days(start, days) == slow.deadline_days(start, days)
    assert fast.before_days(start, days) == slow.before_days(start, days)


@SETTINGS
@given(calendars(), st.integers(0, 9))
def test_each_date_has_the_working_time_the_slow_clock_gives_it(calendar, days):
    fast, slow, midnight = calendar
    first = slow.local_date(midnight)
    dates, seconds = fast.day_seconds(first, first + timedelta(days=days))
    assert dates.tolist() == [first + timedelta(days=n) for n in range(days + 1)]
    assert seconds.tolist() == [slow.day_seconds(day) for day in dates.tolist()]
    assert [fast.local_midnight(day) for day in dates.tolist()] == [
        slow._instant(day, "00:00") for day in dates.tolist()
    ]


@SETTINGS
@given(calendars(), OFFSETS, st.lists(st.integers(0, 2_000_000), min_size=2, max_size=5))
def test_a_deadline_is_so_much_working_time_away_and_never_earlier_for_more(calendar, offset, amounts):
    fast, _, midnight = calendar
    start, rising = midnight + offset, np.sort(amounts)
    deadlines = fast.deadline(start, rising)
    assert fast.working_seconds_between(start, deadlines).tolist() == rising.tolist()
    assert (np.diff(deadlines) >= 0).all()
    earlier = fast.before(start, rising)
    assert fast.working_seconds_between(earlier, start).tolist() == rising.tolist()
    assert (np.diff(earlier) <= 0).all()


@SETTINGS
@given(calendars(), st.lists(OFFSETS, min_size=2, max_size=6), st.integers(0, 400_000), st.integers(0, 9))
def test_a_later_start_never_brings_an_earlier_deadline(calendar, offsets, amount, days):
    fast, _, midnight = calendar
    starts = midnight + np.sort(offsets)
    assert (np.diff(fast.deadline(starts, amount)) >= 0).all()
    assert (np.diff(fast.deadline_days(starts, days)) >= 0).all()
    assert (np.diff(fast.before(starts, amount)) >= 0).all()
    assert (np.diff(fast.working_seconds_between(starts[0], starts)) >= 0).all()
    assert (np.diff(fast.working_seconds_between(starts, starts[-1])) <= 0).all()


@SETTINGS
@given(calendars(), OFFSETS, OFFSETS)
def test_a_walk_adds_up_and_passes_every_date_once_in_order(calendar, one, other):
    fast, slow, midnight = calendar
    start, end = midnight + one, midnight + other
    steps = fast.walk(start, end)
    assert sum(step.seconds for step in steps) == fast.working_seconds_between(start, end)
    assert all((step.opens is None) == (step.closes is None) for step in steps)
    assert all(step.seconds == 0 for step in steps if step.opens is None)
    assert [step.date for step in steps] == sorted(step.date for step in steps)
    counted = [step for step in steps if step.seconds]
    for step in counted:
        assert slow.open_for(step.opens) == step.date == slow.open_for(step.closes - 1)


@SETTINGS
@given(calendars(), OFFSETS, st.lists(AMOUNTS, min_size=1, max_size=4))
def test_one_by_one_is_the_same_as_all_at_once(calendar, offset, amounts):
    fast, _, midnight = calendar
    start = midnight + offset
    for question in (fast.deadline, fast.before):
        assert question(start, np.array(amounts)).tolist() == [question(start, amount) for amount in amounts]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"])
def test_the_time_zone_of_the_process_does_not_matter(zone):
    before = os.environ.get("TZ")
    hours = {"mon": [("22:30", "06:15")], "fri": [("08:00", "12:00"), ("13:00", "16:00")]}
    starts = np.arange(1_792_000_000, 1_794_000_000, 7_777)

    def answers() -> list[list[int]]:
        calendar = WorkingCalendar("Europe/Oslo", hours, {date(2026, 10, 26): "Closed"})
        deadlines = calendar.deadline(starts, 9_999), calendar.deadline_days(starts, 2)
        return [column.tolist() for column in (*deadlines, calendar.local_days(starts).astype(np.int64))]

    expected = answers()
    try:
        os.environ["TZ"] = zone
        time.tzset()
        assert answers() == expected
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()
