"""When the sample company's leads arrive, qualify and are handed over."""

from dataclasses import dataclass, fields

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.facts import Codes
from sla_core.sample_company import sources
from sla_core.sample_company.people import SALES, SALES_SHARES
from sla_core.sample_company.setting import (
    DAY,
    HOUR,
    MISSED_MONTH,
    MONTHS,
    OVERSHOT_MONTH,
    Setting,
    Shares,
    month_begin,
)

HANDED_OVER = 0.60  # share of all leads
_TOO_EARLY, _CHEAP_TOO_EARLY = 0.03, 0.09  # share of the leads handed over, of cheap downloads
NOBODY = -1
# Working hours before now at which the newest leads were handed over: with a limit of four hours all of them
# wait in time, and some have used three quarters of it.
NEWEST_AGES = (0.2, 0.7, 1.3, 1.9, 2.5, 3.1, 3.6)


@dataclass(frozen=True)
class Arrivals:
    """One row per lead in the order of `created`; MISSING where something has not happened."""

    created: Instants
    qualified: Instants  # by marketing
    handed_over: Instants
    source: Codes
    owner: Codes  # place in SALES, NOBODY
    assigned: Instants
    skips_stage: Flags  # the CRM shows an opportunity without a sales-qualified stage before it
    born_customer: Flags  # entered by a rep as a customer
    too_early: Flags  # handed over, though the lead was not ready

    def __len__(self) -> int:
        return len(self.created)


def arrivals(setting: Setting) -> Arrivals:
    """Return all leads of the story."""
    count = round(setting.leads * HANDED_OVER)
    handed_over, others = _handed_over(setting, count), _others(setting, setting.leads - count)
    joined = {
        field.name: np.concatenate([getattr(handed_over, field.name), getattr(others, field.name)])
        for field in fields(Arrivals)
    }
    order = np.lexsort((joined["handed_over"], joined["created"]))
    return Arrivals(**{name: column[order] for name, column in joined.items()})


def _growth(setting: Setting) -> Shares:
    """Return how busy each day is: the company grows, July is quiet, one month misses and one overshoots."""
    days, _ = setting.days()
    busy = 0.55 + 0.85 * np.minimum(np.linspace(0, 1.2, len(days)), 1)
    months_ago = np.array([(setting.today.year - d.year) * 12 + setting.today.month - d.month for d in days])
    months = np.array([day.month for day in days])
    busy[months == 7] *= 0.6
    busy[months == 12] *= 0.85
    busy[months_ago == MISSED_MONTH] *= 0.78
    busy[months_ago == OVERSHOT_MONTH] *= 1.3
    busy[months_ago == MONTHS] *= 0.9
    return busy


def _spread(count: int, weights: Shares, chance: np.random.Generator) -> tuple[Codes, Shares]:
    """Return days for so many events in proportion to the weights, and the share of the day's weight passed."""
    until = np.cumsum(weights)
    place = (np.arange(count) + chance.uniform(-2, 3, count)).clip(0, count - 0.001) / count
    place = np.sort(place) * until[-1]
    day = np.minimum(np.searchsorted(until, place, side="right"), len(weights) - 1)
    inside = (place - until[day] + weights[day]) / np.where(weights[day] > 0, weights[day], 1)
    return day, inside.clip(0, 1)


def _moments(setting: Setting, count: int) -> Instants:
    """Return handovers: most in working hours, some by night before the day they are worked on."""
    chance = setting.chance("handovers")
    _days, midnights = setting.days()
    seconds = setting.working_seconds_by_day()
    weights = _growth(setting) * seconds * _webinar_bump(setting)
    day, inside = _spread(count, weights, chance)
    at = setting.calendar.deadline(midnights[day], np.maximum((inside * seconds[day]).astype(np.int64), 1))
    at = np.minimum(at, setting.now)
    by_night = chance.random(count) < 0.15
    opening = setting.calendar.deadline(midnights[day], 0)
    earlier = opening - (chance.uniform(0.3, 13, count) * HOUR).astype(np.int64)
    at = np.where(by_night, np.maximum(earlier, setting.begin + HOUR), at)
    return np.sort(_with_newest(setting, np.sort(at)))


def _webinar_bump(setting: Setting) -> Shares:
    """Return 1, and more on the first working day of a month: then the webinar's guests are handed over."""
    days, _ = setting.days()
    _, whole = setting.calendar.day_seconds(days[0], days[-1])
    bump = np.ones(len(days))
    seen = set()
    for place, day in enumerate(days):
        if whole[place] and month_begin(day, 0) not in seen:
            seen.add(month_begin(day, 0))
            bump[place] = 1.5
    return bump


def _with_newest(setting: Setting, at: Instants) -> Instants:
    """Return the instants with the last ones moved to the agreed ages before now."""
    ages = np.array(NEWEST_AGES)
    newest = setting.calendar.before(np.full(len(ages), setting.now), (ages * HOUR).astype(np.int64))
    return np.concatenate([at[: -len(ages)], newest])


def _handed_over(setting: Setting, count: int) -> Arrivals:
    chance = setting.chance("handed over")
    at = _moments(setting, count)
    lag = (np.exp(chance.normal(np.log(5.5 * DAY), 0.9, count))).clip(2 * HOUR, 75 * DAY).astype(np.int64)
    at_once = chance.random(count) < 0.08  # asked for a demonstration
    lag = np.where(at_once, 240, lag)
    longest = at - setting.begin
    lag = np.where(lag < longest, lag, (chance.random(count) * longest).astype(np.int64))
    created = _by_day(setting, at - lag, at - 180, chance)
    qualified = created + (chance.uniform(0.15, 0.9, count) * (at - created)).astype(np.int64)
    owner = _owners(chance, count, nobody=0.015)
    owner[-len(NEWEST_AGES) :] = np.arange(count)[-len(NEWEST_AGES) :] % len(SALES)
    owner[-4:-3] = NOBODY  # one of those who wait
    delay = chance.integers(60, 2_400, count)
    assigned = np.where(owner == NOBODY, MISSING, np.minimum(at + delay, setting.now))
    skipped = chance.random(count) < 0.04
    source = _sources(chance, count, sources.column("of_handed_over"))
    return Arrivals(
        created=created,
        qualified=np.where(skipped, MISSING, qualified),
        handed_over=at,
        source=source,
        owner=owner,
        assigned=assigned,
        skips_stage=chance.random(count) < 0.03,
        born_customer=np.zeros(count, dtype=bool),
        too_early=_too_early(setting, source),
    )


def _too_early(setting: Setting, source: Codes) -> Flags:
    """Return who is handed over before there is any sign of wanting to buy; none of the newest."""
    likely = np.where(source == sources.CHEAP, _CHEAP_TOO_EARLY, _TOO_EARLY)
    found: Flags = setting.chance("too early").random(len(source)) < likely
    found[-len(NEWEST_AGES) :] = False
    return found


def _others(setting: Setting, count: int) -> Arrivals:
    chance = setting.chance("others")
    _, midnights = setting.days()
    seconds = setting.working_seconds_by_day()
    weights = _growth(setting) * np.where(seconds > 0, 1.0, 0.4)
    weights[-1] *= (setting.now - midnights[-1]) / DAY
    day, _ = _spread(count, weights, chance)
    created = _by_day(setting, midnights[day], np.full(count, setting.now), chance)
    born = chance.random(count) < 0.01
    lag = (np.exp(chance.normal(np.log(4 * DAY), 1.0, count))).astype(np.int64)
    qualified = created + np.maximum(lag, 600)
    qualifies = (chance.random(count) < 0.35) & (qualified <= setting.now) & ~born
    owner = np.where(born, _owners(chance, count, nobody=0.0), _owners(chance, count, nobody=0.9))
    return Arrivals(
        created=created,
        qualified=np.where(qualifies, qualified, MISSING),
        handed_over=np.full(count, MISSING),
        source=_sources(chance, count, sources.column("of_others")),
        owner=owner,
        assigned=np.where(owner == NOBODY, MISSING, created),
        skips_stage=np.zeros(count, dtype=bool),
        born_customer=born,
        too_early=np.zeros(count, dtype=bool),
    )


def _by_day(setting: Setting, at: Instants, latest: Instants, chance: np.random.Generator) -> Instants:
    """Move instants to an hour of their day at which people are awake, not after `latest`."""
    midnight, _ = setting.local_days(at)
    awake = midnight + ((6.5 + 16.5 * chance.beta(2, 2.2, len(at))) * HOUR).astype(np.int64)
    before = latest - (chance.random(len(at)) * np.minimum(latest - midnight, 3 * HOUR)).astype(np.int64)
    return np.where(awake <= latest, awake, np.minimum(np.maximum(before, setting.begin), latest))


def _owners(chance: np.random.Generator, count: int, *, nobody: float) -> Codes:
    shares = np.array(SALES_SHARES) / np.sum(SALES_SHARES)
    owner = chance.choice(len(SALES), size=count, p=shares)
    return np.where(chance.random(count) < nobody, NOBODY, owner)


def _sources(chance: np.random.Generator, count: int, shares: Shares) -> Codes:
    return chance.choice(len(shares), size=count, p=shares / shares.sum())
