"""Data: files that come in, how good they are, visits by month, what came in before, and the sample company."""

import streamlit as st

from db import sample
from db.versions import DatabaseKind, Versions
from pages.setup import bring_in, earlier, quality, visits
from pages.ui import frame, lead_rows, reads, session, widgets
from pages.ui.text import plain, strong
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.people import Action
from sla_core.situation import Situation


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


def parts(known: Versions, t: Texts) -> dict[str, str]:
    """Return the parts of the page; an empty database has only the first."""
    first = {"import": t("Sample company") if known.kind is DatabaseKind.SAMPLE else t("Import")}
    if known.kind is DatabaseKind.EMPTY:
        return first
    return first | {
        "quality": t("Quality"),
        "visits": t("Visits by month"),
        "earlier": t("Earlier imports"),
    }


def draw(known: Versions, now: Situation, t: Texts) -> None:
    """Draw the chosen part; only that part runs."""
    leads, acting = reads.lead_count(known), session.person()
    title = (
        t.plural("{n} lead is known", "{n} leads are known", leads) if leads else t("There are no leads yet")
    )
    top = st.container()
    options = parts(known, t)
    part = "import"
    if len(options) > 1:
        part = widgets.choice("part", options, label=t("Part of the page"))
    if part == "import" and known.kind is not DatabaseKind.SAMPLE and acting.may(Action.IMPORT):
        bring_in.draw(top, title, known, now, t)
        return
    with top:
        frame.head(title)
    if part == "quality":
        lead_rows.show_asked(quality.draw(known, now, t), known, now)
    elif part == "visits":
        visits.draw(known, now, t)
    elif part == "earlier":
        earlier.draw(known, now, t)
    elif not acting.may(Action.IMPORT):
        st.markdown(t("Only administrators bring in data. You act as {name}.", name=plain(acting.name)))
    else:
        sample_card(known.company, t)


database = reads.versions()
draw(database, reads.situation(database, session.now()), session.texts())
