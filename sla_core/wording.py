"""Amounts of the agreement as they stand in a sentence: times, shares, money, channels, hours, days, months."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sla_core import labels
from sla_core.i18n import NBSP, Texts, mark
from sla_core.leads import Channel, Stage
from sla_core.people import Department
from sla_core.terms import CalendarTerms, Duration, Month, Unit
from sla_core.working_hours import WEEKDAYS

NOTHING = "–"
_A_MONDAY = date(2024, 1, 1)
_WORD_JOINER = "\u2060"  # shows nothing and breaks nothing
_BESIDE_AN_ASTERISK = re.compile(r"(?<=\*)(?=\*)|^(?=\*)|(?<=\*)$")
_CHANNELS = {
    Channel.CALL: mark("phone"),
    Channel.EMAIL: mark("e-mail"),
    Channel.SMS: mark("text message"),
    Channel.MEETING: mark("meeting"),
    Channel.SOCIAL: mark("social media"),
    Channel.OTHER: mark("other channels"),
}


def as_typed(text: str) -> str:
    """Return user text for a clause: as it was typed, but no two asterisks in a row, which would be markup."""
    return _BESIDE_AN_ASTERISK.sub(_WORD_JOINER, text)


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def in_a_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: `Job title` → `job title`, but `MQL`."""
    is_word = not label[1:2].isupper()
    return label[:1].lower() + label[1:] if is_word else label


def joined(words: Sequence[str], t: Texts) -> str:
    """Return `A, B and C`."""
    if len(words) < 2:
        return "".join(words)
    return t("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def one_of(words: Sequence[str], t: Texts) -> str:
    """Return `A, B or C`."""
    if len(words) < 2:
        return "".join(words)
    return t("{first} or {last}", first=", ".join(words[:-1]), last=words[-1])


def duration(of: Duration, t: Texts) -> str:
    """Return an amount of working time: `4 working hours`, `1 working day`, `30 minutes`; none is `at once`."""
    if not of.amount:
        return t("at once")
    match of.unit:
        case Unit.MINUTES:
            return t.plural("{n} minute", "{n} minutes", of.amount)
        case Unit.HOURS:
            return t.plural("{n} working hour", "{n} working hours", of.amount)
        case Unit.DAYS:
            return t.plural("{n} working day", "{n} working days", of.amount)


def within(of: Duration, t: Texts) -> str:
    """Return a limit: `within 4 working hours`, `at once`."""
    return t("within {time}", time=duration(of, t)) if of.amount else duration(of, t)


def exact(number: int | Decimal, t: Texts) -> str:
    """Return a number with all the decimals it has: what is signed is never rounded."""
    return t.number(number, _decimals(number))


def _decimals(number: int | Decimal) -> int:
    exponent = Decimal(number).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def share(of: Decimal, t: Texts) -> str:
    """Return a share of 1: `90 %`, and `92.5 %` where it is not a whole per cent."""
    per_cent = of * 100
    return t.percent(of) if per_cent == per_cent.to_integral() else f"{exact(per_cent, t)}{NBSP}%"


def money(amount: Decimal, currency: str, t: Texts) -> str:
    """Return an amount of money, with decimals only where it has some."""
    if amount == amount.to_integral():
        return t.money(amount, currency)
    return f"{t.number(amount, max(_decimals(amount), 2))}{NBSP}{currency}"


def points(number: int, t: Texts) -> str:
    """Return points: `25 points`, `-10 points`."""
    return t.plural("{n} point", "{n} points", number)


def channels(of: Iterable[Channel], t: Texts) -> str:
    """Return channels as they follow `by`: `phone and e-mail`; none is empty."""
    return joined([t(_CHANNELS[channel]) for channel in of], t)


def department(of: Department, t: Texts) -> str:
    """Return a department inside a sentence: `marketing`."""
    return in_a_sentence(t(labels.DEPARTMENTS[of]))


def stage(of: Stage, t: Texts) -> str:
    """Return a stage inside a sentence: `opportunity`, `SQL`."""
    return in_a_sentence(t(labels.STAGES[of]))


def month(of: Month, t: Texts, parts: str = "yMMM") -> str:
    """Return a month of the terms: `Dec 2026`; `parts` is a CLDR skeleton, `MMM` for `Dec`."""
    return t.day(date.fromisoformat(f"{of}-01"), parts)


def day_as_typed(of: str, t: Texts) -> str:
    """Return an ISO date of the terms as a day: `1 Dec 2026`; anything else as it was typed."""
    try:
        return t.day(date.fromisoformat(of))
    except ValueError:
        return as_typed(of)


def weekday(of: str, t: Texts) -> str:
    """Return a weekday of the terms in full: `Friday`."""
    return t.long_day(_A_MONDAY + timedelta(days=WEEKDAYS.index(of))).split()[0].rstrip(",")


def day_hours(intervals: Iterable[Sequence[str]], t: Texts) -> str:
    """Return the hours of one day: `08:00–12:00, 13:00–16:00`, `closed`."""
    return ", ".join(f"{opens}–{closes}" for opens, closes in intervals) or t("closed")


def weekly_hours(calendar: CalendarTerms, t: Texts) -> list[str]:
    """Return one line per run of weekdays with equal hours: `Mon–Fri 08:00–16:00`, `Sat–Sun closed`."""
    return [f"{days} {day_hours(hours, t)}" for days, hours in _runs(calendar, t)]


def open_hours(calendar: CalendarTerms, t: Texts) -> str:
    """Return the hours in which work is done, in short: `Mon–Thu 08–16, Fri 08–15:30`; none is empty."""
    runs = [(days, day_hours(hours, t)) for days, hours in _runs(calendar, t) if hours]
    return ", ".join(f"{days} {hours}".replace(":00", "") for days, hours in runs)


def city(calendar: CalendarTerms) -> str:
    """Return the city that the time zone is named after: `Oslo`."""
    return calendar.time_zone.split("/")[-1].replace("_", " ")


Intervals = tuple[tuple[str, str], ...]


def _runs(calendar: CalendarTerms, t: Texts) -> list[tuple[str, Intervals]]:
    runs: list[tuple[str, str, Intervals]] = []
    for name in WEEKDAYS:
        hours = calendar.hours.get(name, ())
        if runs and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], name, hours)
        else:
            runs.append((name, name, hours))
    return [(_days(first, last, t), hours) for first, last, hours in runs]


def _days(first: str, last: str, t: Texts) -> str:
    names = [t.day(_A_MONDAY + timedelta(days=WEEKDAYS.index(name)), "E") for name in (first, last)]
    return names[0] if first == last else f"{names[0]}–{names[1]}"


def span(days: Iterable[date], t: Texts) -> str:
    """Return from which to which day a number of days lie: `1 Jan 2025 – 26 Dec 2029`."""
    first, last = min(days), max(days)
    return t.day(first) if first == last else f"{t.day(first)}{NBSP}– {t.day(last)}"
