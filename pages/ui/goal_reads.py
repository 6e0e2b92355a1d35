"""What the page Goals knows of a period, worked out once per minute and state of the data.

Cached as in `reads`: by the versions of the topics it depends on.
"""

# ruff: noqa: ARG001  (`key`, `minute` and `label` are not used inside: they are what Streamlit finds the results by)

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import streamlit as st

from db import engine, traffic
from db import goals as db_goals
from db.versions import Versions
from pages.ui import reads
from pages.ui.reads import Key
from sla_core.agreement import Agreement
from sla_core.funnel import By
from sla_core.goals import bands as goal_bands
from sla_core.goals import history
from sla_core.goals.adjustments import Adjustment
from sla_core.goals.adjustments import adjustments as found_adjustments
from sla_core.goals.amounts import Input
from sla_core.goals.bands import Bands
from sla_core.goals.capacity import AttemptsPerLead, attempts_per_lead
from sla_core.goals.history import History, MonthFlow, rate_months
from sla_core.goals.journey import JOURNEY_DAYS, JourneyLength, journey_length, journey_lengths
from sla_core.goals.periods import GoalPeriod
from sla_core.goals.persona_values import conversions
from sla_core.goals.rates import Rate
from sla_core.goals.standing import StageGoal, stage_goals
from sla_core.goals.value import Purchases
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.people import Topic
from sla_core.periods import next_month
from sla_core.situation import Situation

_TOPICS = (Topic.LEADS, Topic.ATTEMPTS, Topic.TERMS)


@dataclass(frozen=True)
class Facts:
    """What the company's own data say: of the last six whole months, of the last year."""

    history: History
    months: tuple[MonthFlow, ...]
    rates: dict[Input, Rate]
    journey: JourneyLength
    journeys: dict[str, JourneyLength]  # by what the terms call a persona
    conversions: dict[str, Rate]  # the same, and `OTHERS`
    purchases: Purchases
    attempts: AttemptsPerLead

    @cached_property
    def known_months(self) -> int:
        """How many of the six months have a figure of visits."""
        return sum(month.visits is not None for month in self.months)


def facts(known: Versions, now: Situation) -> Facts:
    """Return what the data say at an instant."""
    return _facts(known.of(*_TOPICS), now.edge.now // 60, known, now)


@st.cache_resource(max_entries=2, show_spinner=False)
def _facts(key: Key, minute: int, _known: Versions, _now: Situation) -> Facts:
    least, calendar, at = _now.limits.least_cases, _now.calendar, _now.edge.now
    funnel, words = reads.funnel(_known), reads.funnel_groups(_known, By.PERSONA)
    personas = _now.in_force.terms.personas
    happened = history.build(funnel, _now.handovers, _now.counts, at)
    names = rate_months(_now.today)
    with engine.reading() as db:
        visits = traffic.visits(db, months=[f"{first:%Y-%m}" for first in names])
    flows = tuple(history.month_flows(happened, names, visits, calendar))
    since, until = calendar.local_midnight(names[0]), calendar.local_midnight(next_month(names[-1]))
    sales = _now.in_force.terms.sales
    return Facts(
        happened,
        flows,
        history.own_rates(flows, least),
        journey_length(happened, at, least),
        journey_lengths(funnel, words, personas, at, least),
        conversions(funnel, words, personas, _now.handovers.lead, since, until, least),
        _bought(_known, _now),
        attempts_per_lead(_now.handovers, sales, since=since, least=least),
    )


def _bought(known: Versions, now: Situation) -> Purchases:
    begin, end = (
        now.calendar.local_midnight(now.today + timedelta(days=days)) for days in (-JOURNEY_DAYS, 1)
    )
    return _purchases(known.of(Topic.LEADS), now.in_force.terms.marketing.currency, begin, end)


@st.cache_resource(max_entries=4, show_spinner=False)
def _purchases(key: Key, currency: str, begin: int, end: int) -> Purchases:
    with engine.reading() as db:
        return db_goals.purchases(db, currency=currency, begin=begin, end=end)


def goals(known: Versions, now: Situation, period: GoalPeriod) -> dict[Stage, StageGoal]:
    """Return how each stage stands in a period."""
    happened = facts(known, now).history
    return _goals(known.of(*_TOPICS), now.edge.now // 60, period.label, period, now, happened)


@st.cache_resource(max_entries=8, show_spinner=False)
def _goals(
    key: Key, minute: int, label: str, _period: GoalPeriod, _now: Situation, _history: History
) -> dict[Stage, StageGoal]:
    return {goal.stage: goal for goal in stage_goals(_now, _history, _period)}


def adjustments(known: Versions, agreement: Agreement, t: Texts) -> tuple[Adjustment, ...]:
    """Return every change of a target, the newest first."""
    return _adjustments(known.of(Topic.TERMS, Topic.DRAFT), t.language, agreement)


@st.cache_resource(max_entries=4, show_spinner=False)
def _adjustments(key: Key, language: Language, _agreement: Agreement) -> tuple[Adjustment, ...]:
    return found_adjustments(_agreement, Texts(language))


def bands(known: Versions, now: Situation) -> Bands:
    """Return how often leads were won by how soon they were contacted."""
    return _bands(known.of(*_TOPICS), now.edge.now // 60, now, facts(known, now).journey.p90)


@st.cache_resource(max_entries=2, show_spinner=False)
def _bands(key: Key, minute: int, _now: Situation, p90: int | None) -> Bands:
    return goal_bands.bands(_now, p90)
