"""The three cards of Meeting: their figures in words, and the leads behind them."""

import math
from datetime import date

from db.versions import Versions
from pages.ui import callers, reads
from pages.ui.lead_rows import LeadSet
from pages.ui.widgets import Card
from sla_core.clause_figures import expected_by_today, promised
from sla_core.clause_figures import month as month  # the page asks for it here, beside `year`
from sla_core.i18n import NBSP, Texts
from sla_core.leads import Stage
from sla_core.pace import Pace, year_pace
from sla_core.periods import words
from sla_core.situation import Situation, Urgency
from sla_core.verdict import in_time, marketing_standing, sales_standing, unjudged, waiting_standing


def year(known: Versions, now: Situation) -> Pace:
    """Return how this year goes against the common goal."""
    begin = now.calendar.local_midnight(date(now.today.year, 1, 1))
    end = now.calendar.local_midnight(date(now.today.year + 1, 1, 1))
    won = reads.customers_won(known, begin, end)
    return year_pace(now.versions, now.today.year, Stage.CUSTOMER, reached=won, now=now.edge.now)


def three(known: Versions, now: Situation, t: Texts) -> list[Card]:
    """Return the cards: marketing's promise, sales' promise, who waits too long."""
    return [_marketing(now, t), _sales(now, t), _waiting(known, now, t)]


def _marketing(now: Situation, t: Texts) -> Card:
    pace = month(now)
    return Card(
        title=f":blue[{t('Marketing delivers')}]",
        context=t.month(now.today),
        number=t.number(pace.reached),
        standing=marketing_standing(pace, now.limits),
        line=marketing_line(now, t),
        is_provisional=now.in_force.provisional or now.is_provisional(now.delivered_rows),
        leads="delivered",
    )


def marketing_line(now: Situation, t: Texts) -> str:
    """Return the two figures beside what was delivered: expected by today, promised."""
    pace = month(now)
    if pace.target is None or pace.needed is None:
        return t("no target for {month} yet", month=t.month(now.today))
    return f"{expected_by_today(pace, t)} · {promised(t.number(pace.target), now, t)}"


def _sales(now: Situation, t: Texts) -> Card:
    period, figures = now.week
    share = promised(t.percent(now.limits.in_time_kept), now, t)
    few = figures.judged < now.limits.least_cases
    if few:
        line = (
            t("of {judged} in time", judged=t.number(figures.judged))
            if figures.judged
            else unjudged(period, figures, t)
        )
    else:
        line = t(
            "{met} of {judged} · {needed} needed",
            met=t.number(figures.met),
            judged=t.number(figures.judged),
            needed=t.number(_needed(figures.judged, now)),
        )
    return Card(
        title=f":violet[{t('Sales follows up')}]",
        context=words(period, t),
        number=in_time(figures, t) if not few else t.number(figures.met),
        standing=sales_standing(figures, now.limits),
        line=f"{line} · {share}",
        is_provisional=now.is_provisional(now.inside(period)),
        leads="followed-up",
    )


def _needed(judged: int, now: Situation) -> int:
    """The least number in time that keeps the promise."""
    return math.ceil(now.limits.in_time_kept * judged)


def _waiting(known: Versions, now: Situation, t: Texts) -> Card:
    waiting = now.waiting
    line = t("of {n} waiting", n=t.number(waiting.waiting)) if waiting.waiting else t("nobody is waiting")
    if waiting.is_unknown:
        line = t("of {n} waiting; of none is it known", n=t.number(waiting.waiting))
    first = next(
        (c.wait for c in callers.first(known, now, 1) if c.wait.urgency is not Urgency.UNTIMED), None
    )
    if first and not waiting.is_unknown:
        used, limit = t.duration(first.used), t.duration(first.limit)
        line = t("of {n} · longest {used} of {limit}", n=t.number(waiting.waiting), used=used, limit=limit)
        line = line.replace(f" {limit}", f"{NBSP}{limit}")
    return Card(
        title=t("Waiting too long"),
        context=t("now"),
        number=t.number(waiting.too_long),
        standing=waiting_standing(waiting, now.limits),
        line=line,
        is_provisional=now.is_provisional(now.handovers.waiting),
        leads="waiting",
    )


def lead_sets(now: Situation, t: Texts) -> dict[str, LeadSet]:
    """Return the leads behind each card, and those that marketing's figure leaves out."""
    (period, _), month = now.week, t.month(now.today)
    return {
        "delivered": LeadSet(t("Leads delivered in {month}", month=month), lambda: now.delivered_rows),
        "not-delivered": LeadSet(
            t("Leads of {month} that sales returned", month=month), lambda: now.not_delivered_rows
        ),
        "followed-up": LeadSet(
            t("Leads to be followed up: {period}", period=words(period, t)), lambda: now.inside(period)
        ),
        "waiting": LeadSet(t("Leads that wait for a first response"), lambda: now.handovers.waiting),
    }
