"""A meeting: who held it when, with the figures it froze and what was noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sla_core.meeting.agenda import Step
from sla_core.meeting.snapshot import Snapshot
from sla_core.people import Department


@dataclass(frozen=True)
class Note:
    """Something said at a step, for the minutes."""

    step: Step
    text: str
    said_by: str
    said_at: int


@dataclass(frozen=True)
class Meeting:
    """A meeting; `closed_at` is None while it goes on."""

    id: int
    started_at: int
    started_by: str
    led_by: str
    attendees: Mapping[Department, tuple[str, ...]]
    snapshot: Snapshot
    notes: tuple[Note, ...] = ()
    closed_at: int | None = None
    closed_by: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether it has ended."""
        return self.closed_at is not None

    @property
    def absent(self) -> tuple[Department, ...]:
        """The departments of which nobody is there."""
        return tuple(of for of in Department if not self.attendees.get(of))


def open_one(meetings: Sequence[Meeting]) -> Meeting | None:
    """Return the meeting that goes on; there is at most one."""
    return next((meeting for meeting in meetings if not meeting.is_closed), None)


def before(meetings: Sequence[Meeting], meeting: Meeting) -> Meeting | None:
    """Return the meeting before one, of a list with the newest first."""
    return next((one for one in meetings if one.id < meeting.id), None)
