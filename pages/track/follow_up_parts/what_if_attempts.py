"""What if another number of attempts had been agreed: the chosen period judged again, also by source."""

from collections.abc import Sequence

import streamlit as st

from db.versions import Versions
from pages.track.follow_up_parts import what_if
from pages.ui import reads, result_reads, session
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.follow_up.attempts import AttemptPromise, promise_of
from sla_core.follow_up.what_if_attempts import AttemptsWhatIf, attempts, by_group, sentence
from sla_core.funnel import By
from sla_core.funnel.words import converted
from sla_core.i18n import Texts
from sla_core.periods import Period
from sla_core.sections import Section
from sla_core.situation import Situation
from sla_core.terms import Duration


@st.fragment
def draw(known: Versions, now: Situation, of: Period) -> None:
    """Draw the question and its answer; only this part runs again when the question changes."""
    t = session.texts()
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(strong(t("If another number of attempts had been agreed")))
        promise = _ask(known, t)
        if promise.at_least > promise.at_most:
            st.markdown(
                t(
                    "At least {least} attempts and at most {most} cannot both be kept.",
                    least=t.number(promise.at_least),
                    most=t.number(promise.at_most),
                )
            )
            return
        answer = attempts(now, promise, of)
        st.markdown(plain(sentence(answer, now, promise, of, t)))
        _by_source(known, now, answer, t)
        with st.container(horizontal=True, vertical_alignment="center"):
            what_if.moved("moved_attempts", answer.moved, known, now, t)
            what_if.to_draft(Section.ATTEMPTS, t)
        st.markdown(
            quiet(t("Attempts are counted as they were: asked for more, sales might have made more."))
        )


def _ask(known: Versions, t: Texts) -> AttemptPromise:
    agreement = reads.whole_agreement(known)
    drafted = promise_of((agreement.draft or agreement.agreed[-1]).terms.sales)
    unit, width = drafted.within.unit, session.size().px(150)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        least = st.number_input(t("At least"), 0, 99, drafted.at_least, key="if_at_least", width=width)
        window = t("Within, in {unit}", unit=t(labels.UNITS[unit]))
        within = st.number_input(window, 0, 10_000, drafted.within.amount, key="if_within", width=width)
        most = st.number_input(t("At most"), 1, 99, drafted.at_most, key="if_at_most", width=width)
    return AttemptPromise(least, Duration(amount=within, unit=unit), most)


def _by_source(known: Versions, now: Situation, answer: AttemptsWhatIf, t: Texts) -> None:
    found = by_group(answer, result_reads.groups(known, now, By.SOURCE))
    if not found:
        return
    found.sort(key=lambda one: (-one.before.of, one.value))
    columns: dict[str, Sequence[str]] = {
        t("Source"): [plain(one.value) or t("Not known") for one in found],
        t("Too few or too many"): [converted(one.before, t) for one in found],
        t("Then"): [converted(one.after, t) for one in found],
        t("Leads"): [t.number(one.before.of) for one in found],
    }
    what_if.table(columns, t("Too few and too many attempts by source, as it is and with the other promise"))
