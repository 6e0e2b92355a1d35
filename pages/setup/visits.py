"""Visits by month: typed for all sources, or shown by source where a file told them so."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from db.engine import reading
from db.traffic import save_visits, visits
from db.versions import Versions
from pages.ui import session
from pages.ui.text import plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.i18n import Texts
from sla_core.people import Action
from sla_core.situation import Situation
from sla_core.traffic import MOST_VISITS, MonthVisits, latest_months

WHOLE_MONTHS, SOURCE_ROWS = 12, 12
_OPENED, _ROUND = "visits_opened", "visits_round"

Figures = dict[str, int | None]  # by month, YYYY-MM


def draw(known: Versions, now: Situation, t: Texts) -> None:  # noqa: ARG001  (all parts of the page are drawn alike)
    """Draw the form for the months without sources, and beside it the months that came by source."""
    months = latest_months(now.today, WHOLE_MONTHS)
    with reading() as db:
        stored = visits(db, months=months)
    by_source = [month for month in stored if month.by_source]
    left, right = st.columns([2, 3], gap="small") if by_source else (st.container(), None)
    with left.container(border=True):
        _for_all_sources(stored, months[0], t)
    if right is not None:
        with right.container(border=True):
            _by_source(by_source, t)


def _for_all_sources(stored: Sequence[MonthVisits], running: str, t: Texts) -> None:
    st.markdown(strong(t("Visits by month, all sources")))
    current = {month.month: month.total for month in stored}
    open_months = {month.month: month.total for month in stored if not month.by_source}
    if not open_months:
        st.markdown(t("All of the last months are known by source, so there is nothing to enter."))
        return
    st.markdown(
        quiet(
            t(
                "How often your website was visited, as your web statistics count it. Goals begin here: with the "
                "visits it takes to get a lead. An empty month is not known, 0 is no visit."
            )
        )
    )
    acting = session.person()
    if not acting.may(Action.SAVE_VISITS):
        name = plain(actor_name(acting.name, t))
        st.markdown(t("Only managers and administrators enter visits. You act as {name}.", name=name))
        _read_only(open_months, running, t)
        return
    opened = _opened(open_months)
    _conflict(opened, current, t)
    with st.form("visits_form", border=False):
        _editor(opened, running, t)
        st.form_submit_button(
            t("Save the visits"), icon=":material/save:", type="primary", on_click=_save, args=(opened,)
        )


def _opened(stored: Figures) -> Figures:
    """Return what the form shows, which stays the same until it is saved; what is stored where it is new."""
    if session.value(_key()) is None:
        session.keep(_OPENED, stored)
    opened: Figures = session.value(_OPENED)
    return opened


def _key() -> str:
    return f"visits_editor_{session.value(_ROUND, 0)}"


def _open_anew() -> None:
    session.keep(_ROUND, session.value(_ROUND, 0) + 1)


def _table(figures: Figures, running: str, t: Texts) -> pd.DataFrame:
    words = [
        _month(month, t) if month != running else t("{month} so far", month=_month(month, t))
        for month in figures
    ]
    return pd.DataFrame({"month": words, "visits": pd.array(list(figures.values()), dtype="Int64")})


def _month(month: str, t: Texts) -> str:
    return t.day(MonthVisits(month).first_day, "yMMMM")


def _editor(opened: Figures, running: str, t: Texts) -> None:
    st.data_editor(
        _table(opened, running, t),
        hide_index=True,
        column_config={
            "month": st.column_config.TextColumn(t("Month"), disabled=True),
            "visits": st.column_config.NumberColumn(
                t("Visits"), min_value=0, max_value=MOST_VISITS, step=1, format="%d"
            ),
        },
        key=_key(),
        placeholder="",
        row_height=session.size().px(35),
        height="content",
        alt=t("Visits by month, to be filled in"),
    )


def _read_only(figures: Figures, running: str, t: Texts) -> None:
    told = ["" if n is None else t.number(n) for n in figures.values()]
    months = _table(figures, running, t)["month"]
    st.table({t("Month"): months, t("Visits"): told}, border="horizontal", hide_index=True)


def _typed(opened: Figures) -> Figures:
    """Return the figures that were submitted and differ from what the form was opened with."""
    months, edits = list(opened), (session.value(_key()) or {}).get("edited_rows", {})
    typed = {months[int(row)]: cells["visits"] for row, cells in edits.items() if "visits" in cells}
    return {month: n for month, n in typed.items() if n != opened[month]}


def _save(seen: Mapping[str, int | None]) -> None:
    """Store what was typed, unless something else is stored by now than what was seen on the screen."""
    t = session.texts()
    typed = _typed(session.value(_OPENED))
    if not typed:
        session.notify(t("Nothing was changed, so nothing was saved."))
        _open_anew()  # nothing typed can be lost; what others saved meanwhile is seen
        return
    done = t.plural("The visits of {n} month are saved.", "The visits of {n} months are saved.", len(typed))
    with session.write(Action.SAVE_VISITS, done) as db:
        save_visits(db, months=typed, opened=seen)
    _open_anew()


def _conflict(opened: Figures, current: Figures, t: Texts) -> None:
    """Show what somebody else saved for months that were typed here; nothing typed is lost until one decides."""
    typed = _typed(opened)
    both = [month for month, n in typed.items() if current.get(month) not in {opened[month], n}]
    if not both:
        return
    with st.container(border=True):
        st.markdown(strong(t("Somebody else saved other figures meanwhile")))
        rows = {
            t("Month"): [_month(month, t) for month in both],
            t("Was"): [_figure(opened[month], t) for month in both],
            t("Theirs"): [_figure(current.get(month), t) for month in both],
            t("Yours"): [_figure(typed[month], t) for month in both],
        }
        st.table(rows, border="horizontal", hide_index=True)
        seen = opened | {month: current.get(month) for month in both}
        with st.container(horizontal=True):
            st.button(t("Save mine"), key="visits_mine", on_click=_save, args=(seen,))
            st.button(t("Keep theirs, drop mine"), key="visits_theirs", on_click=_open_anew)


def _figure(n: int | None, t: Texts) -> str:
    return t("empty") if n is None else t.number(n)


def _by_source(months: Sequence[MonthVisits], t: Texts) -> None:
    st.markdown(strong(t("Visits by source, from files")))
    total = sum(month.counted or 0 for month in months)
    told = t.plural(
        "{visits} visits in {n} month", "{visits} visits in {n} months", len(months), visits=t.number(total)
    )
    st.markdown(quiet(told))
    rows = [
        (_month(month.month, t), source, n, month.counted if place == 0 else None)
        for month in months
        for place, (source, n) in enumerate(month.by_source)
    ]
    month_column, source, n, of_month = t("Month"), t("Source"), t("Visits"), t("All sources")
    table = pd.DataFrame(rows, columns=[month_column, source, n, of_month])
    st.dataframe(
        table.style.format(t.number, subset=[n, of_month], na_rep=""),
        hide_index=True,
        row_height=session.size().px(35),
        height="content" if len(rows) <= SOURCE_ROWS else session.size().px(35 * (SOURCE_ROWS + 1)),
        placeholder="",
        alt=t("Visits by month and source"),
    )
    for month in months:
        if month.total is not None:
            n_total = t.number(month.total)
            words = _month(month.month, t)
            st.markdown(
                quiet(
                    t(
                        "{month} also has a figure for all sources, {n}: its sources count.",
                        month=words,
                        n=n_total,
                    )
                )
            )
