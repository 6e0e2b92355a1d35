"""Dates as people write them → instants with spans; the fast reading agrees with the exact one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_core.columns import MISSING
from sla_core.intake.dates import DAY, HOUR, Moment, read_moment, read_month
from sla_core.intake.faults import Reason
from sla_core.intake.instants import InstantReader, iso_moments

LATE = int(datetime(2199, 1, 1, tzinfo=UTC).timestamp())


def one(cell, zone="Europe/Oslo", now=LATE, order=None):
    instants, spans, faults = InstantReader(zone, now, order)([cell])
    return faults[0][1] if faults else (int(instants[0]), int(spans[0]))


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-23 14:05",
        "2026-11-23T14:05:00",
        "2026-11-23 14:05:00",
        "2026-11-23T13:05:00Z",
        "2026-11-23T13:05:00.000Z",
        "2026-11-23T13:05:00.123456+00:00",
        "2026-11-23T14:05:00+01:00",
        "2026-11-23 08:05:00-0500",
        "2026-11-23 13:05 UTC",
        "2026/11/23 14:05",
        "23.11.2026 14:05",
        "23.11.2026 kl. 14.05",
        "23/11/2026 14:05:00",
        "11/23/2026 2:05 PM",
        "11/23/2026, 2:05\u202fp.m.",
        "23 Nov, 2026 14:05:00",
        "23 November 2026 14:05",
        "Mon, 23 Nov 2026 14:05",
        "Nov 23, 2026 2:05 PM",
        "mandag 23. november 2026 14:05",
        "46349.586805555556",
        "46349,586805555556",
        "1795439100",
        "1795439100000",
    ],
)
def test_one_moment_in_many_forms(cell, utc):
    assert one(cell) == (utc(2026, 11, 23, 13, 5), 0)


@pytest.mark.parametrize(
    "cell", ["2026-11-23", "20261123", "23.11.2026", "23. nov 2026", "46349", "11/23/2026"]
)
def test_a_day_is_the_span_of_the_local_day(cell, utc):
    assert one(cell) == (utc(2026, 11, 22, 23), DAY)


def test_a_day_has_23_or_25_hours_when_the_clock_changes(utc):
    assert one("2026-03-29") == (utc(2026, 3, 28, 23), 23 * HOUR)
    assert one("2026-10-25") == (utc(2026, 10, 24, 22), 25 * HOUR)


def test_an_hour_without_minutes_is_the_span_of_an_hour(utc):
    assert one("2026-11-23 14") == (utc(2026, 11, 23, 13), HOUR)


def test_a_time_in_the_spring_gap_reads_with_the_offset_before_it(utc):
    assert one("2026-03-29 02:30") == (utc(2026, 3, 29, 1, 30), 0)


def test_a_time_that_comes_twice_is_the_first(utc):
    assert one("2026-10-25 02:30") == (utc(2026, 10, 25, 0, 30), 0)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02-30",
        "2026-02-30 10:00",
        "2025-02-29 10:00:00",
        "2026-13-01",
        "2026-00-10 10:00",
        "2026-11-23 24:00",
        "2026-11-23 10:60",
        "2026-11-23 10:00:60",
        "11/23/2026 13:05 PM",
        "0001-01-01",
        "9999-12-31 23:59:59",
        "1969-12-31",
        "2201-01-01",
        "2026",
        "soon",
        "NaT",
        "23 Foo 2026",
        "٢٠٢٦-١١-٢٣",
        "2026-11-23 14:05 CET",
        "99999999999999999999",
        "-46349",
    ],
)
def test_what_is_no_date_is_refused(cell):
    assert one(cell) == Reason.BAD_DATE


@pytest.mark.parametrize("cell", ["", "   ", "null", "NULL", "None", "N/A", "-"])
def test_nothing_in_a_date_column_is_no_date(cell):
    instants, spans, faults = InstantReader("UTC", LATE, None)([cell])
    assert (instants.tolist(), spans.tolist(), faults) == ([MISSING], [0], [])


def test_a_date_that_can_be_read_in_two_ways_needs_an_order():
    assert one("03/04/2026") == Reason.AMBIGUOUS_DATE
    assert one("03/04/26") == Reason.AMBIGUOUS_DATE
    assert one("04/04/2026") == one("2026-04-04")
    assert one("03/04/2026", order="dmy") == one("2026-04-03")
    assert one("03/04/2026", order="mdy") == one("2026-03-04")
    assert one("23/11/2026", order="mdy") == Reason.BAD_DATE
    assert one("03/04/2026", order="ymd") == Reason.BAD_DATE


def test_iso_dates_are_never_turned_around():
    assert one("2026-03-04", order="dmy") == one("2026-03-04", order="mdy") == one("4 Mar 2026")


def test_the_future_begins_five_minutes_from_now(now):
    cell = datetime.fromtimestamp(now + 300, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert one(cell, now=now) == (now + 300, 0)
    assert one(cell.replace("00Z", "01Z"), now=now) == Reason.IN_FUTURE
    assert one("2026-11-23", now=now)[1] == DAY
    assert one("2026-11-24", now=now) == Reason.IN_FUTURE


def test_a_plan_ahead_is_read_as_nothing(now):
    instants, _, faults = InstantReader("UTC", now, None, planned=True)(["2027-01-01", "2026-01-01"])
    assert (instants[0], faults) == (MISSING, [])
    assert instants[1] != MISSING


def test_a_day_of_midnight_utc_stays_the_day_it_is(now, utc):
    instants, spans, _ = InstantReader("Europe/Oslo", now, None, coarse=DAY)(["2026-11-20T00:00:00Z"])
    assert (int(instants[0]), int(spans[0])) == (utc(2026, 11, 19, 23), DAY)


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2026-11", "2026-11"),
        ("11/2026", "2026-11"),
        ("2026-11-01", "2026-11"),
        ("1.11.2026", "2026-11"),
        ("Nov 2026", "2026-11"),
        ("november 2026", "2026-11"),
        ("2026-13", Reason.BAD_DATE),
        ("9999-01", Reason.BAD_DATE),
        ("03/04/2026", Reason.AMBIGUOUS_DATE),
        ("sum", Reason.BAD_DATE),
    ],
)
def test_months_are_read_from_months_and_days(cell, month):
    assert read_month(cell) == month


FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.000Z")
moments = st.datetimes(datetime(1970, 1, 2), datetime(2198, 1, 1)).map(  # noqa: DTZ001 - readings of a wall clock
    lambda at: at.replace(microsecond=0)
)


@given(st.lists(st.tuples(moments, st.sampled_from([*FORMS, "%Y-%m-%dT%H:%M:%S+05:30", "%d.%m.%Y %H:%M"]))))
def test_the_fast_reading_and_the_exact_one_agree(pairs):
    cells = [at.strftime(form) for at, form in pairs]
    fast, others = iso_moments(cells)
    for place, cell in enumerate(cells):
        moment = read_moment(cell, None)
        assert isinstance(moment, Moment)
        if place in others:
            assert "." in cell[:3]
        else:
            assert moment == (fast.seconds[place], fast.zoned[place], fast.grain[place])


@given(st.lists(st.text("0123456789-:T Z+.", max_size=25)))
def test_the_fast_reading_accepts_nothing_that_the_exact_one_refuses(cells):
    fast, others = iso_moments(cells)
    for place in set(range(len(cells))) - set(others):
        assert read_moment(cells[place], None) == (fast.seconds[place], fast.zoned[place], fast.grain[place])


@settings(max_examples=50)
@given(
    st.lists(moments),
    st.sampled_from(["Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Africa/Monrovia"]),
)
def test_local_times_become_the_instants_that_zoneinfo_gives(times, zone):
    instants, _, faults = InstantReader(zone, LATE, None)([at.isoformat(sep=" ") for at in times])
    expected = [at.replace(tzinfo=ZoneInfo(zone)) - datetime(1970, 1, 1, tzinfo=UTC) for at in times]
    assert instants.tolist() == [each // timedelta(seconds=1) for each in expected]
    assert faults == []
