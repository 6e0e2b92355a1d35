"""The map of disagreement: every question with how far it is, as the way to it; beside it what still differs."""

import streamlit as st

from pages.agree.personas_parts.sitting import Sitting
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.funnel.words import converted
from sla_core.goals.rates import Rate
from sla_core.people import Department
from sla_core.persona.document import Trait
from sla_core.persona.words import TRAITS, short
from sla_core.persona.workshop import Question, Standing, Workshop

_SIGNS = {Standing.AGREED: "✓", Standing.DIFFERS: "▲", Standing.OPEN: "○"}
_COLOURS = {Standing.AGREED: "green", Standing.DIFFERS: "orange", Standing.OPEN: "gray"}
_TEAM = {Department.MARKETING: "blue", Department.SALES: "violet"}
_LONGEST = {Size.DESK: 60, Size.ROOM: 40, Size.HALL: 30}  # letters of an answer in the table


def draw(sitting: Sitting) -> None:
    """Draw the map, and the questions that differ."""
    left, right = st.columns(2, gap="small")
    with left, st.container(border=True, height="stretch", gap="xsmall"):
        _map(sitting)
    with right, st.container(border=True, height="stretch", gap="xsmall"):
        _still_to_agree(sitting)


def _map(sitting: Sitting) -> None:
    t, workshop = sitting.t, sitting.workshop
    counts = workshop.counts
    told = [
        f":green[✓ {t('{n} agreed', n=counts[Standing.AGREED])}]",
        f":orange[▲ {t('{n} differ', n=counts[Standing.DIFFERS])}]",
        f":gray[○ {t('{n} to go', n=counts[Standing.OPEN])}]",
    ]
    total = t.plural("{n} question", "{n} questions", len(workshop.questions))
    st.markdown(f"{strong(total)}: {' · '.join(told)}")
    st.markdown(quiet(_disagreement(sitting)))
    with st.grid(3, min_column_width=session.size().px(130), gap="xsmall"):
        for question in workshop.questions:
            _way_to(question, sitting)


def _disagreement(sitting: Sitting) -> str:
    """Return the share of questions not agreed yet, and how many differed when both had answered blind."""
    t, workshop = sitting.t, sitting.workshop
    share = converted(Rate(workshop.not_agreed, len(workshop.questions)), t)
    differed, both = workshop.differed_at_first
    told = t("Not agreed yet: {share}.", share=share)
    if not both:
        return told
    first = t("Answered blind, {n} of {of} differed.", n=t.number(differed), of=t.number(both))
    return f"{told} {first}"


def _way_to(question: Question, sitting: Sitting) -> None:
    t, trait = sitting.t, question.trait
    is_here = trait is sitting.trait
    sign, colour = _SIGNS[question.standing], _COLOURS[question.standing]
    name = t(TRAITS[trait])
    st.button(
        f"{sign} {name}" if is_here else f":{colour}[{sign}] {name}",
        key=f"question_{trait}",
        type="primary" if is_here else "secondary",
        width="stretch",
        on_click=ask,
        args=(trait,),
    )


def ask(trait: Trait) -> None:
    """Show another question (for `on_click`)."""
    st.query_params["question"] = trait.value


def _still_to_agree(sitting: Sitting) -> None:
    t, differing = sitting.t, sitting.workshop.differing
    st.markdown(strong(t("Still to agree")))
    if not differing:
        st.markdown(f":gray[{_nothing_differs(sitting.workshop, sitting)}]")
        return
    columns = {t("Question"): [t(TRAITS[question.trait]) for question in differing]}
    for of in Department:
        columns[f":{_TEAM[of]}[{t(labels.DEPARTMENTS[of])}]"] = [
            _said(question, of) for question in differing
        ]
    st.table(
        columns,
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt=t("Questions that both have answered differently, with both answers"),
    )
    if differing[0].trait is not sitting.trait:
        st.button(
            t("Settle “{question}” now", question=t(TRAITS[differing[0].trait])),
            on_click=ask,
            args=(differing[0].trait,),
            key="settle",
        )


def _nothing_differs(workshop: Workshop, sitting: Sitting) -> str:
    t = sitting.t
    if not workshop.not_agreed:
        return t("All questions are agreed: write the persona.")
    return t("No answers differ so far.")


def _said(question: Question, of: Department) -> str:
    told = " / ".join(answer.text for answer in question.of(of))
    return plain(short(told, _LONGEST[session.size()]))
