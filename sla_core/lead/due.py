"""How one handover stands: why it was due when it was, where its clock stopped, and what the page says first."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

import numpy as np

from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING
from sla_core.facts import When
from sla_core.handovers import NONE, Handovers, ranks
from sla_core.lead.deadline_walk import DeadlineWalk, walk
from sla_core.situation import Situation
from sla_core.terms import ClockStart, Duration

PROMISE, BY_TREATMENT, FROM_ASSIGNMENT = "3.3", "2.10", "3.2"  # clauses


class Stopped(StrEnum):
    """What the clock of a handover runs to."""

    BEFORE = "before"  # contacted before it began
    RESPONSE = "response"
    CLOSED = "closed"
    RUNS = "runs"  # to the edge of what is known


@dataclass(frozen=True)
class LeadDue:
    """The clock of one handover. `latest`: the deadline where a vague handover is read as late as it can mean."""

    walk: DeadlineWalk
    stopped: Stopped
    version: AgreementVersion
    limit: Duration
    clause: str
    from_assignment: bool
    latest: int

    @property
    def is_vague(self) -> bool:
        """Whether the deadline is known as a span of time only."""
        return self.latest != self.walk.due

    @property
    def passed(self) -> int:
        """Working seconds from the start of the clock to where it stopped or stands."""
        return self.walk.used + self.walk.over


def only(now: Situation, lead_ids: Sequence[int]) -> Situation:
    """Return the situation of some leads alone: judged as all are, at the cost of a few."""
    wanted = np.unique(np.asarray(lead_ids, dtype=np.int64))
    begins, ends = (now.handovers.lead.searchsorted(wanted, side=side) for side in ("left", "right"))
    rows = np.concatenate([np.arange(0), *map(np.arange, begins, ends)])
    columns = {field.name: getattr(now.handovers, field.name) for field in fields(now.handovers)}
    taken: dict[str, Any] = {
        name: column.take(rows) if isinstance(column, When) else column[rows]
        for name, column in columns.items()
    }
    return replace(now, handovers=Handovers(**taken), counts=None)


def newest(now: Situation, lead_id: int) -> int | None:
    """Return the position of the newest handover of a lead, None where it was never handed over."""
    row = int(now.handovers.lead.searchsorted(lead_id, side="right")) - 1
    return row if row >= 0 and now.handovers.lead[row] == lead_id else None


def due(now: Situation, row: int) -> LeadDue | None:
    """Return why a handover is due when it is; None where nobody knows when it was handed over."""
    known = now.handovers
    start, by = int(known.clock_start[row]), int(known.response_by[row])
    if MISSING in (start, by):
        return None
    version = now.versions[known.version[row]]
    stopped, end = _end(now, row, start)
    cell = int(known.grade[row]), int(known.rating[row])
    own = ranks.own_limits(version.terms).get(cell)
    return LeadDue(
        walk=walk(version.terms.calendar.build(), start, by, end),
        stopped=stopped,
        version=version,
        limit=own or version.terms.sales.respond_within,
        clause=BY_TREATMENT if own else PROMISE,
        from_assignment=version.terms.handover.clock_start is ClockStart.ASSIGNMENT
        and start != known.handed_over.at[row],
        latest=int(known.response_by_latest[row]),
    )


def _end(now: Situation, row: int, start: int) -> tuple[Stopped, int]:
    """Return where the clock stopped, on the latest reading, as responses are measured."""
    known = now.handovers
    if known.attempted_before[row]:
        return Stopped.BEFORE, start
    if known.responded_latest[row] != MISSING:
        return Stopped.RESPONSE, int(known.responded_latest[row])
    if known.closed_by[row] != NONE and known.closed_latest[row] != MISSING:
        return Stopped.CLOSED, int(known.closed_latest[row])
    return Stopped.RUNS, now.edge.as_of
