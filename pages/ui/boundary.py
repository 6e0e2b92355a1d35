"""Where errors end: a sentence for the user, the details in the log."""

import logging
import secrets

import streamlit as st

from db.schema import DBAPIError, explained
from pages.ui import session
from pages.ui.text import plain
from sla_core.errors import SlaError

log = logging.getLogger("handslag")


def show(problem: Exception) -> bool:
    """Show what a page, a callback or a fragment did not catch; True keeps Streamlit from showing a trace."""
    t = session.texts()
    if isinstance(problem, SlaError):
        st.error(plain(t.error(problem)))
        return True
    number = secrets.token_hex(4)
    log.error("Fault %s", number, exc_info=problem)
    if isinstance(problem, DBAPIError):
        st.error(plain(t.error(explained(problem))))
        return True
    st.error(
        t(
            "Something went wrong in the app. What was saved before is safe. Reload the page; if it happens "
            "again, give whoever runs the app the number {number}, under which the log has the details.",
            number=number,
        )
    )
    return True
