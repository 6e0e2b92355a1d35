"""Frozen figures in words: each with its n, how the promise stands, and by which clause it is counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sla_core.i18n import NBSP, Texts
from sla_core.meeting.snapshot import Snapshot
from sla_core.periods import week_number, words
from sla_core.terms import Metric
from sla_core.verdict import (
    WORDS,
    Standing,
    in_time,
    marketing_standing,
    sales_standing,
    unjudged,
    waiting_standing,
    week_verdict,
)
from sla_core.wording import NOTHING


@dataclass(frozen=True)
class FigureLine:
    """A figure of a meeting. `number` is short, `told` whole; `clause` is "" where no clause defines it."""

    name: str
    number: str
    told: str
    standing: Standing | None
    clause: str
    is_provisional: bool

    def stands(self, t: Texts) -> str:
        """Return shape and word of the standing: `✓ Kept`."""
        return f"{self.standing.shape}{NBSP}{t(WORDS[self.standing])}" if self.standing else ""


def verdict(of: Snapshot, t: Texts) -> str:
    """Return the sentence that stood over Meeting when the figures were frozen."""
    return week_verdict(week_number(of.today), of.month.pace.pace, of.week.followed, of.limits, t)


def figures(of: Snapshot, clauses: Mapping[Metric, str], t: Texts) -> tuple[FigureLine, ...]:
    """Return the figures: marketing's promise, sales', who waits, the common goal.

    `clauses` are the numbers of the clauses that define them, in the version in force then.
    """
    return (
        marketing(of, clauses, t),
        sales(of, clauses, t),
        waiting(of, clauses, t),
        _together(of, clauses, t),
    )


def _together(of: Snapshot, clauses: Mapping[Metric, str], t: Texts) -> FigureLine:
    year = of.year.pace
    reached = t.plural("{n} customer this year", "{n} customers this year", year.reached)
    told = f"{reached} · {t('no common goal set yet')}"
    if year.target is not None:
        needed = t("{n} expected by then", n=t.number(year.needed or 0))
        told = f"{reached} · {needed} · {_promised(t.number(year.target), of, t)}"
    clause = clauses.get(Metric.CUSTOMERS, "")
    return FigureLine(t("Together"), t.number(year.reached), told, None, clause, of.provisional)


def marketing(of: Snapshot, clauses: Mapping[Metric, str], t: Texts) -> FigureLine:
    """Return what marketing delivered, expected by then and promised: always the three."""
    pace, month = of.month.pace.pace, t.month(of.today)
    delivered = t("{n} delivered in {month}", n=t.number(pace.reached), month=month)
    if pace.target is None or pace.needed is None:
        told, number = t("{delivered} · no target", delivered=delivered), t.number(pace.reached)
    else:
        needed = t.number(pace.needed)
        told = " · ".join(
            [delivered, t("{n} expected by then", n=needed), _promised(t.number(pace.target), of, t)]
        )
        number = t("{n} of {of}", n=t.number(pace.reached), of=needed)
    return FigureLine(
        t("Marketing delivers"),
        number,
        told,
        marketing_standing(pace, of.limits),
        clauses.get(Metric.DELIVERED, ""),
        of.month.is_provisional,
    )


def sales(of: Snapshot, clauses: Mapping[Metric, str], t: Texts) -> FigureLine:
    """Return how many were answered in time, of how many, and the promise."""
    period, numbers = of.week.followed
    told = unjudged(period, numbers, t)
    if numbers.judged:
        told = t("{what} in time, {period}", what=share_in_time(of, t), period=words(period, t))
    return FigureLine(
        t("Sales follows up"),
        share_in_time(of, t),
        f"{told} · {_promised(t.percent(of.limits.in_time_kept), of, t)}",
        sales_standing(numbers, of.limits),
        clauses.get(Metric.IN_TIME, ""),
        of.week.is_provisional,
    )


def share_in_time(of: Snapshot, t: Texts) -> str:
    """Return the share in time with its n; of too few cases the counts alone, of none a dash."""
    _, numbers = of.week.followed
    if not numbers.judged:
        return NOTHING
    counts = t("{n} of {of}", n=t.number(numbers.met), of=t.number(numbers.judged))
    if numbers.judged < of.limits.least_cases:
        return counts
    return t("{share} ({cases})", share=in_time(numbers, t), cases=counts)


def waiting(of: Snapshot, clauses: Mapping[Metric, str], t: Texts) -> FigureLine:
    """Return who waited too long, of how many."""
    now = of.waiting.now
    if not now.waiting:
        told = t("nobody waited")
    elif now.is_unknown:
        told = t("{n} waited; of none is it known how long", n=t.number(now.waiting))
    else:
        told = t("{n} of {of} waited too long", n=t.number(now.too_long), of=t.number(now.waiting))
        first = of.waiting.leads[0] if of.waiting.leads else None
        if first is not None and first.limit:
            longest = t(
                "the longest {used} of {limit}", used=t.duration(first.used), limit=t.duration(first.limit)
            )
            told = f"{told} · {longest}"
    return FigureLine(
        t("Waiting too long"),
        t("{n} of {of}", n=t.number(now.too_long), of=t.number(now.waiting)),
        told,
        waiting_standing(now, of.limits),
        clauses.get(Metric.WAITING, ""),
        of.waiting.is_provisional,
    )


def _promised(what: str, of: Snapshot, t: Texts) -> str:
    told = t("working rule {what}", what=what) if of.provisional else t("{what} promised", what=what)
    return told.replace(" ", NBSP)
