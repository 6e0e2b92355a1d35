"""What the sample company's leads do by themselves: visits, downloads, forms, the newsletter, webinars."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Instants
from sla_core.facts import Codes
from sla_core.sample_company import sources
from sla_core.sample_company.arrivals import Arrivals
from sla_core.sample_company.setting import DAY, HOUR, Setting, Shares

# Kind, topic, and how common it is with a cheap download, any other lead, one that was handed over.
TOPICS: tuple[tuple[str, str, float, float, float], ...] = (
    ("form", "/last-ned/sjekkliste-energimerking", 9, 1.0, 0.6),
    ("form", "/last-ned/driftsbudsjett", 7, 0.8, 0.6),
    ("form", "/kontakt", 0.1, 0.5, 3),
    ("form", "/demo", 0.05, 0.2, 4),
    ("download", "Sjekkliste for energimerking", 16, 2, 2),
    ("download", "Mal for driftsbudsjett", 12, 2, 2),
    ("download", "Innkjøpsveileder", 0.3, 1, 6),
    ("page_view", "/", 14, 20, 12),
    ("page_view", "/blogg/energimerking-2", 10, 8, 4),
    ("page_view", "/blogg/fra-alarm-til-tiltak", 4, 8, 5),
    ("page_view", "/blogg/stromstotte", 5, 8, 5),
    ("page_view", "/blogg/sd-anlegg", 3, 6, 5),
    ("page_view", "/produkter/oppfolging", 2, 10, 14),
    ("page_view", "/produkter/sensorer", 1, 6, 9),
    ("page_view", "/kunder/hotell", 1, 4, 6),
    ("page_view", "/kunder/kjolelager", 1, 4, 6),
    ("page_view", "/priser", 0.4, 3, 14),
    ("page_view", "/om-oss", 2, 4, 3),
    ("page_view", "/jobb", 3, 2, 0.2),
    ("email_open", "Nyhetsbrev", 9, 8, 5),
    ("email_click", "Nyhetsbrev", 3, 4, 4),
    ("webinar", "Strømstøtte i praksis", 0.3, 2, 3),
    ("webinar", "Fra alarm til tiltak", 0.2, 2, 3),
)
_DOWNLOADER, _OTHER, _READY = range(3)
_WEIGHT = np.array([1.0, 0.8, 1.9])  # activities of each profile, relative
LEADS_AT_ONCE = 50_000


@dataclass(frozen=True)
class Activities:
    """One row per activity: lead and topic are places, times rise within each lead."""

    lead: Codes
    topic: Codes
    at: Instants


def activities(setting: Setting, leads: Arrivals) -> Iterator[Activities]:
    """Yield all activities, some ten thousand leads at a time; together exactly as many as wanted."""
    profile = np.where(leads.source == sources.CHEAP, _DOWNLOADER, _OTHER)
    profile = np.where(leads.handed_over != MISSING, _READY, profile)
    weight = _WEIGHT[profile] * setting.chance("activity").gamma(1.6, 1.0, len(leads))
    until = np.floor(np.cumsum(weight) / max(weight.sum(), 1e-9) * setting.activities + 1e-6)
    counts = np.diff(until, prepend=0).astype(np.int64)
    for begin in range(0, len(leads), LEADS_AT_ONCE):
        rows = np.arange(begin, min(begin + LEADS_AT_ONCE, len(leads)))
        yield _of(setting, leads, profile, counts, rows)


def _of(setting: Setting, leads: Arrivals, profile: Codes, counts: Codes, rows: Codes) -> Activities:
    chance = setting.chance(f"activities from {rows[0]}")
    count = counts[rows]
    lead = np.repeat(rows, count)
    place = np.arange(len(lead)) - np.repeat(np.cumsum(count) - count, count)  # within the lead
    first = leads.created[rows] - (chance.beta(1, 4, len(rows)) * 20 * DAY).astype(np.int64)
    last = np.where(leads.handed_over[rows] != MISSING, leads.handed_over[rows], leads.created[rows])
    last = np.minimum(last + (chance.beta(1, 2, len(rows)) * 45 * DAY).astype(np.int64), setting.now)
    first = np.minimum(first, last - 2 * count)
    span = np.repeat(last - first - count, count)
    at = np.repeat(first, count) + (chance.random(len(lead)) * span).astype(np.int64)
    at = _awake(setting, at, np.repeat(last - count, count), chance)
    order = np.lexsort((at, lead))
    return Activities(lead, _topics(chance, profile[lead]), at[order] + place)


def _awake(setting: Setting, at: Instants, latest: Instants, chance: np.random.Generator) -> Instants:
    """Return the instants moved to the hours of their day at which people are awake, where that is not too late."""
    midnight, _ = setting.local_days(at)
    moved = midnight + ((6 + 18 * chance.beta(2, 2.4, len(at))) * HOUR).astype(np.int64)
    return np.where(moved <= latest, moved, at)


def _topics(chance: np.random.Generator, profile: Codes) -> Codes:
    topic = np.zeros(len(profile), dtype=np.int64)
    for which in (_DOWNLOADER, _OTHER, _READY):
        mine = np.flatnonzero(profile == which)
        shares: Shares = np.array([topic[2 + which] for topic in TOPICS], dtype=np.float64)
        topic[mine] = chance.choice(len(TOPICS), size=len(mine), p=shares / shares.sum())
    return topic
