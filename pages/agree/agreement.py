"""Agreement: its text with today's figures, what changes, who has read and signed, and how it is changed."""

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.agree import acts, cards, edit, history, reading, signing, what_if
from pages.agree.shown import Shown, shown
from pages.ui import frame, reads, session, widgets
from pages.ui.text import quiet
from sla_core.agreement import OPEN
from sla_core.agreement_words import headline, next_step
from sla_core.i18n import Texts
from sla_core.revision import closed_days_run_out, due, review_line, revision_line


def draw(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the chosen part; only that part runs."""
    agreement, now = view.agreement, view.now.edge.now
    aside = frame.head(headline(agreement, view.version, len(view.changes), now, t))
    with aside:
        cards.export(known, view, t)
    clock = due(agreement.agreed, agreement.reviewed_at, now)
    told = [next_step(agreement, view.version, now, t)]
    if clock:
        told += [f"{line(clock, t)}." for line in (revision_line, review_line)]
    st.markdown(quiet(" ".join(text for text in told if text)))
    ends = closed_days_run_out(view.now.in_force.terms, view.now.today)
    if ends is not None:
        told_end = t("The agreed closed days end on {day}: agree on the next ones before.", day=t.day(ends))
        st.warning(told_end, icon=":material/event_busy:")
    parts = {"text": t("Text"), "edit": t("Change it"), "what-if": t("What if"), "versions": t("Versions")}
    part = widgets.choice("part", parts, label=t("Part of the page"))
    if part == "text":
        read(known, view, t)
    elif part == "edit":
        edit.draw(view.open_or_agreed, agreement.agreed[-1], t)
        acts.draw(known, view, t)
        signing.show_asked(view, t)
    elif part == "what-if":
        what_if.draw(known, view, t)
    else:
        history.draw(known, view, t)


def read(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the text, and beside it what is about it: signatures, differences, what is missing."""
    if session.size() is session.Size.DESK:
        text, beside = st.columns([17, 10], gap="small")
    elif view.version.status in OPEN:  # what changes is what one comes for
        beside, text = st.container(), st.container()
    else:
        text, beside = st.container(), st.container()
    with text:
        reading.draw(known, view, t)
    with beside:
        cards.signatures(known, view, t)
        cards.differences(view, t)
        cards.missing(known, view, t)
    acts.draw(known, view, t)
    signing.show_asked(view, t)


def nothing_yet(t: Texts) -> None:
    """Say where an agreement comes from."""
    frame.head(t("There is no agreement yet"))
    widgets.empty_state(
        t("Load the sample company or start your own on Meeting; then the agreement is written here."),
        "pages/meet/meeting.py",
        t("Go to Meeting"),
    )


database = reads.versions()
told = session.texts()
if database.kind is DatabaseKind.EMPTY:
    nothing_yet(told)
else:
    draw(database, shown(database, told), told)
