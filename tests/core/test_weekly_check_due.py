"""When the weekly check is due, overdue, and which week a sign-off is for."""

from dataclasses import replace
from datetime import date

import pytest

from sla_core.agreement import AgreementVersion
from sla_core.i18n import Language, Texts
from sla_core.weekly_check import CheckDue, check_due, due_line
from tests.core.episodes import at, terms, version

WEEK_46, WEEK_47, WEEK_48 = date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)
OSLO = "Europe/Oslo"


def agreed(day: str = "mon", time: str = "09:00") -> list[AgreementVersion]:
    return [version(0, None, terms(revision={"check_day": day, "check_time": time}))]


def due(now: str, *signed: date, day: str = "mon", time: str = "09:00") -> CheckDue:
    return check_due(agreed(day, time), set(signed), at(now))


def expected(week: date, when: str, *, today: bool = False, overdue: bool = False) -> CheckDue:
    return CheckDue(week, at(when), today, overdue)


def test_what_is_due_on_a_day_is_overdue_from_the_day_after() -> None:
    for now in ("2026-11-16 00:00", "2026-11-16 09:00", "2026-11-16 23:59"):
        assert due(now, WEEK_46) == expected(WEEK_47, "2026-11-16 09:00", today=True)
    assert due("2026-11-17 00:00", WEEK_46) == expected(WEEK_47, "2026-11-16 09:00", overdue=True)


def test_after_a_sign_off_the_next_weeks_check_is_awaited_and_the_week_can_be_signed_again() -> None:
    assert due("2026-11-16 09:30", WEEK_47) == expected(WEEK_47, "2026-11-23 09:00")
    assert due("2026-11-22 09:30", WEEK_47) == expected(WEEK_47, "2026-11-23 09:00")


def test_one_that_is_held_before_its_day_is_that_weeks() -> None:
    assert due("2026-11-18 09:00", WEEK_46, day="fri") == expected(WEEK_47, "2026-11-20 09:00")
    assert due("2026-11-18 09:00", WEEK_46, WEEK_47, day="fri") == expected(WEEK_47, "2026-11-27 09:00")


def test_a_missed_one_can_be_signed_until_the_day_of_the_next() -> None:
    overdue = expected(WEEK_46, "2026-11-13 15:00", overdue=True)
    assert due("2026-11-19 23:59", day="fri", time="15:00") == overdue
    assert due("2026-11-20 00:00", day="fri", time="15:00") == expected(
        WEEK_47, "2026-11-20 15:00", today=True
    )


def test_after_a_missed_one_was_signed_late_the_weeks_own_is_awaited() -> None:
    assert due("2026-11-17 10:00", WEEK_46, day="fri") == expected(WEEK_47, "2026-11-20 09:00")


def test_a_check_that_was_due_before_the_first_rules_were_entered_is_not_missed() -> None:
    young = [replace(version(0, None, terms()), created_at=at("2026-11-18 12:00"))]
    assert check_due(young, set(), at("2026-11-18 13:00")) == expected(WEEK_47, "2026-11-23 09:00")
    assert check_due(young, set(), at("2026-11-23 08:00")) == expected(
        WEEK_48, "2026-11-23 09:00", today=True
    )
    assert check_due(young, set(), at("2026-11-24 13:00")).is_overdue


def test_a_weeks_check_is_that_of_the_version_in_force_as_the_week_began() -> None:
    friday = version(1, "2026-11-18", terms(revision={"check_day": "fri"}))
    both = [*agreed(), friday]
    assert check_due(both, {WEEK_46}, at("2026-11-19 10:00")) == expected(
        WEEK_47, "2026-11-16 09:00", overdue=True
    )
    assert check_due(both, {WEEK_47}, at("2026-11-19 10:00")) == expected(WEEK_47, "2026-11-27 09:00")


@pytest.mark.parametrize(
    ("now", "day", "time", "when"),
    [
        ("2026-03-24 09:00", "sun", "02:30", "2026-03-29 03:30"),  # that time is left out: the clock goes on
        ("2026-10-20 09:00", "sun", "09:00", "2026-10-25 09:00"),  # a day of 25 hours
        ("2026-12-29 09:00", "sun", "24:00", "2027-01-04 00:00"),
    ],
)
def test_the_time_is_that_of_the_clock_on_the_wall(now: str, day: str, time: str, when: str) -> None:
    last_week = date.fromordinal(date.fromisoformat(now[:10]).toordinal() - 7)
    monday = date.fromordinal(last_week.toordinal() - last_week.weekday())
    assert due(now, monday, day=day, time=time).due_at == at(when)


@pytest.mark.parametrize(
    ("now", "english", "bokmal"),
    [
        ("2026-11-15 10:00", "Next weekly check: Mon 16 Nov 09:00", "Neste ukesjekk: man. 16. nov. 09:00"),
        ("2026-11-16 10:00", "Weekly check due today, 09:00", "Ukesjekk i dag, 09:00"),
        (
            "2026-11-18 10:00",
            "Weekly check overdue since Mon 16 Nov 09:00",
            "Ukesjekk forfalt siden man. 16. nov. 09:00",
        ),
    ],
)
def test_it_is_said_when_it_is_due(now: str, english: str, bokmal: str) -> None:
    found = due(now, WEEK_46)
    assert due_line(found, OSLO, at(now), Texts(Language.ENGLISH)) == english
    assert due_line(found, OSLO, at(now), Texts(Language.BOKMAL)) == bokmal
