"""The meeting: its agenda, the figures it freezes, its decisions, what changed since the last one, its minutes."""

from sla_core.meeting.agenda import NAMES, QUESTIONS, Step
from sla_core.meeting.changes import changes
from sla_core.meeting.decisions import MOST_CHARACTERS, Decision, Outcome, Said, check, checked_text
from sla_core.meeting.held import Meeting, Note, before, open_one
from sla_core.meeting.live import counted, since
from sla_core.meeting.snapshot import Snapshot
from sla_core.meeting.taking import snapshot

__all__ = [
    "MOST_CHARACTERS",
    "NAMES",
    "QUESTIONS",
    "Decision",
    "Meeting",
    "Note",
    "Outcome",
    "Said",
    "Snapshot",
    "Step",
    "before",
    "changes",
    "check",
    "checked_text",
    "counted",
    "open_one",
    "since",
    "snapshot",
]
