"""What the store counts of what came in."""

from dataclasses import dataclass

from sla_core.facts import Codes
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind


@dataclass(frozen=True)
class Share:
    """Some of so many."""

    n: int
    of: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded; what is not all is at most 99. 0 without cases."""
        rounded = (200 * self.n + self.of) // (2 * self.of) if self.of else 0
        return min(rounded, 99) if self.n < self.of else rounded


@dataclass(frozen=True)
class Batch:
    """A file that came in and was not undone. `known_until`: of files that tell attempts."""

    id: int
    finished_at: int
    file: str
    kind: Kind
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    known_until: int | None


@dataclass(frozen=True)
class Refused:
    """How many rows of a batch were refused for a reason."""

    batch: int
    reason: Reason
    n: int


@dataclass(frozen=True)
class Quality:
    """What the store counts. `batches`: newest first. `vague_…`: known to the hour or the day, of all known.

    `unowned`: ids of the leads that were handed over and that nobody owns. Merged and erased leads are in
    none of the counts of leads.
    """

    batches: tuple[Batch, ...]
    refused: tuple[Refused, ...]
    never_handed_over: Share
    unowned: Codes
    vague_leads: Share
    vague_stages: Share
    vague_attempts: Share
    vague_activities: Share
