"""All figures of a period together, as the page and the command tell them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sla_core.columns import Instants
from sla_core.funnel import figures
from sla_core.funnel.facts import Groups
from sla_core.funnel.figures import Cohort, Flow, Grain, Group, Step, StepTime
from sla_core.funnel.passes import Funnel, inside
from sla_core.goals.rates import Rate
from sla_core.leads import Stage
from sla_core.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class FunnelReport:
    """The funnel of a period; `total` is of the leads created in it, ripe or not, `stock` is of now."""

    flow: Flow
    stock: dict[Stage, int]
    lost: dict[Stage, int]  # of the stock
    returned: int
    steps: Sequence[Step]
    cohorts: Sequence[Cohort]
    total: Rate
    ripe: Rate
    times: Sequence[StepTime]
    groups: Sequence[Group]

    @property
    def all_ripe(self) -> bool:
        """Whether none of the leads created in the period may still be on its way, as far as nine of ten tell."""
        return all(cohort.ripe for cohort in self.cohorts)


def report(
    known: Funnel,
    returned_at: Instants,
    begin: int | None,
    end: int | None,
    *,
    calendar: WorkingCalendar,
    now: int,
    least_cases: int,
    of: Groups | None = None,
    grain: Grain = Grain.MONTH,
) -> FunnelReport:
    """Return the figures of [begin, end), UTC seconds, None where there is no bound.

    `returned_at`: when handovers were given back. Cohorts are those of the calendar's zone. Below `least_cases`
    there is no rate. Without `of` there are no groups.
    """
    chosen = figures.passing(known, begin, end)
    found = figures.cohorts(
        known, begin, end, calendar=calendar, now=now, least_cases=least_cases, grain=grain
    )
    return FunnelReport(
        flow=figures.flow(known, chosen),
        stock=known.standing_by_stage,
        lost=known.lost_by_stage,
        returned=int(np.count_nonzero(inside(returned_at, begin, end))),
        steps=figures.steps(known, chosen, end, now=now, least_cases=least_cases),
        cohorts=found,
        total=figures.created(known, begin, end, least_cases),
        ripe=figures.ripe(found, least_cases),
        times=figures.times(known, begin, end),
        groups=figures.groups(known, of, chosen, begin, end, least_cases) if of else [],
    )
