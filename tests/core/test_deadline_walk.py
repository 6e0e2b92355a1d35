"""Why a lead was due when it was: the working time of its limit, opening by opening."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_core.i18n import NBSP, Language, Texts
from sla_core.lead.deadline_walk import DeadlineWalk, Line, walk
from sla_core.lead.deadline_walk_words import rows, to_its_end
from sla_core.working_calendar import WorkingCalendar
from tests.core.oslo import at, oslo
from tests.core.test_working_calendar_properties import AMOUNTS, OFFSETS, SETTINGS, calendars

EN = Texts(Language.ENGLISH)
HOUR = 3600
LUNCH = {day: [("08:00", "11:00"), ("11:30", "16:00")] for day in ("mon", "tue", "wed", "thu", "fri")}


def walked(
    start: str, seconds: int, end: str | None = None, calendar: WorkingCalendar | None = None
) -> DeadlineWalk:
    calendar = calendar or oslo()
    due = calendar.deadline(at(start), seconds)
    return walk(calendar, at(start), due, at(end) if end else due)


def told(found: DeadlineWalk, t: Texts = EN) -> list[tuple[str, str]]:
    return [(read(when), read(what)) for when, what in rows(found, "Europe/Oslo", t)]


def read(text: str) -> str:
    """The text as one reads it, without what keeps lines together."""
    return text.replace(NBSP, " ").replace("\u2060", "")


def test_a_weekend_and_a_closed_day_stand_between_what_is_counted() -> None:
    calendar = oslo(closed={date(2026, 11, 23): "Founding day"})
    assert told(walked("2026-11-20T15:30", 4 * HOUR, calendar=calendar)) == [
        ("Fri 20 15:30–16:00", "30 min"),
        ("Sat 21, Sun 22", "closed"),
        ("Mon 23", "Founding day, closed"),
        ("Tue 24 08:00–11:30", "3 h 30 min, makes 4 h"),
    ]


def test_the_night_is_told_where_few_lines_are_and_the_last_line_says_what_all_make() -> None:
    assert told(walked("2026-11-19T12:30", 4 * HOUR)) == [
        ("Thu 19 12:30–16:00", "3 h 30 min"),
        ("Night", "closed"),
        ("Fri 20 08:00–08:30", "30 min, makes 4 h"),
    ]


def test_a_break_within_a_day_is_told() -> None:
    assert told(walked("2026-11-20T10:00", 2 * HOUR, calendar=oslo(LUNCH))) == [
        ("Fri 20 10:00–11:00", "1 h"),
        ("Break", "closed"),
        ("Fri 20 11:30–12:30", "1 h, makes 2 h"),
    ]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2026-11-20T06:00", ("Fri 20", "before opening")),
        ("2026-11-19T17:00", ("Thu 19", "after closing")),
        ("2026-11-21T12:00", ("Sat 21, Sun 22", "closed")),
    ],
)
def test_a_start_outside_hours_waits_for_the_next_opening(start: str, first: tuple[str, str]) -> None:
    assert told(walked(start, HOUR))[0] == first


def test_a_closed_day_without_a_name_is_closed_all_the_same() -> None:
    calendar = oslo(closed=[date(2026, 11, 20)])
    assert told(walked("2026-11-19T15:00", 2 * HOUR, calendar=calendar))[1:3] == [
        ("Fri 20", "closed"),
        ("Sat 21, Sun 22", "closed"),
    ]


def test_whole_days_of_the_same_hours_are_told_together_where_there_are_many() -> None:
    assert told(walked("2026-11-16T12:00", 60 * HOUR)) == [
        ("Mon 16 12:00–16:00", "4 h"),
        ("Tue 17 – Fri 20, 4 days 08:00–16:00", "32 h"),
        ("Sat 21, Sun 22", "closed"),
        ("Mon 23 – Wed 25, 3 days 08:00–16:00", "24 h, makes 60 h"),
    ]


def test_at_once_needs_no_time_and_still_has_a_line() -> None:
    assert told(walked("2026-11-20T10:00", 0)) == [("Fri 20 10:00", "0 min")]
    assert told(walked("2026-11-20T17:00", 0))[-1] == ("Mon 23 08:00", "0 min")


def test_what_came_after_the_deadline_is_over_and_what_came_before_leaves_the_rest() -> None:
    late = walked("2026-11-19T12:30", 4 * HOUR, "2026-11-20T10:42")
    assert (late.used, late.over, late.left) == (4 * HOUR, 2 * HOUR + 12 * 60, 0)
    soon = walked("2026-11-19T12:30", 4 * HOUR, "2026-11-19T14:00")
    assert (soon.used, soon.over, soon.left) == (90 * 60, 0, 150 * 60)
    early = walked("2026-11-19T12:30", 4 * HOUR, "2026-11-19T09:00")
    assert (early.used, early.over, early.left) == (0, 0, 4 * HOUR)


def test_the_time_over_is_one_row_however_many_days_it_took() -> None:
    def last(end: str) -> tuple[str, str]:
        when, what = to_its_end(walked("2026-11-19T12:30", 4 * HOUR, end), "Europe/Oslo", EN)
        return read(when), read(what)

    assert last("2026-11-20T10:42") == ("Fri 20 08:30–10:42", "2 h 12 min over")
    assert last("2026-11-24T09:00") == ("Fri 20 08:30 – Tue 24 09:00", "16 h 30 min over")
    assert last("2026-11-19T14:00") == ("Thu 19 14:00 – Fri 20 08:30", "2 h 30 min left")


def test_rows_add_up_to_the_minute_also_where_the_start_has_seconds() -> None:
    calendar = oslo()
    start = at("2026-11-19T09:45") + 40
    due = calendar.deadline(start, 8 * HOUR)
    assert told(walk(calendar, start, due, due)) == [
        ("Thu 19 09:45–16:00", "6 h 15 min"),
        ("Night", "closed"),
        ("Fri 20 08:00–09:45", "1 h 45 min, makes 8 h"),
    ]


def test_in_norwegian_the_rows_are_norwegian() -> None:
    found = told(walked("2026-11-20T15:30", 4 * HOUR), Texts(Language.BOKMAL))
    assert found[0] == ("fre. 20. 15:30–16:00", "30 min")


def seconds(lines: tuple[Line, ...]) -> int:
    return sum(line.seconds for line in lines)


@SETTINGS
@given(calendars(), OFFSETS, AMOUNTS, OFFSETS)
def test_the_lines_add_up_to_the_clock_s_own_figure(
    calendar: tuple[WorkingCalendar, object, int], offset: int, amount: int, later: int
) -> None:
    clock, _, midnight = calendar
    start = midnight + offset
    due = clock.deadline(start, amount)
    end = start + abs(later)
    found = walk(clock, start, due, end)
    assert seconds(found.lines) == clock.working_seconds_between(start, due) == found.limit
    assert found.used + found.left == found.limit
    assert found.over == max(clock.working_seconds_between(due, end), 0)
    assert all(
        before.last <= after.first for before, after in zip(found.lines, found.lines[1:], strict=False)
    )
    assert all(opening.closes > opening.opens for opening in found.openings)


@SETTINGS
@given(calendars(), OFFSETS, st.integers(0, 12))
def test_a_limit_in_days_adds_up_as_well(
    calendar: tuple[WorkingCalendar, object, int], offset: int, days: int
) -> None:
    clock, _, midnight = calendar
    start = midnight + offset
    due = clock.deadline_days(start, days)
    found = walk(clock, start, due, due)
    assert seconds(found.lines) == clock.working_seconds_between(start, due)


@SETTINGS
@given(st.integers(-2_000_000, 2_000_000), st.integers(0, 400 * HOUR))
def test_days_that_are_told_together_add_up_as_well(offset: int, amount: int) -> None:
    clock = oslo(closed={date(2026, 11, 23): "Founding day"})
    start = at("2026-11-20T12:00") + offset
    found = walk(clock, start, clock.deadline(start, amount), start)
    assert seconds(found.lines) == amount == found.limit
