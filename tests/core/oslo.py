"""Office hours in Oslo, and local times as tests write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sla_core.working_calendar import WorkingCalendar

OSLO = ZoneInfo("Europe/Oslo")
OFFICE = {day: [("08:00", "16:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOUR = 3600
NOON = int(datetime(2026, 11, 20, 12, tzinfo=OSLO).timestamp())


def at(text: str, zone: ZoneInfo = OSLO) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def local(instant: int, zone: ZoneInfo = OSLO) -> str:
    return datetime.fromtimestamp(instant, zone).strftime("%Y-%m-%dT%H:%M")


def oslo(hours=OFFICE, closed=(), exceptions=None) -> WorkingCalendar:
    return WorkingCalendar("Europe/Oslo", hours, closed, exceptions)
