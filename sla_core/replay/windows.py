"""What lies in the window of many events at once, walked from the latest activity back."""

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import ActivityCondition, EngagementRule
from sla_core.facts import Codes
from sla_core.replay.events import Events
from sla_core.scoring.contributions import rounded
from sla_core.scoring.model import HUNDRED, Model, Points
from sla_core.scoring.windows import Faded, fading


def often_enough(of: Events, condition: ActivityCondition, rows: Codes) -> Flags:
    """Return at which of these events the lead has done it often enough."""
    _, low, high = of.window(condition, rows)
    enough: Flags = high - low >= condition.at_least
    if condition.distinct_topics and condition.at_least > 1:
        left = np.flatnonzero(enough)
        counts, _ = _walk(of, condition, rows[left], condition.at_least, condition.at_least, None)
        enough[left] = counts >= condition.at_least
    return enough


def engagement(of: Events, model: Model, rows: Codes) -> Points:
    """Return the total at each of these events, as of the event itself: as `scores` has it for a moment."""
    caps = model.caps
    total = np.zeros(len(rows), dtype=np.int64)
    groups = {group: np.zeros(len(rows), dtype=np.int64) for group in caps.groups}
    for rule in model.engagement:
        into = total if rule.group is None else groups.get(rule.group, total)
        _, points = done_at(of, rule, rows)
        into += points
    for group, points in groups.items():
        total += np.minimum(points, caps.groups[group] * HUNDRED)
    if caps.total is not None:
        np.minimum(total, caps.total * HUNDRED, out=total)
    return np.maximum(total, 0, out=total)


def done_at(of: Events, rule: EngagementRule, rows: Codes) -> tuple[Codes, Points]:
    """Return how often a rule counts at each of these events, and the points for it."""
    condition = rule.condition
    _, low, high = of.window(condition, rows)
    counts, points = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    left = np.flatnonzero(high - low >= condition.at_least)
    if condition.distinct_topics or rule.half_life_days is not None:
        most = None if rule.at_most is None else max(rule.at_most, condition.at_least)
        found, faded = _walk(of, condition, rows[left], most, rule.at_most, rule.half_life_days)
        enough = found >= condition.at_least
        left, found = left[enough], found[enough]
        points[left] = rounded(rule.points, faded[enough])
    else:
        found = (high - low)[left]
    counts[left] = found if rule.at_most is None else np.minimum(found, rule.at_most)
    if not condition.distinct_topics and rule.half_life_days is None:
        points[left] = counts[left] * (rule.points * HUNDRED)
    return counts, points


def _walk(
    of: Events,
    condition: ActivityCondition,
    rows: Codes,
    look_at: int | None,
    at_most: int | None,
    half_life_days: int | None,
) -> tuple[Codes, Faded]:
    """Return how many count in each window (up to `look_at`), and what is left of the `at_most` latest of them."""
    matches, low, high = of.window(condition, rows)
    counts = np.zeros(len(rows), dtype=np.int64)
    faded = np.zeros(len(rows))
    left, step = np.flatnonzero(high > low), 0
    while len(left):
        step += 1
        place = high[left] - step
        taken = left
        if condition.distinct_topics:  # a later one of the same topic in the window stands for it
            latest = matches.next_alike[place] >= high[left]
            taken, place = left[latest], place[latest]
        counts[taken] += 1
        if at_most is not None:
            within = counts[taken] <= at_most
            taken, place = taken[within], place[within]
        faded[taken] += _left(of, matches.rows[place], rows[taken], half_life_days)
        more = high[left] - step > low[left]
        if look_at is not None:
            more &= counts[left] < look_at
        left = left[more]
    return counts, faded


def _left(of: Events, acts: Codes, rows: Codes, half_life_days: int | None) -> Faded:
    if half_life_days is None:
        return np.ones(len(acts))
    return fading(of.at[acts], of.at[rows], half_life_days)
