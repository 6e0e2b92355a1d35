"""What the sample company's leads do shortly before they are handed over: it is what makes them ready for a call.

Each handover has a recipe, whose points give the rating: what else a lead does until then gives none (`topics`). The
sums leave room for what fades in a week, so that a rating is known before anything is told. `criteria` has the points.
"""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import Flags, Instants
from sla_core.facts import Codes
from sla_core.sample_company.arrivals import NEWEST_AGES, Arrivals
from sla_core.sample_company.setting import DAY, HOUR, Setting
from sla_core.sample_company.topics import place

BEST, GOOD, LOW = range(3)  # ratings, as places in their bands
NO_SIGNS = -1
_PRICES, _PRODUCT = place("page_view", "/priser"), place("page_view", "/produkter/oppfolging")
_SENSORS, _WEBINAR = place("page_view", "/produkter/sensorer"), place("webinar", "Fra alarm til tiltak")
_DEMO, _CONTACT = place("form", "/demo"), place("form", "/kontakt")
_GUIDE, _CHECKLIST = place("download", "Innkjøpsveileder"), place("download", "Sjekkliste for energimerking")
_TEMPLATE = place("download", "Mal for driftsbudsjett")
RECIPES: tuple[tuple[int, tuple[int, ...]], ...] = (
    (BEST, (_PRICES, _PRODUCT, _PRODUCT, _DEMO)),
    (BEST, (_PRICES, _GUIDE, _CHECKLIST, _PRICES, _CONTACT)),
    (BEST, (_WEBINAR, _PRODUCT, _GUIDE, _DEMO)),
    (GOOD, (_PRODUCT, _SENSORS, _PRICES)),
    (GOOD, (_WEBINAR, _GUIDE, _PRODUCT)),
    (GOOD, (_PRODUCT, _SENSORS, _DEMO)),
    (GOOD, (_PRODUCT, _CHECKLIST, _PRODUCT, _GUIDE)),
    (LOW, (_CHECKLIST, _TEMPLATE)),
    (LOW, (_CHECKLIST, _WEBINAR)),
)
_OF_RATING = [
    [n for n, (rating, _) in enumerate(RECIPES) if rating == wanted] for wanted in (BEST, GOOD, LOW)
]
_LENGTHS = np.array([*(len(topics) for _, topics in RECIPES), 0])
_RATINGS = np.array([*(rating for rating, _ in RECIPES), LOW])
_TOPICS = np.zeros((len(RECIPES), int(_LENGTHS.max())), dtype=np.int64)
for _place, (_, _topics) in enumerate(RECIPES):
    _TOPICS[_place, : len(_topics)] = _topics
_BEST_SHARE = 0.35
_TOLD_SHARE = 0.7  # of all activities are signs at most
_LONGEST_AGO = 5 * DAY
# Newest handovers that are so young have the best rating: its shorter limit has not run out.
_YOUNG = 1.5


@dataclass(frozen=True)
class Signs:
    """One row per sign: lead and topic are places, in the order of leads and handovers."""

    lead: Codes
    topic: Codes
    opened: Instants  # the handover that it led to


def recipes(
    setting: Setting, leads: Arrivals, lead: Codes, opened: Instants, again: Flags, only_best: Flags
) -> Codes:
    """Return the recipe of each handover (by time), NO_SIGNS where there are not so many activities: the oldest.

    `again`: re-opened by marketing, because the lead has come back and asks for more. `only_best` are leads that sales
    takes with the best rating only.
    """
    chance = setting.chance("signs")
    rating = np.where(chance.random(len(lead)) < _BEST_SHARE, BEST, GOOD)
    newest = np.flatnonzero(opened == leads.handed_over[lead])[-len(NEWEST_AGES) :]
    rating[newest] = np.where(np.array(NEWEST_AGES[::-1]) < _YOUNG, BEST, GOOD)[-len(newest) :]
    rating = np.where(leads.too_early[lead], LOW, rating)
    rating[again | (only_best & ~leads.too_early[lead])] = BEST
    draw, found = chance.random(len(lead)), np.zeros(len(lead), dtype=np.int64)
    for wanted, choices in enumerate(_OF_RATING):
        mine = rating == wanted
        found[mine] = np.array(choices)[(draw[mine] * len(choices)).astype(np.int64)]
    told = np.cumsum(_LENGTHS[found][::-1])[::-1]  # from the newest back
    return np.where(told <= _TOLD_SHARE * setting.activities, found, NO_SIGNS)


def ratings(recipe: Codes) -> Codes:
    """Return the ratings that recipes lead to: places in their bands, 0 for the best."""
    return _RATINGS[recipe]


def count(recipe: Codes) -> int:
    """Return how many signs recipes have together."""
    return int(_LENGTHS[recipe].sum())


def told(lead: Codes, opened: Instants, recipe: Codes) -> Signs:
    """Return the signs of some handovers, in their order."""
    length = _LENGTHS[recipe]
    within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    topic = _TOPICS[np.repeat(recipe, length), within]
    return Signs(np.repeat(lead, length), topic, np.repeat(opened, length))


def ages(chance: np.random.Generator, count: int) -> Codes:
    """Return how long before its handover each of so many signs was seen."""
    return (chance.beta(1.1, 2, count) * _LONGEST_AGO).astype(np.int64) + HOUR // 4
