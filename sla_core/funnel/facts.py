"""What the funnel is built from, as columns; merged leads are brought together here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants
from sla_core.facts import Codes

NOBODY: Final = -1  # no stage of ours; merged into no other lead


class By(StrEnum):
    """What leads can be told apart by; the value stands in commands and addresses."""

    SOURCE = "source"
    PERSONA = "persona"
    OWNER = "owner"
    CAMPAIGN = "campaign"


@dataclass(frozen=True)
class FunnelFacts:
    """One row per lead, merged ones too, in the order of ids; `entry_` columns: one row per valid stage entry.

    Instants are UTC seconds, MISSING where unknown, on their earliest reading. Ranks are those of `Stage`.
    """

    lead: Codes
    created: Instants
    stage: Codes  # rank of where the CRM says it stands now; NOBODY for a word that is not ours, or none
    won: Flags
    won_at: Instants
    lost: Flags
    merged_into: Codes  # position of a lead, NOBODY
    entry_lead: Codes  # position
    entry_stage: Codes
    entry_at: Instants
    entry_is_ours: Flags  # by our criteria or a person: not what a CRM says


@dataclass(frozen=True)
class Groups:
    """To which of some values each lead of `FunnelFacts` belongs; the value "" where nothing is known."""

    values: tuple[str, ...]
    code: Codes


def joined(facts: FunnelFacts) -> tuple[FunnelFacts, Codes]:
    """Return the facts with merged leads as one, and the positions that the remaining leads had before."""
    count = len(facts.lead)
    merged = facts.merged_into != NOBODY
    if not merged.any():
        return facts, np.arange(count)
    stays = np.flatnonzero(~merged)
    place = np.searchsorted(stays, _survivors(facts.merged_into))
    won = np.zeros(len(stays), dtype=bool)
    won[place[facts.won]] = True
    stage = np.full(len(stays), NOBODY)
    np.maximum.at(stage, place, facts.stage)
    both = FunnelFacts(
        lead=facts.lead[stays],
        created=_earliest(facts.created, place, len(stays)),
        stage=stage,
        won=won,
        won_at=_earliest(facts.won_at, place, len(stays)),
        lost=facts.lost[stays],
        merged_into=facts.merged_into[stays],
        entry_lead=place[facts.entry_lead],
        entry_stage=facts.entry_stage,
        entry_at=facts.entry_at,
        entry_is_ours=facts.entry_is_ours,
    )
    return both, stays


def _survivors(merged_into: Codes) -> Codes:
    """Return the position that each lead ends in; one merged into another may be merged again."""
    into = np.where(merged_into == NOBODY, np.arange(len(merged_into)), merged_into)
    for _ in range(len(into).bit_length()):  # each round follows chains twice as long
        into = into[into]
    return into


def _earliest(at: Instants, place: Codes, count: int) -> Instants:
    found = np.full(count, NEVER)
    np.minimum.at(found, place, np.where(at == MISSING, NEVER, at))
    return np.where(found == NEVER, MISSING, found)
