"""Finding a lead: by parts of name, e-mail, company or id; without a search those that wait, or were touched last."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.lead_search import MOST
from db.versions import Versions
from pages.ui import frame, lead_link, lead_reads, lead_rows, reads, session, widgets
from pages.ui.cells import without_formulas
from pages.ui.session import Size
from pages.ui.text import plain, quiet
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.lead.due import newest, only
from sla_core.leads import Stage
from sla_core.situation import Situation

_WORDS, _FIELD = "q", "lead_search"
_WAIT, _TOUCHED = "waiting", "touched"
_LETTERS = 200
_ROWS = {Size.DESK: 20, Size.ROOM: 12, Size.HALL: 8}
_STAGES = list(Stage)


def draw(known: Versions, now: Situation, t: Texts) -> None:
    """Draw the field and what it finds."""
    aside = frame.head(_title(known, t))
    words = _ask(t)
    widgets.age_bar(now, t)
    if words:
        _found(known, now, words, t)
        return
    with aside:
        shown = widgets.choice(
            "show", {_WAIT: t("Waiting"), _TOUCHED: t("Touched last")}, label=t("Which leads are shown")
        )
    if shown == _TOUCHED:
        _table(known, now, lead_reads.touched_last(known), t("No attempt is recorded yet."), t)
    else:
        ids = tuple(dict.fromkeys(lead.lead_id for lead in reads.waiting(known, MOST)))
        _table(known, now, ids, t("Nobody waits for a first response."), t)


def _ask(t: Texts) -> str:
    """Ask for words; they stand in the address, also while one of the leads found is looked at."""
    words = st.query_params.get(_WORDS, "")[:_LETTERS].strip()
    session.keep(_FIELD, words)
    st.text_input(
        t("Find a lead"),
        key=_FIELD,
        max_chars=_LETTERS,
        on_change=_to_address,
        type="search",
        icon=":material/search:",
        placeholder=t("Name, company, e-mail or id"),
        label_visibility="collapsed",
    )
    return words


def _to_address() -> None:
    words = session.value(_FIELD).strip()
    if words:
        st.query_params[_WORDS] = words
    elif _WORDS in st.query_params:
        del st.query_params[_WORDS]


def _title(known: Versions, t: Texts) -> str:
    return t.plural(
        "{n} lead: find the one you mean", "{n} leads: find the one you mean", reads.lead_count(known)
    )


def _found(known: Versions, now: Situation, words: str, t: Texts) -> None:
    found = lead_reads.search(known, words)
    n = len(found.lead_ids)
    if found.more:
        told = t(
            "The newest {n} that fit; there may be more. Write more letters or another word.", n=t.number(n)
        )
    else:
        told = t.plural("{n} lead found", "{n} leads found", n)
    if n:
        st.markdown(quiet(told))
    short = words if len(words) <= 60 else f"{words[:60]}…"
    nobody = t("Nobody is called “{words}”, and no company, e-mail or id is.", words=plain(short))
    if found.more:
        nobody = t("Too many leads may fit to look at all of them. Write more letters or another word.")
    _table(known, now, found.lead_ids, nobody, t)


def _table(known: Versions, now: Situation, lead_ids: Sequence[int], nobody: str, t: Texts) -> None:
    if not lead_ids:
        st.markdown(nobody)
        return
    size = session.size()
    st.dataframe(
        table(known, now, lead_ids, t).drop(columns=t("Source") if size is Size.HALL else []),
        hide_index=True,
        row_height=size.px(36),
        height=size.px(36 * min(len(lead_ids) + 1, _ROWS[size]) + 2),
        column_config={
            **lead_link.column(t("Lead"), lead_ids, here=True),
            t("Status"): st.column_config.TextColumn(width=size.px(190)),
            t("Stage"): st.column_config.TextColumn(width=size.px(110)),
        },
        alt=t("Leads, each of which opens"),
    )


def table(known: Versions, now: Situation, lead_ids: Sequence[int], t: Texts) -> pd.DataFrame:
    """Return leads as they are read: who, stage, status of the newest handover, owner, source."""
    names, funnel = reads.lead_names(known, tuple(lead_ids)), reads.funnel(known)
    now = only(now, lead_ids)
    told = []
    for lead_id in lead_ids:
        lead = names[lead_id]
        row, place = newest(now, lead_id), int(funnel.lead.searchsorted(lead_id))
        is_there = place < len(funnel.lead) and funnel.lead[place] == lead_id
        stage = t(labels.STAGES[_STAGES[funnel.stage[place]]]) if is_there else t("part of another lead")
        told.append(
            {
                t("Lead"): lead_link.opening(lead_rows.called(lead, lead_id, t)),
                t("Company"): lead.company,
                t("Status"): t("not handed over") if row is None else lead_rows.status_words(now, row, t),
                t("Stage"): stage,
                t("Owner"): lead.owner or t("nobody"),
                t("Source"): lead.source or "",
            }
        )
    return without_formulas(pd.DataFrame(told))
