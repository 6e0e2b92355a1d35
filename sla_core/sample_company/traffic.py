"""Visits of the sample company's site by month and source."""

import numpy as np

from sla_core.sample_company.arrivals import Arrivals
from sla_core.sample_company.setting import MONTHS, Setting, local_day, month_begin
from sla_core.sample_company.sources import SOURCES


def traffic(setting: Setting, leads: Arrivals) -> list[tuple[str, str, int]]:
    """Return (month, source, visits), the running month as far as it has come."""
    begins = [setting.month(months) for months in range(-MONTHS, 1)]
    month = np.searchsorted(begins, leads.created, side="right") - 1
    arrived = np.zeros((len(begins), len(SOURCES)), dtype=np.int64)
    np.add.at(arrived, (np.maximum(month, 0), leads.source), 1)
    chance = setting.chance("traffic")
    per_lead = np.array([source.visits_per_lead for source in SOURCES])
    visits = (arrived * per_lead * chance.uniform(0.85, 1.15, arrived.shape)).astype(np.int64)
    names = [month_begin(local_day(begin), 0).strftime("%Y-%m") for begin in begins]
    return [
        (name, source.name, visits[row, column].item())
        for row, name in enumerate(names)
        for column, source in enumerate(SOURCES)
        if visits[row, column]
    ]
