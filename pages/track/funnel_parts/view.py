"""What the page Funnel is asked for, in the address, and the figures that answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import streamlit as st

from db.versions import Versions
from pages.ui import reads, session, widgets
from sla_core.errors import NotPossible
from sla_core.funnel import By, Funnel, FunnelReport, Grain, Groups, promised, report
from sla_core.funnel.words import BY
from sla_core.goals.periods import GoalPeriod, month, quarter, read
from sla_core.i18n import Texts, mark
from sla_core.labels import STAGES
from sla_core.leads import Stage
from sla_core.pace import Pace
from sla_core.periods import PeriodName
from sla_core.situation import Situation

FLOW, STOCK, COHORTS, TIMES = "flow", "stock", "cohorts", "times"
_PARTS = {
    FLOW: mark("Came in a period"),
    STOCK: mark("Standing now"),
    COHORTS: mark("Cohorts"),
    TIMES: mark("Times"),
}
_NAMED = {
    PeriodName.THIS_MONTH: mark("This month"),
    PeriodName.LAST_MONTH: mark("Last month"),
    PeriodName.THIS_QUARTER: mark("This quarter"),
    PeriodName.LAST_QUARTER: mark("Last quarter"),
}
_EARLIER = 6  # quarters that can be chosen besides
_GRAINS = {Grain.MONTH: mark("By month"), Grain.WEEK: mark("By week")}


@dataclass(frozen=True)
class View:
    """The funnel of a period at an instant; `period` is None for all time."""

    known: Funnel
    now: Situation
    period: GoalPeriod | None
    by: By
    grain: Grain
    groups: Groups

    @cached_property
    def bounds(self) -> tuple[int | None, int | None]:
        """The instants [begin, end) of the period."""
        return self.period.bounds(self.now.calendar) if self.period else (None, None)

    @cached_property
    def report(self) -> FunnelReport:
        """The figures of the period."""
        return self._report(self.bounds, self.groups)

    @cached_property
    def before(self) -> FunnelReport | None:
        """The figures of the same period before."""
        return self._report(promised.bounds_before(self.period, self.now), None) if self.period else None

    def _report(self, bounds: tuple[int | None, int | None], groups: Groups | None) -> FunnelReport:
        now = self.now
        return report(
            self.known,
            now.handovers.closed[now.returned_rows],
            *bounds,
            calendar=now.calendar,
            now=now.edge.now,
            least_cases=now.limits.least_cases,
            of=groups,
            grain=self.grain,
        )

    @cached_property
    def paces(self) -> Mapping[Stage, Pace]:
        """How the stages go against their targets; of all time there are none."""
        return promised.paces(self.period, self.report.flow.entered, self.now) if self.period else {}

    @property
    def is_over(self) -> bool:
        """Whether the period has ended; all time has not."""
        return self.period is not None and promised.is_over(self.period, self.now)

    @cached_property
    def stages(self) -> list[Stage]:
        """The stages that are shown: subscribers only where there are any."""
        some = self.known.entered[Stage.SUBSCRIBER.rank].any()
        return [stage for stage in Stage if some or stage is not Stage.SUBSCRIBER]

    def words(self, t: Texts) -> str:
        """Return the period as it stands in a sentence."""
        return self.period.words(t) if self.period else t("all time")


def ask_part(t: Texts) -> str:
    """Ask for the part of the page."""
    return widgets.choice(
        "show", {part: t(name) for part, name in _PARTS.items()}, label=t("Part of the page")
    )


def ask(part: str, versions: Versions, known: Funnel, now: Situation, t: Texts) -> View:
    """Ask for what the part depends on, and return the figures that answer it."""
    period = None if part == STOCK else _ask_period(PeriodName.ALL if part == COHORTS else None, now, t)
    grain = Grain.MONTH
    if part == COHORTS:
        grain = Grain(widgets.choice("grain", {g.value: t(w) for g, w in _GRAINS.items()}, label=t("Length")))
    by = By(st.query_params["by"]) if st.query_params.get("by") in set(By) else By.SOURCE
    return View(known, now, period, by, grain, reads.funnel_groups(versions, by))


def ask_by(t: Texts) -> None:
    """Ask what leads are told apart by; the answer is in the address, where `ask` has read it."""
    widgets.choice("by", {by.value: t(name) for by, name in BY.items()}, label=t("Tell apart by"))


def _ask_period(first: PeriodName | None, now: Situation, t: Texts) -> GoalPeriod | None:
    this_month, this_quarter = month(now.today), quarter(now.today)
    named = {
        PeriodName.THIS_QUARTER: this_quarter,
        PeriodName.LAST_QUARTER: promised.before(this_quarter),
        PeriodName.THIS_MONTH: this_month,
        PeriodName.LAST_MONTH: promised.before(this_month),
    }
    options = {name.value: f"{t(_NAMED[name])} · {of.words(t)}" for name, of in named.items()}
    options |= {of.label: of.words(t) for of in _earlier(named[PeriodName.LAST_QUARTER])}
    options[PeriodName.ALL.value] = t("All time")
    asked = st.query_params.get("period", "")
    if (linked := _read(asked)) is not None:  # a link to a period that the list does not have
        options.setdefault(asked, linked.words(t))
    chosen = _pick("period", options, (first or PeriodName.THIS_QUARTER).value, label=t("Period"))
    return next((of for name, of in named.items() if name == chosen), _read(chosen))


def _earlier(last: GoalPeriod) -> list[GoalPeriod]:
    found = []
    for _ in range(_EARLIER):
        last = quarter(last.first - timedelta(days=1))
        found.append(last)
    return found


def _read(label: str) -> GoalPeriod | None:
    try:
        return read(label)
    except NotPossible:
        return None


def _pick(name: str, options: Mapping[str, str], default: str, *, label: str) -> str:
    """Ask for one of many options, as `widgets.choice` does for a few; any choice stands in the address."""
    chosen = st.query_params.get(name, default)
    chosen = chosen if chosen in options else default
    key = f"{name}_pick"
    session.keep(key, chosen)
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options[value],
        key=key,
        label_visibility="collapsed",
        width=session.size().px(270),
        on_change=_to_address,
        args=(name, key),
    )
    return chosen


def _to_address(name: str, key: str) -> None:
    st.query_params[name] = session.value(key)


def stage_words(stage: Stage, t: Texts) -> str:
    """Return what a stage is called."""
    return t(STAGES[stage])
