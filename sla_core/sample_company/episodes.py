"""The handovers of the sample company as its people live them: returned, re-opened, and due when."""

from dataclasses import dataclass

import numpy as np

from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING, Flags, Instants, Seconds
from sla_core.facts import Codes
from sla_core.handovers import ranks
from sla_core.handovers.limits import add
from sla_core.handovers.openings import version_of
from sla_core.leads import ReturnReason
from sla_core.sample_company import signs, sources
from sla_core.sample_company.arrivals import Arrivals
from sla_core.sample_company.contacts import ONLY_BEST
from sla_core.sample_company.setting import DAY, HOUR, RECENT_DAYS, Setting

REASONS = list(ReturnReason)
_KEPT = -1
# Of the returns: what sales gives as the reason, for cheap downloads and for all others.
_CHEAP_REASONS = (0.22, 0.36, 0.16, 0.05, 0.17, 0.04)
_OTHER_REASONS = (0.14, 0.20, 0.34, 0.08, 0.08, 0.16)
_REOPENED = {ReturnReason.NO_NEED_NOW: 0.5, ReturnReason.BAD_DATA: 0.4, ReturnReason.IN_DIALOGUE: 0.3}


@dataclass(frozen=True)
class Episodes:
    """One row per handover, by the time it was opened; `reason` is a place in REASONS, -1 = not returned."""

    lead: Codes  # place in Arrivals
    opened: Instants
    version: Codes
    recipe: Codes  # of the signs that it was ready
    grade: Codes  # places in the bands, 0 for the best
    rating: Codes
    limit: Seconds
    response_by: Instants
    reason: Codes
    unanswered: Flags  # of the returned: given back without an attempt
    reopened_at: Instants

    def __len__(self) -> int:
        return len(self.lead)


def episodes(setting: Setting, leads: Arrivals, grade: Codes, versions: list[AgreementVersion]) -> Episodes:
    """Return first handovers and those after marketing re-opened a returned lead; `grade` is of each lead."""
    chance = setting.chance("returns")
    first = np.flatnonzero(leads.handed_over != MISSING)
    opened = leads.handed_over[first]
    reason = _returned(setting, leads, first, chance)
    # Given back within two working days or later, re-opened by marketing some weeks after that.
    wait = chance.integers(12, 40, len(first)) * 7 * HOUR + chance.integers(0, 7 * HOUR, len(first))
    again_at = setting.calendar.deadline(opened, wait + 16 * HOUR)
    likely = np.array([_REOPENED.get(reason, 0.0) for reason in REASONS] + [0.0])
    again = (chance.random(len(first)) < likely[reason]) & (again_at < setting.now - 2 * DAY)
    again_at = np.where(again, again_at, MISSING)
    second = np.flatnonzero(again)
    joined = np.concatenate([opened, again_at[second]])
    order = np.argsort(joined, kind="stable")
    joined = joined[order]
    none, lead = np.full(len(second), MISSING), np.concatenate([first, first[second]])[order]
    recipe = signs.recipes(setting, leads, lead, joined, order >= len(first), grade[lead] >= ONLY_BEST)
    rank = ranks.Ranks(version_of(joined, versions), grade[lead], signs.ratings(recipe))
    limit, by = _due(joined, rank, versions)
    return Episodes(
        lead=lead,
        opened=joined,
        version=rank.version,
        recipe=recipe,
        grade=rank.grade,
        rating=rank.rating,
        limit=limit,
        response_by=by,
        reason=np.concatenate([reason, np.full(len(second), _KEPT)])[order],
        unanswered=(chance.random(len(joined)) < 0.12),
        reopened_at=np.concatenate([again_at, none])[order],
    )


def _returned(setting: Setting, leads: Arrivals, first: Codes, chance: np.random.Generator) -> Codes:
    """Return why sales gives leads back; nobody does within the last three working days."""
    source = leads.source[first]
    returned = chance.random(len(first)) < sources.column("returned")[source]
    returned &= leads.handed_over[first] < setting.calendar.before_days(setting.now, 3)
    cheap = chance.choice(len(REASONS), size=len(first), p=_CHEAP_REASONS)
    other = chance.choice(len(REASONS), size=len(first), p=_OTHER_REASONS)
    return np.where(returned, np.where(source == sources.CHEAP, cheap, other), _KEPT)


def _due(opened: Instants, rank: ranks.Ranks, versions: list[AgreementVersion]) -> tuple[Seconds, Instants]:
    """Return limit in working seconds and deadline of each handover, by its version and rank."""
    limit, by = np.zeros(len(opened), dtype=np.int64), np.zeros(len(opened), dtype=np.int64)
    for place, within, mine in ranks.by_limit(rank, versions):
        limit[mine] = within.count
        by[mine] = add(versions[place].terms.calendar.build(), opened[mine], within)
    return limit, by


def is_recent(setting: Setting, cases: Episodes) -> Flags:
    """Return which episodes fall due in the last weeks or later."""
    recent: Flags = cases.response_by > setting.calendar.before_days(setting.now, RECENT_DAYS)
    return recent
