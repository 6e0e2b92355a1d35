"""How long it takes from lead to customer, and by when a period's customers had to exist as leads."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sla_core.columns import Instants, Seconds
from sla_core.follow_up.judging import quantile
from sla_core.funnel import Funnel, Groups
from sla_core.goals.history import History, journeys_of
from sla_core.goals.persona_values import persona_rows
from sla_core.leads import Stage
from sla_core.terms import MarketingPromise, PersonaRef

DAY = 86_400
JOURNEY_DAYS = 365  # journeys that ended within so many days tell how long they take today


@dataclass(frozen=True)
class JourneyLength:
    """Median and P90 of `n` journeys in seconds; None under the least number of cases.

    `came_in_as_customers` are the customers of the same time that made no journey that can be measured.
    """

    n: int
    median: int | None
    p90: int | None
    came_in_as_customers: int = 0

    @property
    def median_days(self) -> int | None:
        """The median in whole days, counted up: a day of the calendar cannot be a part."""
        return None if self.median is None else math.ceil(self.median / DAY)

    @property
    def p90_days(self) -> int | None:
        """The P90 in whole days, counted up."""
        return None if self.p90 is None else math.ceil(self.p90 / DAY)


def journey_length(history: History, now: int, least: int) -> JourneyLength:
    """Return the length of the journeys that ended as customers within a year before `now`."""
    found = _length(history.journeys.won, history.journeys.seconds, now, least)
    won = history.reached[Stage.CUSTOMER]
    return replace(found, came_in_as_customers=int((won > now - JOURNEY_DAYS * DAY).sum()) - found.n)


def journey_lengths(
    funnel: Funnel, words: Groups, personas: Iterable[PersonaRef], now: int, least: int
) -> dict[str, JourneyLength]:
    """Return the same for each persona: of the leads whose CRM word (`words`) is its name, however it is written."""
    rows, found = journeys_of(funnel, now)
    code = words.code[funnel.position[rows]]
    chosen = {persona.persona: persona_rows(words, code, persona) for persona in personas}
    return {key: _length(found.won[of], found.seconds[of], now, least) for key, of in chosen.items()}


def _length(won: Instants, seconds: Seconds, now: int, least: int) -> JourneyLength:
    recent = seconds[won > now - JOURNEY_DAYS * DAY]
    median, p90 = (quantile(recent, share) for share in (0.5, 0.9))
    if len(recent) < least or median is None or p90 is None:
        return JourneyLength(len(recent), None, None)
    return JourneyLength(len(recent), median, p90)


def lead_needed_by(last: date, journey_days: int) -> date:
    """Return the day by which a customer of a period had to exist as a lead: its last day less the journey."""
    return last - timedelta(days=journey_days)


@dataclass(frozen=True)
class NeededBy:
    """By when the period's customers had to be leads; `who` are the personas it is told of, none for everybody."""

    day: date
    days: int
    who: tuple[str, ...] = ()


def needed_by(
    last: date, personas: Sequence[PersonaRef], promise: MarketingPromise, own: JourneyLength
) -> list[NeededBy]:
    """Return by when customers of a period that ends on `last` had to be leads, the earliest day first.

    The journey is the one agreed for the persona, otherwise for everybody; where none is agreed, the own median. One
    day without names where all take as long; none where nothing is known.
    """
    everybody = promise.journey_days or own.median_days
    days = {ref.name: promise.journey_days_by_persona.get(ref.persona, everybody) for ref in personas}
    known = {name: found for name, found in days.items() if found is not None}
    if len(known) == len(days) and len(set(known.values())) < 2:
        length = next(iter(known.values()), everybody)
        return [] if length is None else [NeededBy(lead_needed_by(last, length), length)]
    lengths = sorted(set(known.values()), reverse=True)
    return [
        NeededBy(lead_needed_by(last, n), n, tuple(name for name, found in known.items() if found == n))
        for n in lengths
    ]
