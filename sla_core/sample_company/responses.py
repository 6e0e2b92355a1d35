"""When the sample company's sales people respond to a handover: in time, late, not yet, or before it.

The last weeks follow a pattern, so that at any time of asking every stretch of ten or more keeps the promise
of 90 %, while some leads wait too long: of the handovers that have fallen due, counted back from the newest,
only every 21st misses its deadline.
"""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.facts import Codes
from sla_core.sample_company.arrivals import NEWEST_AGES, NOBODY, Arrivals
from sla_core.sample_company.episodes import Episodes, is_recent
from sla_core.sample_company.people import ON_HOLIDAY
from sla_core.sample_company.setting import HOLIDAY_WEEKS, HOUR, STALE_WEEK, Setting, Shares

LATE_BY_VERSION = (0.30, 0.21, 0.13, 0.07)
LATE_IN_STALE_WEEK = 0.65
_FIRST_MISSED, _EVERY = 1, 21  # ranks from the newest deadline that has passed
_OVERDUE, _WAITING = 3, len(NEWEST_AGES)


@dataclass(frozen=True)
class Responses:
    """One row per episode: the first attempt (MISSING: none yet), one before it, and an earlier one."""

    at: Instants
    just_before: Instants  # within the working day before the handover: it counts
    far_before: Instants  # days before: a finding
    date_only: Flags  # only the day of the first attempt was written down


def responses(setting: Setting, leads: Arrivals, cases: Episodes) -> Responses:
    """Return what sales did first in each episode."""
    chance = setting.chance("responses")
    due, recent = cases.response_by > setting.now, is_recent(setting, cases)
    given_back = (cases.reason >= 0) & cases.unanswered
    before, far = _before(setting, leads, cases, chance)
    date_only = ~due & (chance.random(len(cases)) < 0.03)
    regular = ~due & ~given_back & (before == MISSING) & ~date_only & (cases.reason < 0)
    late = (chance.random(len(cases)) < _likely_late(setting, leads, cases)) & ~recent & ~date_only
    missed = _missed(cases, recent & regular)
    open_ = _open(setting, cases, due, missed)
    late[missed] = True
    back_from_holiday = _after_holiday(setting, leads, cases, chance)
    late |= back_from_holiday != MISSING
    at = np.where(late, _late(setting, cases, chance), _in_time(cases, setting, chance))
    at = np.where(due, _already(setting, cases, chance), at)
    at = np.where(back_from_holiday != MISSING, back_from_holiday, at)
    at[open_ | given_back] = MISSING
    before[open_ | due | late], far[open_] = MISSING, MISSING
    return Responses(at, before, far, date_only)


def _likely_late(setting: Setting, leads: Arrivals, cases: Episodes) -> Shares:
    likely = np.array(LATE_BY_VERSION)[cases.version]
    stale = (cases.opened >= setting.week(STALE_WEEK)) & (cases.opened < setting.week(STALE_WEEK - 1))
    likely[stale] = LATE_IN_STALE_WEEK
    return np.where(leads.owner[cases.lead] == NOBODY, 0.5, likely)


def _missed(cases: Episodes, candidates: Flags) -> Codes:
    """Return the episodes of the last weeks that miss their deadline, newest first."""
    rows = np.flatnonzero(candidates)
    rows = rows[np.argsort(-cases.response_by[rows], kind="stable")]
    return rows[_FIRST_MISSED::_EVERY]


def _open(setting: Setting, cases: Episodes, due: Flags, missed: Codes) -> Flags:
    """Return who waits: of the missed two in three up to a number, and of those not due yet."""
    rows = np.flatnonzero(due)
    waiting = max(_WAITING, len(rows) // 5)
    chosen = np.unique(np.linspace(0, len(rows) - 1, min(waiting, len(rows))).round().astype(np.int64))
    open_ = np.zeros(len(cases), dtype=bool)
    open_[rows[chosen]] = True
    overdue = missed[np.arange(len(missed)) % 3 != 2]
    open_[overdue[: max(_OVERDUE, waiting // 3)]] = True
    elapsed = setting.calendar.working_seconds_between(cases.opened, np.full(len(cases), setting.now))
    open_[due & (elapsed < HOUR // 4)] = True  # too young to have been answered
    return open_


def _in_time(cases: Episodes, setting: Setting, chance: np.random.Generator) -> Instants:
    share = chance.beta(1.3, 2.0, len(cases)).clip(0.02, 0.97)
    return setting.calendar.deadline(cases.opened, (share * cases.limit).astype(np.int64))


def _already(setting: Setting, cases: Episodes, chance: np.random.Generator) -> Instants:
    """Return responses between the handover and now: for those whose deadline lies ahead."""
    now = np.full(len(cases), setting.now)
    elapsed = np.maximum(setting.calendar.working_seconds_between(cases.opened, now), 2)
    share = chance.uniform(0.2, 0.9, len(cases))
    return setting.calendar.deadline(cases.opened, np.maximum((share * elapsed).astype(np.int64), 1))


def _late(setting: Setting, cases: Episodes, chance: np.random.Generator) -> Instants:
    """Return responses after the deadline, some hours as a rule, and not after now."""
    extra = (np.exp(chance.normal(np.log(3 * HOUR), 0.9, len(cases)))).clip(180, 40 * HOUR)
    left = setting.calendar.working_seconds_between(cases.response_by, np.full(len(cases), setting.now))
    extra = np.minimum(extra, 0.9 * np.maximum(left, 2))
    return setting.calendar.deadline(cases.response_by, np.maximum(extra.astype(np.int64), 1))


def _after_holiday(
    setting: Setting, leads: Arrivals, cases: Episodes, chance: np.random.Generator
) -> Instants:
    """Return when the rep who was away answers what had come meanwhile; MISSING for everything else."""
    gone, back = setting.week(HOLIDAY_WEEKS[0]), setting.week(HOLIDAY_WEEKS[1])
    mine = (leads.owner[cases.lead] == ON_HOLIDAY) & (cases.opened >= gone) & (cases.opened < back)
    answered = setting.calendar.deadline(back, chance.integers(HOUR // 2, 14 * HOUR, len(cases)))
    return np.where(mine, np.maximum(answered, cases.opened + HOUR), MISSING)


def _before(
    setting: Setting, leads: Arrivals, cases: Episodes, chance: np.random.Generator
) -> tuple[Instants, Instants]:
    """Return attempts before a first handover: shortly before, which counts, and days before."""
    draw, count = chance.random(len(cases)), len(cases)
    first = cases.opened == leads.handed_over[cases.lead]
    hours = (chance.uniform(0.3, 6, count) * HOUR).astype(np.int64)
    just = setting.calendar.before(cases.opened, hours)
    counts_from = setting.calendar.before_days(cases.opened, 1)
    far = setting.calendar.before(cases.opened, chance.integers(20 * HOUR, 70 * HOUR, count))
    created = leads.created[cases.lead]
    early = first & (cases.reason < 0)
    just_fits = early & (just > created) & (just >= counts_from) & (just < cases.opened) & (draw < 0.03)
    far_fits = early & (far > created) & (draw >= 0.03) & (draw < 0.07)
    return np.where(just_fits, just, MISSING), np.where(far_fits, far, MISSING)
