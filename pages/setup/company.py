"""Company: who takes part, in which department and role, and what the agreement says about working hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from db import agreements, people
from db.engine import data_versions, reading
from pages.ui import frame, session
from pages.ui.hours import next_closed, weekly_hours
from pages.ui.person_form import person_form
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.agreement import in_force_at
from sla_core.i18n import Language
from sla_core.people import Action

CLOSED_DAYS_SHOWN = 4
_LANGUAGE_IN_A_SENTENCE = {Language.ENGLISH: "English", Language.BOKMAL: "norsk"}

t, now, acting = session.texts(), session.now(), session.person()
company = data_versions().company
with reading() as db:
    everybody = people.people(db)
    versions = agreements.versions_in_force(db)

frame.head(plain(company) if company else t("There is no company yet"))
if not company:
    st.markdown(
        t("Load the sample company or start your own on Meeting. People can be entered here before that.")
    )
    st.page_link("pages/meet/meeting.py", label=t("Go to Meeting"), icon=":material/arrow_forward:")

with st.container(border=True):
    st.markdown(strong(t("People")))
    if everybody:
        departments = [person.department for person in everybody]
        st.dataframe(
            {
                t("Name"): [person.name for person in everybody],
                t("E-mail"): [person.email for person in everybody],
                t("Department"): [t(labels.DEPARTMENTS[d]) if d else "" for d in departments],
                t("Role"): [t(labels.ROLES[person.role]) for person in everybody],
            },
            hide_index=True,
            row_height=session.size().px(35),
            alt=t("People with e-mail, department and role"),
        )
    else:
        st.markdown(
            t(
                "Nobody is entered yet, so everything is recorded as done by the local user. "
                "Begin with an administrator; then enter at least one from each department."
            )
        )

left, right = st.columns(2, gap="small")
with left.container(border=True):
    st.markdown(strong(t("Enter or change a person")))
    if acting.may(Action.SAVE_PERSON):
        person_form(everybody)
    else:
        may = [plain(person.name) for person in everybody if person.may(Action.SAVE_PERSON)]
        st.markdown(t("Administrators do this: {names}.", names=", ".join(may) or t("nobody")))
        st.markdown(t("You act as {name}.", name=plain(actor_name(acting.name, t))))

with right.container(border=True):
    st.markdown(strong(t("Working hours")))
    if versions:
        version = in_force_at(versions, now)
        calendar = version.terms.calendar
        today = datetime.fromtimestamp(now, ZoneInfo(calendar.time_zone)).date()
        closed = next_closed(calendar, today, CLOSED_DAYS_SHOWN)
        st.markdown(
            lines([*weekly_hours(calendar, t), t("Time zone {zone}", zone=plain(calendar.time_zone))])
        )
        st.markdown(strong(t("Closed next")))
        days = [f"{t.day(day, 'yMMMEd')} · {plain(name)}" for day, name in closed]
        st.markdown(lines(days) if days else t("No more closed days are agreed."))
        changed_by = t("They change only with the agreement.")
        source = (
            t("From the working rules that hold until an agreement is signed.")
            if version.provisional
            else t("From version {version} of the agreement.", version=version.label)
        )
        st.markdown(quiet(f"{source} {changed_by}"))
    else:
        st.markdown(t("They are part of the agreement, and there is none yet."))

with right.container(border=True):
    st.markdown(strong(t("Language")))
    st.markdown(
        t(
            "Everybody reads in the language of their own browser; yours is set to {language}. "
            "To read in another one, open View at the top right of any page.",
            language=_LANGUAGE_IN_A_SENTENCE[session.language()],
        )
    )
