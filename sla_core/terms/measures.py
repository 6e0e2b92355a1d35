"""By which figures the agreement is judged, and when both sides look at it again."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, PositiveInt, model_validator

from sla_core.conditions import Document
from sla_core.errors import SlaError
from sla_core.terms.amounts import ClockTime, Share

Weekday = Annotated[str, Field(pattern="^(mon|tue|wed|thu|fri|sat|sun)$")]


class Metric(StrEnum):
    """The figures that both departments have defined together."""

    DELIVERED = "delivered"
    IN_TIME = "in_time"
    WAITING = "waiting"
    RESPONSE_TIME = "response_time"
    ATTEMPTS = "attempts"
    RETURNED = "returned"
    EARLY_CONTACT = "early_contact"
    CUSTOMERS = "customers"


class StatusLimits(Document):
    """From which figures on a promise is kept, at risk, broken."""

    least_cases: PositiveInt = 10
    in_time_kept: Share = Decimal("0.90")
    in_time_at_risk: Share = Decimal("0.80")
    waiting_at_risk: Share = Decimal("0.05")
    delivered_kept: Annotated[Decimal, Field(ge=0)] = Decimal("1.00")
    delivered_at_risk: Annotated[Decimal, Field(ge=0)] = Decimal("0.90")
    more_than_agreed: Annotated[Decimal, Field(ge=0)] = Decimal("1.20")
    due_soon_from: Share = Decimal("0.75")  # share of the limit used

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.in_time_at_risk > self.in_time_kept or self.delivered_at_risk > self.delivered_kept:
            raise SlaError("A promise is at risk below the share at which it is kept, not above.")
        if self.more_than_agreed < self.delivered_kept:
            raise SlaError("“More than agreed” cannot begin below the share at which the promise is kept.")
        return self


class Pace(StrEnum):
    """How often goals are reviewed and the agreement revised: every 3 and 6 months, or every 1 and 3."""

    STEADY = "steady"
    FAST = "fast"


class Revision(Document):
    """When both sides look at the agreement again, and when they check who waits."""

    pace: Pace = Pace.STEADY
    check_day: Weekday = "mon"
    check_time: ClockTime = "09:00"

    @property
    def months_between_reviews(self) -> int:
        """Months from one review of the goals to the next."""
        return 3 if self.pace is Pace.STEADY else 1

    @property
    def months_between_revisions(self) -> int:
        """Months from one revision of the agreement to the next."""
        return 6 if self.pace is Pace.STEADY else 3
