"""How the clock tells, day by day, what it counted."""

from datetime import date

import pytest

from sla_core.working_calendar import WorkingCalendar
from tests.core.oslo import at, oslo


def walked(calendar: WorkingCalendar, start: str, end: str) -> list[tuple[str, int, str]]:
    return [
        (f"{step.date:%a %d}", step.seconds // 60, step.reason) for step in calendar.walk(at(start), at(end))
    ]


def test_a_walk_tells_what_was_counted_and_what_was_not():
    calendar = oslo(
        closed={date(2026, 11, 23): "Founding day"}, exceptions={date(2026, 11, 24): [("09:00", "12:00")]}
    )
    assert walked(calendar, "2026-11-20T15:30", "2026-11-25T09:00") == [
        ("Fri 20", 30, "open"),
        ("Sat 21", 0, "weekend"),
        ("Sun 22", 0, "weekend"),
        ("Mon 23", 0, "holiday:Founding day"),
        ("Tue 24", 180, "exception"),
        ("Wed 25", 60, "open"),
    ]
    friday = calendar.walk(at("2026-11-20T15:30"), at("2026-11-25T09:00"))[0]
    assert (friday.opens, friday.closes) == (at("2026-11-20T08:00"), at("2026-11-20T16:00"))


@pytest.mark.parametrize(
    ("start", "end", "steps"),
    [
        ("2026-11-20T06:00", "2026-11-20T09:00", [("Fri 20", 0, "before_opening"), ("Fri 20", 60, "open")]),
        ("2026-11-19T17:00", "2026-11-20T09:00", [("Thu 19", 0, "before_opening"), ("Fri 20", 60, "open")]),
        ("2026-11-19T15:00", "2026-11-20T07:00", [("Thu 19", 60, "open"), ("Fri 20", 0, "before_opening")]),
        ("2026-11-19T15:00", "2026-11-20T08:00", [("Thu 19", 60, "open"), ("Fri 20", 0, "before_opening")]),
        ("2026-11-20T15:00", "2026-11-21T00:00", [("Fri 20", 60, "open")]),
        ("2026-11-20T15:00", "2026-11-20T19:00", [("Fri 20", 60, "open")]),
        ("2026-11-20T15:00", "2026-11-20T15:00", [("Fri 20", 0, "open")]),
        ("2026-11-20T19:00", "2026-11-20T19:00", [("Fri 20", 0, "before_opening")]),
        ("2026-11-20T09:00", "2026-11-19T15:00", [("Thu 19", -60, "open"), ("Fri 20", -60, "open")]),
    ],
)
def test_a_walk_says_where_it_waits_for_an_opening(start, end, steps):
    assert walked(oslo(), start, end) == steps


def test_a_walk_over_midnight_stays_with_the_day_it_opened_on():
    calendar = oslo({"fri": [("22:00", "06:00")], "mon": [("08:00", "12:00"), ("13:00", "16:00")]})
    assert walked(calendar, "2026-11-21T01:00", "2026-11-21T02:00") == [("Fri 20", 60, "open")]
    assert walked(calendar, "2026-11-20T23:00", "2026-11-23T14:00") == [
        ("Fri 20", 420, "open"),
        ("Sat 21", 0, "weekend"),
        ("Sun 22", 0, "weekend"),
        ("Mon 23", 240, "open"),
        ("Mon 23", 60, "open"),
    ]
    assert walked(calendar, "2026-11-23T12:30", "2026-11-23T14:00") == [
        ("Mon 23", 0, "before_opening"),
        ("Mon 23", 60, "open"),
    ]
