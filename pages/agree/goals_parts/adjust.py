"""Adjusting a target: what, when, to what, what that does, why; then out to the other department, or into the draft."""

import streamlit as st

from pages.agree.goals_parts import adjusting
from pages.agree.goals_parts.adjusting import Asked, targets_of
from pages.agree.goals_parts.view import View, to_editor, to_version
from pages.ui import goal_reads, reads, session
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.draft_values import MOST
from sla_core.errors import SlaError
from sla_core.goals.adjusting import adjustable, current, effect
from sla_core.goals.forecast import forecast
from sla_core.goals.periods import read
from sla_core.goals.plan_words import chances, effect_lines, many, room_line
from sla_core.goals.targets import STAGES
from sla_core.goals.weeks import weeks
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.people import Action
from sla_core.sections import Section


def draw(view: View, t: Texts) -> None:
    """Draw what is proposed already, and the form for those who may propose."""
    with st.container(border=True, gap="small"):
        st.markdown(strong(t("Adjust a target")))
        if view.is_over:
            told = t(
                "{period} has ended: its targets can no longer be changed. Choose a running or later one.",
                period=view.period.words(t),
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
        _form(view, t)


def _who_may(t: Texts) -> str:
    people = reads.people(reads.versions())
    may = [plain(person.name) for person in people if person.may(Action.PROPOSE)]
    told = t("Targets are adjusted by managers: {names}.", names=", ".join(may) or t("nobody"))
    return f"{told} {t('You act as {name}.', name=plain(actor_name(session.person().name, t)))}"


def _key(view: View, name: str) -> str:
    """Return the key of a field; what was typed is gone when something has been proposed."""
    return f"adjust_{view.agreed.id}_{len(view.agreement.versions)}_{name}"


def _form(view: View, t: Texts) -> None:
    asked = _ask(view, t)
    if asked is None or asked.number == asked.was:
        st.markdown(
            quiet(t("Type another number to see what it does; nothing is stored before you propose it."))
        )
        return
    try:
        parts = asked.parts()
    except SlaError as problem:
        st.error(plain(t.error(problem)))
        return
    st.markdown(lines(_effects(view, asked, t)))
    if len(parts) > 1:
        told = " · ".join(f"{t.day(first, 'yMMM')} {t.number(part)}" for first, part in parts.items())
        st.markdown(quiet(t("By working days: {months}", months=told)))
    adjusting.draw(view, asked, _key(view, "reason"), t)


def _ask(view: View, t: Texts) -> Asked | None:
    """Ask for stage, period and the new number."""
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
        was = current(targets_of(view.agreed.terms), period, stage)
        number = st.number_input(
            t("New number") if was is None else t("New number, agreed {n}", n=t.number(was)),
            min_value=0,
            max_value=MOST,
            value=was,
            step=5 if was and was >= 50 else 1,
            format="%d",
            key=_key(view, f"number_{stage}_{label}"),
            width=session.size().px(230),
        )
    if number is None:
        return None
    return Asked(view.agreed, period, stage, was, number, view.now.today)


def _effects(view: View, asked: Asked, t: Texts) -> list[str]:
    """Return what the new number does, before anybody proposes it."""
    promise, rates = view.agreed.terms.marketing, view.plan.rates
    before = effect(promise, asked.stage, asked.was, rates)
    after = effect(promise, asked.stage, asked.number, rates)
    goal = goal_reads.goals(view.known, view.now, asked.period)[asked.stage]
    told = effect_lines(before, after, asked.stage, t)
    told.append(room_line(after.sales_qualified, view.room_of(asked.period), t))
    reached = goal.pace.reached
    if asked.number > reached:
        told += _chance(view, asked, t)
    if asked.number < reached:
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
