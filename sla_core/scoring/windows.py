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
_PLACE_BITS = 32  # of an activity within a window; the lead stands above them
_PLACE = (1 << _PLACE_BITS) - 1


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
    key = window.lead.astype(np.int64) << _PLACE_BITS
    key |= np.arange(len(key))
    key.sort()  # by lead; within a lead the order of time stays
    lead = key >> _PLACE_BITS
    starts = np.flatnonzero(np.diff(lead, prepend=-1))
    counts = np.diff(starts, append=len(key))
    most = counts if rule.at_most is None else np.minimum(counts, rule.at_most)
    if rule.half_life_days is None or not len(key):
        faded: Faded = most.astype(np.float64)
    else:
        left = fading(window.at[key & _PLACE], moment.as_of, rule.half_life_days)
        if rule.at_most is not None and counts.max() > rule.at_most:
            older = np.arange(len(key)) < np.repeat(starts + counts - most, counts)
            left[older] = 0.0
        faded = np.add.reduceat(left, starts)
    enough = counts >= rule.condition.at_least
    if not enough.all():
        starts, most, faded = starts[enough], most[enough], faded[enough]
    return Done(lead[starts], most, faded)


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
