"""How long it takes from lead to customer, and by when a period's customers had to exist as leads."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from sla_core.follow_up import quantile
from sla_core.goals.history import History

DAY = 86_400
JOURNEY_DAYS = 365  # journeys that ended within so many days tell how long they take today


@dataclass(frozen=True)
class JourneyLength:
    """Median and P90 of `n` journeys in days, counted up; None under the least number of cases."""

    n: int
    median_days: int | None
    p90_days: int | None


def journey_length(history: History, now: int, least: int) -> JourneyLength:
    """Return the length of the journeys that ended as customers within a year before `now`."""
    recent = history.journeys.seconds[history.journeys.won > now - JOURNEY_DAYS * DAY]
    median, p90 = (quantile(recent, share) for share in (0.5, 0.9))
    if len(recent) < least or median is None or p90 is None:
        return JourneyLength(len(recent), None, None)
    return JourneyLength(len(recent), math.ceil(median / DAY), math.ceil(p90 / DAY))


def lead_needed_by(last: date, journey_days: int) -> date:
    """Return the day by which a customer of a period had to exist as a lead: its last day less the journey."""
    return last - timedelta(days=journey_days)
