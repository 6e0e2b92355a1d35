"""What if another response time had been promised: a period judged again with only that changed.

Nothing else depends on the limit: episodes, responses and endings stay what they are, so this is what a rebuild of
all handovers under the changed terms would give. What stops the clock cannot be replaced in the same way: of the
other kind of response, handovers hold neither its latest reading nor whether it came before the handover.
"""

from dataclasses import dataclass, replace

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.follow_up.groups import by_group as figures_by_group
from sla_core.follow_up.judging import FollowUp, Judgement, judge, summarise
from sla_core.funnel import Groups
from sla_core.goals.rates import Rate
from sla_core.handovers import Handovers, ranks
from sla_core.handovers.limits import Versions, add, before
from sla_core.i18n import Texts
from sla_core.periods import Period, PeriodName, words
from sla_core.situation import Situation
from sla_core.terms import ClockStart, Duration, Terms
from sla_core.verdict import in_time
from sla_core.wording import NOTHING, duration


@dataclass(frozen=True)
class WhatIf:
    """The figures of the same episodes as they are judged and under another limit, and whose status differs."""

    before: FollowUp
    after: FollowUp
    moved: Flags
    inside: Flags
    was: Judgement
    becomes: Judgement


def respond_within(situation: Situation, limit: Duration, of: Period) -> WhatIf:
    """Return how a period's episodes are judged, and how they were if `limit` had been promised.

    Episodes with a limit of their own, by the treatment of their grade and rating, keep it. The episodes are those
    of the actual figure: another deadline moves none into the period or out of it.
    """
    inside = situation.inside(of)
    judgement = judge(_with_limit(situation.handovers, situation.versions, limit), situation.edge)
    return WhatIf(
        before=situation.figures(of),
        after=summarise(situation.handovers, judgement, inside),
        moved=inside & (judgement.status != situation.judgement.status),
        inside=inside,
        was=situation.judgement,
        becomes=judgement,
    )


@dataclass(frozen=True)
class Compared:
    """The share in time of the episodes of one value, as they are judged and under another limit."""

    value: str
    handed_over: int
    before: Rate
    after: Rate


def by_group(found: WhatIf, groups: Groups, least: int) -> list[Compared]:
    """Return both shares of each value that some episode of the period has; `groups` has a code for each handover."""
    was = figures_by_group(found.was, found.inside, groups, least)
    becomes = figures_by_group(found.becomes, found.inside, groups, least)
    return [
        Compared(one.value, one.handed_over, one.in_time, other.in_time)
        for one, other in zip(was, becomes, strict=True)
    ]


def share_words(in_time: Rate, t: Texts) -> str:
    """Return `91 % (29 of 32)`, rounded down as on every screen; of too few cases the counts, of none a dash."""
    if not in_time.of:
        return NOTHING
    counts = t("{n} of {of}", n=t.number(in_time.found), of=t.number(in_time.of))
    if in_time.too_little:
        return f"{counts} ({t('too little data')})"
    share = t.percent(in_time.found * 100 // in_time.of / 100)
    return t("{share} ({cases})", share=share, cases=counts)


def _with_limit(known: Handovers, versions: Versions, limit: Duration) -> Handovers:
    """Return the handovers with other deadlines, each by the calendar of the version it is judged by."""
    by, by_latest = known.response_by.copy(), known.response_by_latest.copy()
    replaced = ranks.promised(known, versions) & (known.clock_start != MISSING)
    for place, version in enumerate(versions):
        mine = (known.version == place) & replaced
        if mine.any():
            calendar = version.terms.calendar.build()
            by[mine] = add(calendar, known.clock_start[mine], limit)
            by_latest[mine] = add(calendar, _latest_start(known, mine, version.terms), limit)
    return replace(known, response_by=by, response_by_latest=by_latest)


def _latest_start(known: Handovers, mine: Flags, terms: Terms) -> Instants:
    """Return the latest second at which the clock of these episodes may have started.

    A clock that starts at the assignment is read from the deadline: so much working time before it. A deadline
    in days does not tell the time of day; where its two readings differ, or the handover is vague, the latest
    start that the terms allow is taken, so that nothing is judged that may not be.
    """
    calendar, handed_over = terms.calendar.build(), known.handed_over.take(mine)
    if terms.handover.clock_start is ClockStart.HANDOVER:
        return handed_over.latest
    by, by_latest = known.response_by[mine], known.response_by_latest[mine]
    if not terms.sales.respond_within.in_days:
        return before(calendar, by_latest, terms.sales.respond_within)
    exact = (by == by_latest) & (handed_over.latest == handed_over.at)
    at_most = add(calendar, handed_over.latest, terms.handover.assign_within)
    return np.where(exact, known.clock_start[mine], at_most)


def what_if_sentence(found: WhatIf, situation: Situation, limit: Duration, of: Period, t: Texts) -> str:
    """Return what another limit would have meant, in one sentence; of too few cases it gives counts.

    `With 4 working hours instead of 8 last quarter: 91 % → 74 % (n 312)`.
    """
    agreed, asked, when = situation.promised_limits(of), _amount(limit, t), when_words(of, t)
    if agreed == {limit}:
        return t(
            "With {limit} as agreed {when}: {result}",
            limit=asked,
            when=when,
            result=_one(found, situation, t),
        )
    result = _both(found, situation, t)
    if len(agreed) > 1:
        return t(
            "With {limit} instead of what was agreed {when}: {result}", limit=asked, when=when, result=result
        )
    (was,) = agreed
    same_unit = was.unit is limit.unit and was.amount and limit.amount
    instead_of = t.number(was.amount) if same_unit else _amount(was, t)
    return t(
        "With {limit} instead of {was} {when}: {result}",
        limit=asked,
        was=instead_of,
        when=when,
        result=result,
    )


def _one(found: WhatIf, situation: Situation, t: Texts) -> str:
    if not found.before.judged:
        return t("nothing to judge")
    few = found.before.judged < situation.limits.least_cases
    return f"{_counts(found.before, t)} ({t('too little data')})" if few else _share(found.before, t)


def _both(found: WhatIf, situation: Situation, t: Texts) -> str:
    """Return both figures; each with its own n where another limit judges more of them, or fewer."""
    was, becomes = found.before, found.after
    if not was.judged and not becomes.judged:
        return t("nothing to judge")
    if min(was.judged, becomes.judged) < situation.limits.least_cases:
        return f"{_counts(was, t)} → {_counts(becomes, t)} ({t('too little data')})"
    if was.judged == becomes.judged:
        change = f"{in_time(was, t)} → {in_time(becomes, t)}"
        return t("{share} (n {n})", share=change, n=t.number(was.judged))
    return f"{_share(was, t)} → {_share(becomes, t)}"


def _share(figures: FollowUp, t: Texts) -> str:
    return t("{share} (n {n})", share=in_time(figures, t), n=t.number(figures.judged))


def _counts(figures: FollowUp, t: Texts) -> str:
    return t("{met} of {judged} in time", met=t.number(figures.met), judged=t.number(figures.judged))


def when_words(of: Period, t: Texts) -> str:
    """Return the period as it ends a sentence: `last quarter`, `in November`, `over the whole time`."""
    if of.name is PeriodName.LAST_QUARTER:
        return t("last quarter")
    return t("over the whole time") if of.first is None else t("in {period}", period=words(of, t))


def _amount(limit: Duration, t: Texts) -> str:
    return duration(limit, t) if limit.amount else t("a response at once")
