"""Working hours as every screen states them."""

from datetime import date

from sla_core.terms import CalendarTerms
from sla_core.wording import weekly_hours

__all__ = ["next_closed", "weekly_hours"]


def next_closed(calendar: CalendarTerms, today: date, how_many: int) -> list[tuple[date, str]]:
    """Return the next closed days with their names, the nearest first."""
    return sorted((day, name) for day, name in calendar.closed.items() if day >= today)[:how_many]
