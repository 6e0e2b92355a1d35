"""The calendar file: what is in it when it is read again, and that a new one replaces the old one's events."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component

from sla_core.documents.calendar_file import calendar_file
from sla_core.i18n import Language, Texts
from sla_core.revision import RevisionClock, due
from sla_core.terms import CalendarTerms, Pace, Revision, Terms
from tests.core.episodes import at, version

ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)
NOW = "2026-11-25 10:00"  # a Wednesday


def agreed(zone: str = "Europe/Oslo", **revision: str) -> Terms:
    return Terms(
        company="Fjordlys",
        calendar=CalendarTerms(time_zone=zone),
        revision=Revision.model_validate(revision),
    )


def clock_of(terms: Terms, now: str) -> RevisionClock:
    clock = due([version(0, None, terms), version(1, "2026-09-01 12:00", terms)], [], at(now))
    assert clock
    return clock


def file(terms: Terms | None = None, now: str = NOW, company: str = "Fjordlys", t: Texts = ENGLISH) -> bytes:
    terms = terms or agreed()
    return calendar_file(clock_of(terms, now), terms, at(now), company, "0123abcd", t)


def event(name: str, content: bytes) -> Component:
    (found,) = [e for e in Calendar.from_ical(content).walk("VEVENT") if e["uid"].startswith(name)]
    return found


def text(name: str, content: bytes) -> tuple[str, str]:
    found = event(name, content)
    return str(found["summary"]), str(found["description"])


@pytest.mark.parametrize(("name", "day"), [("review", date(2026, 12, 1)), ("revision", date(2027, 3, 1))])
def test_review_and_revision_are_whole_days_announced_a_week_before(name: str, day: date) -> None:
    found = event(name, file())
    assert (found["dtstart"].dt, found["dtend"].dt) == (day, day + timedelta(days=1))
    assert found["transp"] == "TRANSPARENT"
    (alarm,) = found.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-7)
    assert (alarm["action"], str(alarm["description"])) == ("DISPLAY", str(found["summary"]))


def test_the_weekly_check_is_half_an_hour_at_the_agreed_time_every_week() -> None:
    found = event("check", file(agreed(check_day="thu", check_time="08:30")))
    begin = datetime(2026, 11, 26, 8, 30, tzinfo=ZoneInfo("Europe/Oslo"))
    assert (found["dtstart"].dt, found["dtend"].dt) == (begin, begin + timedelta(minutes=30))
    assert found["dtstart"].params["tzid"] == "Europe/Oslo"
    assert found["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=TH"


@pytest.mark.parametrize(
    ("day", "time", "first", "weekday"),
    [
        ("wed", "10:00", "2026-11-25 10:00", b"WE"),  # now
        ("wed", "09:59", "2026-12-02 09:59", b"WE"),
        ("tue", "09:00", "2026-12-01 09:00", b"TU"),
        ("sun", "24:00", "2026-11-30 00:00", b"MO"),
    ],
)
def test_the_weekly_check_begins_with_the_next_one(day: str, time: str, first: str, weekday: bytes) -> None:
    found = event("check", file(agreed(check_day=day, check_time=time)))
    assert found["dtstart"].dt.timestamp() == at(first)
    assert found["rrule"].to_ical().endswith(weekday)


def test_the_next_check_is_that_of_the_agreements_zone() -> None:
    terms = agreed("Asia/Tokyo", check_day="thu", check_time="00:15")
    found = event("check", file(terms, now="2026-11-25 16:00"))  # Thursday 00:00 there
    assert found["dtstart"].dt == datetime(2026, 11, 26, 0, 15, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("Europe/Oslo", ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"]),
        ("America/New_York", ["FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"]),
        ("Australia/Sydney", ["FREQ=YEARLY;BYDAY=1SU;BYMONTH=4", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=10"]),
        ("Asia/Tokyo", []),
        ("UTC", []),
    ],
)
def test_the_zone_is_told_in_yearly_rules_because_outlook_reads_nothing_else(
    zone: str, rules: list[str]
) -> None:
    (told,) = Calendar.from_ical(file(agreed(zone))).walk("VTIMEZONE")
    parts = told.subcomponents
    assert [part["rrule"].to_ical().decode() for part in parts if "rrule" in part] == rules
    assert len(parts) == max(len(rules), 1)
    assert not any("rdate" in part for part in parts)


@pytest.mark.parametrize(
    ("zone", "years"),
    [("Europe/Oslo", 30), ("America/New_York", 30), ("Asia/Kolkata", 30), ("Asia/Jerusalem", 8)],
)
def test_the_zone_told_shows_the_same_clock_as_the_real_one(zone: str, years: int) -> None:
    (told,) = Calendar.from_ical(file(agreed(zone))).walk("VTIMEZONE")
    clock, real = told.to_tz(lookup_tzid=False), ZoneInfo(zone)
    noons = [datetime(2026, 1, 1, 12, tzinfo=real) + timedelta(days=day) for day in range(365 * years)]
    shown = [noon.replace(tzinfo=clock).utcoffset() for noon in noons]
    assert shown == [noon.utcoffset() for noon in noons]


def test_a_new_file_has_the_same_events_and_counts_as_newer() -> None:
    old, new = file(), file(agreed(check_day="fri"), now="2026-11-26 10:00", company="Fjordlys AS")
    for name in ("review", "revision", "check"):
        was, is_now = event(name, old), event(name, new)
        assert was["uid"] == is_now["uid"] == f"{name}-0123abcd@handslag"
        assert was["sequence"] < is_now["sequence"]
        assert is_now["dtstamp"].dt == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def test_the_same_values_give_the_same_bytes() -> None:
    assert file() == file()
    assert b"\r\nMETHOD:PUBLISH\r\n" in file()


def test_events_say_what_is_to_be_done_and_how_often() -> None:
    assert text("review", file()) == (
        "Review the goals: Fjordlys",
        "The agreement says: goals are reviewed every 3 months.",
    )
    assert text("revision", file())[1] == "The agreement says: it is revised every 6 months."
    fast = agreed(pace=Pace.FAST)
    assert text("review", file(fast))[1] == "The agreement says: goals are reviewed every month."
    assert text("check", file())[0] == "Weekly check of waiting leads: Fjordlys"


def test_the_file_is_written_in_the_readers_language() -> None:
    told = file(t=BOKMAL)
    assert text("review", told) == (
        "Gjennomgang av målene: Fjordlys",
        "Avtalen sier: målene gjennomgås hver 3. måned.",
    )
    assert text("revision", told)[0] == "Revisjon av avtalen: Fjordlys"
    assert text("check", told)[0] == "Ukentlig sjekk av leads som venter: Fjordlys"


def test_a_companys_name_cannot_add_anything_to_the_file() -> None:
    name = "A; B, C\nEND:VCALENDAR\nÆrlig & Sønn"
    told = file(company=name)
    assert text("review", told)[0] == f"Review the goals: {name}"
    assert len(Calendar.from_ical(told).walk("VEVENT")) == 3
