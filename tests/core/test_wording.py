"""Amounts as they stand in a sentence, in both languages."""

from decimal import Decimal

import pytest

from sla_core.i18n import NBSP, Language, Texts
from sla_core.leads import Channel
from sla_core.terms import CalendarTerms, Duration, Unit
from sla_core.wording import (
    as_typed,
    channels,
    city,
    day_as_typed,
    duration,
    joined,
    money,
    month,
    open_hours,
    sentence,
    share,
    weekday,
    weekly_hours,
    within,
)

ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)


@pytest.mark.parametrize(
    ("amount", "unit", "english", "bokmal"),
    [
        (1, Unit.HOURS, "1 working hour", "1 arbeidstime"),
        (4, Unit.HOURS, "4 working hours", "4 arbeidstimer"),
        (1, Unit.DAYS, "1 working day", "1 arbeidsdag"),
        (10, Unit.DAYS, "10 working days", "10 arbeidsdager"),
        (30, Unit.MINUTES, "30 minutes", "30 minutter"),
        (0, Unit.DAYS, "at once", "straks"),
    ],
)
def test_working_time_is_told_in_its_own_unit_and_nothing_as_at_once(
    amount: int, unit: Unit, english: str, bokmal: str
) -> None:
    of = Duration(amount=amount, unit=unit)
    assert [duration(of, t) for t in (ENGLISH, BOKMAL)] == [english, bokmal]


def test_a_limit_is_within_a_time_or_at_once() -> None:
    limits = [Duration(amount=amount, unit=Unit.HOURS) for amount in (2, 0)]
    assert [within(of, ENGLISH) for of in limits] == ["within 2 working hours", "at once"]


def test_what_is_signed_is_never_rounded() -> None:
    assert [share(Decimal(of), ENGLISH) for of in ("0.90", "1.2", "0.925")] == [
        f"90{NBSP}%",
        f"120{NBSP}%",
        f"92.5{NBSP}%",
    ]
    assert money(Decimal("165000.00"), "NOK", ENGLISH) == f"165,000{NBSP}NOK"
    assert money(Decimal("165000.5"), "NOK", ENGLISH) == f"165,000.50{NBSP}NOK"


def test_lists_are_joined_as_people_say_them() -> None:
    assert [joined(words, ENGLISH) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert channels((Channel.CALL, Channel.SMS), BOKMAL) == "telefon og SMS"


def test_days_and_months_are_the_languages_own() -> None:
    assert [month("2026-12", t) for t in (ENGLISH, BOKMAL)] == ["Dec 2026", "des. 2026"]
    assert [weekday("wed", t) for t in (ENGLISH, BOKMAL)] == ["Wednesday", "onsdag"]
    assert [day_as_typed(of, ENGLISH) for of in ("2026-12-01", "before Christmas")] == [
        "1 Dec 2026",
        "before Christmas",
    ]


def test_hours_are_told_by_runs_of_equal_days() -> None:
    office = (("08:00", "12:00"), ("13:00", "16:00"))
    hours = {"mon": office, "tue": office, "wed": (("08:00", "15:30"),), "fri": office}
    calendar = CalendarTerms(hours=hours, time_zone="America/Argentina/Buenos_Aires")
    assert weekly_hours(calendar, ENGLISH) == [
        "Mon–Tue 08:00–12:00, 13:00–16:00",
        "Wed 08:00–15:30",
        "Thu closed",
        "Fri 08:00–12:00, 13:00–16:00",
        "Sat–Sun closed",
    ]
    assert open_hours(calendar, BOKMAL) == "man.–tir. 08–12, 13–16, ons. 08–15:30, fre. 08–12, 13–16"
    assert city(calendar) == "Buenos Aires"


@pytest.mark.parametrize("typed", ["**", "a**b", "***", "*", "*a*", "**bold** *x*", "_x_ ![x](http://y)"])
def test_user_text_makes_no_markup_and_stays_as_it_was_typed(typed: str) -> None:
    told = as_typed(typed)
    assert told.replace("\u2060", "") == typed
    assert f"**{told}**".count("**") == 2
    assert "***" not in f"**{told}**"


def test_a_sentence_ends_once() -> None:
    assert [sentence(text) for text in ("Call", "Call.", "Call?", "Call…")] == [
        "Call.",
        "Call.",
        "Call?",
        "Call…",
    ]
