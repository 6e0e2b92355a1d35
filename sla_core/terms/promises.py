"""What each side promises, and when a lead passes from one to the other."""

from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from sla_core.conditions import Document, LeadDefinition
from sla_core.errors import SlaError
from sla_core.leads import Channel, Stage
from sla_core.terms.amounts import Duration, Money, Month, Share, Unit


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


class Delivery(Document):
    """Which handovers count towards marketing's promise: those that meet the condition; without one, all."""

    counts: LeadDefinition = LeadDefinition()


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
    journey_days_by_persona: dict[str, PositiveInt] = Field(default_factory=dict)  # others as `journey_days`
    lifetime_value: Money | None = None
    average_purchase: Money | None = None
    revenue_goal: Money | None = None  # a year, from new customers
    marketing_share: Share = Decimal(1)  # of it, from marketing's leads
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
            raise SlaError(
                "At least {least} attempts and at most {most} cannot both be kept.",
                least=self.attempts_at_least,
                most=self.attempts_at_most,
            )
        return self


class EarlyContact(Document):
    """Whether sales may contact a lead before it is handed over, and how."""

    allowed: bool = False
    who: str = ""
    channels: tuple[Channel, ...] = ()
    at_most: NonNegativeInt = 0
    legal_basis: str = ""
    first: str = ""  # what must be done first
