"""What both what-ifs share: the table by source, the leads that move, and the way to the draft."""

from collections.abc import Mapping, Sequence

import streamlit as st

from db.versions import Versions
from pages.agree.goals_parts.view import to_editor
from pages.ui import lead_rows, session, widgets
from pages.ui.lead_rows import LeadSet
from sla_core.columns import Flags
from sla_core.i18n import Texts
from sla_core.people import Action
from sla_core.sections import Section
from sla_core.situation import Situation

_MOST = 12  # rows; of more the table scrolls


def table(columns: Mapping[str, Sequence[str]], alt: str) -> None:
    """Draw a table of markdown cells: on a phone they wrap, so that both figures of a row are seen."""
    many = len(next(iter(columns.values()))) > _MOST
    st.table(
        columns,
        border="horizontal",
        hide_index=True,
        hide_header=False,
        height=session.size().px(36 * _MOST) if many else "content",
        alt=alt,
    )


def moved(name: str, rows: Flags, known: Versions, now: Situation, t: Texts) -> None:
    """Draw how many leads would be judged otherwise, and them where they were asked for (also in a fragment)."""
    n = int(rows.sum())
    told = t.plural("{n} lead would be judged otherwise", "{n} leads would be judged otherwise", n)
    widgets.number_button(told, name, n, t)
    title = t("Leads that would be judged otherwise")
    lead_rows.show_asked({name: LeadSet(title, lambda: rows)}, known, now)


def to_draft(section: Section, t: Texts) -> None:
    """Draw the way to where this is changed, for those who may."""
    if session.person().may(Action.EDIT_DRAFT):
        to_editor(section, t("To the draft of the agreement"))
