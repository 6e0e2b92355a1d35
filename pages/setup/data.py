"""Data: the sample company, files that come in, and what came in before."""

import streamlit as st

from db import sample
from db.engine import reading
from db.intake.earlier import earlier
from db.versions import DatabaseKind
from pages.setup import bring_in
from pages.ui import frame, reads, session
from pages.ui.text import plain, quiet, strong
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.people import Action

EARLIER_SHOWN = 20


def remove_sample() -> None:
    """Remove the sample company if its name was typed."""
    texts = session.texts()
    try:
        sample.remove(actor=session.person(), typed_name=session.value("typed_name", ""))
    except SlaError as problem:
        session.notify(texts.error(problem), is_problem=True)
    else:
        session.notify(texts("The sample company is gone. Now bring in your own leads."))


def sample_card(company: str, t: Texts) -> None:
    """Draw the way out of the sample company."""
    with st.container(border=True):
        st.markdown(strong(t("Sample company")))
        st.markdown(
            t(
                "{company} is invented. Removing it takes away its leads, its agreement and everything that was "
                "logged with it; then you can bring in your own leads.",
                company=plain(company),
            )
        )
        with st.form("remove_sample", border=False):
            st.text_input(t("Type {company} to remove it", company=plain(company)), key="typed_name")
            st.form_submit_button(
                t("Remove the sample company"), icon=":material/delete:", on_click=remove_sample
            )


def earlier_imports(zone: str, t: Texts) -> None:
    """Draw what came in before, newest first."""
    with reading() as db:
        imports = earlier(db, limit=EARLIER_SHOWN)
    if not imports:
        return
    with st.container(border=True):
        st.markdown(strong(t("Earlier imports")))
        st.dataframe(
            {
                t("When"): [t.instant(each.finished_at, zone) for each in imports],
                t("File"): [each.file for each in imports],
                t("Who"): [each.person for each in imports],
                t("Rows"): [each.rows for each in imports],
                t("New"): [each.new for each in imports],
                t("Changed"): [each.changed for each in imports],
                t("Refused"): [each.rejected for each in imports],
            },
            hide_index=True,
            row_height=session.size().px(35),
            alt=t("Earlier imports with their counts"),
        )


t, acting = session.texts(), session.person()
known = reads.versions()
now = reads.situation(known, session.now())
leads = reads.lead_count(known)
frame.head(
    t.plural("{n} lead is known", "{n} leads are known", leads) if leads else t("There are no leads yet")
)
if now.edge.known_until is not None:
    until = t.instant(now.edge.known_until, now.zone)
    st.markdown(quiet(t("Attempts are known until {instant}.", instant=until)))

if not acting.may(Action.IMPORT):
    st.markdown(t("Only administrators bring in data. You act as {name}.", name=plain(acting.name)))
elif known.kind is DatabaseKind.SAMPLE:
    sample_card(known.company, t)
else:
    bring_in.draw(known)
if now.versions:
    earlier_imports(now.zone, t)
