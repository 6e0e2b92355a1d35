"""An adjusted target in words: what it leads to, how likely it is, how it is split, and what came of earlier ones."""

from datetime import date
from fractions import Fraction

from sla_core.goals.adjusting import Effect, Spread
from sla_core.goals.adjustments import Adjustment, Outcome
from sla_core.goals.amounts import Amount, NotComputable, shown
from sla_core.goals.forecast import Forecast
from sla_core.goals.plan_words import amount, many
from sla_core.goals.words import why_not
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.wording import joined


def effect_lines(before: Effect, after: Effect, stage: Stage, t: Texts) -> list[str]:
    """Return what an adjustment does to the customers to expect, and to how many leads sales has to work."""
    told = []
    if stage is not Stage.CUSTOMER:
        told.append(t("Customers to expect: {change}", change=_change(before.customers, after.customers, t)))
    change = _change(_whole(before.sales_qualified), _whole(after.sales_qualified), t)
    if stage is Stage.CUSTOMER:
        told.append(t("SQLs it takes: {change}", change=change))
    elif stage is not Stage.SALES_QUALIFIED:
        told.append(t("SQLs for sales: {change}", change=change))
    return told


def _whole(of: Amount) -> Amount:
    """Return SQLs as sales' time is held against them: rounded up."""
    return of if isinstance(of, NotComputable) else Fraction(shown(of) or 0)


def promised_line(becomes: Amount, promised: int | None, t: Texts) -> str:
    """Return that fewer SQLs follow from a target than stay promised; nothing where they are enough."""
    found = shown(becomes)
    if not isinstance(found, int) or promised is None or found >= promised:
        return ""
    return t(
        "{n} SQLs stay promised: at our own rates this leads to {expected}.",
        n=t.number(promised),
        expected=t.number(found),
    )


def chances(before: Forecast | None, after: Forecast, t: Texts) -> str:
    """Return how likely a new target is, and how likely the one before it: from the same weeks of history."""
    was = None if before is None or before.probability is None else _share(before.probability, t)
    becomes = _share(after.probability or 0, t)
    return t(
        "Chance of reaching it: {change} ({weeks} weeks of history)",
        change=becomes if was in (None, becomes) else f"{was} → {becomes}",
        weeks=t.number(after.weeks),
    )


def _share(probability: float, t: Texts) -> str:
    return t.percent(min(max(probability, 0.01), 0.99))  # never certain as long as it is open


def _change(was: Amount, becomes: Amount, t: Texts) -> str:
    if isinstance(becomes, NotComputable):
        return why_not(becomes, t)
    if isinstance(was, NotComputable) or was == becomes:
        return amount(becomes, t)
    return f"{amount(was, t)} → {amount(becomes, t)}"


def target_words(of: Adjustment, t: Texts) -> str:
    """Return which target was changed: `Oct 2026 – Nov 2026: SQLs`."""
    first, last = _month(of.months[0], t), _month(of.months[-1], t)
    months = first if first == last else f"{first} – {last}"
    return t("{months}: {stage}", months=months, stage=many(of.stage, t))


def outcome(of: Outcome | None, t: Texts) -> str:
    """Return what came of an adjusted target: `187 of 190`, over several months with their number."""
    if of is None:
        return ""
    counts = t("{n} of {of}", n=t.number(of.reached), of=t.number(of.target))
    if of.months == 1:
        return counts
    return t("{counts} in {months}", counts=counts, months=t.plural("{n} month", "{n} months", of.months))


def spread_lines(of: Spread, t: Texts) -> list[str]:
    """Return how a quarter's target is split, and which of its months do not follow their share, and why."""
    if len(of.months) + len(of.ended) == 1:
        return []
    parts = " · ".join(f"{_month(first, t)} {t.number(part)}" for first, part in of.months.items())
    told = [t("By working days: {months}", months=parts)]
    if of.ended:
        ended = joined([_month(first, t) for first in of.ended], t)
        told.append(t("{months}: ended, stays at {n}.", months=ended, n=t.number(of.held)))
    for first in of.raised:
        n = t.number(of.months[first])
        told.append(t("{month} has delivered {n} already and gets no less.", month=_month(first, t), n=n))
    return told


def _month(first: date, t: Texts) -> str:
    return t.day(first, "yMMM")
