"""What the terms are made of: amounts of working time, months, times of day, shares. Never a float."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, NonNegativeInt, StringConstraints

from sla_core.conditions import Document

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Share = Annotated[Decimal, Field(ge=0, le=1)]
Money = Annotated[Decimal, Field(ge=0)]


class Unit(StrEnum):
    """Units of working time: minutes and hours are counted, days end at closing time."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


class Duration(Document):
    """An amount of working time."""

    amount: NonNegativeInt
    unit: Unit

    @property
    def in_days(self) -> bool:
        """Whether this counts whole working days instead of working seconds."""
        return self.unit is Unit.DAYS

    @property
    def count(self) -> int:
        """Working days when `in_days`, otherwise working seconds."""
        return self.amount * {Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 1}[self.unit]
