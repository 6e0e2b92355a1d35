"""Working hours in words, as every screen states them."""

from datetime import date, timedelta

from sla_core.i18n import Texts
from sla_core.terms import CalendarTerms
from sla_core.working_hours import WEEKDAYS

_A_MONDAY = date(2024, 1, 1)


def weekly_hours(calendar: CalendarTerms, t: Texts) -> list[str]:
    """Return one line per run of weekdays with equal hours: `Mon–Fri 08:00–16:00`, `Sat–Sun closed`."""
    runs: list[tuple[int, int, str]] = []
    for number, weekday in enumerate(WEEKDAYS):
        intervals = calendar.hours.get(weekday, ())
        hours = ", ".join(f"{opens}–{closes}" for opens, closes in intervals) or t("closed")
        if runs and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], number, hours)
        else:
            runs.append((number, number, hours))
    return [f"{_days(first, last, t)} {hours}" for first, last, hours in runs]


def _days(first: int, last: int, t: Texts) -> str:
    names = [t.day(_A_MONDAY + timedelta(days=number), "E") for number in (first, last)]
    return names[0] if first == last else f"{names[0]}–{names[1]}"


def next_closed(calendar: CalendarTerms, today: date, how_many: int) -> list[tuple[date, str]]:
    """Return the next closed days with their names, the nearest first."""
    return sorted((day, name) for day, name in calendar.closed.items() if day >= today)[:how_many]
