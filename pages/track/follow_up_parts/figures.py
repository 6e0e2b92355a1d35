"""The five numbers of a period: as a strip, in words with their denominator, each leading to its leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import charts, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.session import Size
from pages.ui.text import strong
from sla_core import labels
from sla_core.agreement import AgreementVersion
from sla_core.columns import Flags
from sla_core.follow_up.judging import STATUSES, FollowUp, Status
from sla_core.i18n import Texts
from sla_core.periods import Period, words
from sla_core.situation import Situation
from sla_core.verdict import in_time, nothing_was_due

_SIGNS = {
    Status.MET: ("✓", "green"),
    Status.LATE: ("◆", "red"),
    Status.OVERDUE: ("◆", "red"),
    Status.DUE: ("", ""),
    Status.NOT_MEASURABLE: ("○", "gray"),
}


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


def side_by_side() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return two places for blocks: beside each other, at Hall one under the other."""
    if session.size() is Size.HALL:
        return st.container(), st.container()
    left, right = st.columns([3, 2], gap="small")
    return left, right


def count_sets(counts: Sequence[Count], of: Period, t: Texts) -> dict[str, LeadSet]:
    """Return the leads behind such numbers."""
    return {count.name: LeadSet(f"{count.label} · {words(of, t)}", count.found) for count in counts}


def count_row(count: Count, t: Texts, beside: str = "") -> None:
    """Draw a number with its words before it; `beside` is markdown that follows them."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f"{count.label} {beside}".strip(), width="stretch")
        widgets.number_button(strong(t.number(count.n)), count.name, count.n, t)


def count_line(title: str, counts: Sequence[Count], t: Texts) -> None:
    """Draw numbers one after another in a line, behind what they have in common."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":small[{strong(title)}]", width="content")
        for count in counts:
            widgets.number_button(f"{count.label} {strong(t.number(count.n))}", count.name, count.n, t)


def five_numbers(now: Situation, of: Period, t: Texts, below: Callable[[], None] | None = None) -> None:
    """Draw met, late, overdue, due and not measurable of a period; `below` draws what stands beside them."""
    numbers = now.figures(of)
    with st.container(border=True, gap="xsmall"):
        if not numbers.handed_over:
            st.markdown(t("No lead was to be followed up: {period}.", period=words(of, t)))
            return
        leads = t.plural("{n} lead", "{n} leads", numbers.handed_over)
        title = t("{leads} to follow up, {period}", leads=leads, period=words(of, t))
        told = in_words(numbers, now.agreed_in(of), t)
        st.markdown(f"**{title}** · {told}")
        charts.strip(numbers, f"{title}: {told}")
        with st.grid(5, min_column_width=session.size().px(150), gap="xxsmall", vertical_alignment="center"):
            for status, count in zip(Status, counts(numbers), strict=True):
                _number(status, count, t)
        if now.is_provisional(now.inside(of)):
            st.markdown(widgets.provisional(t))
        if below is not None:
            below()


def counts(numbers: FollowUp) -> tuple[int, ...]:
    """Return the five numbers in the order of `Status`."""
    return numbers.met, numbers.late, numbers.overdue, numbers.due, numbers.not_measurable


def in_words(numbers: FollowUp, agreed: AgreementVersion, t: Texts) -> str:
    """Return the share in time with its denominator spelled out; of too few cases the counts alone.

    `agreed`: the version by whose limits the period is judged.
    """
    limits = agreed.terms.limits
    met, judged = t.number(numbers.met), t.number(numbers.judged)
    rule = t.percent(limits.in_time_kept)
    rule = t("working rule {what}", what=rule) if agreed.provisional else t("{what} promised", what=rule)
    if not numbers.judged:
        return t("none of them is due yet") if nothing_was_due(numbers) else t("none of them can be judged")
    if numbers.judged < limits.least_cases:
        few = t("too little data for a share")
        return f"{t('{met} of the {judged} due were met', met=met, judged=judged)}: {few}"
    share = in_time(numbers, t)
    return t(
        "{met} of the {judged} due were met = {share}, {rule}", met=met, judged=judged, share=share, rule=rule
    )


def _number(status: Status, count: int, t: Texts) -> None:
    sign, colour = _SIGNS[status]
    colour = colour if count else "gray"  # nothing late is nothing to see
    told = f"{sign} **{t.number(count)}**".strip()
    told = f":{colour}[{told}]" if colour else told
    widgets.number_button(f"{told} **{t(labels.STATUSES[status])}**", status.value, count, t)


def lead_sets(now: Situation, of: Period, t: Texts) -> dict[str, LeadSet]:
    """Return the leads behind each of the five numbers."""

    def rows(status: Status) -> Callable[[], Flags]:
        return lambda: now.inside(of) & now.judgement.where(status)

    return {
        status.value: LeadSet(f"{t(labels.STATUSES[status])} · {words(of, t)}", rows(status))
        for status in STATUSES
    }
