"""All personas side by side, each with its share and its win rate, and whom they attract together."""

import streamlit as st

from pages.agree.personas_parts import approval, bars
from pages.agree.personas_parts.view import View, go_to, to_draft
from pages.ui import reads, session
from pages.ui.text import plain, quiet, strong
from sla_core.checklist import missing
from sla_core.funnel.words import converted
from sla_core.goals.rates import Rate
from sla_core.i18n import NBSP, Texts
from sla_core.persona.document import PersonaVersion, Trait
from sla_core.persona.words import TRAITS, caption, short
from sla_core.persona.workshop import Standing
from sla_core.sections import Section

_SHOWN = (Trait.MEASURED_BY, Trait.CHALLENGES, Trait.TRIGGERS, Trait.RED_FLAGS)
_LONGEST_NAME, _LONGEST_LINE, _LONGEST_FACT = 40, 70, 60


def draw(view: View) -> None:
    """Draw what is missing, a card for each persona, and the coverage as bars."""
    gate(view)
    with st.grid(3, min_column_width=session.size().px(290)):
        for place, version in enumerate(view.personas):
            with st.container(border=True, height="stretch", gap="xsmall"):
                _card(view, place, version)
    bars.draw(view)


def gate(view: View) -> None:
    """Say what the agreement still lacks of personas; nothing where nothing is missing."""
    t, agreement = view.t, reads.whole_agreement(view.known)
    terms = (agreement.draft or view.now.in_force).terms
    lacks = missing(terms, view.personas, reads.people(view.known), view.now.today)
    found = [item for item in lacks if item.section is Section.PERSONAS]
    if not found:
        return
    with st.container(border=True, gap="xsmall"):
        for item in found:
            sign = ":red[◆]" if item.blocks else ":gray[○]"
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{sign} {plain(t.error(item.sentence))}", width="stretch")
                if any(version.approved for version in view.personas):
                    to_draft(t("Take into the draft"))


def _card(view: View, place: int, version: PersonaVersion) -> None:
    t, content = view.t, version.content
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(plain(short(content.name, _LONGEST_NAME)), anchor=False, width="stretch")
        _state(view, version)
    st.markdown(quiet(plain(short(caption(content), _LONGEST_LINE))))
    facts = [*figures(view, place), *_traits(version, view)]
    names, told = zip(*facts, strict=True)
    st.table(
        {t("What"): [f":gray[{name.replace(' ', NBSP)}]" for name in names], t("How it is"): list(told)},
        border="horizontal",
        hide_index=True,
        hide_header=True,
        alt=t("{name} in short", name=content.name),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", height="stretch"):
        if view.open_workshop(version.persona) is None:
            approval.offer(version, t)
        st.button(
            t("Open"),
            icon=":material/chevron_right:",
            icon_position="right",
            type="tertiary",
            key=f"open_{version.persona}",
            on_click=go_to,
            kwargs={"persona": version.persona},
        )


def _state(view: View, version: PersonaVersion) -> None:
    """Draw that answers differ in a workshop that goes on, otherwise how far the approval is."""
    workshop = view.open_workshop(version.persona)
    differ = workshop.counts[Standing.DIFFERS] if workshop else 0
    if differ:
        told = view.t.plural("{n} answer differs", "{n} answers differ", differ)
        st.badge(f"▲ {told}", color="orange")
    else:
        approval.badge(version, view.t)


def figures(view: View, place: int) -> list[tuple[str, str]]:
    """Return a persona's share of leads and its win rate, as names and markdown."""
    t, version = view.t, view.personas[place]
    if not version.content.is_recognisable:
        return [(t("Of leads"), f":gray[○ {t('no conditions yet: nobody is recognised')}]")]
    least = view.now.limits.least_cases
    tally = view.coverage.by_persona[place]
    return [
        (t("Of leads"), rate_words(Rate(tally.leads, view.coverage.total.leads, least), t)),
        (t("SQL won"), rate_words(tally.won(least), t)),
    ]


def rate_words(rate: Rate, t: Texts) -> str:
    """Return a rate as markdown with its share in bold; of too few cases the counts alone."""
    told = converted(rate, t)
    share, bracket, cases = told.partition(" (")
    return told if rate.share is None else f"{strong(share)}{bracket}{cases}"


def _traits(version: PersonaVersion, view: View) -> list[tuple[str, str]]:
    known = version.content.traits
    return [
        (view.t(TRAITS[trait]), plain(short(known[trait], _LONGEST_FACT)))
        for trait in _SHOWN
        if trait in known
    ]
