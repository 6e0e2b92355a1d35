"""The live figure beside each clause that defines one: the same numbers as on Meeting and Follow-up.

A figure is what a `Situation` says, told shortly enough for a narrow column. Where nothing happened it is a dash:
neither 0 nor 100 %.
"""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Flags
from sla_core.follow_up.judging import Findings, Status, delivered, findings, handed_over_in
from sla_core.i18n import NBSP, Texts
from sla_core.leads import Stage
from sla_core.pace import Pace, month_pace
from sla_core.periods import Period, PeriodName, period, words
from sla_core.situation import Situation
from sla_core.terms import Metric
from sla_core.verdict import (
    Standing,
    in_time,
    marketing_standing,
    sales_standing,
    unjudged,
    waiting_standing,
)
from sla_core.wording import NOTHING


@dataclass(frozen=True)
class ClauseFigure:
    """A number with its n, a line beneath it, and how the promise stands where limits are agreed for it.

    `context` is the period it is of; `is_provisional` whether it rests on terms that nobody has signed.
    """

    number: str
    note: str
    standing: Standing | None
    context: str
    is_provisional: bool


def figures(situation: Situation, year: Pace, t: Texts) -> dict[Metric, ClauseFigure]:
    """Return the figure of every metric; `year` is the pace of the common goal."""
    quarter = period(PeriodName.THIS_QUARTER, situation.today)
    everybody = np.ones(len(situation.handovers), dtype=bool)  # who is assigned matters to another finding
    found = findings(situation.handovers, everybody, situation.edge, situation.versions)
    return {
        Metric.DELIVERED: _delivered(situation, t),
        Metric.IN_TIME: _in_time(situation, t),
        Metric.WAITING: _waiting(situation, t),
        Metric.RESPONSE_TIME: _response_time(situation, t),
        Metric.ATTEMPTS: _attempts(situation, quarter, found, t),
        Metric.RETURNED: _returned(situation, quarter, t),
        Metric.EARLY_CONTACT: _early_contact(situation, quarter, found, t),
        Metric.CUSTOMERS: _customers(situation, year, t),
    }


def month(situation: Situation) -> Pace:
    """Return how this month goes against marketing's promise."""
    return month_pace(
        situation.versions,
        situation.today,
        Stage.SALES_QUALIFIED,
        reached=situation.delivered.net,
        now=situation.edge.now,
    )


def expected_by_today(pace: Pace, t: Texts) -> str:
    """Return `143 expected by today`: the least number that is on plan."""
    return t("{n} expected by today", n=t.number(pace.needed or 0))


def promised(what: str, situation: Situation, t: Texts) -> str:
    """Return `280 promised`; as long as nobody has signed, a promise is a working rule."""
    if situation.in_force.provisional:
        return t("working rule {what}", what=what).replace(" ", NBSP)
    return t("{what} promised", what=what).replace(" ", NBSP)


def _of(part: int, whole: int, t: Texts) -> str:
    return t("{n} of {of}", n=t.number(part), of=t.number(whole))


def _delivered(now: Situation, t: Texts) -> ClauseFigure:
    pace, name = month(now), t.month(now.today)
    provisional = now.in_force.provisional or now.is_provisional(now.delivered_rows)
    if pace.target is None:
        number, note = t.number(pace.reached), t("no target for {month} yet", month=name)
    else:
        number, note = _of(pace.reached, pace.target, t), expected_by_today(pace, t)
    return ClauseFigure(number, note, marketing_standing(pace, now.limits), name, provisional)


def _in_time(now: Situation, t: Texts) -> ClauseFigure:
    of, found = now.week
    note = promised(t.percent(now.limits.in_time_kept), now, t)
    met, judged = t.number(found.met), t.number(found.judged)
    if not found.judged:
        number, note = NOTHING, unjudged(of, found, t)
    elif found.judged < now.limits.least_cases:
        number = t("{met} of {judged} in time", met=met, judged=judged)
    else:
        number = t("{share} ({cases})", share=in_time(found, t), cases=_of(found.met, found.judged, t))
    standing = sales_standing(found, now.limits)
    return ClauseFigure(number, note, standing, _judged_by(now, of, t), now.is_provisional(now.inside(of)))


def _judged_by(now: Situation, of: Period, t: Texts) -> str:
    """Return the period, and by which earlier versions its leads are judged where it is not the one in force alone."""
    places = np.unique(now.handovers.version[now.inside(of)])
    labels = [now.versions[place].label for place in places]
    if not labels or labels == [now.in_force.label]:
        return words(of, t)
    return t("{period}, judged by version {versions}", period=words(of, t), versions=", ".join(labels))


def _waiting(now: Situation, t: Texts) -> ClauseFigure:
    waiting = now.waiting
    number, note = _of(waiting.too_long, waiting.waiting, t), t("waiting too long")
    if waiting.is_unknown:
        number, note = t.number(waiting.waiting), t("waiting; how long is unknown")
    if not waiting.waiting:
        number, note = t.number(0), t("nobody is waiting")
    standing = waiting_standing(waiting, now.limits)
    return ClauseFigure(number, note, standing, t("now"), now.is_provisional(now.handovers.waiting))


def _response_time(now: Situation, t: Texts) -> ClauseFigure:
    of, found = now.week
    rows = _timed(now, now.inside(of))
    n, answered = int(rows.sum()), int((rows & (now.handovers.response_seconds != MISSING)).sum())
    if not n:
        number = NOTHING
        note = t("all contacted before") if found.judged else unjudged(of, found, t)
    elif n < now.limits.least_cases:
        number = t("{answered} of {n} answered", answered=t.number(answered), n=t.number(n))
        note = t("too little data")
    elif found.median_response_seconds is None:
        number, note = NOTHING, t("over half not answered · n {n}", n=t.number(n))
    else:
        number = t.duration(found.median_response_seconds)
        p90 = found.p90_response_seconds
        note = t(
            "median · P90 {p90} · n {n}", p90=t("open") if p90 is None else t.duration(p90), n=t.number(n)
        )
    return ClauseFigure(number, note, None, words(of, t), now.is_provisional(rows))


def _timed(now: Situation, inside: Flags) -> Flags:
    """Return the episodes over which response times run: those judged, but for the ones contacted before."""
    judged = now.judgement.where(Status.MET) | now.judgement.where(Status.LATE)
    judged |= now.judgement.where(Status.OVERDUE)
    return inside & judged & ~now.handovers.attempted_before


def _attempts(now: Situation, quarter: Period, found: Findings, t: Texts) -> ClauseFigure:
    inside = now.inside(quarter)
    few, many = inside & found.too_few_attempts, inside & found.too_many_attempts
    note = t("{few} too few, {many} too many", few=t.number(int(few.sum())), many=t.number(int(many.sum())))
    return _finding(now, quarter, few | many, note, t)


def _early_contact(now: Situation, quarter: Period, found: Findings, t: Texts) -> ClauseFigure:
    inside = now.inside(quarter)
    contacts = int(now.handovers.early_contacts[inside].sum())
    note = t.plural("{n} contact not allowed", "{n} contacts not allowed", contacts)
    return _finding(now, quarter, inside & found.contacted_early, note, t)


def _finding(now: Situation, quarter: Period, rows: Flags, note: str, t: Texts) -> ClauseFigure:
    """Return how many of the quarter's episodes are against a clause for which no limits are agreed."""
    inside = now.inside(quarter)
    context, provisional = words(quarter, t), now.is_provisional(inside)
    if not inside.any():
        return ClauseFigure(NOTHING, t("nobody to follow up yet"), None, context, provisional)
    return ClauseFigure(_of(int(rows.sum()), int(inside.sum()), t), note, None, context, provisional)


def _returned(now: Situation, quarter: Period, t: Texts) -> ClauseFigure:
    """By handover date, as all that is delivered: returned in time because it was not what was promised."""
    begin, end = quarter.bounds(now.calendar)[0] or 0, now.edge.now + 1
    rows = handed_over_in(now.handovers, begin, end, now.counts)
    context, provisional = words(quarter, t), now.is_provisional(rows)
    found = delivered(now.handovers, begin, end, now.counts)
    if not found.gross:
        return ClauseFigure(NOTHING, t("nobody handed over yet"), None, context, provisional)
    number = _of(found.returned, found.gross, t)
    if found.gross >= now.limits.least_cases:
        share = t.percent(found.returned / found.gross)
        number = t("{share} ({cases})", share=share, cases=number)
    note = t("gross {gross} · net {net}", gross=t.number(found.gross), net=t.number(found.net))
    return ClauseFigure(number, note, None, context, provisional)


def _customers(now: Situation, year: Pace, t: Texts) -> ClauseFigure:
    if year.target is None:
        number, note = t.number(year.reached), t("no common goal set yet")
    else:
        number, note = _of(year.reached, year.target, t), expected_by_today(year, t)
    return ClauseFigure(number, note, None, f"{now.today.year}", now.in_force.provisional)
