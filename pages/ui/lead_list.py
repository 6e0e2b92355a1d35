"""The leads behind a number that counts leads, not handovers: a list in a dialog, as in `lead_rows`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from db.versions import Versions
from pages.ui import lead_link, lead_rows, reads, session
from pages.ui.cells import without_formulas
from sla_core.facts import Codes
from sla_core.i18n import Texts

_ROWS = {session.Size.DESK: 16, session.Size.ROOM: 10, session.Size.HALL: 7}


@dataclass(frozen=True)
class LeadList:
    """Leads behind a number: what the number is, their positions in reading order, what is told of each.

    `columns` gives, for some positions, what stands beside name, company and owner, under its heading.
    """

    title: str
    rows: Callable[[], Codes]
    columns: Callable[[Codes], Mapping[str, Sequence[str]]]


def show_asked(lists: Mapping[str, LeadList], lead_ids: Codes, known: Versions) -> None:
    """Open the dialog where one of the lists was asked for. `lead_ids`: the lead at each position."""
    asked = lists.get(lead_rows.asked())
    if asked is not None:
        st.dialog(asked.title, width="large", on_dismiss=lead_rows.forget)(_dialog)(asked, lead_ids, known)


def _dialog(asked: LeadList, lead_ids: Codes, known: Versions) -> None:
    lead_link.follow(lead_rows.forget)
    t, size = session.texts(), session.size()
    rows = asked.rows()
    if not len(rows):
        st.markdown(t("No lead stands behind this number."))
        return
    shown = rows[: lead_rows.MOST]
    if len(shown) < len(rows):
        st.markdown(t("The newest {shown} of {n}.", shown=t.number(len(shown)), n=t.number(len(rows))))
    else:
        st.markdown(t.plural("{n} lead", "{n} leads", len(rows)))
    st.dataframe(
        without_formulas(_table(asked, shown, lead_ids, known, t)),
        hide_index=True,
        height=size.px(36 * min(len(shown) + 1, _ROWS[size]) + 2),
        row_height=size.px(36),
        column_config=lead_link.column(t("Lead"), lead_ids[shown].tolist()),
        alt=t("Leads behind this number"),
    )


def _table(asked: LeadList, shown: Codes, lead_ids: Codes, known: Versions, t: Texts) -> pd.DataFrame:
    ids = lead_ids[shown].tolist()
    names = reads.lead_names(known, tuple(ids))
    leads = [names.get(lead_id) for lead_id in ids]
    return pd.DataFrame(
        {
            t("Lead"): [
                lead_link.opening(lead_rows.called(names.get(lead_id), lead_id, t)) for lead_id in ids
            ],
            t("Company"): [lead.company if lead else "" for lead in leads],
            t("Owner"): [(lead.owner if lead else None) or t("nobody") for lead in leads],
            **asked.columns(shown),
        }
    )
