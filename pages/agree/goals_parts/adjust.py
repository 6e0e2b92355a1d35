"""Adjusting a target: what, when, to what, what that does, why; then out to the other department, or into the draft."""

import streamlit as st

from pages.agree.goals_parts import adjusting
from pages.agree.goals_parts.adjusting import Asked
from pages.agree.goals_parts.target import Target
from pages.agree.goals_parts.view import View, to_editor, to_version
from pages.ui import goal_reads, reads, session
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.goals.adjust_words import chances, effect_lines, promised_line, spread_lines
from sla_core.goals.adjusting import adjustable, current, effect, targets_of
from sla_core.goals.forecast import forecast
from sla_core.goals.periods import read
from sla_core.goals.plan_words import many, room_line
from sla_core.goals.targets import STAGES
from sla_core.goals.weeks import weeks
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.pace import month_bounds
from sla_core.people import Action
from sla_core.sections import Section


def draw(view: View, in_value: bool, t: Texts) -> None:
    """Draw what is proposed already, and the form for those who may propose."""
    with st.container(border=True, gap="small"):
        st.markdown(strong(t("Adjust a target")))
        if view.is_over:
            told = t(
                "{period} has ended: its targets can no longer be changed. Choose a running or later one.",
                period=plain(_begun(view.period.words(t))),
            )
            st.info(told, icon=":material/event_busy:")
        open_amendment = view.agreement.amendment
        if open_amendment is not None:
            told = t(
                "Version {version} is proposed: both departments can read and sign it.",
                version=open_amendment.label,
            )
            st.markdown(told)
            to_version(
                open_amendment.label, t("Read and sign version {version}", version=open_amendment.label)
            )
        if not session.person().may(Action.PROPOSE):
            st.markdown(_who_may(t))
            return
        if view.agreed.provisional:
            st.markdown(
                t(
                    "Nothing is signed yet: as long as there are working rules only, targets are changed in the draft."
                )
            )
            if view.agreement.draft is None:
                to_editor(Section.TARGETS, t("Start the first version"))
                return
        _form(view, in_value, t)


def _begun(words: str) -> str:
    """Return a period as it begins a sentence."""
    return words[0].upper() + words[1:]


def _who_may(t: Texts) -> str:
    people = reads.people(reads.versions())
    may = [plain(person.name) for person in people if person.may(Action.PROPOSE)]
    told = t("Targets are adjusted by managers: {names}.", names=", ".join(may) or t("nobody"))
    return f"{told} {t('You act as {name}.', name=plain(actor_name(session.person().name, t)))}"


def _key(view: View, name: str) -> str:
    """Return the key of a field; what was typed is gone when it has been proposed, not when another's has."""
    return f"adjust_{view.adjusted.id}_{adjusting.times_done()}_{name}"


def _form(view: View, in_value: bool, t: Texts) -> None:
    asked, problem = _ask(view, in_value, t)
    with st.container():  # one place, whatever it holds: the form beneath it keeps what is being typed
        can_change = problem is None and asked.is_change and _told(view, asked, t)
        if problem is not None:
            st.error(plain(t.error(problem)))
        elif not asked.is_change:
            st.markdown(
                quiet(t("Type another number to see what it does; nothing is stored before you propose it."))
            )
    adjusting.draw(view, asked, can_change, _key(view, "reason"), t)


def _told(view: View, asked: Asked, t: Texts) -> bool:
    """Say what the new number does and how it is split; return whether it can be agreed."""
    try:
        parts = asked.spread(asked.base.terms)
    except SlaError as problem:
        st.error(plain(t.error(problem)))
        return False
    st.markdown(lines(_effects(view, asked, t)))
    if split := spread_lines(parts, t):
        st.markdown(quiet(lines(split)))
    return True


def _ask(view: View, in_value: bool, t: Texts) -> tuple[Asked, SlaError | None]:
    """Ask for stage, period and the new target; return it with what is wrong with it."""
    periods = [period.label for period in adjustable(view.now.today)]
    first = periods.index(view.period.label) if view.period.label in periods else 0
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stage = st.selectbox(
            t("Target"),
            STAGES,
            index=STAGES.index(Stage.SALES_QUALIFIED),
            format_func=lambda one: t(labels.STAGES[one]),
            key=_key(view, "stage"),
            width=session.size().px(190),
        )
        label = st.selectbox(
            t("Period"),
            periods,
            index=first,
            format_func=lambda one: read(one).words(t),
            key=_key(view, f"period_{view.period.label}"),
            width=session.size().px(240),
        )
        period = read(label)
        was = current(targets_of(view.adjusted.terms), period, stage)
        target = Target(view, period, stage, was, _key(view, ""), t)
        number, problem = target.value() if in_value else target.number()
    if in_value:
        target.explain(number, problem)
    delivered = {
        month: view.facts.history.delivered(stage, *month_bounds(view.now.calendar, month)).net
        for month in period.months
    }
    return Asked(view.adjusted, period, stage, was, number, delivered, view.now.today), problem


def _effects(view: View, asked: Asked, t: Texts) -> list[str]:
    """Return what the new number does, before anybody proposes it."""
    promise, rates = asked.base.terms.marketing, view.plan.rates
    before = effect(promise, asked.stage, asked.was, rates)
    after = effect(promise, asked.stage, asked.number, rates)
    reached, number = sum(asked.delivered.values()), asked.number or 0
    told = effect_lines(before, after, asked.stage, t)
    told.append(room_line(after.sales_qualified, view.room_of(asked.period), t))
    if asked.stage in (Stage.LEAD, Stage.MARKETING_QUALIFIED):
        promised = current(targets_of(asked.base.terms), asked.period, Stage.SALES_QUALIFIED)
        if few := promised_line(after.sales_qualified, promised, t):
            told.append(f":orange[▲ {few}]")
    if number > reached:
        told += _chance(view, asked, t)
    if number < reached:
        already = t(
            "{n} {stage} are delivered already: the new target is reached before it is agreed.",
            n=t.number(reached),
            stage=many(asked.stage, t),
        )
        told.append(f":orange[▲ {already}]")
    return told


def _chance(view: View, asked: Asked, t: Texts) -> list[str]:
    now, history, calendar = view.now, view.facts.history, view.now.calendar
    goal = goal_reads.goals(view.known, now, asked.period)[asked.stage]
    begin, end = asked.period.bounds(calendar)
    known = weeks(history, asked.stage, calendar, now=now.edge.now, begin=begin, end=end)
    found = forecast(goal.pace.reached, known, asked.number)
    return [chances(goal.forecast, found, t)] if found is not None else []
