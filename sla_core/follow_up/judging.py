"""Follow-up: whether sales keeps its promise, judged from handovers at a time of asking.

Always five numbers (met, late, overdue, due, not measurable), and compliance = met ÷ (met + late + overdue):
dividing by the answered ones would let the forgotten vanish.
"""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sla_core.columns import MISSING, Flags, Instants, Seconds
from sla_core.conditions import LeadDefinition
from sla_core.facts import Codes
from sla_core.handovers import CLOSINGS, NONE, REASONS, UNJUDGED, Handovers, ranks
from sla_core.handovers.limits import Versions
from sla_core.leads import NOT_DELIVERED

DATE_ONLY = "date_only"
NOT_MEASURABLE_REASONS = (DATE_ONLY, *UNJUDGED, *CLOSINGS)


class Status(StrEnum):
    """How an episode stands. Derived, never stored."""

    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    DUE = "due"
    NOT_MEASURABLE = "not_measurable"


STATUSES = list(Status)
_MET, _LATE, _OVERDUE, _DUE, _NOT_MEASURABLE = range(5)


@dataclass(frozen=True)
class Edge:
    """Until when we know: `known_until` of imported attempts, None where attempts are only logged here."""

    now: int
    known_until: int | None

    @property
    def as_of(self) -> int:
        """The instant at which statuses are judged."""
        return self.now if self.known_until is None else min(self.now, self.known_until)


@dataclass(frozen=True)
class Judgement:
    """One row per handover: status (position in STATUSES) and, where not measurable, the reason's position."""

    status: Codes
    reason: Codes
    passed_since_last_data: Flags

    def where(self, status: Status) -> Flags:
        """Return which handovers have the status."""
        found: Flags = self.status == STATUSES.index(status)
        return found


def judge(handovers: Handovers, edge: Edge) -> Judgement:
    """Return status and reason of every handover at the edge of what is known.

    Where an instant is vague, both readings are judged: if they agree that is the status, otherwise it is not
    measurable (`date_only`). Exactly at the deadline is in time.
    """
    strict = _read(
        handovers, edge, handovers.responded_latest, handovers.closed_latest, handovers.response_by
    )
    kind = _read(handovers, edge, handovers.responded, handovers.closed, handovers.response_by_latest)
    status = np.where(strict == kind, strict, _NOT_MEASURABLE)
    reason = np.where(status == _NOT_MEASURABLE, _position(DATE_ONLY), NONE)
    ended = (status == _NOT_MEASURABLE) & (strict == _NOT_MEASURABLE) & (kind == _NOT_MEASURABLE)
    reason[ended] = handovers.closed_by[ended] + _position(CLOSINGS[0])
    fixed = handovers.unjudged != NONE
    status[fixed] = _NOT_MEASURABLE
    reason[fixed] = handovers.unjudged[fixed] + _position(UNJUDGED[0])
    passed = (status == _DUE) & (handovers.response_by < edge.now)
    return Judgement(status, reason, passed)


def _position(reason: str) -> int:
    return NOT_MEASURABLE_REASONS.index(reason)


def _read(handovers: Handovers, edge: Edge, responded: Instants, closed: Instants, by: Instants) -> Codes:
    """Return the status of one reading of what is vague."""
    status = np.where(edge.as_of > by, _OVERDUE, _DUE)
    ended = handovers.closed_by != NONE
    in_time = (closed == MISSING) | (closed <= by)
    too_late = np.where(edge.as_of > by, _LATE, _DUE)  # an attempt in time may be in the next import
    status[ended] = np.where(in_time, _NOT_MEASURABLE, too_late)[ended]
    answered = responded != MISSING
    status[answered] = np.where(responded <= by, _MET, _LATE)[answered]
    status[handovers.attempted_before] = _MET
    return status


@dataclass(frozen=True)
class FollowUp:
    """The five numbers of a period and what stands beside them. Counts are episodes."""

    handed_over: int
    met: int
    late: int
    overdue: int
    due: int
    not_measurable: int
    not_measurable_by: dict[str, int]
    attempted_before: int
    passed_since_last_data: int
    median_response_seconds: int | None
    p90_response_seconds: int | None

    @property
    def judged(self) -> int:
        """How many the promise could be judged on: the denominator."""
        return self.met + self.late + self.overdue

    @property
    def compliance(self) -> float | None:
        """Share in time, 0–1; None where nothing could be judged (nothing happened is not 100 %)."""
        return self.met / self.judged if self.judged else None


def summarise(handovers: Handovers, judgement: Judgement, inside: Flags) -> FollowUp:
    """Return the numbers of the episodes for which `inside` is set."""
    counts = np.bincount(judgement.status[inside], minlength=len(STATUSES))
    reasons = Counter(
        NOT_MEASURABLE_REASONS[reason] for reason in judgement.reason[inside & (judgement.reason != NONE)]
    )
    times = _response_times(handovers, judgement, inside)
    return FollowUp(
        handed_over=int(inside.sum()),
        met=int(counts[_MET]),
        late=int(counts[_LATE]),
        overdue=int(counts[_OVERDUE]),
        due=int(counts[_DUE]),
        not_measurable=int(counts[_NOT_MEASURABLE]),
        not_measurable_by={reason: reasons[reason] for reason in NOT_MEASURABLE_REASONS if reasons[reason]},
        attempted_before=int((handovers.attempted_before & inside).sum()),
        passed_since_last_data=int((judgement.passed_since_last_data & inside).sum()),
        median_response_seconds=quantile(times, 0.5),
        p90_response_seconds=quantile(times, 0.9),
    )


LONGER_THAN_ANY = np.iinfo(np.int64).max


def judged_times(handovers: Handovers, judgement: Judgement, inside: Flags) -> Flags:
    """Return over which episodes response times run: met + late + overdue, but for those contacted before."""
    judged: Flags = inside & (judgement.status <= _OVERDUE) & ~handovers.attempted_before
    return judged


def _response_times(handovers: Handovers, judgement: Judgement, inside: Flags) -> Seconds:
    """Times of these; one without a response is longer than any."""
    seconds = handovers.response_seconds[judged_times(handovers, judgement, inside)]
    return np.where(seconds == MISSING, LONGER_THAN_ANY, seconds)


def quantile(times: Seconds, share: float) -> int | None:
    """Return the nearest-rank quantile; None without times or where it falls among the unanswered."""
    if not len(times):
        return None
    rank = max(math.ceil(share * len(times)), 1)
    found = int(np.sort(times)[rank - 1])
    return None if found == LONGER_THAN_ANY else found


def in_period(handovers: Handovers, begin: int | None, end: int | None) -> Flags:
    """Return which episodes belong to [begin, end): by deadline, without one by handover; undated to none.

    With neither bound given, all belong, the undated too.
    """
    at = np.where(handovers.response_by != MISSING, handovers.response_by, handovers.handed_over.at)
    inside = np.ones(len(handovers), dtype=bool)
    if begin is not None:
        inside &= at >= begin
    if end is not None:
        inside &= (at < end) & (at != MISSING)
    return inside


@dataclass(frozen=True)
class Delivered:
    """Marketing's side: handovers that count, by handover date, less those returned in time for marketing's reasons."""

    gross: int
    returned: int

    @property
    def net(self) -> int:
        """What counts towards the promise."""
        return self.gross - self.returned


def counting(
    handovers: Handovers, versions: Versions, meeting: Callable[[LeadDefinition], Codes]
) -> Flags | None:
    """Return which episodes count towards marketing's promise; None where no version has a condition: all do.

    Each counts by the condition of the version it was handed over under. `meeting` gives the ids of the leads that
    meet one; it is asked only about conditions that some episode is held against.
    """
    counts = None
    for place, version in enumerate(versions):
        wanted = version.terms.delivery.counts
        if wanted == LeadDefinition():
            continue
        counts = np.ones(len(handovers), dtype=bool) if counts is None else counts
        mine = handovers.version == place
        if mine.any():
            counts[mine] = np.isin(handovers.lead[mine], meeting(wanted))
    return counts


def handed_over_in(handovers: Handovers, begin: int, end: int, counts: Flags | None = None) -> Flags:
    """Return which episodes of [begin, end) count (see `counting`), those that sales returned among them."""
    at = handovers.handed_over.at
    inside: Flags = (at >= begin) & (at < end)
    return inside if counts is None else inside & counts


def not_delivered(handovers: Handovers) -> Flags:
    """Return which episodes sales returned in time because the lead was not what was promised."""
    codes = [REASONS.index(reason) for reason in NOT_DELIVERED]
    return handovers.returned_in_time & np.isin(handovers.return_reason, codes)


def delivered(handovers: Handovers, begin: int, end: int, counts: Flags | None = None) -> Delivered:
    """Return what marketing handed over in [begin, end), of the episodes that count (None: all)."""
    inside = handed_over_in(handovers, begin, end, counts)
    return Delivered(gross=int(inside.sum()), returned=int((inside & not_delivered(handovers)).sum()))


@dataclass(frozen=True)
class Findings:
    """What else the agreement asks of sales, per episode."""

    too_few_attempts: Flags
    too_many_attempts: Flags
    contacted_early: Flags
    nobody_assigned: Flags
    against_treatment: Flags  # handed over though marketing keeps the leads of their grade and rating


def findings(handovers: Handovers, assigned: Flags, edge: Edge, versions: Versions) -> Findings:
    """Return the episodes that break the floor, the cap or the early-contact clause, and the unassigned ones.

    `assigned` tells per episode whether the lead has an owner. An episode known only from a date on the
    lead's own row has an unknown number of attempts: the floor does not judge it.
    """
    floor = np.array([v.terms.sales.attempts_at_least for v in versions], dtype=np.int64)[handovers.version]
    cap = np.array([v.terms.sales.attempts_at_most for v in versions], dtype=np.int64)[handovers.version]
    still_open = (handovers.closed_by == NONE) & (handovers.first_contact == MISSING)
    window_over = (handovers.floor_by != MISSING) & (handovers.floor_by < edge.as_of)
    return Findings(
        too_few_attempts=still_open & window_over & (handovers.attempts < floor) & ~handovers.summary,
        too_many_attempts=handovers.attempts > cap,
        contacted_early=handovers.early_contacts > 0,
        nobody_assigned=handovers.waiting & ~assigned,
        against_treatment=ranks.against_treatment(handovers, versions),
    )
