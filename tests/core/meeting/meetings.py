"""Builds frozen figures, decisions and meetings for tests."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from sla_core.follow_up.judging import FollowUp
from sla_core.i18n import Language, Texts
from sla_core.meeting import Decision, Meeting, Outcome, Said, Snapshot, snapshot
from sla_core.meeting.snapshot import FrozenPace
from sla_core.pace import Pace
from sla_core.people import Department
from tests.builders import Story, at, figures, situation

ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)
YEAR = Pace(31, Fraction(174, 5), 48)
NOW = "2026-11-20 10:42"


def frozen(
    story: Story | None = None,
    now: str = NOW,
    *,
    leads: tuple[int, int | None] | None = None,
    followed: FollowUp | None = None,
    waiting: tuple[int, int, int] | None = None,
    customers: int = 31,
    **changed: Any,
) -> Snapshot:
    """A snapshot of a story; `leads` are delivered and expected, `waiting` all, too long and known."""
    story = story or Story()
    found = snapshot(situation(story, now), replace(YEAR, reached=customers), ())
    month, week, waits = found.month, found.week, found.waiting
    if leads:
        reached, expected = leads
        target = None if expected is None else 280
        pace = FrozenPace(
            reached=reached, expected=None if expected is None else str(expected), target=target
        )
        month = month.model_copy(update={"pace": pace})
    if followed:
        numbers = ("met", "late", "overdue", "due", "not_measurable")
        week = week.model_copy(update={name: getattr(followed, name) for name in numbers})
    if waiting:
        waits = waits.model_copy(
            update=dict(zip(("waiting", "too_long", "known"), waiting, strict=True)) | {"leads": ()}
        )
    update = {"month": month, "week": week, "waiting": waits, **changed}
    return found.model_copy(update=update)


def meeting(number: int = 1, now: str = NOW, *, closed: bool = True, **known: Any) -> Meeting:
    """A meeting of Kari and Ola."""
    return Meeting(
        id=number,
        started_at=at(now),
        started_by="Kari Nordmann",
        led_by="Kari Nordmann",
        attendees={Department.MARKETING: ("Kari Nordmann",), Department.SALES: ("Ola Hansen",)},
        snapshot=known.pop("snapshot", None) or frozen(now=now),
        closed_at=at(now) + 1_800 if closed else None,
        closed_by="Kari Nordmann" if closed else "",
        **known,
    )


def decision(number: int, meeting_id: int = 1, *said: Said, **known: Any) -> Decision:
    """A decision that Ola is to carry out."""
    made = Decision(
        id=number,
        meeting_id=meeting_id,
        what=f"Decision {number}",
        who="Ola Hansen",
        due=date(2026, 11, 25),
        clause="",
        version="3",
        decided_at=at(NOW),
        decided_by="Kari Nordmann",
        said=said,
    )
    return replace(made, **known)


def said(outcome: Outcome, meeting_id: int | None = None, when: str = NOW) -> Said:
    return Said(outcome, at(when), "Ola Hansen", meeting_id)


__all__ = [
    "BOKMAL",
    "ENGLISH",
    "NOW",
    "YEAR",
    "Story",
    "at",
    "decision",
    "figures",
    "frozen",
    "meeting",
    "said",
]
