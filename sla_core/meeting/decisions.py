"""Decisions of meetings: what, who, by when, which clause; and what is said of them at the next meeting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sla_core.errors import NotPossible, SlaError

MOST_CHARACTERS = 300


class Outcome(StrEnum):
    """What has become of a decision. One that is late stays on the list until it is kept or dropped."""

    KEPT = "kept"
    LATE = "late"
    DROPPED = "dropped"


SETTLED = frozenset({Outcome.KEPT, Outcome.DROPPED})


@dataclass(frozen=True)
class Said:
    """Somebody said what has become of a decision, in a meeting or (None) between two."""

    outcome: Outcome
    said_at: int
    said_by: str
    meeting_id: int | None


@dataclass(frozen=True)
class Decision:
    """A decision. `clause` is its number in `version` of the agreement, "" where it is about none.

    `said` is all that was said of it, oldest first; `change_by` and `change_at` tell who opened the change that it
    asks for in the draft.
    """

    id: int
    meeting_id: int
    what: str
    who: str
    due: date
    clause: str
    version: str
    decided_at: int
    decided_by: str
    said: tuple[Said, ...] = ()
    change_by: str = ""
    change_at: int | None = None

    @property
    def last(self) -> Said | None:
        """The last word on it."""
        return self.said[-1] if self.said else None

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.last is not None and self.last.outcome in SETTLED


def checked_text(typed: str) -> str:
    """Return a decision's or a note's words; raises `SlaError` where there is none, or too much."""
    words = " ".join(typed.split())
    if not words:
        raise NotPossible("Write at least a word.")
    if len(words) > MOST_CHARACTERS:
        raise SlaError("The text has {n} characters; at most {most} fit.", n=len(words), most=MOST_CHARACTERS)
    return words


def check(*, who: str, due: date | None, today: date, clause: str, clauses: Collection[str]) -> None:
    """Raise `SlaError` for a decision of nobody, without a day or for a day that is over, or on an unknown clause."""
    if not who:
        raise NotPossible("Somebody has to do it: choose a person.")
    if due is None:
        raise NotPossible("A decision needs a day by which it is done.")
    if due < today:
        raise NotPossible("The day is over: choose today or a later one.")
    if clause and clause not in clauses:
        raise SlaError("There is no clause {clause} in the version in force.", clause=clause)


def up_to(decision: Decision, meeting_id: int, ended_at: int | None) -> tuple[Said, ...]:
    """Return what had been said of a decision when a meeting ended; None for one that goes on."""
    return tuple(
        said
        for said in decision.said
        if (said.meeting_id is not None and said.meeting_id <= meeting_id)
        or (said.meeting_id is None and (ended_at is None or said.said_at <= ended_at))
    )


def on_the_agenda(
    decisions: Iterable[Decision], meeting_id: int, previous: tuple[int, int] | None
) -> list[Decision]:
    """Return the decisions that a meeting looks back on: the open ones, oldest first, then those settled since.

    `previous` is the meeting before it and when that ended: what was settled by then is not looked at again.
    """
    before = [decision for decision in decisions if decision.meeting_id < meeting_id]
    if previous is not None:
        before = [one for one in before if not _settled(up_to(one, *previous))]
    return sorted(before, key=lambda one: (one.is_settled, one.id))


def _settled(said: tuple[Said, ...]) -> bool:
    return bool(said) and said[-1].outcome in SETTLED
