"""Working hours as the terms hold them."""

import json
from datetime import date
from functools import cache
from typing import Self

from pydantic import Field, model_validator

from sla_core.conditions import Document
from sla_core.terms.amounts import ClockTime
from sla_core.working_calendar import WorkingCalendar


def office_hours() -> dict[str, tuple[tuple[ClockTime, ClockTime], ...]]:
    """Return Monday to Friday, 08–16."""
    return {day: (("08:00", "16:00"),) for day in ("mon", "tue", "wed", "thu", "fri")}  # noqa: C420


class CalendarTerms(Document):
    """When work is done. Closed dates stand here by name: a signed deadline must not move with a library."""

    time_zone: str = "Europe/Oslo"
    hours: dict[str, tuple[tuple[ClockTime, ClockTime], ...]] = Field(default_factory=office_hours)
    closed: dict[date, str] = Field(default_factory=dict)  # whole local days, with the name of the day
    exceptions: dict[date, tuple[tuple[ClockTime, ClockTime], ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        self.build()
        return self

    def build(self) -> WorkingCalendar:
        """Return the calendar of these hours; equal terms share one."""
        return _calendar(self.model_dump_json())


@cache
def _calendar(content: str) -> WorkingCalendar:
    terms = CalendarTerms.model_construct(**json.loads(content))
    return WorkingCalendar(
        time_zone=terms.time_zone,
        hours=terms.hours,
        closed={date.fromisoformat(str(day)): name for day, name in terms.closed.items()},
        exceptions={date.fromisoformat(str(day)): hours for day, hours in terms.exceptions.items()},
    )
