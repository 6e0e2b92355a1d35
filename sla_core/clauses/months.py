"""Targets of many months in few words: equal months in a row are told as one, year by year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sla_core.i18n import Texts
from sla_core.periods import next_month
from sla_core.terms import MarketingPromise, Month
from sla_core.wording import joined, month

What = Literal["leads", "marketing_qualified", "sales_qualified", "customers"]


@dataclass(frozen=True)
class Run:
    """Consecutive months with one target."""

    first: Month
    last: Month
    number: int
    months: int = 1


def targets(promise: MarketingPromise, what: What) -> dict[Month, int]:
    """Return the months that have such a target, the earliest first."""
    found = {name: getattr(of, what) for name, of in sorted(promise.targets.items())}
    return {name: number for name, number in found.items() if number is not None}


def runs(numbers: dict[Month, int]) -> list[Run]:
    """Return months in their order, those that follow one another with the same number as one."""
    found: list[Run] = []
    for name, number in sorted(numbers.items()):
        last = found[-1] if found else None
        if last and last.number == number and name == _after(last.last):
            found[-1] = Run(last.first, name, number, last.months + 1)
        else:
            found.append(Run(name, name, number))
    return found


def _after(name: Month) -> Month:
    return f"{next_month(date.fromisoformat(f'{name}-01')):%Y-%m}"


def by_year(numbers: dict[Month, int], t: Texts, number: Callable[[int], str]) -> str:
    """Return all months: `2026 (70 in Nov, 74 in Dec) and 2027 (80 a month Jan–Nov)`; `number` writes a number."""
    years = [
        f"{year} ({months_of(dict(told), t, number)})"
        for year, told in groupby(sorted(numbers.items()), key=_year)
    ]
    return joined(years, t)


def months_of(numbers: dict[Month, int], t: Texts, number: Callable[[int], str]) -> str:
    """Return the months of one year: `70 in Nov, 74 in Dec`."""
    return ", ".join(_run(run, t, number) for run in runs(numbers))


def years_of(numbers: dict[Month, int]) -> dict[str, dict[Month, int]]:
    """Return the months of each year."""
    return {year: dict(told) for year, told in groupby(sorted(numbers.items()), key=_year)}


def _year(told: tuple[Month, int]) -> str:
    return told[0][:4]


def _run(run: Run, t: Texts, number: Callable[[int], str]) -> str:
    first, last = month(run.first, t, "MMM"), month(run.last, t, "MMM")
    if run.months == 1:
        return t("{n} in {month}", n=number(run.number), month=first)
    return t("{n} a month {first}–{last}", n=number(run.number), first=first, last=last)
