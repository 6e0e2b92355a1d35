"""The past in whole weeks, and how much of the same is still to come: what a forecast is made from.

A week counts for as much as could happen in it, its *exposure*: its working time, and for customers also the leads
that were due by then. A lead is due when, by the company's own journey lengths, leads become customers: so a
rise in leads shows a journey later, and leads that exist already count for the customers to come.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import Instants
from sla_core.facts import Codes
from sla_core.goals.history import History
from sla_core.leads import Stage
from sla_core.pace import share_elapsed
from sla_core.working_calendar import WorkingCalendar

LEAST_WEEKS = 8  # whole weeks without which nothing is foretold
MOST_WEEKS = 26  # what is longer ago says little about the weeks to come
LEAST_JOURNEYS = 10  # fewer say nothing about when leads become customers
_WEEK = 7 * 86_400

Exposures = NDArray[np.float64]


@dataclass(frozen=True)
class Weeks:
    """Counts and exposures of the latest whole weeks, and the exposure between now and the period's end.

    Exposures have no unit: only their proportions matter. A week without any is one with the week after it.
    """

    counts: Codes
    exposures: Exposures
    ahead: float

    def __len__(self) -> int:
        return len(self.counts)


def weeks(
    history: History, stage: Stage, calendar: WorkingCalendar, *, now: int, begin: int, end: int
) -> Weeks:
    """Return the weeks before the running one, from the first in which a lead could come to the stage.

    `begin` and `end` bound the period; what is ahead of it begins at `now`, or with a period still to come.
    """
    arrived = history.reached[stage]
    monday = _monday(calendar, now)
    begins = _edges(calendar, monday, -_whole_weeks(arrived, calendar, monday), 0)
    ahead = _ahead(calendar, monday, max(now, begin), end)
    worked = calendar.working_seconds_between(begins[:-1], begins[1:]).astype(np.float64)
    working = calendar.working_seconds_between(ahead[:-1], ahead[1:]).astype(np.float64)
    if stage is Stage.CUSTOMER:
        past, future = _due(history, calendar, begins, ahead, now)
        worked, working = worked * past, working * future
    begins = np.append(begins[:1], begins[1:][worked > 0])
    counts = np.diff(np.searchsorted(arrived, begins))
    return Weeks(counts, worked[worked > 0], float(working.sum()))


def _monday(calendar: WorkingCalendar, instant: int) -> date:
    day: date = calendar.local_days(np.array([instant])).tolist()[0]
    return day - timedelta(days=day.weekday())


def _whole_weeks(arrived: Instants, calendar: WorkingCalendar, monday: date) -> int:
    """Return how many whole weeks there are after the one of the first arrival, at most as many as matter."""
    if not len(arrived):
        return 0
    long_ago = calendar.local_midnight(monday) - (MOST_WEEKS + 2) * _WEEK
    first = _monday(calendar, max(int(arrived[0]), long_ago))
    return min(max((monday - first).days // 7 - 1, 0), MOST_WEEKS)


def _edges(calendar: WorkingCalendar, monday: date, first: int, last: int) -> Instants:
    """Return the instants at which the weeks from `first` to `last`, counted from a Monday, begin."""
    days = [monday + timedelta(days=7 * week) for week in range(first, last + 1)]
    return np.array([calendar.local_midnight(day) for day in days], dtype=np.int64)


def _ahead(calendar: WorkingCalendar, monday: date, since: int, end: int) -> Instants:
    """Return the instants from `since` to `end`, and every beginning of a week between them."""
    if since >= end:
        return np.array([end, end], dtype=np.int64)
    running = calendar.local_midnight(monday)
    mondays = _edges(calendar, monday, *((at - running) // _WEEK + 1 for at in (since, end)))
    return np.concatenate([[since], mondays[(mondays > since) & (mondays < end)], [end]])


def _due(
    history: History, calendar: WorkingCalendar, begins: Instants, ahead: Instants, now: int
) -> tuple[Exposures, Exposures]:
    """Return how many leads are due in each past week and each one ahead; 1 where journeys tell too little.

    The leads of the weeks ahead are taken to arrive as they did on average in the past weeks.
    """
    running, created = int(begins[-1]), history.reached[Stage.LEAD]
    journeys = history.journeys.seconds
    if len(journeys) < LEAST_JOURNEYS or len(begins) < 2 or not len(created):
        return np.ones(len(begins) - 1), np.ones(len(ahead) - 1)
    lag = np.bincount(journeys // _WEEK) / len(journeys)
    arrived = _week_of(created, running)
    first, last = min(int(arrived[0]), 1 - len(begins)), int(_week_of(ahead, running)[-1])
    leads = np.bincount(arrived - first, minlength=last - first + 1).astype(np.float64)
    usual = np.diff(np.searchsorted(created, begins[[0, -1]]))[0] / (len(begins) - 1)
    passed = share_elapsed(calendar, running, running + _WEEK, now)
    leads[-first] += usual * float(1 - passed)
    leads[1 - first :] += usual
    due = np.convolve(leads, lag)[: len(leads)]
    return due[_week_of(begins[:-1], running) - first], due[_week_of(ahead[:-1], running) - first]


def _week_of(at: Instants, running: int) -> Codes:
    """Return the week of each instant, the running one being 0; of a Monday also where the clock was changed."""
    return (at - running + 3_600) // _WEEK
