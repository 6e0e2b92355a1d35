"""Leads: find one, or look at the one that the address names."""

from db.versions import DatabaseKind, Versions
from pages.meet import start
from pages.track.lead_parts import page as lead_page
from pages.track.lead_parts import search as lead_search
from pages.ui import answers, calls, frame, lead_link, reads, session, widgets
from sla_core.i18n import Texts
from sla_core.situation import Situation


def draw(known: Versions, now: Situation) -> None:
    """Draw the search, or one lead with its dialogs."""
    lead_id = lead_link.in_address()
    t = session.texts()
    if lead_id is None:
        lead_search.draw(known, now, t)
        return
    lead_page.draw(known, now, lead_id, t)
    calls.log_asked(known)
    answers.show_asked(known, now)


def no_leads(t: Texts) -> None:
    """Say what to do where there is no lead yet."""
    frame.head(t("There are no leads yet"))
    text = t(
        "Bring in leads from your CRM. Then you can find each of them here, with all that happened to it."
    )
    widgets.empty_state(text, "pages/setup/data.py", t("Bring in leads"))


known = reads.versions()
moment = session.now(known.kind)
if known.kind is DatabaseKind.EMPTY:
    start.nothing_yet()
elif reads.lead_count(known):
    draw(known, reads.situation(known, moment))
    widgets.keep_live((known, moment // 60), lambda: (reads.versions(), session.now() // 60))
else:
    no_leads(session.texts())
