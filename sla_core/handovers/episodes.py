"""Handovers: from facts and terms to the episodes that are judged.

An episode opens when a lead becomes sales' task and closes when it is returned, won, lost, merged or erased.
Everything is computed for all leads at once; the same functions serve one lead after a logged call. What is
here does not depend on the time of asking: that comes in `follow_up`.
"""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants, Seconds
from sla_core.facts import AttemptFacts, Codes, LeadFacts, ReturnFacts, StageFacts, When
from sla_core.handovers import closings, openings, ranks, responses
from sla_core.handovers.closings import NONE, Closings
from sla_core.handovers.limits import Versions, add, per_version
from sla_core.handovers.openings import Openings
from sla_core.handovers.ranks import RankFacts
from sla_core.handovers.responses import Responses
from sla_core.leads import Stage
from sla_core.terms import ClockStart

UNJUDGED = ["no_date", "late_data", "no_attempt_recorded"]


@dataclass(frozen=True)
class Handovers:
    """One row per episode, sorted by lead and number. Codes are positions in the lists above, NONE = -1.

    `response_by` is the deadline on the earliest reading of a vague handover, `response_by_latest` on the
    latest; `responded`, `closed` likewise. `response_seconds` is working time to the response, 0 when it was
    contacted before, MISSING without a response.
    """

    lead: Codes
    number: Codes
    version: Codes
    handed_over: When
    clock_start: Instants
    response_by: Instants
    response_by_latest: Instants
    floor_by: Instants  # by then the least number of attempts should have been made
    first_attempt: Instants
    first_contact: Instants
    responded: Instants
    responded_latest: Instants
    response_seconds: Seconds
    attempted_before: Flags
    attempts: Codes  # before the first contact
    early_contacts: Codes  # attempts before the first handover that the early-contact clause forbids
    summary: Flags
    closed: Instants
    closed_latest: Instants
    closed_by: Codes
    unjudged: Codes
    return_reason: Codes
    returned_in_time: Flags
    waiting: Flags
    grade: Codes  # as of the handover: place in the bands of the version, 0 for the best
    rating: Codes

    def __len__(self) -> int:
        return len(self.lead)


def build(
    leads: LeadFacts,
    stages: StageFacts,
    attempts: AttemptFacts,
    returns: ReturnFacts,
    versions: Versions,
    written: RankFacts | None = None,
) -> Handovers:
    """Return the episodes of all leads under the versions (oldest first, the first one from −∞).

    `written` are the ranks as of handovers that are known: they tell which limit of the treatments holds.
    """
    opened = openings.find(leads, stages, returns, versions)
    assigned = leads.assigned.take(opened.lead)
    start = _clock_start(opened, opened.opened.at, assigned.at, versions)
    start_latest = _clock_start(opened, opened.opened.latest, assigned.latest, versions)
    closing = closings.find(opened, leads, stages, returns, versions)
    contact = responses.find(opened, attempts, closing, versions)
    rank = ranks.of_episodes(opened, written or RankFacts.none())
    by = ranks.respond_by(rank, versions, start)
    by_latest = ranks.respond_by(rank, versions, start_latest)
    floor_by = per_version(opened, versions, opened.opened.at, lambda terms: terms.sales.attempts_within, add)
    moved_on = _moved_on(opened, leads, stages)
    unjudged = _unjudged(opened, moved_on, contact, closing, versions)
    answered = (contact.latest != MISSING) | contact.before
    return Handovers(
        lead=opened.lead,
        number=opened.number,
        version=opened.version,
        handed_over=opened.opened,
        clock_start=start,
        response_by=by,
        response_by_latest=by_latest,
        floor_by=floor_by,
        first_attempt=contact.first_attempt,
        first_contact=contact.first_contact,
        responded=contact.at,
        responded_latest=contact.latest,
        response_seconds=responses.working_seconds(opened, start, contact, versions),
        attempted_before=contact.before,
        attempts=contact.attempts,
        early_contacts=contact.early,
        summary=contact.summary,
        closed=closing.at,
        closed_latest=closing.latest,
        closed_by=closing.by,
        unjudged=unjudged,
        return_reason=closing.reason,
        returned_in_time=closing.in_time,
        waiting=~answered & (closing.by == NONE) & ~moved_on,
        grade=rank.grade,
        rating=rank.rating,
    )


def _clock_start(opened: Openings, handed_over: Instants, assigned: Instants, versions: Versions) -> Instants:
    """Handover; or where agreed the first assignment, at the latest `assign_within` after the handover."""
    from_assignment = np.array(
        [v.terms.handover.clock_start is ClockStart.ASSIGNMENT for v in versions], dtype=bool
    )
    start = handed_over.copy()
    mine = from_assignment[opened.version] & (start != MISSING) if len(opened) else np.zeros(0, dtype=bool)
    if mine.any():
        latest = per_version(opened, versions, start, lambda terms: terms.handover.assign_within, add)
        assigned = np.where(assigned == MISSING, latest, np.maximum(assigned, start))
        start[mine] = np.minimum(assigned, latest)[mine]
    return start


def _unjudged(
    opened: Openings,
    moved_on: Flags,
    contact: Responses,
    closing: Closings,
    versions: Versions,
) -> Codes:
    """Why no clock can judge an episode, whenever asked."""
    reason = np.full(len(opened), NONE)
    answered = (contact.at != MISSING) | contact.before
    reason[moved_on & ~answered & (closing.by == NONE)] = UNJUDGED.index("no_attempt_recorded")
    limit = per_version(opened, versions, opened.opened.at, lambda terms: terms.handover.late_data_after, add)
    reason[opened.by_criteria & (opened.recorded_at > limit)] = UNJUDGED.index("late_data")
    reason[~opened.opened.known] = UNJUDGED.index("no_date")
    return reason


def _moved_on(opened: Openings, leads: LeadFacts, stages: StageFacts) -> Flags:
    """Episodes whose lead became an opportunity after the handover, or at a time nobody wrote down.

    Somebody talked with such a lead, but no attempt is recorded: it is neither late nor waiting.
    """
    high = stages.rank >= Stage.OPPORTUNITY.rank
    last_high, dated_rank = np.full(len(leads), MISSING), np.full(len(leads), NONE)
    dated = np.flatnonzero(high & stages.entered.known)
    np.maximum.at(last_high, stages.lead[dated], stages.entered.at[dated])
    np.maximum.at(dated_rank, stages.lead[dated], stages.rank[dated])
    undated = (leads.stage_rank >= Stage.OPPORTUNITY.rank) & (leads.stage_rank > dated_rank)
    undated[stages.lead[high & ~stages.entered.known]] = True
    last_episode = opened.next_at == NEVER
    later = (last_high[opened.lead] > opened.opened.at) & (last_high[opened.lead] < opened.next_at)
    moved_on: Flags = later | (undated[opened.lead] & last_episode)
    return moved_on
