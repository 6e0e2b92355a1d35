"""The leads behind a number: a list in a dialog, opened from wherever the number stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from db.leads import LeadName
from db.versions import Versions
from pages.ui import lead_link, reads, session
from pages.ui.cells import without_formulas
from pages.ui.session import Size
from sla_core import labels
from sla_core.columns import MISSING, Flags
from sla_core.follow_up.judging import NOT_MEASURABLE_REASONS, STATUSES
from sla_core.handovers import NONE, REASONS
from sla_core.i18n import Texts
from sla_core.situation import Situation

_ASKED = "shown_leads"
MOST = 500
_ROWS = {Size.DESK: 16, Size.ROOM: 10, Size.HALL: 7}  # what fits a window of 1920×1080, the header too


@dataclass(frozen=True)
class LeadSet:
    """Leads behind a number: what the number is, and which handovers it counts."""

    title: str
    rows: Callable[[], Flags]


def ask_for(name: str) -> None:
    """Open the leads of this name at the next run (for `on_click`)."""
    session.keep_on_page(_ASKED, name)


def asked() -> str:
    """Return the name of the leads that were asked for, "" without any."""
    return session.value(_ASKED) or ""


def forget() -> None:
    """Close the dialog."""
    session.keep(_ASKED, None)


def show_asked(sets: Mapping[str, LeadSet], known: Versions, now: Situation) -> None:
    """Open the dialog where one of the sets was asked for. Call it once, at the end of a page."""
    chosen = sets.get(asked())
    if chosen is None:
        return
    opened = st.dialog(chosen.title, width="large", on_dismiss=forget)(_dialog)
    opened(np.flatnonzero(chosen.rows()), known, now)


def _dialog(rows: "np.ndarray[tuple[int], np.dtype[np.int64]]", known: Versions, now: Situation) -> None:
    lead_link.follow(forget)
    t, size = session.texts(), session.size()
    if not len(rows):
        st.markdown(t("No lead stands behind this number."))
        return
    shown = rows[np.argsort(-now.handovers.handed_over.at[rows], kind="stable")][:MOST]
    if len(shown) < len(rows):
        st.markdown(t("The newest {shown} of {n}.", shown=t.number(len(shown)), n=t.number(len(rows))))
    else:
        st.markdown(t.plural("{n} lead", "{n} leads", len(rows)))
    st.dataframe(
        table(shown, known, now, t).drop(columns=t("Handed over") if size is Size.HALL else []),
        hide_index=True,
        height=size.px(36 * min(len(shown) + 1, _ROWS[size]) + 2),
        row_height=size.px(36),
        column_config=lead_link.column(t("Lead"), now.handovers.lead[shown].tolist()),
        alt=t("Leads behind this number"),
    )


def table(
    rows: "np.ndarray[tuple[int], np.dtype[np.int64]]", known: Versions, now: Situation, t: Texts
) -> pd.DataFrame:
    """Return these handovers as they are read: who, whose, how it stands, when, how long it took."""
    handovers = now.handovers
    names = reads.lead_names(known, tuple(handovers.lead[rows].tolist()))
    told = []
    for row in rows.tolist():
        lead_id = int(handovers.lead[row])
        lead = names.get(lead_id)
        told.append(
            {
                t("Lead"): lead_link.opening(called(lead, lead_id, t)),
                t("Company"): lead.company if lead else "",
                t("Owner"): (lead.owner if lead else None) or t("nobody"),
                t("Status"): status_words(now, row, t),
                t("Handed over"): _instant(int(handovers.handed_over.at[row]), now, t),
                t("Respond by"): _instant(int(handovers.response_by[row]), now, t),
                t("Response"): _response(now, row, t),
            }
        )
    return without_formulas(pd.DataFrame(told))


def called(lead: LeadName | None, lead_id: int, t: Texts) -> str:
    """Return what a row calls a lead; one of which nothing is known has its number, so that it can be opened."""
    name = (lead.name or lead.email or lead.company) if lead else ""
    return name or t("Lead {n}", n=lead_id)


def status_words(now: Situation, row: int, t: Texts) -> str:
    """Return how an episode stands, with the reason where it is not measurable or was returned."""
    status, reason = now.judgement.status[row], now.judgement.reason[row]
    words = t(labels.STATUSES[STATUSES[status]])
    if reason != NONE:
        words = f"{words}: {t(labels.NOT_MEASURABLE[NOT_MEASURABLE_REASONS[reason]])}"
    if (returned := now.handovers.return_reason[row]) != NONE:
        words = f"{words} · {t('returned: {reason}', reason=t(labels.RETURN_REASONS[REASONS[returned]]))}"
    return words


def _instant(at: int, now: Situation, t: Texts) -> str:
    return "–" if at == MISSING else t.instant(at, now.zone, now.edge.now)


def _response(now: Situation, row: int, t: Texts) -> str:
    if now.handovers.attempted_before[row]:
        return t("before the handover")
    seconds = int(now.handovers.response_seconds[row])
    return "–" if seconds == MISSING else t.duration(seconds)
