"""Attempts of a period: too few, too many, too early, otherwise than agreed; and how many it took to reach a lead."""

from typing import TypeAlias

import streamlit as st

from db.versions import Versions
from pages.track.follow_up_parts import figures, what_if_attempts
from pages.track.follow_up_parts.figures import Count
from pages.ui import charts, result_reads, session
from pages.ui.lead_rows import LeadSet
from pages.ui.session import Size
from pages.ui.text import quiet, strong
from sla_core.charts.attempts import TriesTable
from sla_core.clauses.paths import clause_of
from sla_core.columns import Flags
from sla_core.follow_up.attempts import EarlyContacts, early_contacts, found, promises, tries
from sla_core.follow_up.treatments import NotFollowed, not_followed
from sla_core.i18n import NBSP, Texts
from sla_core.periods import PeriodName, period
from sla_core.situation import Situation

_CHART_REM = {Size.DESK: 13.0, Size.ROOM: 10.0, Size.HALL: 10.0}


_Findings: TypeAlias = list[tuple[Count, str]]  # with the path of the terms whose clause they are against


def draw(known: Versions, now: Situation, chosen: PeriodName, t: Texts) -> dict[str, LeadSet]:
    """Draw how a period's attempts stand against the agreement, and return the leads behind its numbers."""
    of = period(chosen, now.today)
    inside, used = now.inside(of), result_reads.channels(known, now, of)
    early, treated = early_contacts(now.handovers, used, inside), not_followed(now, used)
    often = [*_tried(now, inside, t), *_early(early, t)]
    otherwise = _treated(treated, inside, t)
    left, right = figures.side_by_side()
    with left:
        _distribution(now, inside, t)
    with right, st.container(border=True, height="stretch", gap="xxsmall"):
        leads = t.plural("of {n} lead", "of {n} leads", int(inside.sum()))
        _counted(t("How often, and how early"), leads, often, t)
        _early_told(early, t)
    left, right = figures.side_by_side()
    with left:
        what_if_attempts.draw(known, now, of)
    with right, st.container(border=True, height="stretch", gap="xxsmall"):
        _otherwise(int((inside & treated.ranked).sum()), otherwise, t)
    return figures.count_sets([count for count, _ in (*often, *otherwise)], of, t)


def _otherwise(ranked: int, otherwise: _Findings, t: Texts) -> None:
    """Draw what was done otherwise than agreed for the rank of a lead; without ranks, that nothing can be told."""
    title = t("Treatments not followed")
    if not ranked:
        st.markdown(strong(title))
        st.markdown(t("No lead of this period has a rank to hold its treatment against."))
        return
    _counted(title, t.plural("of {n} lead with a rank", "of {n} leads with a rank", ranked), otherwise, t)
    st.markdown(quiet(t("Each by its grade and rating as of the handover.")))


def _distribution(now: Situation, inside: Flags, t: Texts) -> None:
    agreed = promises(now, inside)
    floors, caps = {promise.at_least for promise in agreed}, {promise.at_most for promise in agreed}
    told = tries(now.handovers, inside, max(caps))
    title = t("Attempts before the first contact")
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"{strong(title)} {quiet(t.plural('{n} lead', '{n} leads', told.n))}")
        if not told.n:
            st.markdown(t("Nobody to follow up in this period."))
            return
        table = TriesTable(
            told,
            floor=floors.pop() if len(floors) == 1 else None,
            cap=caps.pop() if len(caps) == 1 else None,
        )
        reached = t("{n} reached", n=t.number(sum(told.reached)))
        not_reached = t("{n} not reached yet", n=t.number(sum(told.not_reached)))
        charts.tries(table, f"{title}: {reached}, {not_reached}", _CHART_REM[session.size()])
        line = [f":violet[■] {reached}", f":gray[■] {not_reached}"]
        if told.unknown:
            line.append(quiet(t("left out, number not known: {n}", n=t.number(told.unknown))))
        st.markdown(" · ".join(line))
        if len(agreed) > 1:
            st.markdown(
                quiet(t("The versions of this period ask for different numbers: each lead by its own."))
            )


def _counted(title: str, of: str, counts: _Findings, t: Texts) -> None:
    """Draw numbers with the clause each of them is against."""
    st.markdown(f"{strong(title)} {quiet(of)}")
    for count, path in counts:
        clause = t("clause {id}", id=clause_of(path)).replace(" ", NBSP)
        figures.count_row(count, t, quiet(clause))


def _tried(now: Situation, inside: Flags, t: Texts) -> _Findings:
    against = found(now)
    return [
        (
            Count("too_few", t("Too few attempts"), inside & against.too_few_attempts),
            "sales.attempts_at_least",
        ),
        (
            Count("too_many", t("Too many attempts"), inside & against.too_many_attempts),
            "sales.attempts_at_most",
        ),
    ]


def _early(early: EarlyContacts, t: Texts) -> _Findings:
    return [
        (Count("early", t("Contacted before ready, not allowed"), early.forbidden), "early_contact"),
        (Count("early_allowed", t("Contacted before ready, as allowed"), early.allowed), "early_contact"),
    ]


def _early_told(early: EarlyContacts, t: Texts) -> None:
    """Draw how many contacts these were: one lead may have had some of both kinds."""
    forbidden, allowed = early.forbidden_attempts, early.allowed_attempts
    if forbidden + allowed:
        told = t.plural(
            "{n} contact before the handover", "{n} contacts before the handover", forbidden + allowed
        )
        split = t("{n} not allowed, {m} allowed", n=t.number(forbidden), m=t.number(allowed))
        st.markdown(quiet(f"{told}: {split}"))


def _treated(against: NotFollowed, inside: Flags, t: Texts) -> _Findings:
    return [
        (
            Count(
                "left_to_marketing",
                t("Handed over, though marketing keeps them"),
                inside & against.left_to_marketing,
            ),
            "treatments",
        ),
        (
            Count("other_channel", t("Contacted in another way than agreed"), inside & against.other_channel),
            "treatments",
        ),
        (
            Count("own_limit", t("Not answered within the limit of their rank"), inside & against.own_limit),
            "treatments",
        ),
    ]
