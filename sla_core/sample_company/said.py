"""What the sample company's people say of handovers: why some were late, that they take them, what the weekly checks
decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sla_core.columns import MISSING
from sla_core.follow_up.breaches import broken
from sla_core.follow_up.judging import Edge
from sla_core.handovers import NONE, Handovers
from sla_core.i18n import mark
from sla_core.leads import BreachReason
from sla_core.sample_company.arrivals import NOBODY
from sla_core.sample_company.meeting import as_known
from sla_core.sample_company.people import MARKETING_MANAGER, SALES, SALES_MANAGER
from sla_core.sample_company.setting import HOUR, RECENT_DAYS, Setting
from sla_core.sample_company.story import Story
from sla_core.situation import Situation, Urgency
from sla_core.weekly_check import Check, Decision, Episode, Mark, begun

_WEEKS_OF_REASONS = 8
_GIVEN, _ACCEPTED = 0.67, 0.85  # shares of the late ones, of those answered
_BY_NIGHT = 0.6  # of the reasons for leads handed over outside working hours
_OTHERWISE = (BreachReason.FORGOTTEN, BreachReason.WRONG_NUMBER, BreachReason.DATA_ERROR)
_OTHERWISE_SHARES = (0.6, 0.25, 0.15)
_SOON = 2 * HOUR  # after a check: whoever was called until then was called because of it
# Weeks ago, who signs, what they add.
CHECKS = (
    (3, SALES_MANAGER, ""),
    (2, MARKETING_MANAGER, mark("Done together, as agreed in the meeting")),
    (1, SALES_MANAGER, ""),
)


@dataclass(frozen=True)
class Said:
    """What somebody said of a handover, by the id of the lead. `reason` is None for "we take it"."""

    lead: int
    number: int
    at: int
    by: str
    reason: BreachReason | None = None


def reasons(setting: Setting, told: Story, now: Situation) -> list[Said]:
    """Return why leads of the last weeks were late, as sales says: for two of three."""
    known, chance = now.handovers, setting.chance("breach reasons")
    late = broken(now.judgement) & (known.response_by >= setting.week(_WEEKS_OF_REASONS))
    rows = np.flatnonzero(late & (chance.random(len(known)) < _GIVEN))
    opened = known.handed_over.at[rows]
    by_night = (setting.calendar.deadline(opened, 0) > opened) & (chance.random(len(rows)) < _BY_NIGHT)
    other = chance.choice(len(_OTHERWISE), size=len(rows), p=_OTHERWISE_SHARES)
    later = setting.calendar.deadline(known.response_by[rows], chance.integers(HOUR, 12 * HOUR, len(rows)))
    found = []
    for place, row in enumerate(rows.tolist()):
        reason = BreachReason.OUTSIDE_HOURS if by_night[place] else _OTHERWISE[other[place]]
        if _owner(told, known, row) == NOBODY:
            reason = BreachReason.NOBODY_ASSIGNED
        found.append(_said(told, known, row, min(int(later[place]), setting.now), reason))
    return found


def acceptances(setting: Setting, told: Story, now: Situation) -> list[Said]:
    """Return which handovers of the last weeks sales has said yes to: most of those that it has answered."""
    known, chance = now.handovers, setting.chance("acceptances")
    recent = known.handed_over.at >= setting.calendar.before_days(setting.now, RECENT_DAYS)
    answered = (known.responded != MISSING) & (known.return_reason == NONE) & ~broken(now.judgement)
    rows = np.flatnonzero(recent & answered & (chance.random(len(known)) < _ACCEPTED))
    minutes = chance.integers(60, 1_200, len(rows))
    at = np.minimum(known.responded[rows] + minutes, setting.now)
    return [_said(told, known, row, moment) for row, moment in zip(rows.tolist(), at.tolist(), strict=True)]


def _owner(told: Story, known: Handovers, row: int) -> int:
    return int(told.leads.owner[known.lead[row] - 1])


def _said(told: Story, known: Handovers, row: int, at: int, reason: BreachReason | None = None) -> Said:
    by = [*SALES, SALES_MANAGER][_owner(told, known, row)]
    return Said(int(known.lead[row]), int(known.number[row]), at, by, reason)


def at_check(now: Situation, at: int) -> Situation:
    """Return the situation as it was known at a check."""
    known = as_known(now.handovers, at)
    known = replace(known, attempts=np.where(known.waiting, 0, known.attempts))
    return Situation(now.versions, known, Edge(at, None))


def gone_through(then: Situation, now: Situation, told: Story, ids: Mapping[str, int]) -> Check:
    """Return a check at which every lead was looked at: what was decided is what came to be done.

    `ids` are the people's by name.
    """
    check = begun(then)
    soon = then.calendar.deadline(then.edge.now, _SOON)
    marks = {episode: _decided(then, now, episode, soon, told, ids) for episode in check.order}
    return replace(check, marks=marks, at=None)


def _decided(
    then: Situation, now: Situation, episode: Episode, soon: int, told: Story, ids: Mapping[str, int]
) -> Mark:
    row = now.row_of(*episode)
    if MISSING < now.handovers.responded[row] <= soon:
        return Mark(Decision.CALLED)
    if now.handovers.return_reason[row] != NONE:
        return Mark(Decision.RETURN)
    if then.wait(then.row_of(*episode)).urgency is Urgency.IN_TIME:
        return Mark(Decision.LEAVE)
    owner = _owner(told, now.handovers, row)
    return Mark(Decision.WILL_CALL, ids[SALES_MANAGER] if owner == NOBODY else ids[SALES[owner]])
