"""Handslag: launcher of the server and frame around every page. Start with `streamlit run app.py`.

Streamlit imports this file once as the server's module and runs it again, as a script, for every question of
a browser: the first half below is the launcher, the second the frame.
"""

from collections.abc import Callable

import streamlit as st
from starlette.middleware import Middleware

from db import schema
from db.engine import database_url
from pages.ui import boundary, frame, server, session, sign_in, sign_in_settings
from pages.ui.sign_in_request import AskForAge
from pages.ui.text import plain
from sla_core.errors import DatabaseUnusable
from sla_core.i18n import Texts


def menu(t: Texts) -> dict[str, list[st.Page]]:
    """Return the pages under their headings; a page that is not here cannot be reached."""
    return {
        "": [st.Page("pages/meet/meeting.py", title=t("Meeting"), icon=":material/groups:", default=True)],
        t("Agree"): [
            st.Page("pages/agree/personas.py", title=t("Personas")),
            st.Page("pages/agree/lead_criteria.py", title=t("Lead criteria"), url_path="lead-criteria"),
            st.Page("pages/agree/goals.py", title=t("Goals")),
            st.Page("pages/agree/agreement.py", title=t("Agreement")),
        ],
        t("Track"): [
            st.Page("pages/track/funnel.py", title=t("Funnel")),
            st.Page("pages/track/follow_up.py", title=t("Follow-up"), url_path="follow-up"),
            st.Page("pages/track/leads.py", title=t("Leads")),
        ],
        t("Set up"): [
            st.Page("pages/setup/data.py", title=t("Data")),
            st.Page("pages/setup/company.py", title=t("Company")),
            st.Page("pages/setup/history.py", title=t("History")),
        ],
    }


@st.cache_resource(show_spinner=False)
def database_ready(address: str) -> bool:
    """Prepare the database once per address and process; a failure is tried anew at the next run."""
    schema.prepare()
    return bool(address)


def ask_to_sign_in() -> None:
    """Show the only page of those who are not signed in."""
    sign_in.ask(session.texts())


def explain_database(problem: DatabaseUnusable) -> Callable[[], None]:
    """Return the only page of an app whose database cannot be used."""

    def page() -> None:
        t = session.texts()
        st.title(t("The database cannot be used"), anchor=False)
        st.error(plain(t.error(problem)))
        st.markdown(t("When that is mended, reload this page."))

    return page


def draw() -> None:
    """Draw the frame and the page that the address names."""
    st.set_page_config(page_icon=frame.FAVICON, layout="wide")
    frame.set_up()
    try:
        database_ready(str(database_url()))
    except DatabaseUnusable as problem:
        pages: dict[str, list[st.Page]] = {"": [st.Page(explain_database(problem), title="Handslag")]}
    else:
        may_enter = not sign_in.configured() or sign_in.signed_in()
        pages = menu(session.texts()) if may_enter else {"": [st.Page(ask_to_sign_in, title="Handslag")]}
    page = st.navigation(pages, position="hidden" if frame.is_projected() else "top")
    st.set_page_config(page_title=f"{page.title} · Handslag")
    session.enter(page.url_path)
    with st.container(key=f"page-{session.size()}"):
        page.run()
    server.settle()


if st.runtime.exists():
    draw()
else:
    sign_in_settings.refuse_unsafe()
    server.refuse_open_door()
    sign_in.keep_closed()
    age = Middleware(AskForAge, oldest=sign_in_settings.sign_again_after())
    app = st.App(
        __file__,
        routes=server.ROUTES,
        middleware=[*server.middleware(), age],
        lifespan=server.lifespan,
        on_script_error=boundary.show,
    )
