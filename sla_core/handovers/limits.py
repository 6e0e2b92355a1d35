"""Amounts of working time applied to episodes, each under the version it is judged by."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING, Flags, Instants
from sla_core.facts import Codes
from sla_core.handovers.openings import Openings, key
from sla_core.terms import Duration, Terms
from sla_core.working_calendar import WorkingCalendar

Versions: TypeAlias = Sequence[AgreementVersion]
Move: TypeAlias = Callable[[WorkingCalendar, Instants, Duration], Instants]


def add(calendar: WorkingCalendar, start: Instants, limit: Duration) -> Instants:
    """Return the instants at which an amount of working time from `start` on is used up."""
    if limit.in_days:
        return calendar.deadline_days(start, limit.count)
    return calendar.deadline(start, limit.count)


def before(calendar: WorkingCalendar, end: Instants, limit: Duration) -> Instants:
    """Return the instants from which an amount of working time runs up to `end`."""
    if limit.in_days:
        return calendar.before_days(end, limit.count)
    return calendar.before(end, limit.count)


def per_version(
    opened: Openings, versions: Versions, at: Instants, limit: Callable[[Terms], Duration], move: Move
) -> Instants:
    """Move each known instant by the limit of the version its episode is judged by."""
    moved = np.full(len(opened), MISSING)
    for position, version in enumerate(versions):
        mine = (opened.version == position) & (at != MISSING)
        if mine.any():
            moved[mine] = move(version.terms.calendar.build(), at[mine], limit(version.terms))
    return moved


def episode_of(opened: Openings, lead: Codes, at: Instants) -> tuple[Codes, Flags]:
    """Return the episode with opened ≤ at < next opened, and where there is one."""
    if not len(opened):
        return np.zeros(len(lead), dtype=np.int64), np.zeros(len(lead), dtype=bool)
    begin = np.where(opened.opened.known, opened.opened.at, 0)
    place = np.searchsorted(key(opened.lead, begin), key(lead, at), side="right") - 1
    episode = np.maximum(place, 0)
    return episode, (place >= 0) & (opened.lead[episode] == lead)
