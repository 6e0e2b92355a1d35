"""What the page shows: the period of the address, how its goals stand, and what the company's own data say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cached_property

import streamlit as st

from db.versions import Versions
from pages.ui import goal_reads, reads, session, widgets
from pages.ui.goal_reads import Facts
from sla_core.agreement import Agreement, AgreementVersion
from sla_core.goals.adjusting import current, targets_of
from sla_core.goals.amounts import Amount, NotComputable
from sla_core.goals.capacity import leads_per_month, leads_per_week
from sla_core.goals.periods import GoalPeriod, month, quarter
from sla_core.goals.plan import Plan, plan, with_rates
from sla_core.goals.stage_value import StageValue, stage_values
from sla_core.goals.standing import StageGoal
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.periods import next_month
from sla_core.sections import Section
from sla_core.situation import Situation
from sla_core.terms import MarketingPromise, SalesPromise

AGREEMENT = "pages/agree/agreement.py"


@dataclass(frozen=True)
class View:
    """Everything that the parts of the page share."""

    known: Versions
    now: Situation
    agreement: Agreement
    period: GoalPeriod
    facts: Facts
    goals: dict[Stage, StageGoal]

    @property
    def basis(self) -> AgreementVersion:
        """The version that is planned with: the one in force; as long as nothing is signed, the draft."""
        draft, in_force = self.agreement.draft, self.now.in_force
        return draft if draft is not None and in_force.provisional else in_force

    @property
    def is_draft(self) -> bool:
        """Whether it is planned with a draft."""
        return self.basis is self.agreement.draft

    def draft_words(self, t: Texts) -> str:
        """Return that it is a draft which is told."""
        return t("as in the draft of version {version}, not signed yet", version=self.basis.label)

    @property
    def promise(self) -> MarketingPromise:
        """Marketing's promise that is planned with."""
        return self.basis.terms.marketing

    @property
    def sales(self) -> SalesPromise:
        """Sales' promise that is planned with."""
        return self.basis.terms.sales

    @property
    def agreed(self) -> AgreementVersion:
        """What was agreed last."""
        return self.agreement.agreed[-1]

    @property
    def adjusted(self) -> AgreementVersion:
        """What an adjustment begins from: what was agreed last; as long as nothing is signed, the draft."""
        return self.basis if self.is_draft else self.agreed

    @cached_property
    def targets(self) -> dict[Stage, int | None]:
        """The targets that judge the period, by stage; those of the draft where it is planned with one."""
        if self.is_draft:
            months = targets_of(self.basis.terms)
            return {stage: current(months, self.period, stage) for stage in self.goals}
        return {stage: goal.pace.target for stage, goal in self.goals.items()}

    @property
    def is_over(self) -> bool:
        """Whether the period has ended."""
        return self.period.last < self.now.today

    @property
    def is_running(self) -> bool:
        """Whether the period has begun and not ended."""
        return self.period.first <= self.now.today <= self.period.last

    @cached_property
    def plan(self) -> Plan:
        """The period's plan at the company's own rates."""
        return plan(self.promise, self.targets, self.period, with_rates(self.facts.rates, {}))

    @cached_property
    def values(self) -> dict[Stage, StageValue]:
        """What one lead is worth at every stage, by the period's targets where the own figures are too few."""
        return self.values_of(self.goals)

    def values_of(self, goals: Mapping[Stage, StageGoal]) -> dict[Stage, StageValue]:
        """Return the same by the targets of another period."""
        targets = {stage: goal.pace.target for stage, goal in goals.items()}
        least = self.now.limits.least_cases
        return stage_values(self.promise, targets, self.facts.months, self.facts.purchases, least)

    @cached_property
    def room(self) -> Amount:
        """How many leads sales can work in the period."""
        return self.room_of(self.period)

    def room_of(self, period: GoalPeriod) -> Amount:
        """Return how many leads sales can work in a period."""
        sales = self.sales
        per_week = leads_per_week(
            sales.reps, sales.hours_per_rep_and_week, self.facts.attempts.attempts, sales.minutes_per_attempt
        )
        found = Fraction(0)
        for first in period.months:
            part = leads_per_month(per_week, first, self.now.calendar)
            if isinstance(part, NotComputable):
                return part
            found += part
        return found


def view(known: Versions, now: Situation, period: GoalPeriod) -> View:
    """Return what is shown of a period."""
    return View(
        known,
        now,
        reads.whole_agreement(known),
        period,
        goal_reads.facts(known, now),
        goal_reads.goals(known, now, period),
    )


def ask_period(now: Situation, t: Texts) -> GoalPeriod:
    """Ask for month or quarter (`?period=quarter`), and for which (`?when=next`)."""
    kinds = {"month": t("Month"), "quarter": t("Quarter")}
    kind = widgets.choice("period", kinds, label=t("Month or quarter"))
    of = month if kind == "month" else quarter
    running = of(now.today)
    periods = {
        "this": running,
        "last": of(running.first - timedelta(days=1)),
        "next": of(next_month(running.months[-1])),
    }
    words = {name: _short(period, t) for name, period in periods.items()}
    return periods[widgets.choice("when", words, label=t("Period"))]


def ask_unit(t: Texts) -> bool:
    """Ask whether targets are told in numbers or in money (`?in=value`); return whether in money."""
    units = {"number": t("Number"), "value": t("Value")}
    return widgets.choice("in", units, label=t("In numbers or in money")) == "value"


def _short(period: GoalPeriod, t: Texts) -> str:
    return period.words(t) if period.is_quarter else t.day(period.first, "yMMM")


def to_editor(section: Section, label: str, *, version: str | None = None) -> None:
    """Draw a link to where a section of the agreement is changed."""
    where = {"part": "edit", "section": section.value}
    query = {**_kept(), **where, **({"version": version} if version else {})}
    st.page_link(AGREEMENT, label=label, icon=":material/edit_note:", query_params=query)


def to_version(label: str, words: str) -> None:
    """Draw a link to a version of the agreement."""
    query = {**_kept(), "version": label}
    st.page_link(AGREEMENT, label=words, icon=":material/arrow_forward:", query_params=query)


def _kept() -> dict[str, str]:
    """Return what stays in the address: language and size."""
    chosen = {
        session.LANGUAGE_KEY: session.value(session.LANGUAGE_KEY),
        session.SIZE_KEY: session.value(session.SIZE_KEY),
    }
    return {key: str(value) for key, value in chosen.items() if value}
