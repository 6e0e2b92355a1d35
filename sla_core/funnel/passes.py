"""From facts to the funnel: per stage which leads passed it, when, and which of them went on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import MISSING, NEVER, Flags, Instants, Seconds
from sla_core.facts import Codes
from sla_core.funnel.facts import NOBODY, FunnelFacts, joined
from sla_core.leads import Stage

STAGES = list(Stage)
_LEAD, _CUSTOMER = Stage.LEAD.rank, Stage.CUSTOMER.rank
# Neighbours, and last the whole way.
PAIRS = [*zip(range(_CUSTOMER), range(1, _CUSTOMER + 1), strict=True), (_LEAD, _CUSTOMER)]

Table = NDArray[np.int64]  # [stage, lead]
Marks = NDArray[np.bool_]  # [stage, lead]


@dataclass(frozen=True)
class Passes:
    """The leads that passed a stage: `row` in the funnel. Undated ones have no instant and stand apart."""

    row: Codes
    at: Instants
    skipped: Flags
    onward: Flags  # passed the next stage too, whenever
    undated: Codes  # rows


@dataclass(frozen=True)
class Lasted:
    """One row per lead with a date of its own in both of two stages: when it came to the later, and how long after."""

    ended: Instants
    seconds: Seconds


@dataclass(frozen=True)
class Funnel:
    """One row per lead, in the order of ids; merged ones are one. `created` is NEVER where nobody knows it.

    What depends on a period or on the time of asking is in `figures`.
    """

    lead: Codes  # ids
    position: Codes  # among all leads, merged ones too: where `Groups` has its code
    created: Instants
    stage: Codes  # rank of where it stands now
    customer: Flags
    lost: Flags
    passes: tuple[Passes, ...]  # by rank
    lasted: tuple[Lasted, ...]  # by PAIRS
    journey: Seconds  # of customers: from creation to win, shortest first

    @cached_property
    def begins(self) -> Instants:
        """When leads were created, earliest first; those without a date are left out."""
        found = np.sort(self.created)
        return found[: np.searchsorted(found, NEVER)]

    @cached_property
    def begins_of_customers(self) -> Instants:
        """When those were created that became customers, earliest first."""
        found = np.sort(self.created[self.customer])
        return found[: np.searchsorted(found, NEVER)]

    def entered(self, stage: Stage, begin: int | None, end: int | None) -> Codes:
        """Return the ids of the leads that passed a stage in [begin, end)."""
        passed = self.passes[stage.rank]
        return self.lead[passed.row[inside(passed.at, begin, end)]]

    def undated(self, stage: Stage) -> Codes:
        """Return the ids of the leads that passed a stage at a time nobody wrote down."""
        return self.lead[self.passes[stage.rank].undated]

    def standing(self, stage: Stage) -> Codes:
        """Return the ids of the leads that stand in a stage now."""
        return self.lead[self.stage == stage.rank]


def inside(at: Instants, begin: int | None, end: int | None) -> Flags:
    """Return which instants lie in [begin, end); None is no bound, NEVER lies in no period."""
    found: Flags = at < (NEVER if end is None else end)
    return found if begin is None else found & (at >= begin)


def build(facts: FunnelFacts) -> Funnel:
    """Return the funnel of all leads."""
    known, position = joined(facts)
    count = len(known.lead)
    created = np.where(known.created == MISSING, NEVER, known.created)
    own, entered = _own_entries(known, count)
    subscribed = _begin(known, own, entered, created)
    began = np.where(created == NEVER, np.minimum(own[0], own[_LEAD]), created)
    reached = _highest(entered)
    dated = own != NEVER
    passed = _passed(own, subscribed)
    won_at = passed[_CUSTOMER]
    ended = np.flatnonzero((won_at != NEVER) & (began != NEVER))
    return Funnel(
        lead=known.lead,
        position=position,
        created=began,
        stage=_standing(known, reached),
        customer=entered[_CUSTOMER],
        lost=known.lost & ~entered[_CUSTOMER],
        passes=tuple(_passes(rank, passed, entered, subscribed, reached) for rank in range(len(STAGES))),
        lasted=tuple(_lasted(dated, passed, *pair) for pair in PAIRS),
        journey=np.sort(np.maximum(won_at[ended] - began[ended], 0)),
    )


def _own_entries(facts: FunnelFacts, count: int) -> tuple[Table, Marks]:
    """Return the first date of each lead in each stage itself (NEVER without), and whether it was ever there."""
    place = facts.entry_stage * count + facts.entry_lead
    own, entered = np.full(len(STAGES) * count, NEVER), np.zeros(len(STAGES) * count, dtype=bool)
    np.minimum.at(own, place, np.where(facts.entry_at == MISSING, NEVER, facts.entry_at))
    entered[place] = True
    own, entered = own.reshape(len(STAGES), count), entered.reshape(len(STAGES), count)
    own[_CUSTOMER] = np.where(facts.won_at == MISSING, own[_CUSTOMER], facts.won_at)
    entered[_CUSTOMER] |= facts.won | (facts.won_at != MISSING)
    return own, entered


def _begin(facts: FunnelFacts, own: Table, entered: Marks, created: Instants) -> Flags:
    """Enter each lead's creation, and where it stands now, into its own entries; return who was a subscriber."""
    noted = entered[0].copy()
    for rank in range(len(STAGES)):
        entered[rank] |= facts.stage == rank
    rows = np.flatnonzero(entered[0])
    rows = rows[_subscriber_first(own[:, rows], entered[:, rows], noted[rows])]
    as_lead = np.ones(len(facts.lead), dtype=bool)
    as_lead[rows] = False
    own[0, rows] = np.minimum(own[0, rows], created[rows])
    np.minimum(own[_LEAD], np.where(as_lead, created, NEVER), out=own[_LEAD])
    entered[_LEAD] |= as_lead
    return entered[0]


def _subscriber_first(own: Table, entered: Marks, noted: Flags) -> Flags:
    """Return who of those that ever were subscribers were created as one, and not moved back to it later."""
    without_date = noted | ~entered[1:].any(axis=0)
    first: Flags = np.where(own[0] == NEVER, without_date, own[0] <= own[1:].min(axis=0))
    return first


def _highest(entered: Marks) -> Codes:
    """Return the highest stage each lead was ever in."""
    reached = np.zeros(entered.shape[1], dtype=np.int64)
    for rank in range(1, len(STAGES)):
        reached[entered[rank]] = rank
    return reached


def _passed(own: Table, subscribed: Flags) -> Table:
    """Return when each lead passed each stage: its first dated entry into it or a later one, NEVER without.

    Takes the table of its own entries over.
    """
    for rank in range(_CUSTOMER - 1, -1, -1):
        np.minimum(own[rank], own[rank + 1], out=own[rank])
    own[0, ~subscribed] = NEVER
    return own


def _passes(rank: int, passed: Table, entered: Marks, subscribed: Flags, reached: Codes) -> Passes:
    known = passed[rank] != NEVER
    row = np.flatnonzero(known)
    ever = subscribed if rank == 0 else reached >= rank
    return Passes(
        row=row,
        at=passed[rank, row],
        skipped=~entered[rank, row],
        onward=reached[row] > rank,
        undated=np.flatnonzero(ever & ~known),
    )


def _lasted(dated: Marks, passed: Table, earlier: int, later: int) -> Lasted:
    row = np.flatnonzero(dated[earlier] & dated[later])
    ended = passed[later, row]
    return Lasted(ended, ended - passed[earlier, row])


def _standing(facts: FunnelFacts, reached: Codes) -> Codes:
    stage = np.where(facts.stage == NOBODY, reached, facts.stage)
    ours = np.flatnonzero(facts.entry_is_ours)
    np.maximum.at(stage, facts.entry_lead[ours], facts.entry_stage[ours])
    stage[reached == _CUSTOMER] = _CUSTOMER
    return stage
