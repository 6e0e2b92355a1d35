"""What the sample company's leads do by themselves: visits, downloads, forms, the newsletter, webinars."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Instants
from sla_core.facts import Codes
from sla_core.sample_company import signs, sources, topics
from sla_core.sample_company.arrivals import Arrivals
from sla_core.sample_company.episodes import Episodes
from sla_core.sample_company.setting import DAY, HOUR, Setting
from sla_core.sample_company.signs import Signs

_WEIGHT = np.array(
    [1.0, 0.8, 1.9]
)  # activities of cheap downloads, any other lead, one handed over, relative
_HANDED_OVER = 2
LEADS_AT_ONCE = 50_000


@dataclass(frozen=True)
class Activities:
    """One row per activity: lead and topic are places, times rise within each lead."""

    lead: Codes
    topic: Codes
    at: Instants


def activities(setting: Setting, leads: Arrivals, cases: Episodes) -> Iterator[Activities]:
    """Yield all activities, some ten thousand leads at a time; together exactly as many as wanted."""
    by_lead = np.argsort(cases.lead, kind="stable")
    lead, opened, recipe = cases.lead[by_lead], cases.opened[by_lead], cases.recipe[by_lead]
    group = np.where(leads.source == sources.CHEAP, topics.DOWNLOADER, topics.OTHER)
    weight = _WEIGHT[np.where(leads.handed_over != MISSING, _HANDED_OVER, group)]
    weight = weight * setting.chance("activity").gamma(1.6, 1.0, len(leads))
    others = setting.activities - signs.count(recipe)
    until = np.floor(np.cumsum(weight) / max(weight.sum(), 1e-9) * others + 1e-6)
    counts = np.diff(until, prepend=0).astype(np.int64)
    ready = np.full(len(leads), MISSING)  # when each was handed over last
    np.maximum.at(ready, cases.lead, cases.opened)
    for begin in range(0, len(leads), LEADS_AT_ONCE):
        rows = np.arange(begin, min(begin + LEADS_AT_ONCE, len(leads)))
        mine = slice(*np.searchsorted(lead, [rows[0], rows[-1] + 1]))
        shown = signs.told(lead[mine], opened[mine], recipe[mine])
        yield _of(setting, leads, _Part(rows, group[rows], counts[rows], ready[rows], shown))


@dataclass(frozen=True)
class _Part:
    """Some leads: their group, what they do besides the signs, when they were handed over last, the signs."""

    rows: Codes
    group: Codes
    others: Codes
    ready: Instants
    shown: Signs

    @property
    def count(self) -> Codes:
        """Activities of each lead, the signs among them."""
        return self.others + np.bincount(self.shown.lead - self.rows[0], minlength=len(self.rows))


def _of(setting: Setting, leads: Arrivals, part: _Part) -> Activities:
    chance = setting.chance(f"activities from {part.rows[0]}")
    count = part.count
    place = np.repeat(np.arange(len(part.rows)), part.others)
    at = _times(setting, leads, part, chance)
    before = at < part.ready[place]
    profile = np.where(part.ready[place] == MISSING, part.group[place], topics.AFTER)
    topic = topics.drawn(chance, np.where(before, topics.BEFORE, profile))
    _with_first_form(setting, leads, part, at, topic, chance)
    latest = part.shown.opened - count[part.shown.lead - part.rows[0]]
    sign_at = np.minimum(part.shown.opened - signs.ages(chance, len(latest)), latest)
    sign_at = _awake(setting, sign_at, latest, chance)
    lead = np.concatenate([part.rows[place], part.shown.lead])
    at, topic = np.concatenate([at, sign_at]), np.concatenate([topic, part.shown.topic])
    order = np.lexsort((at, lead))
    within = np.arange(len(lead)) - np.repeat(np.cumsum(count) - count, count)
    return Activities(lead[order], topic[order], at[order] + within)


def _times(setting: Setting, leads: Arrivals, part: _Part, chance: np.random.Generator) -> Instants:
    """Return when leads do what is no sign: from some time before they arrive until some time after the handover."""
    rows, count = part.rows, part.count
    first = leads.created[rows] - (chance.beta(1, 4, len(rows)) * 20 * DAY).astype(np.int64)
    last = np.where(leads.handed_over[rows] != MISSING, leads.handed_over[rows], leads.created[rows])
    last = np.minimum(last + (chance.beta(1, 2, len(rows)) * 45 * DAY).astype(np.int64), setting.now)
    first = np.minimum(first, last - 2 * count)
    span = np.repeat(last - first - count, part.others)
    at = np.repeat(first, part.others) + (chance.random(len(span)) * span).astype(np.int64)
    return _awake(setting, at, np.repeat(last - count, part.others), chance)


def _with_first_form(
    setting: Setting, leads: Arrivals, part: _Part, at: Instants, topic: Codes, chance: np.random.Generator
) -> None:
    """Make the first activity of each lead, where there is any, the form by which it became one."""
    some = np.flatnonzero(part.others)
    first = (np.cumsum(part.others) - part.others)[some]
    at[first] = np.minimum(leads.created[part.rows[some]], setting.now - part.count[some])
    topic[first] = topics.first_forms(chance, len(first))


def _awake(setting: Setting, at: Instants, latest: Instants, chance: np.random.Generator) -> Instants:
    """Return the instants moved to the hours of their day at which people are awake, where that is not too late."""
    midnight, _ = setting.local_days(at)
    moved = midnight + ((6 + 18 * chance.beta(2, 2.4, len(at))) * HOUR).astype(np.int64)
    return np.where(moved <= latest, moved, at)
