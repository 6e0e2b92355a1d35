"""Editor of the working hours: time zone, the hours of each weekday, single days with other hours."""

from datetime import date
from zoneinfo import available_timezones

import streamlit as st

from pages.agree.editors import fields, tables
from pages.agree.editors.form import Form
from pages.agree.editors.tables import Row
from pages.ui import session
from pages.ui.text import quiet, strong
from sla_core import draft_hours
from sla_core.sections import Value
from sla_core.wording import weekday
from sla_core.working_hours import WEEKDAYS

_ZONE, _HOURS, _EXCEPTIONS = "calendar.time_zone", "calendar.hours", "calendar.exceptions"


def ask(form: Form) -> None:
    """Ask for the working hours."""
    t = form.t
    zones = sorted(available_timezones() | {form.at(_ZONE)})
    st.selectbox(
        form.label(_ZONE),
        zones,
        index=zones.index(form.at(_ZONE)),
        key=form.key(_ZONE),
        accept_new_options=True,
        width=session.size().px(fields.WIDE),
    )
    written = t(
        "Written as {example}; nothing is closed. {overnight} runs into the next day, {end} is midnight.",
        example="08:00–12:00, 12:30–16:00",
        overnight="22:00–06:00",
        end="24:00",
    )
    st.markdown(quiet(written))
    with st.container(horizontal=True):
        for day in WEEKDAYS:
            st.text_input(
                _called(form, day),
                draft_hours.hours_as_typed(form.at(_HOURS).get(day, ())),
                key=form.key(day),
                width=session.size().px(250),
            )
    st.markdown(strong(t("Days with other hours")))
    columns = {
        "day": tables.dates(t("Day"), form),
        "hours": st.column_config.TextColumn(t("Hours of this day only")),
    }
    kinds = {"day": "date", "hours": "text"}
    tables.draw(
        form, "exceptions", _rows(form), kinds, columns, alt=t("Days with other hours, to be filled in")
    )


def look(form: Form) -> None:
    """Show the days with other hours."""
    t, rows = form.t, _rows(form)
    with st.expander(t("Days with other hours")):
        st.table(
            {
                t("Day"): [t.day(date.fromisoformat(row["day"])) for row in rows],
                t("Hours of this day only"): [row["hours"] or t("closed") for row in rows],
            },
            border="horizontal",
            hide_index=True,
        )


def _called(form: Form, day: str) -> str:
    name = weekday(day, form.t)
    return name[:1].upper() + name[1:]


def _rows(form: Form) -> list[Row]:
    exceptions = form.at(_EXCEPTIONS).items()
    rows = [{"day": day, "hours": draft_hours.hours_as_typed(hours)} for day, hours in exceptions]
    return tables.next_first(rows, form.today)


def read(form: Form) -> Value:
    """Return the working hours typed."""
    week = {day: draft_hours.day_hours(_called(form, day), form.typed(day)) for day in WEEKDAYS}
    typed = tables.typed(form, "exceptions", _rows(form))
    return {
        _ZONE: draft_hours.time_zone(form.typed(_ZONE)),
        _HOURS: {day: hours for day, hours in week.items() if hours or day in form.at(_HOURS)},
        _EXCEPTIONS: draft_hours.exceptions(
            [(row.get("day"), row.get("hours")) for row in typed], form.t.day
        ),
    }
