"""How often each lead did something within a window, and what is left of it after fading."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import Flags
from sla_core.conditions import ActivityCondition, EngagementRule
from sla_core.facts import Codes
from sla_core.scoring.arrays import Acts, Prepared
from sla_core.scoring.model import DAY, Moment

Faded = NDArray[np.float64]


@dataclass(frozen=True)
class Done:
    """The leads (places, ascending) that did something, how often it counts, and the same after fading."""

    lead: Codes
    count: Codes
    faded: Faded


def in_window(known: Prepared, condition: ActivityCondition, moment: Moment) -> Acts:
    """Return the activities that a condition asks about: an age of exactly `within_days` is within."""
    acts = known.activities.acts(condition.kind, condition.topic)
    begin = None if condition.within_days is None else moment.as_of - condition.within_days * DAY
    window = acts.between(begin, moment.until)
    return _latest_of_each_topic(window, len(known)) if condition.distinct_topics else window


def met(known: Prepared, condition: ActivityCondition, moment: Moment) -> Flags:
    """Return which leads did it often enough."""
    window = in_window(known, condition, moment)
    enough: Flags = np.bincount(window.lead, minlength=len(known)) >= condition.at_least
    return enough


def done(known: Prepared, rule: EngagementRule, moment: Moment) -> Done:
    """Return what counts for a rule: the most recent activities of the leads that did it often enough."""
    window = in_window(known, rule.condition, moment)
    counts = np.bincount(window.lead, minlength=len(known))
    if rule.at_most is not None and counts.max(initial=0) > rule.at_most:
        window = _most_recent(window, counts > rule.at_most, rule.at_most)
        kept = np.minimum(counts, rule.at_most)
    else:
        kept = counts
    lead = np.flatnonzero(counts >= rule.condition.at_least)
    faded: Faded
    if rule.half_life_days is None:
        faded = kept[lead].astype(np.float64)
    else:
        left = fading(window.at, moment.as_of, rule.half_life_days)
        faded = np.bincount(window.lead, left, minlength=len(known))[lead].astype(np.float64)
    return Done(lead, kept[lead], faded)


def fading(at: NDArray[np.generic], as_of: int | Codes, half_life_days: int) -> Faded:
    """Return 2^(−age / half-life), age in exact days; 1 for what happened after `as_of`."""
    left: Faded = at.astype(np.float64)
    left -= as_of
    np.minimum(left, 0.0, out=left)
    left /= DAY * half_life_days
    return np.exp2(left, out=left)


def _latest_of_each_topic(acts: Acts, leads: int) -> Acts:
    """Return the latest activity of each lead and topic, still in time order."""
    key = (acts.topic.astype(np.int64) * leads + acts.lead)[::-1]
    latest = len(key) - 1 - np.unique(key, return_index=True)[1]
    latest.sort()
    return Acts(acts.lead[latest], acts.at[latest], acts.topic[latest])


def _most_recent(acts: Acts, too_many: Flags, most: int) -> Acts:
    """Return the activities without the older ones of leads that have more than count."""
    rows = np.flatnonzero(too_many[acts.lead])
    leads = acts.lead[rows]
    order = np.argsort(leads, kind="stable")  # within a lead the order of time stays
    ordered = leads[order]
    ends = np.searchsorted(ordered, ordered, side="right")
    older = rows[order[ends - np.arange(len(ordered)) > most]]
    keep = np.ones(len(acts.lead), dtype=bool)
    keep[older] = False
    return Acts(acts.lead[keep], acts.at[keep], acts.topic[keep])
