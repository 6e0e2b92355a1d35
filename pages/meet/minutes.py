"""The minutes of a meeting: to read, to copy, to take away."""

import re

import streamlit as st

from pages.meet.sitting import Sitting
from pages.ui import session
from pages.ui.session import Size
from sla_core.meeting import minutes
from sla_core.meeting.held import Meeting

_HEIGHT = {Size.DESK: 560, Size.ROOM: 262, Size.HALL: 190}


def draw(sitting: Sitting) -> None:
    """Draw the minutes as text, with the button that copies it and the files."""
    t = sitting.t
    content = minutes.minutes(sitting.records, t)
    file = _file_name(sitting.known.company, sitting.meeting)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(t("Copy the text with the button at its corner, or take it away."), width="stretch")
        st.download_button(
            "PDF",
            lambda: _as_pdf(content, sitting),
            f"{file}.pdf",
            "application/pdf",
            key="minutes_pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
        )
        st.download_button(
            t("Text"),
            lambda: minutes.as_text(content, t).encode(),
            f"{file}.txt",
            "text/plain",
            key="minutes_text",
            icon=":material/description:",
            on_click="ignore",
        )
    st.code(
        minutes.as_text(content, t),
        language=None,
        wrap_lines=True,
        height=session.size().px(_HEIGHT[session.size()]),
    )


def _as_pdf(content: minutes.Minutes, sitting: Sitting) -> bytes:
    from sla_core.documents.minutes_pdf import minutes_pdf  # takes long to load

    return minutes_pdf(content, sitting.t)


def _file_name(company: str, meeting: Meeting) -> str:
    """Return a file's name, without its ending and without what file systems refuse."""
    kept = re.sub(r"[^\w.-]+", "-", company).strip("-") or "handslag"
    return f"{kept}-{meeting.snapshot.today.isoformat()}"
