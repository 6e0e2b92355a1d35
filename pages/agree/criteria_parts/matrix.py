"""Match × readiness: what is done with the leads of each cell, by whom, how soon; and the form that changes it."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import streamlit as st

from pages.agree.criteria_parts import treatments
from pages.agree.criteria_parts.view import View
from pages.ui import lead_list, lead_rows, session, widgets
from pages.ui.lead_list import LeadList
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from sla_core import labels
from sla_core.columns import Flags
from sla_core.conditions import Band
from sla_core.facts import Codes
from sla_core.i18n import Texts
from sla_core.lead_criteria.matrix import Cell, matrix, points_of, untreated
from sla_core.people import Department
from sla_core.scoring.words import shown
from sla_core.terms import Duration, Unit
from sla_core.wording import channels, duration

PART = "matrix"
_TEAM: dict[Department, Literal["blue", "violet"]] = {
    Department.MARKETING: "blue",
    Department.SALES: "violet",
}
_HEAD = 0.55  # of the width of a cell


def cells(view: View) -> list[Cell]:
    """Return the matrix of the draft, with who waits for sales in each cell."""
    now = view.now
    waiting = _places(view, now.handovers.lead[now.handovers.waiting])
    late = _places(view, now.handovers.lead[now.too_long_rows])
    return matrix(view.draft[0], waiting, late)


def _places(view: View, lead_ids: Codes) -> Flags:
    found: Flags = np.isin(view.held.ground.known.id, lead_ids)
    return found


def draw(view: View, t: Texts) -> None:
    """Draw the matrix, or the form that changes it."""
    ways = {"today": t("Today"), "change": t("Change the treatments")}
    if widgets.choice("matrix", ways, label=t("See or change")) == "change":
        treatments.draw(view, t)
        return
    found = cells(view)
    _lacking(view, t)
    _grid(view, found, t)
    lead_list.show_asked(_lists(view, found, t), view.held.ground.known.id, view.known)


def _lacking(view: View, t: Texts) -> None:
    """Say which cells have no treatment: a good match that is quiet, and a weak one that is ready, first."""
    lacking = untreated(view.draft[0].terms)
    told = []
    if lacking.match_but_quiet:
        told.append(t("Leads that match best but are quiet have no treatment."))
    if lacking.ready_but_no_match:
        told.append(t("Leads that are ready but match least have no treatment."))
    if lacking.others:
        told.append(t("Without a treatment: {cells}.", cells=plain(", ".join(lacking.others))))
    if told:
        st.markdown(lines(f":orange[▲ {line}]" for line in told))


def _grid(view: View, found: list[Cell], t: Texts) -> None:
    """Draw row by row: on a phone a row's cells stand under its head."""
    scoring = view.draft[0].terms.scoring
    is_hall, wide = session.size() is Size.HALL, len(scoring.ratings)
    widths = [_HEAD, *[1.0] * wide]
    heads = st.columns(widths, gap="xsmall")
    heads[0].markdown(quiet(t("Fit ↓ Engagement →")))
    for number in range(wide):
        heads[number + 1].markdown(_band(scoring.ratings, number, t, is_short=is_hall))
    for number in range(len(scoring.grades)):
        head, *row = st.columns(widths, gap="xsmall", vertical_alignment="top" if is_hall else "center")
        head.markdown(_band(scoring.grades, number, t, is_short=is_hall, below=True))
        for column, cell in zip(row, found[number * wide : (number + 1) * wide], strict=True):
            with column, st.container(border=True, gap="xxsmall"):
                _cell(view, cell, t)


def _band(bands: Sequence[Band], place: int, t: Texts, *, is_short: bool, below: bool = False) -> str:
    name = strong(plain(bands[place].label))
    if is_short:
        return name
    told = quiet(points_of(bands, place, t))
    return f"{name}  \n{told}" if below else f"{name} {told}"


def _cell(view: View, of: Cell, t: Texts) -> None:
    size, label = session.size(), f":gray[{plain(of.name)}]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        if of.treatment is None:
            st.markdown(f"{label} :orange[▲ {t('no treatment')}]", width="stretch")
        else:
            name = strong(plain(of.treatment.name))
            is_left = not of.is_sales and not of.treatment.channels
            st.markdown(f"{label} {f':gray[{name}]' if is_left else name}", width="stretch")
        if state := _state(of, t):
            st.markdown(state, width="content")
        st.header(t.number(len(of.leads)), anchor=False, width="content")
        if size is not Size.HALL and len(of.leads):
            st.button(
                "",
                key=f"leads_{_key(of)}",
                type="tertiary",
                icon=":material/chevron_right:",
                help=t("Show the leads in {cell}", cell=plain(of.name)),
                on_click=lead_rows.ask_for,
                args=(_key(of),),
            )
    with st.container(horizontal=True, gap="xsmall", wrap=False):
        if of.treatment is not None:
            owner = of.treatment.owner
            st.badge(t(labels.DEPARTMENTS[owner]), color=_TEAM[owner])
        st.markdown(_how(view, of, t) or "\u00a0", width="stretch")


def _how(view: View, of: Cell, t: Texts) -> str:
    """Return how soon and how: sales' own promise where the cell sets none."""
    treatment = of.treatment
    if treatment is None:
        return ""
    within = treatment.respond_within
    if within is None and of.is_sales:
        within = view.draft[0].terms.sales.respond_within
    parts = [_short(within, t)] if within is not None else []
    if treatment.channels and session.size() is not Size.HALL:
        parts.append(channels(treatment.channels, t))
    return plain(" · ".join(parts))


def _short(of: Duration, t: Texts) -> str:
    """Return an amount of working time for a small place: `4 h`; the agreement says it in full."""
    if of.unit is Unit.HOURS and of.amount:
        return t("{n} h", n=t.number(of.amount))
    return duration(of, t)


def _state(of: Cell, t: Texts) -> str:
    """Return how it stands: who waits too long, wherever that is; otherwise only where sales has promised something."""
    if of.late:
        return f":red[◆ {t.plural('{n} late', '{n} late', of.late)}]"
    if not of.is_sales or not of.waiting or session.size() is Size.HALL:
        return ""
    return f":green[✓ {t('in time')}]"


def _key(of: Cell) -> str:
    return f"cell_{of.grade}_{of.rating}"


def _lists(view: View, found: list[Cell], t: Texts) -> dict[str, LeadList]:
    return {_key(cell): _list(view, cell, t) for cell in found}


def _list(view: View, cell: Cell, t: Texts) -> LeadList:
    totals = view.draft[0].totals
    title = t("Leads in {cell}", cell=plain(cell.name))

    def columns(rows: Codes) -> dict[str, Sequence[str]]:
        return {
            t("Fit points"): [shown(int(totals.fit[row]), t) for row in rows],
            t("Engagement points"): [shown(int(totals.engagement[row]), t) for row in rows],
        }

    return LeadList(title, lambda: cell.leads, columns)
