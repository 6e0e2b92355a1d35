"""The agreement as data: every clause a field, every number on a screen defined here.

One frozen, validated document. Shares are decimals (never floats, so that the same terms always give the
same bytes to sign); amounts of time are `Duration`s; months are `YYYY-MM`.
"""

import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Self

from pydantic import Field, NonNegativeInt, PositiveInt, StringConstraints, model_validator

from sla_core.conditions import Band, Document, EngagementRule, FitRule, LeadDefinition
from sla_core.leads import Channel, Stage
from sla_core.people import Department
from sla_core.working_calendar import WorkingCalendar

SCHEMA_VERSION = 1

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Share = Annotated[Decimal, Field(ge=0, le=1)]


class Unit(StrEnum):
    """Units of working time: minutes and hours are counted, days end at closing time."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


class Duration(Document):
    """An amount of working time."""

    amount: NonNegativeInt
    unit: Unit

    @property
    def in_days(self) -> bool:
        """Whether this counts whole working days instead of working seconds."""
        return self.unit is Unit.DAYS

    @property
    def count(self) -> int:
        """Working days when `in_days`, otherwise working seconds."""
        return self.amount * {Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 1}[self.unit]


class Party(Document):
    """A department and who signs for it."""

    department: Department
    signatories: tuple[str, ...] = ()


def office_hours() -> dict[str, tuple[tuple[ClockTime, ClockTime], ...]]:
    """Return Monday to Friday, 08–16."""
    return {day: (("08:00", "16:00"),) for day in ("mon", "tue", "wed", "thu", "fri")}  # noqa: C420


class CalendarTerms(Document):
    """When work is done. Closed dates stand here by name: a signed deadline must not move with a library."""

    time_zone: str = "Europe/Oslo"
    hours: dict[str, tuple[tuple[ClockTime, ClockTime], ...]] = Field(default_factory=office_hours)
    closed: dict[date, str] = Field(default_factory=dict)  # whole local days, with the name of the day
    exceptions: dict[date, tuple[tuple[ClockTime, ClockTime], ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        self.build()
        return self

    def build(self) -> WorkingCalendar:
        """Return the calendar of these hours; equal terms share one."""
        return _calendar(self.model_dump_json())


class Scoring(Document):
    """How leads are ranked on two axes that are never added for a decision."""

    fit: tuple[FitRule, ...] = ()
    engagement: tuple[EngagementRule, ...] = ()
    grades: tuple[Band, ...] = (
        Band(label="A", minimum=Decimal(60)),
        Band(label="B", minimum=Decimal(40)),
        Band(label="C", minimum=Decimal(20)),
        Band(label="D", minimum=Decimal(0)),
    )
    ratings: tuple[Band, ...] = (
        Band(label="1", minimum=Decimal(60)),
        Band(label="2", minimum=Decimal(25)),
        Band(label="3", minimum=Decimal(0)),
    )


class Treatment(Document):
    """What is done with the leads of one cell, by whom, how soon."""

    grade: str
    rating: str
    name: str
    owner: Department
    action: str
    respond_within: Duration | None = None  # None: the promise's
    channels: tuple[Channel, ...] = ()


class HandoverEvent(StrEnum):
    """What makes a lead sales' task."""

    CRM_STAGE = "crm_stage"
    CRITERIA = "criteria"
    CREATED = "created"
    ASSIGNED = "assigned"


class ClockStart(StrEnum):
    """From when sales' time runs."""

    HANDOVER = "handover"
    ASSIGNMENT = "assignment"


class StopsAt(StrEnum):
    """What fulfils sales' promise."""

    ATTEMPT = "attempt"
    CONTACT = "contact"


class Handover(Document):
    """When a lead passes from marketing to sales."""

    event: HandoverEvent = HandoverEvent.CRM_STAGE
    stage: Stage = Stage.SALES_QUALIFIED
    clock_start: ClockStart = ClockStart.HANDOVER
    assign_within: Duration = Duration(amount=2, unit=Unit.HOURS)
    late_data_after: Duration = Duration(amount=1, unit=Unit.DAYS)


class Targets(Document):
    """Targets of one calendar month, per stage."""

    leads: NonNegativeInt | None = None
    marketing_qualified: NonNegativeInt | None = None
    sales_qualified: NonNegativeInt | None = None
    customers: NonNegativeInt | None = None


class Initiative(Document):
    """How the goals are reached: what, who, by when."""

    what: str
    who: str
    by: str  # ISO date


class MarketingPromise(Document):
    """How many qualified leads marketing hands over, month by month, and what that rests on.

    The promise is `Targets.sales_qualified`: handovers less those returned in time for marketing's reasons.
    """

    targets: dict[Month, Targets] = Field(default_factory=dict)
    journey_days: PositiveInt | None = None
    lifetime_value: Decimal | None = None
    average_purchase: Decimal | None = None
    visits_per_month: NonNegativeInt | None = None
    currency: str = "NOK"
    initiatives: tuple[Initiative, ...] = ()


class SalesPromise(Document):
    """How soon and how often sales contacts a lead that was handed over."""

    respond_within: Duration = Duration(amount=4, unit=Unit.HOURS)
    stops_at: StopsAt = StopsAt.ATTEMPT
    counts_before: Duration = Duration(amount=1, unit=Unit.DAYS)
    attempts_at_least: NonNegativeInt = 5
    attempts_within: Duration = Duration(amount=10, unit=Unit.DAYS)
    attempts_at_most: PositiveInt = 8
    accept_within: Duration = Duration(amount=2, unit=Unit.DAYS)
    reps: NonNegativeInt | None = None
    hours_per_rep_and_week: NonNegativeInt | None = None
    minutes_per_attempt: NonNegativeInt | None = None

    @model_validator(mode="after")
    def _floor_below_cap(self) -> Self:
        if self.attempts_at_least > self.attempts_at_most:
            raise ValueError("the least number of attempts is above the most")
        return self


class EarlyContact(Document):
    """Whether sales may contact a lead before it is handed over, and how."""

    allowed: bool = False
    who: str = ""
    channels: tuple[Channel, ...] = ()
    at_most: NonNegativeInt = 0
    legal_basis: str = ""
    first: str = ""  # what must be done first


class StatusLimits(Document):
    """From which figures on a promise is kept, at risk, broken."""

    least_cases: PositiveInt = 10
    in_time_kept: Share = Decimal("0.90")
    in_time_at_risk: Share = Decimal("0.80")
    waiting_at_risk: Share = Decimal("0.05")
    delivered_kept: Decimal = Decimal("1.00")
    delivered_at_risk: Decimal = Decimal("0.90")
    more_than_agreed: Decimal = Decimal("1.20")
    due_soon_from: Share = Decimal("0.75")  # share of the limit used


class Pace(StrEnum):
    """How often goals are reviewed and the agreement revised: every 3 and 6 months, or every 1 and 3."""

    STEADY = "steady"
    FAST = "fast"


class Revision(Document):
    """When both sides look at the agreement again."""

    pace: Pace = Pace.STEADY

    @property
    def months_between_reviews(self) -> int:
        """Months from one review of the goals to the next."""
        return 3 if self.pace is Pace.STEADY else 1

    @property
    def months_between_revisions(self) -> int:
        """Months from one revision of the agreement to the next."""
        return 6 if self.pace is Pace.STEADY else 3


class Terms(Document):
    """The whole agreement."""

    schema_version: int = SCHEMA_VERSION
    company: str
    parties: tuple[Party, ...] = tuple(Party(department=department) for department in Department)
    personas: tuple[str, ...] = ()  # ids of approved persona versions
    calendar: CalendarTerms = Field(default_factory=CalendarTerms)
    definitions: dict[Stage, LeadDefinition] = Field(default_factory=dict)
    scoring: Scoring = Scoring()
    treatments: tuple[Treatment, ...] = ()
    handover: Handover = Handover()
    marketing: MarketingPromise = Field(default_factory=MarketingPromise)
    sales: SalesPromise = SalesPromise()
    early_contact: EarlyContact = EarlyContact()
    limits: StatusLimits = StatusLimits()
    when_missed: dict[Department, str] = Field(default_factory=dict)
    revision: Revision = Revision()

    def to_json(self) -> str:
        """Return the canonical text: sorted keys, no spaces, decimals as strings."""
        content = self.model_dump(mode="json")
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, content: str) -> "Terms":
        """Return the terms of a stored text; raises pydantic's ValidationError where it is not one."""
        return cls.model_validate_json(content)


@cache
def _calendar(content: str) -> WorkingCalendar:
    terms = CalendarTerms.model_construct(**json.loads(content))
    return WorkingCalendar(
        time_zone=terms.time_zone,
        hours=terms.hours,
        closed={date.fromisoformat(str(day)): name for day, name in terms.closed.items()},
        exceptions={date.fromisoformat(str(day)): hours for day, hours in terms.exceptions.items()},
    )
