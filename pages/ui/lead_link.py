"""The way to the page of one lead, from links and from any list; language, size and who acts stay in the address."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.ui import session
from sla_core.i18n import Texts

PAGE = "pages/track/leads.py"
IN_ADDRESS = "lead"
_ASKED, _CLICKED = "lead_to_open", "lead_clicked"


def draw(lead_id: int, t: Texts, leave: Callable[[], None] | None = None) -> None:
    """Draw what leads to a lead's page, unless this is it; in a dialog, `leave` closes it on the way."""
    follow()
    if in_address() == lead_id:
        return
    st.button(
        t("Open the lead"),
        key=f"to_lead_{lead_id}{'_from_dialog' if leave else ''}",
        type="tertiary",
        icon=":material/arrow_forward:",
        on_click=_leave_for,
        args=(lead_id, leave),
    )


def _leave_for(lead_id: int, leave: Callable[[], None] | None) -> None:
    session.keep(_ASKED, lead_id)
    if leave is not None:
        leave()


def button(lead_id: int, t: Texts) -> None:
    """Draw what leads from one lead's page to another's: a link to the same page would not change the address."""
    st.button(
        t("Open the lead"),
        key=f"open_{lead_id}",
        type="tertiary",
        icon=":material/arrow_forward:",
        on_click=show,
        args=(lead_id,),
    )


def column(head: str, lead_ids: Sequence[int], *, here: bool = False) -> dict[str, Any]:
    """Return the configuration of a table whose column `head` opens the lead of a row.

    Call `follow` before the table is drawn, unless it stands on the page of leads itself (`here`).
    """
    return {
        head: st.column_config.ButtonColumn(
            head,
            type="tertiary",
            alignment="left",
            key=_CLICKED,
            on_click=_show if here else _ask_for,
            args=(list(lead_ids),),
        )
    }


def opening(name: str) -> str:
    """Return what the column says of a lead: its name, with the sign of what opens."""
    return f"{name} ›"


def _ask_for(lead_ids: list[int]) -> None:
    session.keep(_ASKED, lead_ids[session.value(_CLICKED)["row"]])


def _show(lead_ids: list[int]) -> None:
    show(lead_ids[session.value(_CLICKED)["row"]])


def show(lead_id: int | None) -> None:
    """Show a lead, or all of them, on the page of leads itself (for `on_click`)."""
    if lead_id is not None:
        st.query_params[IN_ADDRESS] = str(lead_id)
    elif IN_ADDRESS in st.query_params:
        del st.query_params[IN_ADDRESS]


def follow(leave: Callable[[], None] | None = None) -> None:
    """Go to the lead whose row was clicked, if any. Call it before the table is drawn.

    `leave` closes the dialog that the table stands in.
    """
    lead_id = session.value(_ASKED)
    if lead_id is not None:
        session.keep(_ASKED, None)
        if leave is not None:
            leave()
        st.switch_page(PAGE, query_params={IN_ADDRESS: str(lead_id)})


def in_address() -> int | None:
    """Return the lead that the address names, None for none; 0, which no lead has, for what is no number."""
    given = st.query_params.get(IN_ADDRESS, "")
    if not given:
        return None
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
