"""How the goals of the period go: delivered, target, expected by today, and what it may come to."""

from dataclasses import replace
from datetime import date

import streamlit as st

from pages.agree.goals_parts import personas
from pages.agree.goals_parts.told import Told
from pages.agree.goals_parts.view import View
from pages.ui import charts, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from sla_core import labels
from sla_core.charts.meeting import PaceTable
from sla_core.follow_up.judging import handed_over_in, not_delivered
from sla_core.goals import words
from sla_core.goals.journey import lead_needed_by, needed_by
from sla_core.goals.periods import month
from sla_core.goals.standing import Reason, StageGoal
from sla_core.goals.targets import STAGES, last_change
from sla_core.goals.value_words import how_line
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.pace import delivery_days, month_pace
from sla_core.verdict import Standing, marketing_standing

_CHART_REM = {Size.DESK: 18.0, Size.ROOM: 9.0, Size.HALL: 7.5}


def draw(view: View, in_value: bool, t: Texts) -> dict[str, LeadSet]:
    """Draw the four stages and marketing's promise in detail; return the leads behind the numbers."""
    told = Told(view, in_value, t)
    if in_value:
        st.markdown(quiet(how_line(t)))
    with st.grid(4 if session.size() is Size.DESK else 2):
        for stage in STAGES:
            _stage(view, view.goals[stage], told, t)
    if view.period.is_quarter:
        _months(view, told, t)
    elif view.period.first <= view.now.today and not in_value:
        _chart(view, t)
    if in_value:
        personas.draw(view, t)
    _needed_by(view, t)
    return _lead_sets(view, t)


def _stage(view: View, goal: StageGoal, told: Told, t: Texts) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            name = strong(t(labels.STAGES[goal.stage]))
            st.markdown(f":blue[{name}]" if goal.stage is Stage.SALES_QUALIFIED else name, width="content")
            widgets.standing_badge(_standing(view, goal), t)
        st.markdown(f"#### {told.delivered(goal.stage, goal.pace)}")
        st.markdown(_deviation(view, goal, told, t))
        if goal.stage is Stage.SALES_QUALIFIED:
            _handed_over(goal, t)
        lines_of = [_forecast(view, goal, told, t), told.basis(goal.stage)]
        if not told.in_value:
            lines_of += _changes(view, goal.stage, t)
        st.markdown(quiet(lines(line for line in lines_of if line)))


def _standing(view: View, goal: StageGoal) -> Standing:
    return marketing_standing(goal.pace, view.now.limits)


def _deviation(view: View, goal: StageGoal, told: Told, t: Texts) -> str:
    """Return what was expected by today and how far off it is: too many is a finding too."""
    pace = goal.pace
    if pace.needed is None or pace.deviation is None:
        return t("no target for {month} yet", month=view.period.words(t))
    apart = told.apart(goal.stage, pace.deviation)
    if not view.is_running:
        return apart if view.is_over else t("begins on {day}", day=t.day(view.period.first))
    return f"{t('{n} expected by today', n=told.amount(goal.stage, pace.needed))} · {apart}"


def _handed_over(goal: StageGoal, t: Texts) -> None:
    with st.container(horizontal=True, gap="small"):
        gross, returned = goal.delivered.gross, goal.delivered.returned
        widgets.number_button(t("{n} handed over", n=t.number(gross)), "goal-gross", gross, t)
        widgets.number_button(t("{n} returned", n=t.number(returned)), "goal-returned", returned, t)


def _forecast(view: View, goal: StageGoal, told: Told, t: Texts) -> str:
    found = goal.forecast
    if view.is_over:
        return ""
    if found is None:
        return t("no forecast: {reason}", reason=t(words.REASONS[Reason.SHORT_HISTORY]))
    parts = [told.forecast(goal.stage, found)]
    if goal.pace.target is not None and found.probability is not None:
        parts.append(words.chance(found.probability, goal.pace.reached >= goal.pace.target, found.weeks, t))
    return lines(parts)


def _changes(view: View, stage: Stage, t: Texts) -> list[str]:
    """Return what the targets were before: of a quarter, of each month where they changed."""
    found = [last_change(view.now.versions, month, stage, view.now.edge.now) for month in view.period.months]
    known = [change for change in found if change is not None]
    told = words.changes(known, view.now.zone, t, with_months=view.period.is_quarter)
    return [plain(change) for change in told]


def _chart(view: View, t: Texts) -> None:
    """Draw marketing's promise day by day."""
    now, goal = view.now, view.goals[Stage.SALES_QUALIFIED]
    pace, last = goal.pace, min(view.period.last, now.today)
    days = tuple(delivery_days(now.handovers, now.in_force, pace, last, now.edge.now, now.counts))
    title = t("SQLs in {month}, counted up", month=view.period.words(t))
    if view.is_over:  # nothing is expected by today any more
        pace = replace(pace, expected=None)
    with st.container(border=True, gap="xsmall"):
        counted = Told(view, False, t)
        told = f"{counted.delivered(goal.stage, pace)} · {_deviation(view, goal, counted, t)}"
        st.markdown(f"{strong(title)} {quiet(told)}")
        alt = f"{title}: {told}"
        charts.pace(PaceTable(days, pace, now.today), alt, _CHART_REM[session.size()])


def _months(view: View, told: Told, t: Texts) -> None:
    """Draw the months of a quarter: what was promised and delivered in each."""
    cells: dict[str, list[str]] = {t("Month"): [t.day(first, "yMMM") for first in view.period.months]}
    for stage in STAGES:
        cells[t(labels.STAGES[stage])] = [_month(view, first, stage, told, t) for first in view.period.months]
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Month by month: delivered of promised")))
        st.table(
            cells,
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("Delivered and promised by month"),
        )


def _month(view: View, first: date, stage: Stage, told: Told, t: Texts) -> str:
    now, has_begun = view.now, first <= view.now.today
    reached = view.facts.history.delivered(stage, *month(first).bounds(now.calendar)).net
    pace = month_pace(now.versions, first, stage, reached=reached, now=now.edge.now)
    if has_begun:
        return told.delivered(stage, pace)
    return "–" if pace.target is None else t("{n} promised", n=told.amount(stage, pace.target))


def _needed_by(view: View, t: Texts) -> None:
    """Say by when the period's customers had to exist as leads, for whom it is earlier, and for whom later."""
    own, last = view.facts.journey, view.period.last
    found = needed_by(last, view.now.in_force.terms.personas, view.promise, own)
    if not found:
        st.markdown(
            quiet(t("By when this period's customers had to be leads is not known: no journey is agreed."))
        )
        return
    told = plain(words.leads_needed(found, view.now.today, t))
    if own.p90_days is not None:
        early = t("For nine of ten journeys: by {day}.", day=t.day(lead_needed_by(last, own.p90_days)))
        told = f"{told} {quiet(early)}"
    st.markdown(told)


def _lead_sets(view: View, t: Texts) -> dict[str, LeadSet]:
    now, (begin, end) = view.now, view.period.bounds(view.now.calendar)
    rows = handed_over_in(now.handovers, begin, min(end, now.edge.now + 1), now.counts)
    period = view.period.words(t)
    return {
        "goal-gross": LeadSet(t("Leads handed over in {period}", period=period), lambda: rows),
        "goal-returned": LeadSet(
            t("Leads of {month} that sales returned", month=period),
            lambda: rows & not_delivered(now.handovers),
        ),
    }
