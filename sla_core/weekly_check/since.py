"""What has become of the leads of a sign-off since."""

from collections import Counter
from enum import StrEnum

from sla_core.columns import MISSING
from sla_core.handovers import CLOSINGS, NONE
from sla_core.leads import Closing
from sla_core.situation import Situation
from sla_core.weekly_check.going_through import Episode
from sla_core.weekly_check.snapshot import CheckedLead, Snapshot, rows_of


class Since(StrEnum):
    """How a handover that waited at a check stands now: each in exactly one of these."""

    CONTACTED = "contacted"
    TRIED = "tried"
    RETURNED = "returned"
    CLOSED = "closed"
    WAITS = "waits"
    GONE = "gone"


def since(of: Snapshot, now: Situation) -> list[Since]:
    """Return what has become of each lead, in the order of the snapshot.

    A contact counts before all else; an attempt counts only where there are more than at the check.
    """
    rows = rows_of([Episode(lead.lead, lead.number) for lead in of.leads], now).tolist()
    return [_since(lead, row, now) for lead, row in zip(of.leads, rows, strict=True)]


def counted(of: Snapshot, now: Situation) -> Counter[Since]:
    """Return how many leads have become what."""
    return Counter(since(of, now))


def _since(lead: CheckedLead, row: int, now: Situation) -> Since:
    known = now.handovers
    if row < 0:
        return Since.GONE
    if known.first_contact[row] != MISSING:
        return Since.CONTACTED
    if (closed_by := known.closed_by[row]) != NONE:
        return Since.RETURNED if CLOSINGS[closed_by] == Closing.RETURNED else Since.CLOSED
    if known.attempts[row] > lead.attempts:
        return Since.TRIED
    return Since.WAITS if known.waiting[row] else Since.TRIED
