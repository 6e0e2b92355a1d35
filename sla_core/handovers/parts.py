"""Leads that were merged into others: that one was won is seen with the lead that it is part of."""

from dataclasses import dataclass, replace

import numpy as np

from sla_core.columns import MISSING, NEVER, Instants
from sla_core.facts import Codes, LeadFacts, StageFacts, When
from sla_core.leads import Stage


@dataclass(frozen=True)
class PartWins:
    """One row per merged lead and lead that it is part of (`whole`, a position in `LeadFacts`), of those won."""

    whole: Codes
    won_at: When  # by a date of its own
    entered: When  # as a customer, first


def with_wins(leads: LeadFacts, stages: StageFacts, parts: PartWins) -> LeadFacts:
    """Return the leads with wins that one of their parts tells.

    As everywhere a date of its own comes before the first entry as a customer, whichever of them tells it.
    """
    if not len(parts.whole):
        return leads
    count = len(leads)
    won = leads.won.copy()
    won[parts.whole] = True
    dated = _earliest(count, (np.arange(count), leads.won_at), (parts.whole, parts.won_at))
    as_customer = stages.rank == Stage.CUSTOMER.rank
    own = stages.lead[as_customer], stages.entered.take(as_customer)
    entered = _earliest(count, own, (parts.whole, parts.entered))
    wholes = np.zeros(count, dtype=bool)
    wholes[parts.whole] = True
    at = np.where(dated.known, dated.at, np.where(wholes, entered.at, MISSING))
    span = np.where(dated.known, dated.span, np.where(wholes, entered.span, 0))
    return replace(leads, won=won, won_at=When(at, span))


def _earliest(count: int, *told: tuple[Codes, When]) -> When:
    """Return the earliest of the instants that are told of each lead."""
    lead = np.concatenate([of for of, _ in told])
    at = np.concatenate([when.at for _, when in told])
    span = np.concatenate([when.span for _, when in told])
    rows = np.flatnonzero(at != MISSING)
    rows = rows[np.lexsort((span[rows], -at[rows]))]  # written last = earliest
    found: Instants = np.full(count, NEVER)
    spans = np.zeros(count, dtype=np.int64)
    found[lead[rows]], spans[lead[rows]] = at[rows], span[rows]
    return When(np.where(found == NEVER, MISSING, found), spans)
