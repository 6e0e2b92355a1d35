"""Months for the chart of Meeting: how November 2026 looks on each of its working days."""

from datetime import date, timedelta
from fractions import Fraction

from sla_core.charts.meeting import PaceTable
from sla_core.pace import Pace, PaceDay

WORKING_DAYS = [d for n in range(30) if (d := date(2026, 11, 1) + timedelta(days=n)).weekday() < 5]


def table(today: int, reached: int, target: int | None = 280) -> PaceTable:
    """November with so many working days begun, the deliveries spread evenly."""
    days = tuple(
        PaceDay(
            day,
            reached * (place + 1) // today if place < today else None,
            None if target is None else Fraction(target * (place + 1), 21),
        )
        for place, day in enumerate(WORKING_DAYS)
    )
    expected = None if target is None else Fraction(target * today, 21)
    return PaceTable(days, Pace(reached, expected, target), WORKING_DAYS[max(today - 1, 0)])
