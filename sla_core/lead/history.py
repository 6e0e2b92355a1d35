"""Everything that happened to one lead and what is known of it, as the store tells it.

Instants are UTC seconds, None where nobody wrote them down; one with a span lies in [at, at + span). What merged
leads brought belongs to the lead that they became.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sla_core.leads import Basis, Channel, Direction, Outcome, ReturnReason, Stage


@dataclass(frozen=True)
class Profile:
    """Who a lead is, and where the company's own system says it stands."""

    lead_id: int
    name: str
    email: str | None
    title: str | None
    company: str | None
    company_size: str | None
    industry: str | None
    source: str | None
    campaign: str | None
    owner: str | None
    created_at: int | None
    created_span: int
    won: bool
    won_at: int | None
    won_span: int
    lost: bool
    lost_at: int | None
    lost_span: int
    merged_into: int | None
    merged_at: int | None
    erased_at: int | None

    @property
    def called(self) -> str:
        """What a sentence about the lead begins with: the company, otherwise the person."""
        return self.company or self.name or self.email or ""


@dataclass(frozen=True)
class Act:
    """What the lead did."""

    at: int
    span: int
    kind: str
    topic: str


@dataclass(frozen=True)
class Attempt:
    """What was done to reach the lead, or the lead reaching us. `summary`: one date that stands for several."""

    at: int
    span: int
    channel: Channel
    direction: Direction
    outcome: Outcome
    person: str | None
    note: str | None
    summary: bool


@dataclass(frozen=True)
class Entry:
    """The lead came to a stage. `superseded`: a later correction stands for it."""

    stage: Stage
    at: int | None
    span: int
    recorded_at: int
    basis: Basis
    version: str | None  # number of the agreement whose criteria it met
    evidence: Mapping[str, Any]
    superseded: bool


@dataclass(frozen=True)
class Returned:
    """Sales gave the lead back, and what marketing answered."""

    at: int
    reason: ReturnReason
    by: str
    note: str | None
    duplicate_of: int | None
    reopened_at: int | None
    reopened_by: str | None
    closed_at: int | None
    closed_by: str | None
    answer: str | None


@dataclass(frozen=True)
class Accepted:
    """Sales said yes to a handover."""

    number: int
    at: int
    by: str


@dataclass(frozen=True)
class Merged:
    """Another lead that became this one."""

    lead_id: int
    name: str
    at: int | None


@dataclass(frozen=True)
class LeadHistory:
    """One lead with all that is told of it, each kind in the order of time."""

    profile: Profile
    acts: tuple[Act, ...]
    attempts: tuple[Attempt, ...]
    entries: tuple[Entry, ...]
    returns: tuple[Returned, ...]
    accepted: tuple[Accepted, ...]
    merged: tuple[Merged, ...]
