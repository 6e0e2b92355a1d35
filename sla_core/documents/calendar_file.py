"""The agreement's dates as a calendar file (.ics): goals review, revision, weekly check.

Each event keeps its identity as long as the database lives, so that a new file moves the events of the old one
instead of adding others. The same values always give the same bytes.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from sla_core.i18n import Texts
from sla_core.revision import RevisionClock
from sla_core.terms import Revision, Terms
from sla_core.working_hours import WEEKDAYS, offsets_of

CHECK_LASTS = timedelta(minutes=30)
ANNOUNCED_BEFORE = timedelta(days=7)
_YEARS_OF_RULES = 12  # so many years tell a month's last Sunday from its fourth


def calendar_file(
    clock: RevisionClock, terms: Terms, now: int, company: str, instance: str, t: Texts
) -> bytes:
    """Return the file as of the instant `now`; `instance` is what the database is known by."""
    revision, local = terms.revision, datetime.fromtimestamp(now, ZoneInfo(terms.calendar.time_zone))
    made = Calendar()
    for name, value in (("prodid", "-//Handslag//Handslag//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        made.add(name, value)
    made.add_component(_time_zone(terms.calendar.time_zone, local.year - 1))
    events = {
        "review": _review(clock.review_due, revision, company, t),
        "revision": _revision(clock.revision_due, revision, company, t),
        "check": _check(_first_check(revision, local), company, t),
    }
    for name, event in events.items():
        event.add("uid", f"{name}-{instance}@handslag")
        event.add("sequence", now // 60)  # some programs keep the highest number, others the newest time
        event.add("dtstamp", datetime.fromtimestamp(now, UTC))
        event.add("last-modified", datetime.fromtimestamp(now, UTC))
        made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _review(day: date, revision: Revision, company: str, t: Texts) -> Event:
    description = t.plural(
        "The agreement says: goals are reviewed every month.",
        "The agreement says: goals are reviewed every {n} months.",
        revision.months_between_reviews,
    )
    return _whole_day(day, t("Review the goals: {company}", company=company), description)


def _revision(day: date, revision: Revision, company: str, t: Texts) -> Event:
    description = t(
        "The agreement says: it is revised every {n} months.", n=t.number(revision.months_between_revisions)
    )
    return _whole_day(day, t("Revise the agreement: {company}", company=company), description)


def _whole_day(day: date, summary: str, description: str) -> Event:
    """Return an event of a day that keeps nobody busy, announced a week before."""
    event, alarm = Event(), Alarm()
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ANNOUNCED_BEFORE)
    alarm.add("description", summary)
    event.add_component(alarm)
    return event


def _check(first: datetime, company: str, t: Texts) -> Event:
    event = Event()
    event.add("dtstart", first)
    event.add("dtend", first + CHECK_LASTS)
    event.add("rrule", {"freq": "weekly", "byday": _weekday(first)})
    event.add("summary", t("Weekly check of waiting leads: {company}", company=company))
    event.add("description", t("Marketing and sales go through the leads that wait for a first contact."))
    return event


def _first_check(revision: Revision, now: datetime) -> datetime:
    """Return the next weekly check, as the clock on the wall shows it; 24:00 is the next day's beginning."""
    day = now.date() + timedelta(days=(WEEKDAYS.index(revision.check_day) - now.weekday()) % 7)
    hours, minutes = map(int, revision.check_time.split(":"))
    wall = datetime.combine(day, time()) + timedelta(hours=hours, minutes=minutes)
    first = wall.replace(tzinfo=now.tzinfo)
    return first if first >= now else first + timedelta(days=7)


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()][:2].upper()


def _time_zone(zone: str, first_year: int) -> Timezone:
    """Return when the zone's clocks change, as yearly rules.

    Outlook reads nothing else: lists of dates are only for zones whose clocks follow no such rule.
    """
    last_year = first_year + _YEARS_OF_RULES - 1
    offsets = offsets_of(zone, first_year, last_year)
    befores, afters = offsets.seconds[:-1].tolist(), offsets.seconds[1:].tolist()
    changes: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for instant, before, after in zip(offsets.changes.tolist(), befores, afters, strict=True):
        changes[before, after].append(datetime.fromtimestamp(instant + before, UTC).replace(tzinfo=None))
    made = Timezone()
    made.add("tzid", zone)
    for (before, after), days in changes.items():
        rule = _yearly_rule(days)
        if not rule:
            bounds = date(first_year, 1, 1), date(last_year + 1, 1, 1)
            return Timezone.from_tzinfo(ZoneInfo(zone), zone, *bounds)
        made.add_component(_offset(before, after, days[0], rule))
    if not changes:
        offset = int(offsets.seconds[0])
        made.add_component(_offset(offset, offset, datetime(first_year, 1, 1), {}))  # noqa: DTZ001
    return made


def _yearly_rule(changes: Sequence[datetime]) -> dict[str, str | int]:
    """Return on which weekday of which month the clocks change every year; empty where there is no such rule."""
    first = changes[0]
    if len(changes) != _YEARS_OF_RULES or len({(c.month, c.weekday(), c.time()) for c in changes}) > 1:
        return {}
    places = {(change.day - 1) // 7 + 1 for change in changes}
    if all((change + timedelta(days=7)).month != change.month for change in changes):
        places = {-1}
    if len(places) > 1:
        return {}
    return {"freq": "yearly", "bymonth": first.month, "byday": f"{places.pop()}{_weekday(first)}"}


def _offset(
    before: int, after: int, since: datetime, rule: dict[str, str | int]
) -> TimezoneStandard | TimezoneDaylight:
    """Return one side of the change: distance from UTC in seconds before and after, from when on, repeated how."""
    made = TimezoneDaylight() if after > before else TimezoneStandard()
    made.add("dtstart", since)
    made.add("tzoffsetfrom", timedelta(seconds=before))
    made.add("tzoffsetto", timedelta(seconds=after))
    if rule:
        made.add("rrule", rule)
    return made
