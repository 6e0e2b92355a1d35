"""Widgets that pages share: the status badge, the promise card, a choice kept in the address, empty states."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from pages.ui import lead_rows, session
from pages.ui.session import Size
from sla_core.i18n import Texts
from sla_core.situation import Situation
from sla_core.terms import CalendarTerms
from sla_core.verdict import WORDS, Standing
from sla_core.wording import city, open_hours


def standing_badge(standing: Standing, t: Texts) -> None:
    """Draw how a promise stands: shape, word and colour."""
    st.badge(f"**{standing.shape}\u00a0{t(WORDS[standing])}**", color=standing.colour)


@dataclass(frozen=True)
class Card:
    """A promise on one card. `title` and `line` are markdown; `leads` names the set of leads behind it."""

    title: str
    context: str
    number: str
    standing: Standing
    line: str
    is_provisional: bool
    leads: str


def promise_card(card: Card, t: Texts) -> None:
    """Draw a promise: what it is, the number with its status, one line with the other two figures."""
    is_hall = session.size() is Size.HALL
    with st.container(border=True, height="stretch", gap="xxsmall"):
        context = f":small[:gray[{card.context}]]"
        st.markdown(f"**{card.title}**" if is_hall else f"**{card.title}** {context}")
        if is_hall:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(context, width="stretch")
                number_button(t("Leads"), card.leads, 1, t)
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
        ):
            with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
                st.metric(card.title, card.number, label_visibility="collapsed", width="content")
                standing_badge(card.standing, t)
            if not is_hall:
                number_button(t("Leads"), card.leads, 1, t)
        if card.is_provisional:
            st.markdown(provisional(t))
        st.markdown(card.line)


def number_button(label: str, leads: str, count: int, t: Texts) -> None:
    """Draw a number that opens the leads behind it; where there are none, the words alone."""
    if not count:
        st.markdown(f":small[{label}]")  # as large as the words of a button
        return
    st.button(
        label,
        key=f"leads_{leads}",
        type="tertiary",
        icon=":material/chevron_right:",
        icon_position="right",
        help=t("Show the leads behind this number"),
        on_click=lead_rows.ask_for,
        args=(leads,),
    )


def provisional(t: Texts) -> str:
    """Return what stands at every figure that rests on terms nobody has signed."""
    return f":small[:gray[{t('provisional: not signed yet')}]]"


def choice(name: str, options: Mapping[str, str], *, label: str) -> str:
    """Ask for one of the options (value → words), the first unless chosen; the value stands in the address."""
    default = next(iter(options))
    chosen = st.query_params.get(name, default)
    chosen = chosen if chosen in options else default
    key = f"{name}_choice"
    session.keep(key, chosen)
    st.segmented_control(
        label,
        list(options),
        required=True,
        format_func=lambda value: f"**{options[value]}**" if value == chosen else options[value],
        key=key,
        label_visibility="collapsed",
        wrap=True,
        on_change=_to_address,
        args=(name, key, default),
    )
    return chosen


def _to_address(name: str, key: str, default: str) -> None:
    chosen = session.value(key)
    if chosen != default:
        st.query_params[name] = chosen
    elif name in st.query_params:
        del st.query_params[name]


def empty_state(text: str, page: str, label: str) -> None:
    """Say what is missing and lead to where it can be had."""
    with st.container(border=True):
        st.markdown(text)
        st.page_link(page, label=label, icon=":material/arrow_forward:")


def age_bar(now: Situation, t: Texts) -> None:
    """Draw a bar across the page where the newest known attempts are older than 24 hours."""
    if now.is_stale:
        at = t.instant(now.edge.as_of, now.zone, now.edge.now)
        text = t(
            "Calls are known until {instant}. What came after is not judged: import newer data.", instant=at
        )
        st.warning(text, icon=":material/schedule:")


def clock(now: Situation, t: Texts) -> str:
    """Return when the figures are of and which hours count, as markdown: stated once on a screen."""
    at = now.edge.as_of
    as_of = t.instant(at, now.zone, now.edge.now) if now.is_stale else t.time(at, now.zone)
    told = t("as of {time} · {hours}", time=as_of, hours=working_hours(now.in_force.terms.calendar, t))
    return f":small[:gray[{told}]]"


def working_hours(calendar: CalendarTerms, t: Texts) -> str:
    """Return the hours that count: `working hours Mon–Fri 08–16, Oslo`."""
    return t("working hours {hours}, {city}", hours=open_hours(calendar, t), city=city(calendar))


def keep_live(drawn: object, current: Callable[[], object], *, seconds: int = 30) -> None:
    """Draw the page anew as soon as what it shows is no longer `current`; looked at every so many seconds."""
    st.fragment(_look_again, run_every=seconds)(drawn, current, time.monotonic())


def _look_again(drawn: object, current: Callable[[], object], drawn_at: float) -> None:
    is_new = time.monotonic() - drawn_at < 1  # the page itself has just looked
    if not is_new and current() != drawn:
        st.rerun()
