"""What ended an episode: a return, a win, a loss, a merge or an erasure."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants
from sla_core.facts import Codes, LeadFacts, ReturnFacts, StageFacts, When
from sla_core.handovers.limits import Versions, add, episode_of, per_version
from sla_core.handovers.openings import Openings
from sla_core.leads import Closing, ReturnReason, Stage

CLOSINGS = list(Closing)
REASONS = list(ReturnReason)
NONE = -1


@dataclass(frozen=True)
class Closings:
    """One row per episode: when (earliest and latest reading), by what, and whether a return came in time."""

    at: Instants
    latest: Instants
    by: Codes
    reason: Codes
    in_time: Flags


def find(
    opened: Openings, leads: LeadFacts, stages: StageFacts, returns: ReturnFacts, versions: Versions
) -> Closings:
    """Return what ended each episode first; `by` is NONE for one that is open."""
    count, lead = len(opened), opened.lead
    at, latest, by = np.full(count, NEVER), np.full(count, MISSING), np.full(count, NONE)
    begin = np.where(opened.opened.known, opened.opened.at, MISSING)

    def close(by_what: Closing, when: When) -> None:
        inside = when.known & (when.latest >= begin) & (when.at < opened.next_at)
        first = np.maximum(when.at, begin)
        earlier = inside & (first < at)
        at[earlier], latest[earlier] = first[earlier], when.latest[earlier]
        by[earlier] = CLOSINGS.index(by_what)

    exact = np.zeros(len(leads), dtype=np.int64)
    returned, reason = _return_of_episode(opened, returns)
    close(Closing.RETURNED, When(returned, np.zeros(count, dtype=np.int64)))
    close(Closing.WON, _won(leads, stages).take(lead))
    close(Closing.LOST, leads.lost_at.take(lead))
    close(Closing.MERGED, When(leads.merged_at, exact).take(lead))
    close(Closing.ERASED, When(leads.erased_at, exact).take(lead))
    open_end = (by == NONE) & (opened.next_at == NEVER)
    for what, told in (
        (Closing.WON, leads.won & ~leads.won_at.known),
        (Closing.LOST, leads.lost & ~leads.lost_at.known),
    ):
        by[open_end & told[lead] & (by == NONE)] = CLOSINGS.index(what)
    in_time = per_version(opened, versions, begin, lambda terms: terms.sales.accept_within, add)
    by_return = by == CLOSINGS.index(Closing.RETURNED)
    at = np.where(at == NEVER, MISSING, at)
    return Closings(at, latest, by, np.where(by_return, reason, NONE), by_return & (at <= in_time))


def _won(leads: LeadFacts, stages: StageFacts) -> When:
    """When each lead was won: its own date, otherwise its first dated entry as a customer."""
    at, span = leads.won_at.at.copy(), leads.won_at.span.copy()
    rows = np.flatnonzero((stages.rank == Stage.CUSTOMER.rank) & stages.entered.known)
    rows = rows[np.argsort(-stages.entered.at[rows], kind="stable")]  # written last = earliest
    rows = rows[~leads.won_at.known[stages.lead[rows]]]
    at[stages.lead[rows]], span[stages.lead[rows]] = stages.entered.at[rows], stages.entered.span[rows]
    return When(at, span)


def _return_of_episode(opened: Openings, returns: ReturnFacts) -> tuple[Instants, Codes]:
    """Return for each episode when and why it was returned first; MISSING and NONE where it was not."""
    at, reason = np.full(len(opened), MISSING), np.full(len(opened), NONE)
    rows = np.argsort(-returns.returned_at, kind="stable")  # written last = earliest
    episode, found = episode_of(opened, returns.lead[rows], returns.returned_at[rows])
    at[episode[found]], reason[episode[found]] = returns.returned_at[rows][found], returns.reason[rows][found]
    return at, reason
