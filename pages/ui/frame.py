"""What is around every page: logo, size and language, the first row, notices."""

import time
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import session, sign_in
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from pages.ui.who import name_and_part
from sla_core.i18n import Language, Texts

_PROJECTOR = ("view", "projector")  # in the address: the page alone, without the menu
_MENU_KEY = "M"
BRAND = Path(__file__).parent / "brand"
FAVICON = BRAND / "favicon.png"
LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.BOKMAL: "Norsk"}

# Nobody sees the address; an open popover's label and a chosen segment would be too pale in the dark theme;
# the text in a table's cell would break after 400 px, however wide the table is and however large the letters.
_STYLE = (
    ":has(> .st-key-address){display:none}"
    ":is(.st-key-view button[aria-expanded=true],button[role=radio][aria-checked=true])"
    "{color:inherit !important}"
    "[data-testid=stTable] td [data-testid=stMarkdownContainer]{max-width:none}"
    ".st-key-agreement_text td{vertical-align:top}.st-key-agreement_text td:nth-child(3){min-width:10rem}"
)

# Elements that read the root size once, when they mount (text in data grids, help icons), must find it there.
_PAUSE_AFTER_ROOT_SIZE = 0.3


def set_up() -> None:
    """Draw what comes before the page: the logo, the address, and the root size on which all sizes hang."""
    st.logo(str(BRAND / ("logo-dark.svg" if session.is_dark() else "logo.svg")), size="large")
    _address()
    root = session.size().root
    st.html(f"<style>html{{font-size:{root}px !important}}{_STYLE}</style>")
    if session.is_new_size():
        time.sleep(_PAUSE_AFTER_ROOT_SIZE)


def _address() -> None:
    """Keep language, size and (where nobody signs in) who acts in the address: fields bound to it, which nobody sees.

    The visible choices cannot be bound themselves: the address would hold their labels, in one language.
    """
    with st.container(key="address"):
        for key in (session.LANGUAGE_KEY, session.SIZE_KEY, session.PERSON_KEY):
            if (
                session.value(key) and key not in st.query_params
            ):  # a link to a page named only its own choices
                session.keep(key, session.value(key))
            st.text_input(key, key=key, bind="query-params")


def is_projected() -> bool:
    """Whether the address asks for the page alone, as a projector shows it."""
    name, value = _PROJECTOR
    return st.query_params.get(name) == value


def menu_button(t: Texts) -> None:
    """Draw the button that takes the menu away or, without one, brings it back; it has a key."""
    shown = not is_projected()
    st.button(
        t("Hide the menu") if shown else t("Show the menu"),
        key="menu_button",
        icon=":material/fullscreen:" if shown else ":material/fullscreen_exit:",
        type="tertiary",
        shortcut=_MENU_KEY,
        on_click=_turn_menu,
    )


def _turn_menu() -> None:
    name, value = _PROJECTOR
    if is_projected():
        del st.query_params[name]
    else:
        st.query_params[name] = value


def head(title: str = "") -> DeltaGenerator:
    """Draw the first row of a page and its notices; return the place in the row for one badge or button.

    `title` is markdown, at most 55 characters at Room. User text in it goes through `plain`.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        if title:
            st.title(title, anchor=False)
        else:
            st.space("stretch")
        aside = st.container(width="content")
        if is_projected():
            menu_button(session.texts())
        _view_choices()
    for notice in session.take_notices():
        st.toast(plain(notice.text))
        if notice.is_problem:  # also stays; the toast alone is seen from the middle of a long page
            st.error(plain(notice.text))
    return aside


def _view_choices() -> None:
    t = session.texts()
    # The choices show what holds: the address may have changed it (a link, the browser's Back).
    session.keep("size_choice", session.size())
    session.keep("language_choice", session.language())
    with st.popover(t("View"), icon=":material/text_increase:", type="tertiary", key="view"):
        st.segmented_control(
            t("Size"),
            list(Size),
            required=True,
            format_func=lambda size: _chosen(t(session.SIZE_LABELS[size]), size is session.size()),
            key="size_choice",
            on_change=lambda: session.choose_size(session.value("size_choice")),
        )
        st.segmented_control(
            t("Language"),
            list(Language),
            required=True,
            format_func=lambda language: _chosen(LANGUAGE_NAMES[language], language is session.language()),
            key="language_choice",
            on_change=lambda: session.choose_language(session.value("language_choice")),
        )
        if sign_in.configured():
            _signed_in_as(t)
        else:
            _acting_as(t)


def _chosen(label: str, is_chosen: bool) -> str:
    return strong(label) if is_chosen else label


def _acting_as(t: Texts) -> None:
    known = session.candidates()
    people = {session.choice_of(person): person for person in known}
    session.keep("person_choice", session.choice_of(session.person(known)))
    st.selectbox(
        t("Acting as"),
        list(people),
        format_func=lambda person_id: name_and_part(people[person_id], t),
        key="person_choice",
        on_change=lambda: session.act_as(session.value("person_choice")),
    )
    st.markdown(quiet(t("Nobody signs in here: everybody at this machine can act as anybody.")))


def _signed_in_as(t: Texts) -> None:
    st.markdown(t("Signed in as {name}", name=plain(session.person().name)))
    st.button(t("Sign out"), on_click=st.logout)
