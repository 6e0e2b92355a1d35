"""The short form from which a company's own agreement starts: version 0, provisional and unsigned."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import streamlit as st

from db import agreements, people
from db.engine import note
from db.versions import DatabaseKind
from pages.ui import frame, session
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.people import Action, Department, Role
from sla_core.terms import (
    CalendarTerms,
    Duration,
    Handover,
    HandoverEvent,
    SalesPromise,
    Terms,
    Unit,
)
from sla_core.working_hours import WEEKDAYS

_A_MONDAY = date(2024, 1, 1)
_NO_COUNTRY = ""
# What can be told from a CRM's data from the first day on.
_EVENTS = (HandoverEvent.CRM_STAGE, HandoverEvent.CREATED, HandoverEvent.ASSIGNED)


def draw(on_cancel: Callable[[], None]) -> None:
    """Draw the form; `on_cancel` leaves it."""
    t = session.texts()
    frame.head(t("Start your own agreement"))
    st.markdown(
        t(
            "These are working rules, provisional until both departments have signed an agreement. "
            "Everything can be changed later."
        )
    )
    with st.form("own_start_form", border=False):
        company, clock = st.columns(2)
        with company, st.container(border=True):
            _who(t)
        with clock, st.container(border=True):
            _rules(t)
        st.form_submit_button(t("Start with these rules"), type="primary", on_click=_save)
    st.button(t("Cancel"), on_click=on_cancel)  # in the form it would ask for what is missing


def _who(t: Texts) -> None:
    acting = session.person()
    st.text_input(t("Company"), key="own_company", max_chars=100, required=True)
    st.text_input(
        t("Your name"), acting.name if acting.email else "", key="own_name", max_chars=100, required=True
    )
    st.text_input(t("Your e-mail"), acting.email, key="own_email", max_chars=200, type="email", required=True)
    st.segmented_control(
        t("Your department"),
        list(Department),
        default=acting.department or Department.MARKETING,
        required=True,
        format_func=lambda department: t(labels.DEPARTMENTS[department]),
        key="own_department",
    )
    st.selectbox(
        t("When does sales get the leads?"),
        _EVENTS,
        format_func=lambda event: t(labels.HANDOVER_EVENTS[event]),
        key="own_event",
    )


def _rules(t: Texts) -> None:
    st.pills(
        t("Working days"),
        WEEKDAYS,
        selection_mode="multi",
        default=WEEKDAYS[:5],
        format_func=lambda day: t.day(_A_MONDAY + timedelta(days=WEEKDAYS.index(day)), "EEE"),
        key="own_days",
    )
    with st.container(horizontal=True):
        st.time_input(t("From"), time(8), key="own_opens")
        st.time_input(t("To"), time(16), key="own_closes")
    from sla_core.public_holidays import countries  # only this form needs it

    names = {_NO_COUNTRY: t("no country"), **countries(t.language)}
    st.selectbox(
        t("Public holidays of"),
        list(names),
        index=list(names).index("NO"),
        format_func=lambda code: names[code],
        key="own_country",
    )
    zones = sorted(available_timezones())
    st.selectbox(t("Time zone"), zones, index=zones.index(session.own_zone()), key="own_zone")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(t("Sales responds within"), 1, 1000, 4, key="own_amount")
        st.selectbox(
            t("Unit"), list(Unit), index=1, format_func=lambda unit: t(labels.UNITS[unit]), key="own_unit"
        )


def _save() -> None:
    t, now = session.texts(), session.now()
    with session.write(Action.SET_UP, t("Your agreement has begun: bring in leads now.")) as db:
        person = people.save_person(
            db,
            person_id=session.person().id,
            name=session.value("own_name"),
            email=session.value("own_email"),
            department=Department(session.value("own_department")),
            role=Role.ADMINISTRATOR,
        )
        terms = _terms(now)
        agreements.start(db, terms=terms, kind=DatabaseKind.REAL, now=now, by=person.name)
        note(db, terms.company)
    session.act_as(person.id or 0)


def _terms(now: int) -> Terms:
    """Return the terms of the form; raises `SlaError` for what cannot be agreed."""
    company, days = session.value("own_company").strip(), session.value("own_days")
    if not company:
        raise SlaError("A company needs a name.")
    if not days:
        raise SlaError("Choose at least one working day.")
    hours = ((f"{session.value('own_opens'):%H:%M}", f"{session.value('own_closes'):%H:%M}"),)
    return Terms(
        company=company,
        calendar=CalendarTerms(
            time_zone=session.value("own_zone"),
            hours={day: hours for day in WEEKDAYS if day in days},
            closed=_closed_days(now),
        ),
        handover=Handover(event=HandoverEvent(session.value("own_event"))),
        sales=SalesPromise(
            respond_within=Duration(amount=session.value("own_amount"), unit=Unit(session.value("own_unit")))
        ),
    )


def _closed_days(now: int) -> dict[date, str]:
    """Return the public holidays of the chosen country, from the year before on: files bring older leads."""
    from sla_core.public_holidays import YEARS_AHEAD, proposed  # only this form needs it

    country, year = session.value("own_country"), datetime.fromtimestamp(now, UTC).year
    if country == _NO_COUNTRY:
        return {}
    return proposed(country, year - 1, year + YEARS_AHEAD, session.language())
