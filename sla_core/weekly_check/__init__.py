"""The weekly check: when it is due, going through all who wait, what is signed, and what became of it."""

from sla_core.weekly_check.due import CheckDue, check_due, due_line, monday_of
from sla_core.weekly_check.going_through import (
    Check,
    Decision,
    Episode,
    Mark,
    begun,
    caught_up,
    marked,
    moved,
    waiting_order,
)
from sla_core.weekly_check.since import Since, counted, since
from sla_core.weekly_check.snapshot import MOST_CHARACTERS, CheckedLead, Snapshot, WeekFigures, snapshot

__all__ = [
    "MOST_CHARACTERS",
    "Check",
    "CheckDue",
    "CheckedLead",
    "Decision",
    "Episode",
    "Mark",
    "Since",
    "Snapshot",
    "WeekFigures",
    "begun",
    "caught_up",
    "check_due",
    "counted",
    "due_line",
    "marked",
    "monday_of",
    "moved",
    "since",
    "snapshot",
    "waiting_order",
]
