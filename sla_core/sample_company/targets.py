"""The sample company's targets, set from what it delivered: one month misses, one overshoots, this one is at risk."""

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.follow_up.judging import delivered
from sla_core.handovers import Handovers
from sla_core.sample_company.arrivals import Arrivals
from sla_core.sample_company.ends import Ends
from sla_core.sample_company.setting import (
    DAY,
    MISSED_MONTH,
    MONTHS,
    OVERSHOT_MONTH,
    Setting,
    local_day,
    month_begin,
)
from sla_core.terms import Month, StatusLimits, Targets

AHEAD = 12  # months after the running one that have targets
_RATIOS = (1.03, 1.0, 1.05, 0.97, 1.02)  # delivered ÷ target in ordinary months
_MISSED, _OVERSHOT, _AT_RISK = 0.84, 1.27, 0.945
_CUSTOMERS_BY_NOW = 0.9


def targets(setting: Setting, leads: Arrivals, handovers: Handovers, ended: Ends) -> dict[Month, Targets]:
    """Return the targets of every month of the story and the year after it."""
    begins = [setting.month(months) for months in range(-MONTHS, AHEAD + 2)]
    promised = _promised(setting, handovers, begins)
    arrived, qualified = (_counted(setting, column, begins) for column in (leads.created, leads.qualified))
    customers = _customers(setting, ended.won, begins[:-1])
    names = [month_begin(local_day(begin), 0).strftime("%Y-%m") for begin in begins[:-1]]
    return {
        name: Targets(
            leads=arrived[place],
            marketing_qualified=qualified[place],
            sales_qualified=promised[place],
            customers=customers[place],
        )
        for place, name in enumerate(names)
    }


def journey_days(leads: Arrivals, ended: Ends, rows: Flags) -> int:
    """Return how many days half of these leads took to become customers; 0 where none made that journey."""
    made = rows & (ended.won != MISSING) & ~leads.born_customer
    days = (ended.won - leads.created)[made] / DAY
    return max(round(float(np.median(days))), 1) if len(days) else 0


def _rounded(number: float) -> int:
    """Return the number as people promise it: in fives once it is large."""
    return max(round(number / 5) * 5 if number >= 100 else round(number), 1)


def _elapsed(setting: Setting, begin: int, end: int) -> float:
    """Return the share of a period's working time that has passed."""
    between = setting.calendar.working_seconds_between
    return between(begin, min(max(setting.now, begin), end)) / max(between(begin, end), 1)


def _promised(setting: Setting, handovers: Handovers, begins: list[int]) -> list[int]:
    """Return marketing's promise per month; it grows in the months to come."""
    found: list[int] = []
    for place in range(MONTHS):
        months_ago = MONTHS - place
        ratio = {MISSED_MONTH: _MISSED, OVERSHOT_MONTH: _OVERSHOT}.get(
            months_ago, _RATIOS[place % len(_RATIOS)]
        )
        found.append(_rounded(delivered(handovers, begins[place], begins[place + 1]).net / ratio))
    usual = sum(found[-3:]) / 3
    share = _elapsed(setting, begins[MONTHS], begins[MONTHS + 1])
    net = delivered(handovers, begins[MONTHS], begins[MONTHS + 1]).net
    now = net / (_AT_RISK * share) if share and net else usual
    # In a month's first hours any figure that fits would be absurd; there it is too little data anyhow.
    highest = 2.0 if net >= StatusLimits().least_cases else 1.2
    found.append(_rounded(min(max(now, 0.6 * usual), highest * usual)))
    return [*found, *(_rounded(1.05 * usual) for _ in range(AHEAD))]


def _counted(setting: Setting, at: Instants, begins: list[int]) -> list[int]:
    """Return targets near what came in each month; the running month's is reckoned up to its end."""
    counts, _ = np.histogram(at, np.array(begins[: MONTHS + 2]))
    usual = counts[MONTHS - 3 : MONTHS].mean()
    share = max(_elapsed(setting, begins[MONTHS], begins[MONTHS + 1]), 0.01)
    now = min(max(counts[MONTHS] / share, 0.7 * usual), 1.4 * usual)
    return [_rounded(count) for count in [*counts[:MONTHS], now, *[1.05 * usual] * AHEAD]]


def _customers(setting: Setting, won: Instants, begins: list[int]) -> list[int]:
    """Return customers per month so that each calendar year is a little behind what it promised by now."""
    years = [local_day(begin).year for begin in begins]
    found: list[int] = []
    for year in sorted(set(years)):
        months = years.count(year)
        begin, end = begins[years.index(year)], begins[years.index(year)] + months * 30 * 86_400
        share = _elapsed(setting, begin, end)
        wins = int(((won >= begin) & (won < end)).sum())
        usual = max(int((won > 0).sum()) / MONTHS, 1 / 3) * months
        total = round(wins / (_CUSTOMERS_BY_NOW * share)) if share > 0.1 and wins > 2 else round(1.1 * usual)
        found += [total * (n + 1) // months - total * n // months for n in range(months)]
    return found
