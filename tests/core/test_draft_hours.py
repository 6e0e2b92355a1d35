"""Hours and closed days as people type them: read exactly, or refused with the day and what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_core.draft_hours import closed_days, day, day_hours, exceptions, hours_as_typed, time_zone
from sla_core.errors import SlaError


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("08:00–16:00", [["08:00", "16:00"]]),
        (" 08:00-12:00 ,12:30 – 16:00", [["08:00", "12:00"], ["12:30", "16:00"]]),
        ("12:30—16:00; 08:00−12:00", [["08:00", "12:00"], ["12:30", "16:00"]]),
        ("22:00–06:00", [["22:00", "06:00"]]),
        ("00:00–24:00", [["00:00", "24:00"]]),
        ("08:00–12:00, 12:00–16:00", [["08:00", "12:00"], ["12:00", "16:00"]]),
        ("", []),
        ("   ", []),
        (None, []),
    ],
)
def test_hours_are_read_with_any_dash_and_an_empty_day_is_closed(
    typed: str | None, hours: list[list[str]]
) -> None:
    assert day_hours("Monday", typed) == hours


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("8–16", "Monday: 8–16 is not written as"),
        ("08:00–16:60", "Monday: 08:00–16:60 is not written as"),
        ("24:00–06:00", "Monday: 24:00–06:00 is not written as"),
        ("08:00–12:00,", "Monday: 08:00–12:00, is not written as"),
        ("08:00–12:00 og 13:00–16:00", "is not written as"),
        ("-8:00–16:00", "is not written as"),
        ("08:00–08:00", "Monday: 08:00–08:00 ends when it begins"),
        ("08:00–12:00, 11:00–16:00", "Monday: 08:00–12:00 and 11:00–16:00 overlap"),
        ("20:00–04:00, 22:00–23:00", "Monday: 20:00–04:00 and 22:00–23:00 overlap"),
    ],
)
def test_what_are_no_hours_is_refused_with_the_day_and_the_interval(typed: str, told: str) -> None:
    with pytest.raises(SlaError) as refused:
        day_hours("Monday", typed)
    assert told in str(refused.value)


def test_ten_thousand_characters_are_refused_in_a_short_sentence() -> None:
    with pytest.raises(SlaError) as refused:
        day_hours("Monday", "x" * 10_000)
    assert len(str(refused.value)) < 200
    with pytest.raises(SlaError) as refused:
        time_zone("x" * 10_000)
    assert len(str(refused.value)) < 200


times = st.times().map(lambda time: f"{time:%H:%M}")


@given(st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]))
def test_hours_read_again_as_they_are_shown(interval: tuple[str, str]) -> None:
    assert day_hours("Monday", hours_as_typed([interval])) == [list(interval)]


@pytest.mark.parametrize("typed", ["Mars/Olympus", "", "../../etc/passwd", "Europe/Oslo\0"])
def test_an_unknown_time_zone_is_refused(typed: str) -> None:
    with pytest.raises(SlaError, match="There is no time zone"):
        time_zone(typed)


def test_a_known_time_zone_is_taken() -> None:
    assert time_zone(" Europe/Oslo ") == "Europe/Oslo"


def test_a_cell_is_a_date_with_or_without_a_time_of_day() -> None:
    assert day("2026-12-24T00:00:00.000Z") == day("2026-12-24") == date(2026, 12, 24)
    assert day(None) is None


@pytest.mark.parametrize("typed", ["24.12.2026", "2026-02-30", "1026-12-24", "9999-12-24"])
def test_what_is_no_date_of_this_time_is_refused(typed: str) -> None:
    with pytest.raises(SlaError):
        day(typed)


def test_single_days_have_hours_of_their_own_or_are_closed() -> None:
    rows = [("2026-12-24", "08:00–12:00"), ("2026-12-31", ""), (None, None), (None, " ")]
    assert exceptions(rows, str) == {"2026-12-24": [["08:00", "12:00"]], "2026-12-31": []}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("2026-12-24", ""), ("2026-12-24", "08:00–12:00")], "2026-12-24 stands here twice"),
        ([(None, "08:00–12:00")], "The hours 08:00–12:00 have no date"),
        ([("2026-12-24", "8–12")], "2026-12-24: 8–12 is not written as"),
    ],
)
def test_a_single_day_that_cannot_be_agreed_is_named(
    rows: list[tuple[str | None, str | None]], told: str
) -> None:
    with pytest.raises(SlaError) as refused:
        exceptions(rows, str)
    assert told in str(refused.value)


def test_closed_days_keep_their_names_as_they_were_typed() -> None:
    rows = [("2026-12-24", " *Eve* "), (None, ""), ("2027-05-17", "17. mai")]
    assert closed_days(rows, str) == {"2026-12-24": "*Eve*", "2027-05-17": "17. mai"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("2026-12-24", "Eve"), ("2026-12-24", "Again")], "2026-12-24 stands here twice"),
        ([(None, "Eve")], "“Eve” has no date"),
        ([("2026-12-24", " ")], "2026-12-24 needs a name"),
        ([("2026-12-24", "x" * 101)], "has 101 characters; at most 100 fit"),
    ],
)
def test_a_closed_day_that_cannot_be_agreed_is_named(
    rows: list[tuple[str | None, str | None]], told: str
) -> None:
    with pytest.raises(SlaError) as refused:
        closed_days(rows, str)
    assert told in str(refused.value)
