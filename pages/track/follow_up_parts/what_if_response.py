"""What if sales had promised another response time: the chosen period judged again, also by source."""

from collections.abc import Sequence

import streamlit as st

from db.versions import Versions
from pages.track.follow_up_parts import what_if
from pages.ui import reads, result_reads, session
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.follow_up.what_if import WhatIf, by_group, respond_within, share_words, what_if_sentence
from sla_core.funnel import By
from sla_core.i18n import Texts
from sla_core.periods import Period
from sla_core.sections import Section
from sla_core.situation import Situation
from sla_core.terms import Duration, Unit

_UNIT = "if_response_unit"


@st.fragment
def draw(known: Versions, now: Situation, of: Period) -> None:
    """Draw the question and its answer; only this part runs again when the question changes."""
    t = session.texts()
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(strong(t("If sales had promised another response time")))
        limit = _ask(known, t)
        answer = respond_within(now, limit, of)
        st.markdown(plain(what_if_sentence(answer, now, limit, of, t)))
        _by_source(known, now, answer, t)
        with st.container(horizontal=True, vertical_alignment="center"):
            what_if.moved("moved_response", answer.moved, known, now, t)
            what_if.to_draft(Section.RESPONSE, t)
        kept = t("Each lead by the working hours and all else of the version it was handed over under.")
        st.markdown(quiet(kept))


def _ask(known: Versions, t: Texts) -> Duration:
    agreement = reads.whole_agreement(known)
    drafted = (agreement.draft or agreement.agreed[-1]).terms.sales.respond_within
    size, chosen = session.size(), session.value(_UNIT)
    # Said anew in each run: a browser keeps the words of the language in which they were chosen.
    session.keep(_UNIT, chosen if chosen in set(Unit) else drafted.unit)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        amount = st.number_input(
            t("Respond within"), 0, 10_000, drafted.amount, key="if_response_amount", width=size.px(150)
        )
        unit = st.selectbox(
            t("Unit"),
            list(Unit),
            format_func=lambda value: t(labels.UNITS[value]),
            key=_UNIT,
            width=size.px(170),
        )
    return Duration(amount=amount, unit=unit)


def _by_source(known: Versions, now: Situation, answer: WhatIf, t: Texts) -> None:
    found = by_group(answer, result_reads.groups(known, now, By.SOURCE), now.limits.least_cases)
    if not found:
        return
    found.sort(key=lambda one: (-one.handed_over, one.value))
    columns: dict[str, Sequence[str]] = {
        t("Source"): [plain(one.value) or t("Not known") for one in found],
        t("In time"): [share_words(one.before, t) for one in found],
        t("Then"): [share_words(one.after, t) for one in found],
        t("Leads"): [t.number(one.handed_over) for one in found],
    }
    what_if.table(columns, t("In time by source, as it is and with the other response time"))
