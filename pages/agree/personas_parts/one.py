"""One persona on a card for the shared screen: all that is known of it, who approved it, leads that match it."""

import streamlit as st

from pages.agree.editors import persona_form
from pages.agree.personas_parts import approval, start_workshop
from pages.agree.personas_parts.covered import links
from pages.agree.personas_parts.overview import figures
from pages.agree.personas_parts.view import View, back, go_to, to_draft
from pages.ui import frame, session
from pages.ui.text import lines, plain, quiet, strong
from sla_core.people import Action
from sla_core.persona.coverage import spread_sample
from sla_core.persona.document import PersonaVersion, Trait
from sla_core.persona.words import TRAITS, recognised, short

_LONGEST_NAME = 50
_SAMPLE = 6


def draw(view: View, version: PersonaVersion) -> None:
    """Draw the persona of the address."""
    t = view.t
    aside = frame.head(plain(short(version.content.name, _LONGEST_NAME)))
    with aside:
        approval.badge(version, t)
    with st.container(horizontal=True, vertical_alignment="center"):
        back(t)
        _acts(view, version)
    with st.container(border=True, gap="xsmall"):
        st.markdown(plain(version.content.description))
        _traits(version, view)
    left, right = st.columns(2, gap="small")
    with left, st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"{strong(t('Approval'))} {quiet(t('version {version}', version=version.version))}")
        approval.sides(version, t)
        approval.offer(version, t)
    with right, st.container(border=True, height="stretch", gap="xsmall"):
        _recognised(view, version)


def _acts(view: View, version: PersonaVersion) -> None:
    t = view.t
    if session.person().may(Action.SAVE_PERSONA):
        st.button(
            t("Change it"), icon=":material/edit:", type="tertiary", on_click=_change, args=(version.persona,)
        )
        start_workshop.button_for(view, version)
    if version.approved:
        to_draft(t("Take into the draft"))


def _change(persona: str) -> None:
    persona_form.change(persona)
    go_to(part="write")


def _traits(version: PersonaVersion, view: View) -> None:
    """Draw all that is told of it in two columns, those without an answer too."""
    traits, half = list(Trait), (len(Trait) + 1) // 2
    for column, part in zip(st.columns(2, gap="medium"), (traits[:half], traits[half:]), strict=True):
        with column:
            st.table(
                {
                    view.t("What"): [f":gray[{view.t(TRAITS[trait])}]" for trait in part],
                    view.t("How it is"): [plain(version.content.traits.get(trait, "–")) for trait in part],
                },
                border="horizontal",
                hide_index=True,
                hide_header=True,
                alt=view.t("{name} in short", name=version.content.name),
            )


def _recognised(view: View, version: PersonaVersion) -> None:
    """Say by what our data recognise it, how many they are, and name a few."""
    t, place = view.t, view.personas.index(version)
    all_of, any_of = recognised(version.content, t)
    st.markdown(strong(t("How a lead is recognised as this persona")))
    if not version.content.is_recognisable:
        st.markdown(f":gray[○ {t('no conditions yet: nobody is recognised')}]")
        return
    told = [plain(one) for one in all_of]
    if any_of:
        told.append(t("at least one of these: {conditions}", conditions="; ".join(map(plain, any_of))))
    st.markdown(lines(told))
    st.markdown(lines(f":gray[{name}] {value}" for name, value in figures(view, place)))
    ids = spread_sample(view.coverage.matches[place], view.coverage.lead, _SAMPLE)
    if ids:
        st.markdown(quiet(f"{t('To check against:')} {links(view, ids)}"))
