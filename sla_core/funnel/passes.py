"""From facts to the funnel: per stage which leads passed it, when, and which of them went on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import MISSING, NEVER, Flags, Instants, Seconds
from sla_core.facts import Codes
from sla_core.follow_up.judging import quantile
from sla_core.funnel.facts import NOBODY, FunnelFacts, joined
from sla_core.handovers.openings import CREATED_WITH_STAGE_SECONDS
from sla_core.leads import Stage

STAGES = list(Stage)
LEAD, CUSTOMER = Stage.LEAD.rank, Stage.CUSTOMER.rank
# Neighbours, and last the whole way.
PAIRS = [*zip(range(CUSTOMER), range(1, CUSTOMER + 1), strict=True), (LEAD, CUSTOMER)]

Table = NDArray[np.int64]  # [stage, lead]
Marks = NDArray[np.bool_]  # [stage, lead]
Ranks = NDArray[np.int8]


@dataclass(frozen=True)
class Lasted:
    """One row per lead with a date of its own in both of two stages: when it came to the later, and how long after."""

    ended: Instants
    seconds: Seconds


@dataclass(frozen=True)
class Funnel:
    """One row per lead, in the order of ids; merged ones are one. Instants are NEVER where nobody knows them.

    What depends on a period or on the time of asking is in `figures`.
    """

    lead: Codes  # ids
    position: Codes  # among all leads, merged ones too: where `Groups` has its code
    created: Instants
    passed: Table  # the first date of each in a stage or a later one
    entered: Marks  # was in the stage itself
    reached: Ranks  # the highest stage it was ever in
    stage: Ranks  # where it stands now
    lost: Flags
    lasted: tuple[Lasted, ...]  # by PAIRS
    journey: Seconds  # of customers: from creation to win

    @property
    def customer(self) -> Flags:
        """Who became a customer, whenever."""
        won: Flags = self.entered[CUSTOMER]
        return won

    @cached_property
    def begins(self) -> Instants:
        """When leads were created, earliest first; those without a date are left out."""
        return _rising(self.created)

    @cached_property
    def begins_of_customers(self) -> Instants:
        """When those were created that became customers, earliest first."""
        return _rising(self.created[self.customer])

    @cached_property
    def late(self) -> list[int | None]:
        """The P90 of each of PAIRS over all leads: who has not arrived by then is late."""
        return [quantile(lasted.seconds, 0.9) for lasted in self.lasted]

    @cached_property
    def late_journey(self) -> int | None:
        """The P90 from creation to win over all customers."""
        return quantile(self.journey, 0.9)

    @cached_property
    def undated_by_stage(self) -> dict[Stage, int]:
        """How many passed each stage at a time nobody wrote down."""
        return {stage: int(np.count_nonzero(self.undated(stage))) for stage in STAGES}

    @cached_property
    def standing_by_stage(self) -> dict[Stage, int]:
        """How many stand in each stage now."""
        return {stage: int(np.count_nonzero(self.standing(stage))) for stage in STAGES}

    @cached_property
    def lost_by_stage(self) -> dict[Stage, int]:
        """How many of them are lost."""
        return {stage: int(np.count_nonzero(self.standing(stage) & self.lost)) for stage in STAGES}

    def passing(self, stage: Stage, begin: int | None, end: int | None) -> Flags:
        """Return who passed a stage in [begin, end)."""
        return inside(self.passed[stage.rank], begin, end)

    def undated(self, stage: Stage) -> Flags:
        """Return who passed a stage at a time nobody wrote down."""
        ever = self.entered[0] if stage is Stage.SUBSCRIBER else self.reached >= stage.rank
        without: Flags = ever & (self.passed[stage.rank] == NEVER)
        return without

    def standing(self, stage: Stage) -> Flags:
        """Return who stands in a stage now."""
        here: Flags = self.stage == stage.rank
        return here


def _rising(at: Instants) -> Instants:
    found = np.sort(at)
    return found[: np.searchsorted(found, NEVER)]


def inside(at: Instants, begin: int | None, end: int | None) -> Flags:
    """Return which instants lie in [begin, end); None is no bound, NEVER lies in no period."""
    found: Flags = at < (NEVER if end is None else end)
    if begin is not None:
        found &= at >= begin
    return found


def build(facts: FunnelFacts) -> Funnel:
    """Return the funnel of all leads."""
    known, position = joined(facts)
    count = len(known.lead)
    created = np.where(known.created == MISSING, NEVER, known.created)
    own, entered = _own_entries(known, count)
    _enter_creation(known, own, entered, created)
    began = np.where(created == NEVER, np.minimum(own[0], own[LEAD]), created)
    reached = _highest(entered)
    dated = own != NEVER
    passed = _passed(own, entered[0])
    return Funnel(
        lead=known.lead,
        position=position,
        created=began,
        passed=passed,
        entered=entered,
        reached=reached,
        stage=_standing(known, reached),
        lost=known.lost & ~entered[CUSTOMER],
        lasted=tuple(_lasted(dated, passed, *pair) for pair in PAIRS),
        journey=_journeys(began, passed[CUSTOMER]),
    )


def _own_entries(facts: FunnelFacts, count: int) -> tuple[Table, Marks]:
    """Return the first date of each lead in each stage itself (NEVER without), and whether it was ever there."""
    place = facts.entry_stage * count + facts.entry_lead
    own, entered = np.full((len(STAGES), count), NEVER), np.zeros((len(STAGES), count), dtype=bool)
    np.minimum.at(own.reshape(-1), place, np.where(facts.entry_at == MISSING, NEVER, facts.entry_at))
    entered.reshape(-1)[place] = True
    own[CUSTOMER] = np.where(facts.won_at == MISSING, own[CUSTOMER], facts.won_at)
    entered[CUSTOMER] |= facts.won | (facts.won_at != MISSING)
    return own, entered


def _enter_creation(facts: FunnelFacts, own: Table, entered: Marks, created: Instants) -> None:
    """Enter each lead's creation, and where it stands now, into its own entries."""
    noted = entered[0].copy()
    for rank in range(len(STAGES)):
        entered[rank] |= facts.stage == rank
    rows = np.flatnonzero(entered[0])
    rows = rows[_subscriber_first(own[:, rows], entered[:, rows], noted[rows])]
    as_lead = np.ones(len(facts.lead), dtype=bool)
    as_lead[rows] = False
    own[0, rows] = np.minimum(own[0, rows], created[rows])
    np.minimum(own[LEAD], np.where(as_lead, created, NEVER), out=own[LEAD])
    entered[LEAD] |= as_lead


def _subscriber_first(own: Table, entered: Marks, noted: Flags) -> Flags:
    """Return who of those that ever were subscribers were created as one, and not moved back to it later."""
    without_date = noted | ~entered[1:].any(axis=0)
    first: Flags = np.where(own[0] == NEVER, without_date, own[0] <= own[1:].min(axis=0))
    return first


def _highest(entered: Marks) -> Ranks:
    """Return the highest stage each lead was ever in."""
    reached = np.zeros(entered.shape[1], dtype=np.int8)
    for rank in range(1, len(STAGES)):
        np.maximum(reached, entered[rank] * np.int8(rank), out=reached)
    return reached


def _passed(own: Table, subscribed: Flags) -> Table:
    """Return when each lead passed each stage: its first dated entry into it or a later one, NEVER without.

    Takes the table of its own entries over.
    """
    for rank in range(CUSTOMER - 1, -1, -1):
        np.minimum(own[rank], own[rank + 1], out=own[rank])
    own[0, ~subscribed] = NEVER
    return own


def _lasted(dated: Marks, passed: Table, earlier: int, later: int) -> Lasted:
    row = np.flatnonzero(dated[earlier] & dated[later])
    ended = passed[later][row]
    return Lasted(ended, ended - passed[earlier][row])


def _journeys(created: Instants, won_at: Instants) -> Seconds:
    """Return the time from creation to win, of customers that did not come in as such: a rep entered those."""
    both = (created != NEVER) & (won_at != NEVER)
    seconds = won_at[both] - created[both]
    journeys: Seconds = seconds[seconds > CREATED_WITH_STAGE_SECONDS]
    return journeys


def _standing(facts: FunnelFacts, reached: Ranks) -> Ranks:
    stage = np.where(facts.stage == NOBODY, reached, facts.stage.astype(np.int8))
    ours = np.flatnonzero(facts.entry_is_ours)
    np.maximum.at(stage, facts.entry_lead[ours], facts.entry_stage[ours].astype(np.int8))
    stage[reached == CUSTOMER] = CUSTOMER
    return stage
