"""A backtest in words, with its limits said: what leads are has no history."""

from collections.abc import Iterator

from sla_core import labels
from sla_core.funnel.words import between, converted, days
from sla_core.goals.rates import Rate
from sla_core.i18n import Texts
from sla_core.replay.backtest import STAGES, Backtest, Month


def lines(of: Backtest, t: Texts) -> Iterator[str]:
    """Yield the backtest as lines."""
    yield from (_month(month, t) for month in of.months)
    yield t("Won customers that were MQL by then: {rate}", rate=_rate(of.caught, t))
    if of.seconds_before:
        middle = of.seconds_before[(len(of.seconds_before) - 1) // 2]
        yield t("Half of them at least {days} days before", days=days(middle, t))
    yield t("MQLs that were won: {rate}", rate=_rate(of.won, t))
    for stage in of.without_definition:
        yield t("Nobody meets {stage}: the terms do not define it.", stage=t(labels.STAGES[stage]))
    if of.undated:
        yield t.plural(
            "{n} lead has no date at all: it stands in the rates, in no month.",
            "{n} leads have no date at all: they stand in the rates, in no month.",
            of.undated,
        )
    yield t("What is known about leads has no history: today's values are used for the past.")


def _rate(rate: Rate, t: Texts) -> str:
    return ", ".join(part for part in (converted(rate, t), between(rate, t)) if part)


def _month(month: Month, t: Texts) -> str:
    counts = " · ".join(f"{t(labels.STAGES[stage])} {t.number(month.met[stage])}" for stage in STAGES)
    return f"{t.day(month.first, 'yMMM')}: {counts}"
