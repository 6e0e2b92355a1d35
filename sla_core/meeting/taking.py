"""Taking the snapshot: all figures of the screens at the instant at which a meeting begins."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from sla_core.clause_figures import month
from sla_core.columns import MISSING, Flags
from sla_core.follow_up.judging import Status
from sla_core.meeting.live import counted
from sla_core.meeting.snapshot import (
    BreachedLead,
    FrozenDay,
    FrozenPace,
    MonthFigures,
    ResponseCount,
    Snapshot,
    WaitingFigures,
    WaitingLead,
    WeekFigures,
)
from sla_core.pace import Pace, delivery_days
from sla_core.situation import Situation
from sla_core.weekly_check import waiting_order

_MOST_LEADS = 50  # of a list; its figure counts all


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
