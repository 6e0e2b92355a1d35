"""Meeting: the verdict in one sentence, the two promises side by side, and whom to call first."""

from typing import Literal

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.meet import cards, held, new_meeting, start
from pages.meet.sitting import MEETING, NEW, asked, go_to, sitting
from pages.ui import (
    callers,
    calls,
    charts,
    frame,
    goal_reads,
    lead_rows,
    meeting_reads,
    reads,
    session,
    widgets,
)
from pages.ui.session import Size
from pages.ui.text import plain, quiet
from sla_core.charts.meeting import PaceTable
from sla_core.goals.journey import needed_by
from sla_core.goals.periods import month as goal_month
from sla_core.goals.words import chance, leads_needed
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.meeting import open_one
from sla_core.pace import delivery_days
from sla_core.periods import week_number
from sla_core.revision import due, review_line, revision_line
from sla_core.situation import Situation
from sla_core.verdict import common_goal, week_verdict

_SECONDS, _SECONDS_IN_A_MEETING = 30, 2  # between two looks at whether anything has changed
# Rows to call and root sizes of the chart's height that fit a window of 1920×940 without scrolling: as it is,
# with the bar over old data or the lines of what is provisional, with both. At Hall each part has a page.
FITS = {
    Size.DESK: ((6, 20.0), (6, 20.0), (6, 20.0)),
    Size.ROOM: ((3, 9.0), (2, 5.8), (1, 4.8)),
    Size.HALL: ((3, 9.0), (2, 6.5), (2, 6.5)),
}


def draw(known: Versions, now: Situation) -> None:
    """Draw the page of a company with handovers."""
    t = session.texts()
    month = cards.month(now)
    aside = frame.head(week_verdict(week_number(now.today), month, now.week, now.limits, t))
    view = "all"
    with aside, st.container(horizontal=True, vertical_alignment="center"):
        if session.size() is Size.HALL:
            view = _view(t)
        _to_meeting(known, t)
    with st.container(gap=_gap(now)):
        _below_the_verdict(known, now, view, t)


def _below_the_verdict(known: Versions, now: Situation, view: str, t: Texts) -> None:
    is_hall = session.size() is Size.HALL
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(common_goal(cards.year(known, now), t), width="stretch")
        if not is_hall:
            st.markdown(widgets.clock(now, t))
        _agreement_badge(known, now, t)
    if session.size() is Size.DESK:
        _leads_needed(known, now, t)
    widgets.age_bar(now, t)
    if view in {"all", "overview"}:
        with st.grid(3):
            for card in cards.three(known, now, t):
                widgets.promise_card(card, t)
    if view == "all":
        left, right = st.columns([5, 4], gap="small")
        with left:
            _leads(known, now, t)
        with right:
            _call_first(known, now, t)
    elif view == "leads":
        _leads(known, now, t)
    elif view == "waiting":
        _call_first(known, now, t)
    if is_hall:
        st.markdown(widgets.clock(now, t))


def _to_meeting(known: Versions, t: Texts) -> None:
    """Draw the way into the meeting that goes on, otherwise to where one is started and the earlier ones are."""
    going_on = open_one(meeting_reads.meetings(known))
    if going_on is not None:
        new_meeting.button_to(going_on, t)
        return
    st.button(
        t("Start a meeting"),
        key="to_new_meeting",
        icon=":material/play_arrow:",
        type="tertiary",
        on_click=go_to,
        args=(NEW,),
    )


def _leads_needed(known: Versions, now: Situation, t: Texts) -> None:
    """Say by when this month's customers had to be leads: what marketing does now counts later."""
    terms, own = now.in_force.terms, goal_reads.facts(known, now).journey
    found = needed_by(goal_month(now.today).last, terms.personas, terms.marketing, own)
    if found:
        st.markdown(quiet(plain(leads_needed(found, now.today, t))))


def _gap(now: Situation) -> Literal["xxsmall", "xsmall"] | None:
    if session.size() is Size.HALL:
        return None
    return "xxsmall" if now.is_stale else "xsmall"


def _fits(now: Situation) -> tuple[int, float]:
    return FITS[session.size()][now.is_stale + now.in_force.provisional]


def _view(t: Texts) -> str:
    options = {"overview": t("Overview"), "leads": t("Leads"), "waiting": t("Waiting")}
    return widgets.choice("show", options, label=t("Part of the meeting"))


def _agreement_badge(known: Versions, now: Situation, t: Texts) -> None:
    if now.in_force.provisional:
        st.badge(f"○ {t('Not signed yet')}", color="gray")
        return
    clock = due(now.versions, reads.whole_agreement(known).reviewed_at, now.edge.now)
    told = f"{revision_line(clock, t)}. {review_line(clock, t)}." if clock else None
    st.badge(f"✓ {t('Agreement v{version}', version=now.in_force.label)}", color="green", help=told)
    if clock and clock.revision_overdue:
        st.badge(f"▲ {t('Revision overdue')}", color="orange", help=told)
    elif clock and clock.review_overdue:
        st.badge(f"▲ {t('Goals review overdue')}", color="orange", help=told)


def _leads(known: Versions, now: Situation, t: Texts) -> None:
    pace = cards.month(now)
    days = tuple(delivery_days(now.handovers, now.in_force, pace, now.today, now.edge.now, now.counts))
    delivered = now.delivered
    title = t("Qualified leads in {month}, counted up", month=t.month(now.today))
    gross, returned = t.number(delivered.gross), t.number(delivered.returned)
    with st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            beside = [t("{n} handed over", n=gross), *_outlook(known, now, t)]
            st.markdown(f"**{title}** {quiet(' · '.join(beside))}", width="stretch")
            if delivered.returned:
                widgets.number_button(t("{n} returned", n=returned), "not-delivered", delivered.returned, t)
        line = cards.marketing_line(now, t)
        alt = f"{title}: {t('{n} delivered', n=t.number(pace.reached))} · {line}"
        charts.pace(PaceTable(days, pace, now.today), alt, _fits(now)[1])


def _outlook(known: Versions, now: Situation, t: Texts) -> list[str]:
    """Return what the month may come to and how likely its target is; larger sizes have no line to spare: see Goals."""
    if session.size() is not Size.DESK:
        return []
    goal = goal_reads.goals(known, now, goal_month(now.today))[Stage.SALES_QUALIFIED]
    found = goal.forecast
    if found is None or not found.weeks:
        return []
    told = [t("{low} to {high} by its end", low=t.number(found.low), high=t.number(found.high))]
    if goal.pace.target is not None and found.probability is not None:
        told.append(chance(found.probability, goal.pace.reached >= goal.pace.target, found.weeks, t))
    return told


def _call_first(known: Versions, now: Situation, t: Texts) -> None:
    waiting = callers.first(known, now, _fits(now)[0])
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.markdown(f"**{t('Call these first')}**" + _rest(now, len(waiting), t))
        if not waiting:
            st.markdown(t("Nobody waits for a first response."))
        may_log = calls.may_log()
        for caller in waiting:
            callers.short_row(caller, t, may_log=may_log)


def _rest(now: Situation, shown: int, t: Texts) -> str:
    more = now.waiting.waiting - shown
    if more <= 0:
        return ""
    too_long = max(now.waiting.too_long - shown, 0)
    if too_long:
        words = t("and {n} more, {late} of them too late", n=t.number(more), late=t.number(too_long))
    elif unknown := min(now.waiting.waiting - now.waiting.known, more):
        words = t(
            "and {n} more, {unknown} of them not measurable", n=t.number(more), unknown=t.number(unknown)
        )
    else:
        words = t("and {n} more in time", n=t.number(more))
    return f" :small[:gray[{words}]]"


known = reads.versions()
if known.kind is DatabaseKind.EMPTY:
    start.draw()
else:
    moment = session.now(known.kind)
    found = reads.situation(known, moment)
    shown = asked(known)
    if shown is not None:
        held.draw(sitting(known, found, shown, session.texts()))
        calls.log_asked(known)
    elif st.query_params.get(MEETING) == NEW:
        new_meeting.draw(known, found, session.texts())
    elif len(found.handovers):
        draw(known, found)
        lead_rows.show_asked(cards.lead_sets(found, session.texts()), known, found)
        calls.log_asked(known)
    else:
        start.next_step(known, found)
    widgets.keep_live(
        (known, moment // 60),
        lambda: (reads.versions(), session.now() // 60),
        seconds=_SECONDS if shown is None else _SECONDS_IN_A_MEETING,
    )
