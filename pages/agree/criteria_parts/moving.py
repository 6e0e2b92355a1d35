"""Who stands elsewhere than under the version in force: joins, leaves, comes into another cell, and by which rule."""

import numpy as np
import pandas as pd
import streamlit as st

from pages.agree.criteria_parts.lead import called
from pages.agree.criteria_parts.view import View
from pages.ui import reads, session
from pages.ui.cells import without_formulas
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core.facts import Codes
from sla_core.i18n import Texts, mark
from sla_core.lead_criteria.effect import Trial
from sla_core.lead_criteria.movers import MOVES, Movers, movers, why
from sla_core.wording import in_a_sentence

_FEW, _MOST = 5, 500
_WIDTHS = {mark("Lead"): 180, mark("Move"): 92, mark("Cell"): 72, mark("Why"): 460}
_ROWS = {Size.DESK: 12, Size.ROOM: 8, Size.HALL: 6}


def draw(view: View, trial: Trial, t: Texts) -> None:
    """Draw five of those who move, or all."""
    before = view.in_force[0]
    found = movers(before, trial)
    with st.container(border=True, gap="xsmall"):
        title = strong(t("Leads that move"))
        everybody = found.all
        if not len(everybody):
            st.markdown(
                f"{title} {quiet(t('none: all stand where {was} puts them', was=in_a_sentence(view.was(t))))}"
            )
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{title} {quiet(_counts(found, t))}", width="stretch")
            shows_all = len(everybody) > _FEW and st.toggle(
                t("All {n}", n=t.number(len(everybody))), key="criteria_all_movers"
            )
        rows = everybody[: _MOST if shows_all else _FEW]
        if shows_all:
            _all(view, trial, found, rows, t)
        else:
            st.table(
                {
                    name: [plain(cell) for cell in cells]
                    for name, cells in _cells(view, trial, found, rows, t).items()
                },
                border="horizontal",
                hide_index=True,
                hide_header=False,
                alt=t("Leads that move, and why"),
            )


def _counts(of: Movers, t: Texts) -> str:
    told = [
        t.plural("{n} leaves", "{n} leave", len(of.leaves)),
        t.plural("{n} joins", "{n} join", len(of.joins)),
        t.plural("{n} changes only its cell", "{n} change only their cell", len(of.cell)),
    ]
    return " · ".join(told)


def _all(view: View, trial: Trial, found: Movers, rows: Codes, t: Texts) -> None:
    height = session.size().px(35)
    if len(found.all) > len(rows):
        st.markdown(quiet(t("The first {n}.", n=t.number(len(rows)))))
    st.dataframe(
        without_formulas(pd.DataFrame(_cells(view, trial, found, rows, t))),
        hide_index=True,
        row_height=height,
        height=height * (min(len(rows), _ROWS[session.size()]) + 1),
        column_config={
            t(name): st.column_config.TextColumn(width=session.size().px(width))
            for name, width in _WIDTHS.items()
        },
        alt=t("Leads that move, and why"),
    )


def _cells(view: View, trial: Trial, found: Movers, rows: Codes, t: Texts) -> dict[str, list[str]]:
    before = view.in_force[0]
    ids = view.held.ground.known.id[np.asarray(rows)].tolist()
    names = reads.lead_names(view.known, tuple(ids))
    leads = rows.tolist()
    cells = {
        t("Lead"): [called(names.get(lead_id), lead_id) for lead_id in ids],
        t("Move"): [t(MOVES[found.move(lead)]) for lead in leads],
        t("Cell"): [_cell(before.cell(lead), trial.cell(lead)) for lead in leads],
        t("Why"): [why(before, trial, lead, t) for lead in leads],
    }
    return cells


def _cell(was: tuple[str, str], becomes: tuple[str, str]) -> str:
    before, now = "".join(was), "".join(becomes)
    return now if before == now else f"{before}\u00a0→\u00a0{now}"
