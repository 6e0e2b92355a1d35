"""Three invented personas to begin with, as long as there is none: marked as examples, stored only when saved."""

import streamlit as st

from pages.agree.editors import persona_form
from pages.agree.personas_parts.view import View, go_to
from pages.ui import session
from pages.ui.text import plain, quiet
from sla_core.people import Action
from sla_core.persona.document import Persona
from sla_core.persona.examples import examples
from sla_core.persona.words import TRAITS


def draw(view: View) -> None:
    """Draw the examples, each with the button that begins a persona with it."""
    t = view.t
    st.markdown(
        t(
            "A persona is the customer both departments want more of, told as one person. Start a workshop, write "
            "one, or begin with an example."
        )
    )
    with st.grid(3, min_column_width=session.size().px(290)):
        for place, example in enumerate(examples(t)):
            with st.container(border=True, height="stretch", gap="xsmall"):
                _card(view, place, example)


def _card(view: View, place: int, example: Persona) -> None:
    t = view.t
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(plain(example.name), anchor=False, width="stretch")
        st.badge(t("Example"), color="gray")
    st.markdown(quiet(plain(example.description)))
    st.table(
        {
            t("What"): [f":gray[{t(TRAITS[trait])}]" for trait in example.traits],
            t("How it is"): [plain(text) for text in example.traits.values()],
        },
        border="horizontal",
        hide_index=True,
        hide_header=True,
        alt=t("{name} in short", name=example.name),
    )
    if session.person().may(Action.SAVE_PERSONA):
        st.button(t("Begin with this one"), key=f"example_{place}", on_click=_begin, args=(example,))


def _begin(example: Persona) -> None:
    persona_form.begin_with(example)
    go_to(part="write")
