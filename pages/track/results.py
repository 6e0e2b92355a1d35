"""Results of follow-up in a period: how long responses took, and what stands beside the promise."""

from dataclasses import dataclass

import streamlit as st

from db.versions import Versions
from pages.track import figures
from pages.ui import charts, reads, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.session import Size
from sla_core import follow_up, labels
from sla_core.charts.follow_up import response_table
from sla_core.columns import MISSING, Flags
from sla_core.follow_up import NOT_MEASURABLE_REASONS, FollowUp, Status
from sla_core.i18n import Texts, mark
from sla_core.periods import Period, PeriodName, period, words
from sla_core.situation import Situation

_PERIODS = {
    PeriodName.THIS_WEEK: mark("This week"),
    PeriodName.LAST_WEEK: mark("Last week"),
    PeriodName.THIS_MONTH: mark("This month"),
    PeriodName.LAST_MONTH: mark("Last month"),
    PeriodName.THIS_QUARTER: mark("This quarter"),
    PeriodName.ALL: mark("All time"),
}
_CHART_REM = {Size.DESK: 14.0, Size.ROOM: 10.0, Size.HALL: 10.0}


@dataclass(frozen=True)
class Count:
    """A number beside the promise, and the handovers that it counts."""

    name: str
    label: str
    rows: Flags

    @property
    def n(self) -> int:
        """How many there are."""
        return int(self.rows.sum())

    def found(self) -> Flags:
        """Return the handovers."""
        return self.rows


def ask_period(t: Texts) -> PeriodName:
    """Ask for the period; it stands in the address."""
    options = {name.value: t(words) for name, words in _PERIODS.items()}
    return PeriodName(widgets.choice("period", options, label=t("Period")))


def draw(known: Versions, now: Situation, chosen: PeriodName, t: Texts) -> dict[str, LeadSet]:
    """Draw the results of a period and return the leads behind its numbers."""
    of = period(chosen, now.today)
    figures.five_numbers(now, of, t)
    inside = now.inside(of)
    groups = [
        (t("Beside the promise"), _beside(known, now, inside, t)),
        (t("Not measurable, and why"), _reasons(now, inside, t)),
        (t("What else was agreed"), _findings(known, now, inside, t)),
    ]
    left, right = st.columns([3, 2], gap="small")
    with left:
        _responses(now, of, t)
    with right:
        _group(*groups[0], t)
    for place, group in zip(st.columns(2, gap="small"), groups[1:], strict=True):
        with place:
            _group(*group, t)
    sets = figures.lead_sets(now, of, t)
    for _, group_counts in groups:
        for count in group_counts:
            sets[count.name] = LeadSet(f"{count.label} · {words(of, t)}", count.found)
    return sets


def _responses(now: Situation, of: Period, t: Texts) -> None:
    known, judged = now.handovers, now.judgement
    answered = now.inside(of) & ~known.attempted_before & (known.response_seconds != MISSING)
    answered &= judged.where(Status.MET) | judged.where(Status.LATE)
    n = int(answered.sum())
    limits = now.response_limits(of)
    within = next(iter(limits))
    limit = within.count if len(limits) == 1 and not within.in_days else None  # several: no one rule to draw
    with st.container(border=True, height="stretch", gap="xsmall"):
        leads = t.plural("{n} lead", "{n} leads", n)
        st.markdown(f"**{t('Working hours to the first response')}** :small[:gray[{leads}]]")
        if not n:
            st.markdown(t("No response in this period."))
            return
        table = response_table(known.response_seconds[answered], judged.where(Status.LATE)[answered], limit)
        times = _times(now.figures(of), t)
        charts.responses(
            table, f"{t('Working hours to the first response')}: {times}", _CHART_REM[session.size()]
        )
        st.markdown(times)


def _times(numbers: FollowUp, t: Texts) -> str:
    def told(seconds: int | None) -> str:
        return t("not answered yet") if seconds is None else t.duration(seconds)

    if numbers.median_response_seconds is None:
        return t("More than half are not answered yet.")
    return t(
        "Half were answered within {median}, nine of ten within {p90}.",
        median=told(numbers.median_response_seconds),
        p90=told(numbers.p90_response_seconds),
    )


def _beside(known: Versions, now: Situation, inside: Flags, t: Texts) -> list[Count]:
    unassigned = now.handovers.waiting & ~reads.assigned(known, now.handovers)
    return [
        Count("returned", t("Returned by sales"), inside & now.returned_rows),
        Count("before", t("Contacted before the handover"), inside & now.handovers.attempted_before),
        Count(
            "passed", t("Deadline passed since the last data"), inside & now.judgement.passed_since_last_data
        ),
        Count("unassigned", t("Nobody assigned"), inside & unassigned),
    ]


def _reasons(now: Situation, inside: Flags, t: Texts) -> list[Count]:
    reasons = [(code, inside & (now.judgement.reason == code)) for code in range(len(NOT_MEASURABLE_REASONS))]
    return [
        Count(f"reason_{code}", t(labels.NOT_MEASURABLE[NOT_MEASURABLE_REASONS[code]]), rows)
        for code, rows in reasons
        if rows.any()
    ]


def _findings(known: Versions, now: Situation, inside: Flags, t: Texts) -> list[Count]:
    owned = reads.assigned(known, now.handovers)
    found = follow_up.findings(now.handovers, owned, now.edge, now.versions)
    return [
        Count("too_few", t("Too few attempts"), inside & found.too_few_attempts),
        Count("too_many", t("Too many attempts"), inside & found.too_many_attempts),
        Count("early", t("Contacted before ready"), inside & found.contacted_early),
    ]


def _group(title: str, counts: list[Count], t: Texts) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.markdown(f"**{title}**")
        if not counts:
            st.markdown(t("Nothing in this period."))
        for count in counts:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(count.label, width="stretch")
                widgets.number_button(f"**{t.number(count.n)}**", count.name, count.n, t)
