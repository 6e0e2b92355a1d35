"""What a sign-off holds: the figures of the week, and each lead with how it stood and what was decided.

Leads and people stand in it by id, never by name: names are looked up where it is shown, so that one who is erased
is erased here, too.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
from pydantic import NonNegativeInt

from sla_core.conditions import Document
from sla_core.facts import Codes
from sla_core.situation import Situation, Urgency
from sla_core.weekly_check.going_through import Check, Decision, Episode

MOST_CHARACTERS = 500  # of a comment


class WeekFigures(Document):
    """The five numbers of a period by deadline (its days inclusive), and who waited at the check.

    `longest` and `longest_limit` are working seconds: what the lead that waits longest has used, and of how much.
    """

    first: date | None
    last: date | None
    met: NonNegativeInt
    late: NonNegativeInt
    overdue: NonNegativeInt
    due: NonNegativeInt
    not_measurable: NonNegativeInt
    waiting: NonNegativeInt
    too_long: NonNegativeInt
    longest: NonNegativeInt | None = None
    longest_limit: NonNegativeInt | None = None


class CheckedLead(Document):
    """A lead as it stood at the check. `decision` is None where nobody looked at it.

    `waits` tells whether it still waited when the week was signed off; one that no longer did has no `used`.
    """

    lead: int
    number: int
    decision: Decision | None = None
    who: int | None = None
    comment: str = ""
    waits: bool = True
    urgency: Urgency = Urgency.UNTIMED
    used: NonNegativeInt = 0
    limit: NonNegativeInt = 0
    reason: str | None = None
    attempts: NonNegativeInt = 0


class Snapshot(Document):
    """What somebody signs with their name at the end of a weekly check."""

    schema_version: int = 1
    taken_at: int
    version: str  # of the agreement, in force then
    figures: WeekFigures
    leads: tuple[CheckedLead, ...]

    @property
    def decisions(self) -> list[Decision | None]:
        """What was decided of each lead."""
        return [lead.decision for lead in self.leads]

    @property
    def looked_at(self) -> int:
        """How many leads somebody looked at."""
        return sum(decision is not None for decision in self.decisions)

    @property
    def not_looked_at(self) -> int:
        """How many leads waited and nobody looked at them."""
        return sum(lead.waits and lead.decision is None for lead in self.leads)


def snapshot(check: Check, now: Situation) -> Snapshot:
    """Return how a check, caught up with an instant, stands then: what would be signed."""
    rows = rows_of(check.order, now).tolist()
    leads = tuple(_lead(check, episode, row, now) for episode, row in zip(check.order, rows, strict=True))
    return Snapshot(
        taken_at=now.edge.now, version=now.in_force.label, figures=_figures(leads, now), leads=leads
    )


def rows_of(episodes: Sequence[Episode], now: Situation) -> Codes:
    """Return the position of each episode among the handovers, -1 for one that is no longer there."""
    known = now.handovers
    rows = np.flatnonzero(np.isin(known.lead, [episode.lead for episode in episodes]))
    found = zip(known.lead[rows].tolist(), known.number[rows].tolist(), rows.tolist(), strict=True)
    places = {Episode(lead, number): row for lead, number, row in found}
    return np.array([places.get(episode, -1) for episode in episodes], dtype=np.int64)


def _lead(check: Check, episode: Episode, row: int, now: Situation) -> CheckedLead:
    mark = check.marks.get(episode)
    waits = episode in check.waiting
    wait = now.wait(row) if waits else None
    return CheckedLead(
        lead=episode.lead,
        number=episode.number,
        decision=mark.decision if mark else None,
        who=mark.who if mark else None,
        comment=mark.comment if mark else "",
        waits=waits,
        urgency=wait.urgency if wait else Urgency.UNTIMED,
        used=wait.used if wait else 0,
        limit=wait.limit if wait else 0,
        reason=wait.reason if wait else None,
        attempts=0 if row < 0 else int(now.handovers.attempts[row]),
    )


def _figures(leads: Sequence[CheckedLead], now: Situation) -> WeekFigures:
    of, numbers = now.week
    timed = [(lead.used, lead.limit) for lead in leads if lead.waits and lead.urgency is not Urgency.UNTIMED]
    longest, longest_limit = max(timed, default=(None, None))
    return WeekFigures(
        first=of.first,
        last=of.last,
        met=numbers.met,
        late=numbers.late,
        overdue=numbers.overdue,
        due=numbers.due,
        not_measurable=numbers.not_measurable,
        waiting=now.waiting.waiting,
        too_long=now.waiting.too_long,
        longest=longest,
        longest_limit=longest_limit,
    )
