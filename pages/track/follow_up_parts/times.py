"""How soon sales responded in a period: the histogram, first attempt and first contact, and the time before that."""

from collections.abc import Mapping

import streamlit as st

from db.versions import Versions
from pages.ui import charts, result_reads, session
from pages.ui.session import Size
from pages.ui.text import lines, quiet, strong
from sla_core.charts.follow_up import response_table
from sla_core.clauses.paths import clause_of
from sla_core.columns import MISSING
from sla_core.follow_up.judging import Status
from sla_core.follow_up.response_times import Times, first_responses, machine_delay, stopping
from sla_core.i18n import Texts, mark
from sla_core.periods import Period
from sla_core.situation import Situation
from sla_core.terms import StopsAt

_STOPS = "sales.stops_at"
_CHART_REM = {Size.DESK: 12.0, Size.ROOM: 10.0, Size.HALL: 10.0}
_KINDS = {StopsAt.ATTEMPT: mark("First attempt"), StopsAt.CONTACT: mark("First contact")}


def draw(known: Versions, now: Situation, of: Period, t: Texts) -> None:
    """Draw the block."""
    responses = first_responses(now, now.inside(of))
    with st.container(border=True, height="stretch", gap="xsmall"):
        _histogram(now, of, responses, t)
        st.markdown(lines([*_responses(now, of, responses, t), _delay(known, now, of, t)]))


def _histogram(now: Situation, of: Period, responses: Mapping[StopsAt, Times], t: Texts) -> None:
    known, judged = now.handovers, now.judgement
    judged_so = now.inside(of) & (judged.where(Status.MET) | judged.where(Status.LATE))
    answered = judged_so & ~known.attempted_before & (known.response_seconds != MISSING)
    n, left_out = int(answered.sum()), int((judged_so & known.attempted_before).sum())
    limits = now.response_limits(of)
    within = next(iter(limits))
    limit = within.count if len(limits) == 1 and not within.in_days else None  # several: no one rule to draw
    title = t("Working hours to the first response")
    drawn = t.plural("{n} lead", "{n} leads", n)
    if left_out:
        drawn += f", {t('{n} left out: contacted before the handover', n=t.number(left_out))}"
    st.markdown(f"{strong(title)} {quiet(drawn)}")
    if not n:
        st.markdown(t("No response in this period."))
        return
    table = response_table(known.response_seconds[answered], judged.where(Status.LATE)[answered], limit)
    least = now.limits.least_cases
    told = [f"{t(_KINDS[kind])}: {_within(times, least, t)}" for kind, times in responses.items()]
    charts.responses(table, f"{title}. {'; '.join(told)}", _CHART_REM[session.size()])


def _responses(now: Situation, of: Period, responses: Mapping[StopsAt, Times], t: Texts) -> list[str]:
    """Return a line of markdown each for the first attempt and the first contact: whichever counts, both are told."""
    stops, least = stopping(now, now.inside(of)), now.limits.least_cases
    return [
        f"{strong(t(_KINDS[kind]))}{_clock(kind, stops, t)}: {_within(times, least, t)}"
        for kind, times in responses.items()
    ]


def _delay(known: Versions, now: Situation, of: Period, t: Texts) -> str:
    acts = result_reads.last_acts(known, now, of)
    delay = machine_delay(now, now.inside(of), acts.lead, acts.acted_at)
    title = strong(t("Before that, from the lead's own last act to its handover"))
    return f"{title}: {_within(delay, now.limits.least_cases, t)}"


def _clock(kind: StopsAt, stops: set[StopsAt], t: Texts) -> str:
    if kind not in stops:
        return ""
    told = t("stops the clock") if len(stops) == 1 else t("stops the clock in some versions")
    return f" {quiet(f'({told}, {clause_of(_STOPS)})')}"


def _within(times: Times, least: int, t: Texts) -> str:
    leads = t.plural("{n} lead", "{n} leads", times.n)
    if times.n < least:
        return f"{leads}, {t('too little data')}" if times.n else t("no lead to tell it of")
    if times.median is None:
        return t("more than half not yet ({leads})", leads=leads)
    half = t.duration(times.median)
    if times.p90 is None:
        return t("half within {median}, nine of ten not yet ({leads})", median=half, leads=leads)
    return t(
        "half within {median}, nine of ten within {p90} ({leads})",
        median=half,
        p90=t.duration(times.p90),
        leads=leads,
    )
