"""What is known about leads, as columns: the input of every calculation, read from the store in bulk.

All arrays of one record have the same length. `lead` holds positions in `LeadFacts`, whose rows are in the
order of `LeadFacts.id`. Instants are UTC seconds, MISSING where unknown; an instant with a span lies in
[at, at + span).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import MISSING, Flags, Instants, Seconds
from sla_core.leads import Channel, Direction, Outcome

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class When:
    """A column of instants that may be vague or missing."""

    at: Instants
    span: Seconds

    @property
    def known(self) -> Flags:
        """Where there is an instant at all."""
        known: Flags = self.at != MISSING
        return known

    @property
    def latest(self) -> Instants:
        """The latest second each instant can mean; MISSING stays MISSING."""
        return np.where(self.known, self.at + np.maximum(self.span - 1, 0), MISSING)

    def take(self, rows: Any) -> "When":
        """Return these rows."""
        return When(self.at[rows], self.span[rows])


@dataclass(frozen=True)
class LeadFacts:
    """One row per lead: what its own record says."""

    id: Codes
    created: When
    handed_over: When  # only where the file said so
    assigned: When
    stage_rank: Codes  # of the stage the CRM names now; -1 unknown
    won: Flags
    won_at: When
    lost: Flags
    lost_at: When
    merged_at: Instants
    erased_at: Instants

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True)
class StageFacts:
    """Stage entries that no later correction superseded."""

    lead: Codes
    rank: Codes
    entered: When
    recorded_at: Instants
    by_criteria: Flags
    by_person: Flags | None = None  # None: nobody's


@dataclass(frozen=True)
class AttemptFacts:
    """Attempts and what they count as: see `counts_as`."""

    lead: Codes
    when: When
    attempt: Flags
    contact: Flags
    summary: Flags
    channel: Codes  # position in `Channel`
    outbound: Flags


@dataclass(frozen=True)
class ReturnFacts:
    """Returns by sales: when, why (position in `ReturnReason`), and when a person re-opened the lead."""

    lead: Codes
    returned_at: Instants
    reason: Codes
    reopened_at: Instants


_TALKED = frozenset({Outcome.CONNECTED, Outcome.REPLIED, Outcome.HELD})
_MISSED = frozenset({Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.WRONG_NUMBER, Outcome.BOUNCED})


def counts_as(channel: str, direction: str, outcome: str, person: bool) -> tuple[bool, bool]:
    """Return (attempt, contact): what an act stops.

    Outbound acts are attempts whatever came of them, and contacts when somebody answered. The lead's own call
    or meeting is both, when a named person took it; the lead's own message is neither.
    """
    if direction == Direction.OUTBOUND:
        return True, outcome in _TALKED
    taken = channel in {Channel.CALL, Channel.MEETING} and person and outcome not in _MISSED
    return taken, taken
