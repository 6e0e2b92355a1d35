"""How long things took, in working time: to the first attempt, to the first contact, and before sales could know.

Quantiles are those of follow-up: nearest rank over the episodes that could be judged, one without a response longer
than any, those contacted before the handover left out.
"""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Flags, Instants, Seconds
from sla_core.facts import Codes
from sla_core.follow_up.judging import LONGER_THAN_ANY, judged_times, quantile
from sla_core.situation import Situation
from sla_core.terms import StopsAt


@dataclass(frozen=True)
class Times:
    """Median and P90 in working seconds over `n` episodes; None where they fall among those not done yet."""

    n: int
    median: int | None
    p90: int | None


def first_responses(now: Situation, inside: Flags) -> dict[StopsAt, Times]:
    """Return how long the first attempt and the first contact took, whichever of them the terms count.

    Of the one that stops the clock it is the response time that is judged, on its latest reading.
    """
    known = now.handovers
    rows = judged_times(known, now.judgement, inside)
    happened = {StopsAt.ATTEMPT: known.first_attempt, StopsAt.CONTACT: known.first_contact}
    return {kind: _times(_seconds_to(now, rows, kind, at)) for kind, at in happened.items()}


def stopping(now: Situation, inside: Flags) -> set[StopsAt]:
    """Return what stops the clock of these episodes: one, or both where versions differ; of none, that of now."""
    found = {now.versions[place].terms.sales.stops_at for place in np.unique(now.handovers.version[inside])}
    return found or {now.in_force.terms.sales.stops_at}


def _seconds_to(now: Situation, rows: Flags, kind: StopsAt, at: Instants) -> Seconds:
    known = now.handovers
    stops = np.array([v.terms.sales.stops_at is kind for v in now.versions], dtype=bool)[known.version]
    seconds = np.where(stops, known.response_seconds, MISSING)
    other = rows & ~stops & (at != MISSING)
    seconds[other] = np.maximum(_working_seconds(now, other, known.clock_start, at), 0)
    return seconds[rows]


def _working_seconds(now: Situation, rows: Flags, begin: Instants, end: Instants) -> Seconds:
    """Return the working time between two instants of these episodes, by the calendar each is judged by."""
    seconds = np.zeros(len(rows), dtype=np.int64)
    for place, version in enumerate(now.versions):
        mine = rows & (now.handovers.version == place)
        if mine.any():
            calendar = version.terms.calendar.build()
            seconds[mine] = calendar.working_seconds_between(begin[mine], end[mine])
    return seconds[rows]


def _times(seconds: Seconds) -> Times:
    seconds = np.where(seconds == MISSING, LONGER_THAN_ANY, seconds)
    return Times(len(seconds), quantile(seconds, 0.5), quantile(seconds, 0.9))


def machine_delay(now: Situation, inside: Flags, lead: Codes, acted_at: Instants) -> Times:
    """Return how long it took from a lead's own last act to its first handover.

    `acted_at` is when each of some leads (`lead`: ids in rising order) last did something before it was handed over,
    or was created. Left out: what is known to the day only, and a lead handed over again, which a person did.
    """
    known = now.handovers
    place = np.minimum(np.searchsorted(lead, known.lead), max(len(lead) - 1, 0))
    rows = inside & (known.number == 1) & (known.handed_over.span <= 1) & known.handed_over.known
    if not len(lead):
        return Times(0, None, None)
    acted = acted_at[place]
    rows &= (lead[place] == known.lead) & (acted != MISSING) & (acted <= known.handed_over.at)
    return _times(_working_seconds(now, rows, acted, known.handed_over.at))
