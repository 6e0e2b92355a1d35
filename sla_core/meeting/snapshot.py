"""What a meeting freezes as it starts: every figure that its steps show.

Leads stand in it by id, never by name: names are looked up where it is shown, so that one who is erased is erased
here, too. Figures come back as the values that the screens' own functions take, so that a sentence of last month is
made by the same rule as that of today.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import numpy as np
from pydantic import NonNegativeInt

from sla_core.clause_figures import month
from sla_core.columns import MISSING, Flags
from sla_core.conditions import Document
from sla_core.follow_up.judging import FollowUp, Status
from sla_core.meeting.live import Counted, counted
from sla_core.pace import Pace, PaceDay, delivery_days
from sla_core.periods import Period, PeriodName
from sla_core.situation import Situation, Urgency
from sla_core.terms import StatusLimits
from sla_core.verdict import WaitingNow
from sla_core.weekly_check import waiting_order

_MOST_LEADS = 50  # of a list; its figure counts all


class FrozenPace(Document):
    """A number against its target; `expected` is an exact fraction: `1431/10`."""

    reached: int
    expected: str | None
    target: int | None

    @property
    def pace(self) -> Pace:
        """The value that verdicts are made of."""
        return Pace(self.reached, None if self.expected is None else Fraction(self.expected), self.target)


class FrozenDay(Document):
    """A working day of the month: delivered by its end (None: still to come), and expected."""

    day: date
    delivered: int | None
    expected: str | None


class MonthFigures(Document):
    """Marketing's side of the running month."""

    pace: FrozenPace
    gross: NonNegativeInt
    returned: NonNegativeInt
    days: tuple[FrozenDay, ...]
    is_provisional: bool

    @property
    def pace_days(self) -> tuple[PaceDay, ...]:
        """The days as charts take them."""
        return tuple(
            PaceDay(day.day, day.delivered, None if day.expected is None else Fraction(day.expected))
            for day in self.days
        )


class ResponseCount(Document):
    """How many first responses took up to so many seconds, in whole minutes."""

    seconds: NonNegativeInt
    late: bool
    n: NonNegativeInt


class BreachedLead(Document):
    """A handover that was answered late or is overdue: working seconds used of its limit."""

    lead: int
    number: int
    used: NonNegativeInt
    limit: NonNegativeInt
    is_open: bool


class WeekFigures(Document):
    """Sales' side, in the period by which the verdict judges: its days inclusive, the five numbers, the times.

    `limit` is the promise in seconds where it is one number of hours, for the rule in the chart.
    """

    name: PeriodName
    first: date | None
    last: date | None
    met: NonNegativeInt
    late: NonNegativeInt
    overdue: NonNegativeInt
    due: NonNegativeInt
    not_measurable: NonNegativeInt
    attempted_before: NonNegativeInt
    passed_since_last_data: NonNegativeInt
    median: NonNegativeInt | None
    p90: NonNegativeInt | None
    responses: tuple[ResponseCount, ...]
    limit: NonNegativeInt | None
    breached: tuple[BreachedLead, ...]
    is_provisional: bool

    @property
    def followed(self) -> tuple[Period, FollowUp]:
        """The period and its figures as verdicts take them."""
        numbers = FollowUp(
            handed_over=self.met + self.late + self.overdue + self.due + self.not_measurable,
            met=self.met,
            late=self.late,
            overdue=self.overdue,
            due=self.due,
            not_measurable=self.not_measurable,
            not_measurable_by={},
            attempted_before=self.attempted_before,
            passed_since_last_data=self.passed_since_last_data,
            median_response_seconds=self.median,
            p90_response_seconds=self.p90,
        )
        return Period(self.name, self.first, self.last), numbers


class WaitingLead(Document):
    """A lead that waited; `reason` where no clock could judge it."""

    lead: int
    number: int
    urgency: Urgency
    used: NonNegativeInt
    limit: NonNegativeInt
    reason: str | None


class WaitingFigures(Document):
    """Who waited: all of them, those too long, those of whom it was known; the first of the list by id."""

    waiting: NonNegativeInt
    too_long: NonNegativeInt
    known: NonNegativeInt
    leads: tuple[WaitingLead, ...]
    unanswered: tuple[int, ...]  # ids of leads that sales returned and marketing has not answered
    returned_unanswered: NonNegativeInt
    is_provisional: bool

    @property
    def now(self) -> WaitingNow:
        """The value that verdicts are made of."""
        return WaitingNow(self.waiting, self.too_long, self.known)


class Snapshot(Document):
    """All figures of a meeting. `version` is that of the agreement in force; `as_of` when statuses were judged."""

    schema_version: int = 1
    taken_at: int
    as_of: int
    today: date
    zone: str
    version_id: int
    version: str
    provisional: bool
    is_stale: bool
    limits: StatusLimits
    month: MonthFigures
    year: FrozenPace
    week: WeekFigures
    waiting: WaitingFigures
    counted: Counted


def snapshot(now: Situation, year: Pace, unanswered: Sequence[int]) -> Snapshot:
    """Return everything that a meeting which starts now shows.

    `year` is the pace of the common goal; `unanswered` the ids of returned leads that wait for marketing's answer.
    """
    return Snapshot(
        taken_at=now.edge.now,
        as_of=now.edge.as_of,
        today=now.today,
        zone=now.zone,
        version_id=now.in_force.id,
        version=now.in_force.label,
        provisional=now.in_force.provisional,
        is_stale=now.is_stale,
        limits=now.limits,
        month=_month(now),
        year=_frozen(year),
        week=_week(now),
        waiting=_waiting(now, unanswered),
        counted=counted(now),
    )


def _frozen(pace: Pace) -> FrozenPace:
    return FrozenPace(reached=pace.reached, expected=_exact(pace.expected), target=pace.target)


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _month(now: Situation) -> MonthFigures:
    pace, delivered = month(now), now.delivered
    days = delivery_days(now.handovers, now.in_force, pace, now.today, now.edge.now, now.counts)
    return MonthFigures(
        pace=_frozen(pace),
        gross=delivered.gross,
        returned=delivered.returned,
        days=tuple(
            FrozenDay(day=day.day, delivered=day.delivered, expected=_exact(day.expected)) for day in days
        ),
        is_provisional=now.in_force.provisional or now.is_provisional(now.delivered_rows),
    )


def _week(now: Situation) -> WeekFigures:
    of, numbers = now.week
    inside = now.inside(of)
    limits = now.response_limits(of)
    within = next(iter(limits))
    return WeekFigures(
        name=of.name,
        first=of.first,
        last=of.last,
        met=numbers.met,
        late=numbers.late,
        overdue=numbers.overdue,
        due=numbers.due,
        not_measurable=numbers.not_measurable,
        attempted_before=numbers.attempted_before,
        passed_since_last_data=numbers.passed_since_last_data,
        median=numbers.median_response_seconds,
        p90=numbers.p90_response_seconds,
        responses=_responses(now, inside),
        limit=within.count if len(limits) == 1 and not within.in_days else None,
        breached=_breached(now, inside),
        is_provisional=now.is_provisional(inside),
    )


def _responses(now: Situation, inside: Flags) -> tuple[ResponseCount, ...]:
    known, judged = now.handovers, now.judgement
    late = judged.where(Status.LATE)
    answered = inside & ~known.attempted_before & (known.response_seconds != MISSING)
    answered &= judged.where(Status.MET) | late
    minutes = -(-known.response_seconds[answered] // 60)
    kinds, counts = np.unique(minutes * 2 + late[answered], return_counts=True)
    return tuple(
        ResponseCount(seconds=kind // 2 * 60, late=bool(kind % 2), n=n)
        for kind, n in zip(kinds.tolist(), counts.tolist(), strict=True)
    )


def _breached(now: Situation, inside: Flags) -> tuple[BreachedLead, ...]:
    """Return who was answered late or not yet, the longest over its limit first."""
    known, judged = now.handovers, now.judgement
    rows = np.flatnonzero(inside & (judged.where(Status.LATE) | judged.where(Status.OVERDUE)))
    ended = np.where(known.responded[rows] != MISSING, known.responded[rows], now.edge.as_of)
    rows = rows[np.argsort(known.response_by[rows] - ended, kind="stable")][:_MOST_LEADS]
    return tuple(_breach(now, row) for row in rows.tolist())


def _breach(now: Situation, row: int) -> BreachedLead:
    known, wait = now.handovers, now.wait(row)
    seconds = int(known.response_seconds[row])
    return BreachedLead(
        lead=int(known.lead[row]),
        number=int(known.number[row]),
        used=wait.used if seconds == MISSING else max(seconds, 0),
        limit=max(wait.limit, 0),
        is_open=bool(known.waiting[row]),
    )


def _waiting(now: Situation, unanswered: Sequence[int]) -> WaitingFigures:
    figures = now.waiting
    return WaitingFigures(
        waiting=figures.waiting,
        too_long=figures.too_long,
        known=figures.known,
        leads=tuple(_waits(now, *episode) for episode in waiting_order(now)[:_MOST_LEADS]),
        unanswered=tuple(unanswered[:_MOST_LEADS]),
        returned_unanswered=len(unanswered),
        is_provisional=now.is_provisional(now.handovers.waiting),
    )


def _waits(now: Situation, lead: int, number: int) -> WaitingLead:
    wait = now.wait(now.row_of(lead, number))
    return WaitingLead(
        lead=lead, number=number, urgency=wait.urgency, used=wait.used, limit=wait.limit, reason=wait.reason
    )
