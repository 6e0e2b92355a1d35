"""How the sample company's handovers end: as customers, lost, given back, or not yet."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.facts import Codes
from sla_core.sample_company import sources
from sla_core.sample_company.arrivals import Arrivals
from sla_core.sample_company.attempts import Made
from sla_core.sample_company.episodes import Episodes
from sla_core.sample_company.setting import HOUR, Setting, Shares

WORKING_DAY = 8 * HOUR
_WINS, _QUICK, _LATE = 2.6, 1.4, 0.6  # of all, of leads called within the hour, of those called late


@dataclass(frozen=True)
class Ends:
    """Per lead: when it became an opportunity, was won, was lost, for how much. Per episode: when given back."""

    opportunity: Instants
    won: Instants
    lost: Instants
    returned: Instants
    amount: Codes  # whole units of money, of those won


def ends(setting: Setting, leads: Arrivals, cases: Episodes, made: Made, fit: Shares) -> Ends:
    """Return the ends up to now. `fit` (0–1 per lead) makes a win likelier."""
    chance = setting.chance("ends")
    returned = _returned(setting, cases, made, chance)
    opportunity, won, lost = (np.full(len(leads), MISSING) for _ in range(3))
    talked = (made.contact != MISSING) & (returned == MISSING)
    wins = talked & (chance.random(len(cases)) < _likely_win(setting, leads, cases, made, fit))
    chosen = wins | (talked & (chance.random(len(cases)) < 0.22))
    offered = _later(setting, made.contact, chance, median_days=6.0)
    offered = np.where(chosen & (offered <= setting.now), offered, MISSING)
    signed = _later(setting, offered, chance, median_days=17.0)
    signed = np.where(wins & (signed <= setting.now), signed, MISSING)
    gone = _lost(setting, cases, made, returned, chance)
    gone = np.where(offered != MISSING, _later(setting, offered, chance, median_days=30.0), gone)
    gone = np.where((gone <= setting.now) & ~wins, gone, MISSING)
    for column, moments in ((opportunity, offered), (won, signed), (lost, gone)):
        known = moments != MISSING
        column[cases.lead[known]] = moments[known]
    won[leads.born_customer] = leads.created[leads.born_customer]
    amount = np.exp(setting.chance("amounts").normal(np.log(165_000), 0.45, len(leads))) // 1_000 * 1_000
    return Ends(opportunity, won, lost, returned, amount.astype(np.int64))


def _likely_win(setting: Setting, leads: Arrivals, cases: Episodes, made: Made, fit: Shares) -> Shares:
    """Return how likely a win is: by source, by how well the lead fits, and by how soon it was called."""
    by_source = sources.column("wins")[leads.source[cases.lead]]
    called = np.where(made.first == MISSING, cases.response_by, made.first)
    waited = setting.calendar.working_seconds_between(cases.opened, called)
    by_wait = np.where(waited <= HOUR, _QUICK, np.where(called > cases.response_by, _LATE, 1.0))
    return by_source * by_wait * _WINS * (0.1 + fit[cases.lead] ** 2)


def _later(setting: Setting, at: Instants, chance: np.random.Generator, *, median_days: float) -> Instants:
    """Return instants some working days after others; MISSING stays MISSING."""
    days = np.exp(chance.normal(np.log(median_days), 0.6, len(at))).clip(0.5, 150)
    known = at != MISSING
    later = setting.calendar.deadline(
        np.where(known, at, setting.begin), (days * WORKING_DAY).astype(np.int64)
    )
    return np.where(known, later, MISSING)


def _returned(setting: Setting, cases: Episodes, made: Made, chance: np.random.Generator) -> Instants:
    """Return when leads were given back: after the first attempt as a rule, a few after the agreed days."""
    count = len(cases)
    soon = (chance.uniform(0.05, 0.9, count) * cases.limit).astype(np.int64)
    too_late = chance.random(count) < 0.12
    after = np.where(
        too_late, chance.integers(26 * HOUR, 50 * HOUR, count), chance.integers(300, 4 * HOUR, count)
    )
    unanswered = made.last == MISSING
    start = np.where(unanswered, cases.opened, made.last)
    at = setting.calendar.deadline(start, np.where(unanswered, soon, after))
    again = cases.reopened_at != MISSING
    at[again] = np.minimum(at, cases.reopened_at - HOUR)[again]
    return np.where((cases.reason >= 0) & (at <= setting.now), at, MISSING)


def _lost(
    setting: Setting, cases: Episodes, made: Made, returned: Instants, chance: np.random.Generator
) -> Instants:
    """Return when leads that came to nothing were closed; MISSING for those left open."""
    at = _later(setting, made.last, chance, median_days=12.0)
    closes: Flags = (returned == MISSING) & (chance.random(len(cases)) < 0.75)
    return np.where(closes, at, MISSING)
