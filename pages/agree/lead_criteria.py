"""Lead criteria: what makes a lead, an MQL and an SQL, with what each weight does before anybody signs it."""

from collections.abc import Callable

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.agree.criteria_parts import backtest, definitions, lead, matrix, opening, rules, suggest, weights
from pages.agree.criteria_parts.view import View, view
from pages.ui import frame, reads, session, widgets
from pages.ui.text import plain, quiet
from sla_core.i18n import Texts
from sla_core.lead_criteria.matrix import verdict as matrix_verdict
from sla_core.lead_criteria.words import verdict

_PARTS: dict[str, Callable[[View, Texts], None]] = {
    weights.PART: weights.draw,
    rules.PART: rules.draw,
    definitions.PART: definitions.draw,
    matrix.PART: matrix.draw,
    backtest.PART: backtest.draw,
    suggest.PART: suggest.draw,
    lead.PART: lead.draw,
}


def draw(known: Versions, t: Texts) -> None:
    """Draw the chosen part; only that part runs."""
    shown = view(known)
    words = {
        weights.PART: t("Weights"),
        rules.PART: t("Rules"),
        definitions.PART: t("Definitions"),
        matrix.PART: t("Matrix"),
        backtest.PART: t("Backtest"),
        suggest.PART: t("What the data suggest"),
        lead.PART: t("Test a lead"),
    }
    head = st.container(gap="xxsmall")
    part = widgets.choice("part", words, label=t("Part of the page"))
    with head:
        _head(shown, part, t)
    if shown.problem is not None:
        told = t("The draft cannot score, so it is not counted: {why}", why=plain(t.error(shown.problem)))
        st.error(told)
    _PARTS[part](shown, t)


def _head(shown: View, part: str, t: Texts) -> None:
    if part == matrix.PART:
        told = matrix_verdict(matrix.cells(shown), t)
    else:
        told = verdict(shown.draft, shown.in_force, shown.is_open and shown.problem is None, t)
    aside = frame.head(told)
    with aside:
        opening.way_in(shown, t)
    st.markdown(quiet(_basis(shown, t)))


def _basis(shown: View, t: Texts) -> str:
    if shown.is_open:
        told = t(
            "Draft of version {version}, held against today's leads. {was} holds until both departments have signed.",
            version=shown.version.label,
            was=shown.was(t),
        )
    else:
        told = t("{was}, held against today's leads. No draft is open.", was=shown.was(t))
    if shown.now.in_force.provisional:
        told = f"{told} {t('provisional: not signed yet')}"
    return told


database = reads.versions()
t = session.texts()
if database.kind is DatabaseKind.EMPTY:
    frame.head(t("There are no criteria yet"))
    widgets.empty_state(
        t("Load the sample company or start your own on Meeting; then lead criteria are written here."),
        "pages/meet/meeting.py",
        t("Go to Meeting"),
    )
else:
    draw(database, t)
