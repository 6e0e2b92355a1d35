"""When the weekly check is due, and which week the next sign-off is for.

Each week has one, at the day and time of the version in force as the week begins. As with the revision: what is
due on a day is overdue from the day after.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sla_core.agreement import AgreementVersion, in_force_at
from sla_core.i18n import Texts
from sla_core.working_hours import WEEKDAYS

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class CheckDue:
    """`week` is the Monday of the week that a sign-off now is for; `due_at` the check that is awaited.

    Of a week that was signed off already, the check awaited is that of the week after.
    """

    week: date
    due_at: int
    is_today: bool
    is_overdue: bool


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def check_due(versions: Sequence[AgreementVersion], signed: Collection[date], now: int) -> CheckDue:
    """Return which check is awaited at an instant.

    `signed` are the Mondays of the weeks that were signed off. One that was missed is awaited until the day of the
    next: after that, only the newest is. Nobody could keep a check that was due before the first rules were entered.
    """
    zone = in_force_at(versions, now).terms.calendar.time_zone
    today = _day(now, zone)
    this = monday_of(today)
    last, began = this - _WEEK, versions[0].created_at
    this_due, last_due = _due_in(this, versions, zone), _due_in(last, versions, zone)
    if this in signed or this_due < began:
        return CheckDue(this, _due_in(this + _WEEK, versions, zone), is_today=False, is_overdue=False)
    if today < _day(this_due, zone) and last not in signed and last_due >= began:
        return CheckDue(last, last_due, is_today=False, is_overdue=True)
    day = _day(this_due, zone)
    return CheckDue(this, this_due, is_today=today == day, is_overdue=today > day)


def _due_in(monday: date, versions: Sequence[AgreementVersion], zone: str) -> int:
    """Return the instant of a week's check; 24:00 is the next day's beginning, as the clock on the wall shows it."""
    begins = datetime.combine(monday, time(), ZoneInfo(zone)).timestamp()
    revision = in_force_at(versions, int(begins)).terms.revision
    hours, minutes = map(int, revision.check_time.split(":"))
    day = monday + timedelta(days=WEEKDAYS.index(revision.check_day))
    wall = datetime.combine(day, time()) + timedelta(hours=hours, minutes=minutes)
    return int(wall.replace(tzinfo=ZoneInfo(zone)).timestamp())


def _day(instant: int, zone: str) -> date:
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).date()


def due_line(due: CheckDue, zone: str, now: int, t: Texts) -> str:
    """Return when the check is due: `Next weekly check: Mon 23 Nov 09:00`."""
    if due.is_overdue:
        return t("Weekly check overdue since {instant}", instant=t.instant(due.due_at, zone, now))
    if due.is_today:
        return t("Weekly check due today, {time}", time=t.time(due.due_at, zone))
    return t("Next weekly check: {instant}", instant=t.instant(due.due_at, zone, now))
