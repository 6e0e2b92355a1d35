"""A meeting as one browser sits in it, and the ways between its steps and all meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from db.versions import Versions
from pages.ui import meeting_reads, reads, session
from sla_core.clauses import Clause
from sla_core.i18n import Texts
from sla_core.meeting import Decision, Meeting, Step, before, open_one
from sla_core.meeting.minutes import Records
from sla_core.people import Action, Person
from sla_core.situation import Situation

MEETING, STEP = "meeting", "step"  # in the address
NEW, MINUTES = "new", "minutes"


@dataclass(frozen=True)
class Sitting:
    """A meeting with all that its steps are drawn from. `now` is live; the meeting's figures are frozen.

    `clauses` are those of the version that was in force as the meeting began.
    """

    known: Versions
    now: Situation
    meeting: Meeting
    previous: Meeting | None
    decisions: Sequence[Decision]
    clauses: tuple[Clause, ...]
    person: Person
    t: Texts

    @property
    def records(self) -> Records:
        """What its minutes are made of."""
        return Records(self.known.company, self.meeting, self.previous, self.decisions, self.clauses)

    @property
    def mine(self) -> list[Decision]:
        """The decisions of this meeting."""
        return [one for one in self.decisions if one.meeting_id == self.meeting.id]

    def may(self, action: Action) -> bool:
        """Whether this browser may do something in the meeting now."""
        return not self.meeting.is_closed and self.person.may(action)


def sitting(known: Versions, now: Situation, meeting: Meeting, t: Texts) -> Sitting:
    """Read what a meeting is drawn from."""
    return Sitting(
        known=known,
        now=now,
        meeting=meeting,
        previous=before(meeting_reads.meetings(known), meeting),
        decisions=meeting_reads.decisions(known),
        clauses=clauses(known, now, meeting.snapshot.version_id, t),
        person=session.person(),
        t=t,
    )


def clauses(known: Versions, now: Situation, version_id: int, t: Texts) -> tuple[Clause, ...]:
    """Return the clauses of a version as they read in it; none where there is no such version."""
    version = next((one for one in now.versions if one.id == version_id), None)
    if version is None:
        return ()
    return tuple(clause for chapter in reads.agreement_text(known, version, t) for clause in chapter.clauses)


def asked(known: Versions) -> Meeting | None:
    """Return the meeting that the address names; `?step=2` alone is the one that goes on."""
    named, meetings = st.query_params.get(MEETING, ""), meeting_reads.meetings(known)
    if named.isdecimal():
        return next((one for one in meetings if one.id == int(named)), None)
    found = open_one(meetings) if STEP in st.query_params and not named else None
    if found is not None:
        st.query_params[MEETING] = str(found.id)  # stays the same meeting when somebody ends it
    return found


def go_to(meeting: int | str = "", step: str = "") -> None:
    """Go to a meeting and a step of it, to a new one, or without any to the page that is live (for `on_click`)."""
    for name, value in ((MEETING, str(meeting)), (STEP, "" if step == Step.LAST_DECISIONS else step)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
