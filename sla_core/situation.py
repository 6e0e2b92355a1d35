"""Everything that is known at one instant, and the figures that the screens take from it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from sla_core.agreement import AgreementVersion, in_force_at
from sla_core.columns import MISSING, Flags
from sla_core.follow_up import judging as follow_up
from sla_core.follow_up.judging import (
    NOT_MEASURABLE_REASONS,
    STATUSES,
    Delivered,
    Edge,
    FollowUp,
    Judgement,
    Status,
    handed_over_in,
    in_period,
    not_delivered,
    summarise,
)
from sla_core.handovers import CLOSINGS, NONE, Handovers, ranks
from sla_core.leads import Closing
from sla_core.pace import month_bounds
from sla_core.periods import Period, PeriodName, period
from sla_core.terms import Duration, StatusLimits
from sla_core.verdict import WaitingNow
from sla_core.working_calendar import WorkingCalendar

STALE_SECONDS = 24 * 3600


class Urgency(StrEnum):
    """How pressing it is to call a waiting lead."""

    TOO_LATE = "too_late"
    SOON = "soon"
    IN_TIME = "in_time"
    UNTIMED = "untimed"  # no clock can judge it


@dataclass(frozen=True)
class Wait:
    """How long a lead has waited: working seconds used of its limit; the reason where no clock can tell."""

    urgency: Urgency
    used: int
    limit: int
    reason: str | None
    passed_since_last_data: bool


@dataclass(frozen=True)
class Situation:
    """Versions, handovers and what is known of them at `edge.now`. Every figure of a screen is of this.

    `counts` tells which handovers count towards marketing's promise (`follow_up.counting`); None: all of them.
    """

    versions: list[AgreementVersion]
    handovers: Handovers
    edge: Edge
    counts: Flags | None = None

    @cached_property
    def judgement(self) -> Judgement:
        """Status and reason of every handover."""
        return follow_up.judge(self.handovers, self.edge)

    @cached_property
    def in_force(self) -> AgreementVersion:
        """The version that holds now."""
        return in_force_at(self.versions, self.edge.now)

    @property
    def calendar(self) -> WorkingCalendar:
        """The working hours that hold now."""
        return self.in_force.terms.calendar.build()

    @property
    def zone(self) -> str:
        """The time zone in which days and hours are told."""
        return self.in_force.terms.calendar.time_zone

    @property
    def limits(self) -> StatusLimits:
        """From which figures on a promise is kept."""
        return self.in_force.terms.limits

    @cached_property
    def today(self) -> date:
        """The local date of now."""
        days = self.calendar.local_days(np.array([self.edge.now]))
        today: date = days.tolist()[0]
        return today

    @property
    def is_stale(self) -> bool:
        """Whether the newest attempts we know of are older than 24 hours."""
        return self.edge.now - self.edge.as_of > STALE_SECONDS

    def inside(self, of: Period) -> Flags:
        """Return which handovers belong to a period, by deadline."""
        return in_period(self.handovers, *of.bounds(self.calendar))

    def agreed_in(self, of: Period) -> AgreementVersion:
        """Return the version by whose limits a period is judged: in force at its last instant (a running one: now)."""
        _, end = of.bounds(self.calendar)
        return in_force_at(self.versions, self.edge.now if end is None else min(end - 1, self.edge.now))

    def response_limits(self, of: Period) -> set[Duration]:
        """Return the limits that a period's handovers are judged by: those of treatments among them.

        Of a period without any, the promise of now.
        """
        limits = ranks.limits(self.handovers, self.versions, self.inside(of))
        return limits or {self.in_force.terms.sales.respond_within}

    def promised_limits(self, of: Period) -> set[Duration]:
        """Return the limits that sales promised for the period's handovers that no treatment sets another one for."""
        inside = self.inside(of) & ranks.promised(self.handovers, self.versions)
        limits = ranks.limits(self.handovers, self.versions, inside)
        return limits or {self.in_force.terms.sales.respond_within}

    def figures(self, of: Period) -> FollowUp:
        """Return the five numbers of a period and what stands beside them."""
        return summarise(self.handovers, self.judgement, self.inside(of))

    @cached_property
    def week(self) -> tuple[Period, FollowUp]:
        """The period that sales' promise is judged in and its figures: this ISO week.

        As long as too few are judged in it (on a Monday morning), the last seven days.
        """
        this_week = period(PeriodName.THIS_WEEK, self.today)
        figures = self.figures(this_week)
        if figures.judged >= self.limits.least_cases:
            return this_week, figures
        days = period(PeriodName.LAST_7_DAYS, self.today)
        return days, self.figures(days)

    def is_provisional(self, rows: Flags) -> bool:
        """Whether any of these episodes is judged by terms that nobody has signed."""
        return any(self.versions[place].provisional for place in np.unique(self.handovers.version[rows]))

    @cached_property
    def handed_over_rows(self) -> Flags:
        """Which handovers marketing has made this month so far, of those that count; the returned ones too."""
        begin, _ = month_bounds(self.calendar, self.today)
        return handed_over_in(self.handovers, begin, self.edge.now + 1, self.counts)

    @cached_property
    def not_delivered_rows(self) -> Flags:
        """Which of them do not count, because sales returned them in time as not what was promised."""
        rows: Flags = self.handed_over_rows & not_delivered(self.handovers)
        return rows

    @property
    def delivered_rows(self) -> Flags:
        """Which of them stand in marketing's figure."""
        rows: Flags = self.handed_over_rows & ~self.not_delivered_rows
        return rows

    @property
    def delivered(self) -> Delivered:
        """What marketing has handed over this month."""
        return Delivered(int(self.handed_over_rows.sum()), int(self.not_delivered_rows.sum()))

    @property
    def too_long_rows(self) -> Flags:
        """Which handovers wait longer than agreed."""
        return self.handovers.waiting & self.judgement.where(Status.OVERDUE)

    @property
    def waiting(self) -> WaitingNow:
        """How many leads wait now, how many of them too long, and of how many that is known."""
        waiting, judged = self.handovers.waiting, self.judgement
        known = waiting & ~judged.where(Status.NOT_MEASURABLE) & ~judged.passed_since_last_data
        return WaitingNow(int(waiting.sum()), int(self.too_long_rows.sum()), int(known.sum()))

    @property
    def returned_rows(self) -> Flags:
        """Which handovers sales gave back."""
        rows: Flags = self.handovers.closed_by == CLOSINGS.index(Closing.RETURNED)
        return rows

    def row_of(self, lead_id: int, number: int) -> int:
        """Return the position of an episode."""
        begin, end = np.searchsorted(self.handovers.lead, [lead_id, lead_id + 1])
        return int(begin + np.searchsorted(self.handovers.number[begin:end], number))

    def has(self, lead_id: int, number: int) -> bool:
        """Whether there is such an episode: other data may have taken it away since somebody saw it."""
        row, known = self.row_of(lead_id, number), self.handovers
        return row < len(known) and (known.lead[row], known.number[row]) == (lead_id, number)

    def wait(self, row: int) -> Wait:
        """Return how long the lead of a waiting episode has waited, as far as is known."""
        known, judged = self.handovers, self.judgement
        if judged.reason[row] != NONE or known.response_by[row] == MISSING:
            reason = NOT_MEASURABLE_REASONS[judged.reason[row]] if judged.reason[row] != NONE else "no_date"
            return Wait(Urgency.UNTIMED, 0, 0, reason, False)
        version = self.versions[known.version[row]]
        calendar = version.terms.calendar.build()
        start = int(known.clock_start[row])
        used = max(calendar.working_seconds_between(start, self.edge.as_of), 0)
        limit = calendar.working_seconds_between(start, int(known.response_by[row]))
        urgency = Urgency.IN_TIME
        if STATUSES[judged.status[row]] is Status.OVERDUE:
            urgency = Urgency.TOO_LATE
        elif used >= float(version.terms.limits.due_soon_from) * limit:
            urgency = Urgency.SOON
        return Wait(urgency, used, limit, None, bool(judged.passed_since_last_data[row]))
