"""The empty start: one sentence, two buttons, what is to be done; and the next step of a company without leads."""

import streamlit as st

from db import sample
from db.versions import Versions
from pages.meet import own_start
from pages.ui import frame, reads, session, widgets
from pages.ui.text import strong
from sla_core.i18n import NBSP, Texts
from sla_core.people import Action
from sla_core.situation import Situation

_OWN = "own_start"


def draw() -> None:
    """Draw the page of a database in which there is nothing yet."""
    t = session.texts()
    may_start = session.person().may(Action.SET_UP)
    if session.value(_OWN):
        own_start.draw(on_cancel=_leave_form)
        return
    frame.head()
    with st.container(horizontal_alignment="center", gap="medium"):
        st.space("small")
        sentence = t("There is no agreement yet: try the sample company, or start your own in three steps.")
        st.title(sentence, anchor=False, text_alignment="center", width=session.size().px(704))
        with st.container(horizontal=True, horizontal_alignment="center"):
            wants_sample = st.button(
                t("Try the sample company"),
                icon=":material/play_arrow:",
                type="primary",
                disabled=not may_start,
            )
            st.button(
                t("Start our own agreement"),
                icon=":material/edit:",
                on_click=_open_form,
                disabled=not may_start,
            )
        if wants_sample:
            _load_sample(t)
        if not may_start:
            st.markdown(t("An administrator of this app starts it."))
        st.space("small")
    _steps(t)


def _load_sample(t: Texts) -> None:
    with (
        st.spinner(t("The sample company moves in …")),
        session.write(Action.LOAD_SAMPLE, t("This is the sample company. Remove it on the page Data.")) as db,
    ):
        sample.load(db, now=session.now(), t=t)
    st.rerun()


def _open_form() -> None:
    session.keep(_OWN, True)


def _leave_form() -> None:
    session.keep(_OWN, False)


def _steps(t: Texts) -> None:
    steps = [
        (5, t("1. Start our own agreement"), t("Working hours, and how soon sales responds."), None),
        (5, t("2. Bring in leads"), t("A CSV file from your CRM."), "data"),
        (2, t("3. Enter people"), t("At least one from each department."), "company"),
    ]
    names = {"data": t("Data"), "company": t("Company")}
    with st.grid(3):
        for minutes, title, text, page in steps:
            with st.container(border=True, height="stretch", gap="xsmall"):
                time = t("about {n} min", n=minutes).replace(" ", NBSP)
                st.markdown(f":gray[:material/check_box_outline_blank: {t('To do')} · {time}]")
                st.markdown(strong(title))
                st.markdown(text)
                if page:
                    with st.container(
                        horizontal_alignment="right"
                    ):  # a link's words do not begin at the left
                        st.page_link(
                            f"pages/setup/{page}.py",
                            label=t("Open {page}", page=names[page]),
                            icon=":material/arrow_forward:",
                            width="content",
                        )


def next_step(known: Versions, now: Situation) -> None:
    """Say what is missing where nothing has been handed over yet."""
    t = session.texts()
    if reads.lead_count(known):
        frame.head(t("No lead has been handed over to sales yet"))
        text = t(
            "There are leads, but none has reached the point at which sales gets them. Bring in the dates of "
            "their stages, or the day on which they were handed over."
        )
    else:
        frame.head(t("There are no leads yet"))
        text = t("Bring in leads from your CRM. Then this page shows how both promises stand.")
    widgets.empty_state(text, "pages/setup/data.py", t("Bring in leads"))
    st.markdown(f":small[:gray[{widgets.working_hours(now.in_force.terms.calendar, t)}]]")


def nothing_yet() -> None:
    """Lead from any other page of an empty database to where it begins."""
    t = session.texts()
    frame.head(t("There is no agreement yet"))
    text = t("Try the sample company, or start your own agreement.")
    widgets.empty_state(text, "pages/meet/meeting.py", t("Start"))
