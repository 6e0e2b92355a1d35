"""Histories of leads for tests of goals: times are local (Oslo)."""

from dataclasses import dataclass, field

import numpy as np

from sla_core.columns import MISSING, Instants, instants
from sla_core.funnel import NOBODY, Funnel, FunnelFacts, build
from sla_core.goals.history import History, Journeys
from sla_core.leads import Stage
from tests.core.episodes import at

Moment = str | int | None
NOTHING = np.zeros(0, dtype=np.int64)


@dataclass
class Leads:
    """Leads told one by one; their ids are 0, 1, 2, … as in `Story`. Times are local texts, or instants."""

    created: list[Moment] = field(default_factory=list)
    qualified: list[Moment] = field(default_factory=list)
    won: list[Moment] = field(default_factory=list)

    def lead(self, created: Moment, qualified: Moment = None, won: Moment = None) -> int:
        self.created.append(created)
        self.qualified.append(qualified)
        self.won.append(won)
        return len(self.created) - 1

    def funnel(self) -> Funnel:
        created, qualified, won = (_column(told) for told in (self.created, self.qualified, self.won))
        count, entered = len(created), np.flatnonzero(qualified != MISSING)
        nobody = np.full(count, NOBODY)
        return build(
            FunnelFacts(
                lead=np.arange(count),
                created=created,
                stage=nobody,
                won=won != MISSING,
                won_at=won,
                lost=np.zeros(count, dtype=bool),
                merged_into=nobody,
                entry_lead=entered,
                entry_stage=np.full(len(entered), Stage.MARKETING_QUALIFIED.rank),
                entry_at=qualified[entered],
                entry_is_ours=np.zeros(len(entered), dtype=bool),
            )
        )


def _instant(when: Moment) -> int | None:
    return at(when) if isinstance(when, str) else when


def _column(told: list[Moment]) -> Instants:
    return instants(_instant(when) for when in told)


def history(
    stage: Stage, *when: str | int, leads: Instants = NOTHING, journeys: Instants = NOTHING
) -> History:
    """A history in which leads came to one stage at these times, and `leads` were created."""
    reached = dict.fromkeys(Stage, NOTHING) | {Stage.LEAD: np.sort(leads)}
    reached[stage] = np.sort(instants(_instant(moment) for moment in when))
    won = np.full(len(journeys), MISSING)
    return History(reached, NOTHING, NOTHING, Journeys(won, journeys))
