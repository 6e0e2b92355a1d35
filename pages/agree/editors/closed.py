"""Editor of the closed days: public holidays are proposed, each is agreed by its tick; own days are added."""

from datetime import date

import streamlit as st

from pages.agree.editors import fields, tables
from pages.agree.editors.form import Form
from pages.agree.editors.tables import Row
from pages.ui import session
from pages.ui.text import plain, quiet
from sla_core import draft_hours, draft_values
from sla_core.errors import SlaError
from sla_core.sections import Value

_CLOSED = "calendar.closed"
_MOST_YEARS = 10
YEARS_AHEAD = 3  # as `public_holidays` has it, which takes its time to load
_KINDS = {"agreed": "flag", "day": "date", "name": "text", "origin": "text"}


def ask(form: Form) -> None:
    """Ask which days are closed."""
    t = form.t
    _ask_proposals(form)
    columns = {
        "agreed": st.column_config.CheckboxColumn(t("Agreed"), default=True, width="small"),
        "day": tables.dates(t("Day"), form),
        "name": st.column_config.TextColumn(t("Name")),
        "origin": st.column_config.TextColumn(t("Comes from"), disabled=True),
    }
    st.markdown(quiet(t("Only ticked days are saved. Own closed days are added at the foot of the table.")))
    tables.draw(
        form, _table(form), _rows(form), _KINDS, columns, alt=t("Closed days, to be agreed one by one")
    )


def look(form: Form) -> None:
    """Show the closed days."""
    rows = _rows(form)
    days = [form.t.day(date.fromisoformat(row["day"])) for row in rows]
    with st.expander(form.t("Closed days")):
        st.table(
            {form.t("Day"): days, form.t("Name"): [plain(row["name"]) for row in rows]},
            border="horizontal",
            hide_index=True,
        )


def _ask_proposals(form: Form) -> None:
    t, year = form.t, form.today.year
    from sla_core.public_holidays import countries  # only this editor needs it

    names = countries(form.t.language)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            t("Public holidays of"),
            list(names),
            index=list(names).index("NO"),
            format_func=lambda code: names[code],
            key=form.key("country"),
            width=session.size().px(fields.WIDE),
        )
        for name, label, first in (
            ("first", t("From year"), year),
            ("last", t("To year"), year + YEARS_AHEAD),
        ):
            st.number_input(label, value=first, step=1, key=form.key(name), width=session.size().px(150))
        st.form_submit_button(
            t("Propose these days"),
            icon=":material/event:",
            key=form.key("propose"),
            on_click=_propose,
            args=(form,),
        )

    wrong: SlaError | None = form.kept.get("years")
    if wrong is not None:
        st.error(plain(t.error(wrong)))


def _table(form: Form) -> str:
    """Return what the table is called: another one each time days were proposed."""
    return f"closed{form.kept.get('proposals', 0)}"


def _rows(form: Form) -> list[Row]:
    if "closed" not in form.kept:
        agreed = form.t("in the draft")
        opened = [
            {"agreed": True, "day": day, "name": name, "origin": agreed}
            for day, name in form.at(_CLOSED).items()
        ]
        form.kept["closed"] = tables.next_first(opened, form.today)
    rows: list[Row] = form.kept["closed"]
    return rows


def _typed(form: Form) -> list[Row]:
    return tables.typed(form, _table(form), _rows(form))


def _propose(form: Form) -> None:
    """Add the holidays that do not stand in the table yet; what was typed stays."""
    from sla_core.public_holidays import countries, proposed  # only this editor needs it

    form.forget_problem()
    form.kept.pop("years", None)
    t, typed = form.t, _typed(form)
    try:
        first, last = (
            draft_values.whole(label, form.typed(name), 2100, 2000) for name, label in _years(form)
        )
        if not 0 <= last - first < _MOST_YEARS:
            raise SlaError("Choose from one to {n} years, the earlier one first.", n=_MOST_YEARS)
    except SlaError as problem:
        form.kept["years"] = problem
        return
    known = {str(row.get("day"))[:10] for row in typed}
    country = form.typed("country")
    origin = t("proposed: {country}", country=countries(form.t.language)[country])
    new = [
        {"agreed": True, "day": day.isoformat(), "name": name, "origin": origin}
        for day, name in proposed(country, first, last, t.language).items()
        if day.isoformat() not in known
    ]
    told = t.plural(
        "{n} day is proposed: untick it unless it is closed.",
        "{n} days are proposed: untick those that are not closed.",
        len(new),
    )
    session.notify(told if new else t("All public holidays of these years stand in the table already."))
    form.kept["closed"] = tables.next_first([*typed, *new], form.today)
    form.kept["proposals"] = form.kept.get("proposals", 0) + 1


def _years(form: Form) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("first", form.t("From year")), ("last", form.t("To year"))


def read(form: Form) -> Value:
    """Return the days that are ticked."""
    ticked = [row for row in _typed(form) if row.get("agreed", True)]
    return {
        _CLOSED: draft_hours.closed_days([(row.get("day"), row.get("name")) for row in ticked], form.t.day)
    }
