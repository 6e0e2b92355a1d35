"""The clock's rules once more, as slowly and plainly as can be: datetimes, and one border after the other.

Shares nothing with `sla_core.working_calendar`. Asks of every instant on which date's hours it falls, and walks
from one border of hours to the next. Used to judge the fast clock.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ONE_DAY = timedelta(days=1)


class SlowCalendar:
    """Takes what WorkingCalendar takes."""

    def __init__(self, time_zone, hours, closed=(), exceptions=None):
        self.zone = ZoneInfo(time_zone)
        self.hours, self.closed, self.exceptions = hours, closed, exceptions or {}
        self.known = {}

    def hours_of(self, day: date) -> list[tuple[int, int]]:
        """(opening, closing) of the intervals that begin on this date, as they are stated."""
        if day not in self.known:
            self.known[day] = list(self._read(day)) if self.exists(day) else []
        return self.known[day]

    def exists(self, day: date) -> bool:
        noon = datetime.combine(day, time(12), self.zone)
        return datetime.fromtimestamp(noon.timestamp(), self.zone).date() == day

    def _read(self, day: date) -> Iterator[tuple[int, int]]:
        stated = [] if day in self.closed else self.hours.get(NAMES[day.weekday()], [])
        for begin, end in self.exceptions.get(day, stated):
            yield self._instant(day, begin), self._instant(day + ONE_DAY if end < begin else day, end)

    def _instant(self, day: date, reading: str) -> int:
        if reading == "24:00":
            day, reading = day + ONE_DAY, "00:00"
        return int(datetime.combine(day, time.fromisoformat(reading), self.zone).timestamp())

    def local_date(self, instant: int) -> date:
        return datetime.fromtimestamp(instant, self.zone).date()

    def around(self, instant: int) -> list[date]:
        return [self.local_date(instant) + n * ONE_DAY for n in range(-2, 3)]

    def open_for(self, instant: int) -> date | None:
        """The first date whose hours hold this instant."""
        for day in self.around(instant):
            if any(opens <= instant < closes for opens, closes in self.hours_of(day)):
                return day
        return None

    def border_after(self, instant: int) -> int:
        """The next instant at which something may open or close, or a day later."""
        borders = [b for day in self.around(instant) for hours in self.hours_of(day) for b in hours]
        return min([b for b in borders if b > instant] + [instant + 86_400])

    def border_before(self, instant: int) -> int:
        borders = [b for day in self.around(instant) for hours in self.hours_of(day) for b in hours]
        return max([b for b in borders if b < instant] + [instant - 86_400])

    def working_seconds_between(self, start: int, end: int) -> int:
        if end < start:
            return -self.working_seconds_between(end, start)
        total = 0
        while start < end:
            until = min(self.border_after(start), end)
            if self.open_for(start):
                total += until - start
            start = until
        return total

    def deadline(self, start: int, working_seconds: int) -> int:
        while working_seconds:
            until = self.border_after(start)
            if self.open_for(start):
                if until - start >= working_seconds:
                    return start + working_seconds
                working_seconds -= until - start
            start = until
        return start if self.open_for(start) else self.next_opening(start)

    def before(self, end: int, working_seconds: int) -> int:
        while working_seconds:
            since = self.border_before(end)
            if self.open_for(since):
                if end - since >= working_seconds:
                    return end - working_seconds
                working_seconds -= end - since
            end = since
        while not self.open_for(end - 1):
            end = self.border_before(end)
        return end

    def next_opening(self, instant: int) -> int:
        while not self.open_for(instant):
            instant = self.border_after(instant)
        return instant

    def own_time(self, day: date) -> list[tuple[int, int]]:
        """The stretches that are open for this date and for none before it."""
        borders = sorted(
            {b for n in (-2, -1, 0) for hours in self.hours_of(day + n * ONE_DAY) for b in hours}
        )
        return [(low, high) for low, high in pairwise(borders) if self.open_for(low) == day]

    def working_days(self, day: date, step: int) -> Iterator[date]:
        while True:
            if self.own_time(day):
                yield day
            day += step * ONE_DAY

    def deadline_days(self, start: int, days: int) -> int:
        following = self.working_days(self.open_for(self.next_opening(start)), 1)
        for _ in range(days):
            next(following)
        return self.own_time(next(following))[-1][1]

    def before_days(self, end: int, days: int) -> int:
        earlier = self.working_days(self.open_for(self.next_opening(end)), -1)
        for _ in range(days):
            next(earlier)
        return self.own_time(next(earlier))[0][0]

    def day_seconds(self, day: date) -> int:
        return sum(high - low for low, high in self.own_time(day))
