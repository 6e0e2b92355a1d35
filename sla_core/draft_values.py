"""What people type into the editors of a draft, read into values of the terms: exactly, or refused by name.

Every function names the field as its reader calls it, so that the sentence it raises can stand
beside it. Nothing is rounded, shortened or left out in silence.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from math import isfinite
from typing import Final

import numpy as np
from babel.numbers import is_currency
from pydantic import ValidationError

from sla_core.errors import SlaError
from sla_core.handovers.limits import add
from sla_core.intake.numbers import DecimalSign, read_count, read_money
from sla_core.sections import Section, Value, with_value
from sla_core.terms import Duration, Targets, Terms, Unit
from sla_core.visible import is_blank

NAME: Final = 100  # characters that fit into a name
SENTENCE: Final = 500
STORY: Final = 4_000
MOST: Final = 1_000_000_000
_SHOWN = 60  # characters of what was typed that a sentence repeats
_ABOUT_TIME = (Section.HOURS, Section.CLOSED, Section.HANDOVER, Section.RESPONSE, Section.ATTEMPTS)
_TEN_YEARS = 3_653 * 86_400  # seconds
_LONGEST = {Unit.MINUTES: 10_000, Unit.HOURS: 1_000, Unit.DAYS: 250}


def shown(typed: object) -> str:
    """Return what was typed as a sentence repeats it: its beginning where it is long."""
    text = str(typed)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def text(field: str, typed: str | None, most: int) -> str:
    """Return what was typed without the spaces around it, nothing where it shows nothing.

    Raises `SlaError` where it is longer than `most`.
    """
    found = (typed or "").strip()
    if len(found) > most:
        raise SlaError(
            "“{field}” has {n} characters; at most {most} fit.", field=field, n=len(found), most=most
        )
    return "" if is_blank(found) else found


def whole(field: str, typed: float | Decimal | None, most: int = MOST, least: int = 0) -> int:
    """Return a whole number from `least` to `most`."""
    if typed is None:
        raise SlaError("“{field}” needs a number.", field=field)
    if not isinstance(typed, int | float | Decimal) or not isfinite(typed) or typed != int(typed):
        raise SlaError("“{field}” has to be a whole number, not {typed}.", field=field, typed=shown(typed))
    if typed < least:
        raise SlaError("“{field}” cannot be below {least}.", field=field, least=least)
    if typed > most:
        raise SlaError("“{field}” cannot be above {most}.", field=field, most=most)
    return int(typed)


def duration(field: str, amount: float | None, unit: Unit) -> Value:
    """Return an amount of working time as JSON holds it."""
    return {"amount": whole(field, amount, _LONGEST[unit]), "unit": unit.value}


def per_cent(field: str, typed: float | None, was: str, most: int = 100) -> str:
    """Return a whole per cent as the share it is, as JSON holds it; what was not changed stays as exact as it was."""
    if typed is not None and Decimal(str(typed)) == Decimal(was) * 100:
        return was
    return str(Decimal(whole(field, typed, most)) / 100)


def count(field: str, typed: str | None, most: int = MOST, least: int = 0) -> int | None:
    """Return a count as people write it, `12 500`; None where nothing was typed: not agreed."""
    found = (typed or "").strip()
    if not found:
        return None
    number = read_count(found)
    if not isinstance(number, int):
        raise SlaError("“{field}” has to be a whole number, not {typed}.", field=field, typed=shown(found))
    return whole(field, number, most, least)


def money(field: str, typed: str | None, was: str | None, decimal_sign: DecimalSign) -> str | None:
    """Return an amount as JSON holds it, None where nothing was typed; one that was not changed stays as it was."""
    found = (typed or "").strip()
    if not found:
        return None
    amount = read_money(found, decimal_sign)
    if not isinstance(amount, Decimal):
        raise SlaError("“{field}”: {typed} cannot be read as an amount.", field=field, typed=shown(found))
    refuse_outside(field, amount)
    return was if was is not None and Decimal(was) == amount else str(amount)


def number(field: str, typed: str | None, decimal_sign: DecimalSign) -> Decimal | None:
    """Return a number as people write it, `1 234,5` or `4,1 %`, of any size; None where nothing was typed."""
    found = (typed or "").strip().removesuffix("%").strip()
    if not found:
        return None
    read = read_money(found, decimal_sign)
    if not isinstance(read, Decimal):
        raise SlaError("“{field}”: {typed} cannot be read as a number.", field=field, typed=shown(found))
    return read


def refuse_outside(field: str, number: Decimal, most: int = MOST) -> None:
    """Raise `SlaError` for a number below 0 or above `most`."""
    if number < 0:
        raise SlaError("“{field}” cannot be below {least}.", field=field, least=0)
    if number > most:
        raise SlaError("“{field}” cannot be above {most}.", field=field, most=most)


def currency(typed: str | None) -> str:
    """Return the three letters of a currency."""
    code = (typed or "").strip().upper()
    if not is_currency(code):
        raise SlaError(
            "{typed} is no currency: write its three letters, such as NOK.", typed=shown(typed or "–")
        )
    return code


def clock_time(field: str, typed: str | None) -> str:
    """Return a time of day, `09:00`."""
    found = (typed or "").strip()
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", found):
        raise SlaError(
            "“{field}”: {typed} is not a time of day as 09:00 is.", field=field, typed=shown(found or "–")
        )
    return found


def targets(rows: Iterable[tuple[str, Value]], told: Callable[[str, str], str]) -> dict[str, Value]:
    """Return targets by month (YYYY-MM) from rows of month and its figures; a month without any has no targets.

    `told` gives what a figure of a month is called.
    """
    found = {}
    for month, cells in rows:
        figures = {name: _cell(told(month, name), cells.get(name)) for name in Targets.model_fields}
        if any(figure is not None for figure in figures.values()):
            found[month] = figures
    return found


def _cell(field: str, typed: float | None) -> int | None:
    return None if typed is None else whole(field, typed)


def checked(terms: Terms, section: Section, value: Value, now: int) -> Terms:
    """Return the terms with a section replaced; raises `SlaError` for everything that the terms refuse.

    Hours in which no limit could ever end are refused too: a deadline would have no answer.
    """
    try:
        after = with_value(terms, section, value)
    except ValidationError as wrong:
        raise _in_words(wrong) from None
    has_hours = any(after.calendar.hours.values())
    if section is Section.HOURS and not has_hours:
        raise SlaError("At least one day of the week needs working hours.")
    if section in _ABOUT_TIME and has_hours and not all(_ends(limit, after, now) for limit in _limits(after)):
        raise SlaError("With these working hours and limits, a deadline would lie more than ten years ahead.")
    return after


def _limits(terms: Terms) -> tuple[Duration, ...]:
    sales, handover = terms.sales, terms.handover
    return (
        sales.respond_within,
        sales.attempts_within,
        sales.accept_within,
        handover.assign_within,
        handover.late_data_after,
    )


def _ends(limit: Duration, terms: Terms, now: int) -> bool:
    """Whether a limit that begins now ends within ten years."""
    try:
        end = add(terms.calendar.build(), np.array([now]), limit)
    except SlaError:
        return False
    return int(end[0]) - now <= _TEN_YEARS


def _in_words(wrong: ValidationError) -> SlaError:
    first = wrong.errors()[0]
    typed = shown(first["input"])
    match first["type"]:
        case "greater_than" | "greater_than_equal":
            return SlaError("{typed} is too small.", typed=typed)
        case "less_than" | "less_than_equal":
            return SlaError("{typed} is too large.", typed=typed)
        case "int_parsing" | "int_type" | "int_from_float" | "decimal_parsing" | "decimal_type":
            return SlaError("{typed} is not a number that can be agreed here.", typed=typed)
        case _:
            return SlaError("{typed} cannot be agreed here.", typed=typed)
