"""Why a deadline is when it is: the working time between two instants, opening by opening.

The lines are those of `WorkingCalendar.walk`, with what is alike drawn together. Their seconds add up to the
clock's own `working_seconds_between`: nothing is counted here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sla_core.working_calendar import Step, WorkingCalendar

_MANY = 6  # lines, from which on whole days of the same hours are told together
_LEAST_RUN = 3


@dataclass(frozen=True)
class Line:
    """A stretch of a walk: what was counted between two instants, or why nothing was from a date to another.

    `begins` and `ends` are instants within one opening; of whole days drawn together, those of the first and the
    last opening. None where nothing is open; then `reason` is one of `Step`.
    """

    first: date
    last: date
    begins: int | None
    ends: int | None
    seconds: int
    reason: str
    days: int = 1

    @property
    def is_open(self) -> bool:
        """Whether time ran."""
        return self.begins is not None


@dataclass(frozen=True)
class Opening:
    """An opening of the working hours that the walk meets, as agreed: whole, also where the walk begins within it."""

    date: date
    opens: int
    closes: int


@dataclass(frozen=True)
class DeadlineWalk:
    """The way from the start of a clock to its deadline, and on to where it stopped or stands now (`end`)."""

    start: int
    due: int
    end: int
    lines: tuple[Line, ...]  # from start to due
    limit: int  # working seconds of the lines
    used: int  # of the limit, up to the end
    over: int  # after the deadline, up to the end
    openings: tuple[Opening, ...]  # from the start to the later of deadline and end

    @property
    def left(self) -> int:
        """Working seconds of the limit that the end leaves."""
        return self.limit - self.used


def walk(calendar: WorkingCalendar, start: int, due: int, end: int) -> DeadlineWalk:
    """Return the way from `start` to `due` (not before it), and how much of it `end` took or went beyond."""
    limit = calendar.working_seconds_between(start, due)
    used = calendar.working_seconds_between(start, min(end, due))
    return DeadlineWalk(
        start=start,
        due=due,
        end=end,
        lines=tuple(_drawn_together(_lines(calendar, start, due))),
        limit=limit,
        used=max(used, 0),
        over=max(calendar.working_seconds_between(due, end), 0),
        openings=tuple(_openings(calendar.walk(start, max(due, end)))),
    )


def _openings(steps: Iterable[Step]) -> Iterator[Opening]:
    for step in steps:
        if step.opens is not None and step.closes is not None:
            yield Opening(step.date, step.opens, step.closes)


def _lines(calendar: WorkingCalendar, start: int, due: int) -> list[Line]:
    """Return a line per step that counts something or is closed; a deadline of no time at all has one of its own."""
    found = [_line(step, start, due) for step in calendar.walk(start, due)]
    told = [line for line in found if not line.is_open or line.seconds]
    if any(line.is_open for line in told):
        return told
    day: date = calendar.local_days(np.array([due])).tolist()[0]
    return [*told, Line(day, day, due, due, 0, "open")]


def _line(step: Step, start: int, due: int) -> Line:
    if step.opens is None or step.closes is None:
        return Line(step.date, step.date, None, None, 0, step.reason)
    begins, ends = max(step.opens, start), min(step.closes, due)
    return Line(step.date, step.date, begins, ends, step.seconds, step.reason)


def _drawn_together(lines: list[Line]) -> list[Line]:
    """Return closed days of one kind as one line, and in a long walk also whole days in a row with equal hours."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and line.reason == before.reason == "weekend" and not line.is_open and not before.is_open:
            found[-1] = replace(before, last=line.last, days=before.days + 1)
        else:
            found.append(line)
    return list(_runs(found)) if len(found) > _MANY else found


def _runs(lines: list[Line]) -> Iterator[Line]:
    """Yield lines, those of at least three days in a row that count as much from the same time on as one."""
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line):
            yield from _as_one(run)
            run = []
        run.append(line)
    yield from _as_one(run)


def _goes_on(before: Line, line: Line) -> bool:
    return (
        before.begins is not None
        and line.begins is not None
        and line.first == before.last + timedelta(days=1)
        and line.seconds == before.seconds
        and line.reason == before.reason
        # Across a change to or from summer time the hours are the same and the instants are not a day apart.
        and abs(line.begins - before.begins - 86_400) <= 3_600
    )


def _as_one(run: list[Line]) -> list[Line]:
    if len(run) < _LEAST_RUN:
        return run
    seconds = sum(line.seconds for line in run)
    return [replace(run[0], last=run[-1].last, ends=run[-1].ends, seconds=seconds, days=len(run))]
