"""Tells small funnels: leads by their local dates, and the report of local days."""

from typing import Any

import numpy as np

from sla_core.funnel import FunnelReport, build, report
from sla_core.terms import CalendarTerms
from tests.core import slow_funnel
from tests.core.episodes import at
from tests.core.slow_funnel import Lead

SUBSCRIBER, LEAD, MQL, SQL, OPPORTUNITY, CUSTOMER = range(6)
CALENDAR = CalendarTerms().build()
NOW = at("2026-11-20 10:42")
CREATED = at("2026-09-07 10:00")


def told(*leads: Lead, first: str | None = None, until: str | None = None, **asked: Any) -> FunnelReport:
    """The report of the local days from `first` to the one before `until`, by source."""
    return report(
        build(slow_funnel.facts(list(leads))),
        np.array([], dtype=np.int64),
        at(first) if first else None,
        at(until) if until else None,
        of=slow_funnel.sources(list(leads)),
        **{"calendar": CALENDAR, "now": NOW, "least_cases": 10, **asked},
    )


def lead(created: str | None = "2026-09-07 10:00", *entries: tuple[int, str | None], **known: Any) -> Lead:
    dated = [(stage, at(when) if when else None, False) for stage, when in entries]
    return Lead(created=at(created) if created else None, entries=dated, **known)


def entered(found: FunnelReport) -> list[int]:
    return list(found.flow.entered.values())


def skipped(found: FunnelReport) -> list[int]:
    return list(found.flow.skipped.values())
