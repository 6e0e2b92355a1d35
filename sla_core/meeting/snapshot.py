"""What a meeting freezes as it starts: every figure that its steps show.

Leads stand in it by id, never by name: names are looked up where it is shown, so that one who is erased is erased
here, too. Figures come back as the values that the screens' own functions take, so that a sentence of last month is
made by the same rule as that of today.
"""

from datetime import date
from fractions import Fraction

from pydantic import NonNegativeInt

from sla_core.conditions import Document
from sla_core.follow_up.judging import FollowUp
from sla_core.meeting.live import Counted
from sla_core.pace import Pace, PaceDay
from sla_core.periods import Period, PeriodName
from sla_core.situation import Urgency
from sla_core.terms import StatusLimits
from sla_core.verdict import WaitingNow


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
