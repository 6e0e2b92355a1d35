"""Fails in a page, a callback and a fragment, under the app's own error boundary; for test_frame.py."""

import streamlit as st

from pages.ui import boundary
from sla_core.errors import SlaError


def fail() -> None:
    raise ValueError("postgresql://user:secret@host")


@st.fragment
def fragment() -> None:
    if st.button("fragment"):
        fail()


if st.runtime.exists():
    st.button("callback", on_click=fail)
    fragment()
    if st.button("page"):
        fail()
    if st.button("mendable"):
        raise SlaError("The file {file} is empty.", file="<b>*x*.csv")
else:
    app = st.App(__file__, on_script_error=boundary.show)
