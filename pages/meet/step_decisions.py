"""Step 1: what became of the last decisions, and what has changed since the last meeting."""

from collections import Counter

import streamlit as st

from pages.meet import decision_rows, parts
from pages.meet.sitting import Sitting
from pages.ui import charts
from pages.ui.text import plain, strong
from sla_core.i18n import Texts
from sla_core.meeting import Decision, Outcome, Said, changes
from sla_core.meeting.decisions import up_to
from sla_core.meeting.minutes import looked_back_on
from sla_core.people import Action

_HEIGHT = 206  # pixels at Desk of the list, so that the step fits 1920×940 at Room


def draw(sitting: Sitting) -> None:
    """Draw the step."""
    found = [(one, _last(sitting, one)) for one in looked_back_on(sitting.records)]
    left, right = parts.side_by_side(5, 2)
    with left, st.container(border=True, height="stretch", gap="small"):
        _list(sitting, found)
    with right, st.container(border=True, height="stretch", gap="xsmall"):
        _changed(sitting)


def _last(sitting: Sitting, decision: Decision) -> Said | None:
    said = up_to(decision, sitting.meeting.id, sitting.meeting.closed_at)
    return said[-1] if said else None


def _list(sitting: Sitting, found: list[tuple[Decision, Said | None]]) -> None:
    t, today = sitting.t, sitting.now.today
    if not found:
        st.markdown(strong(t("No earlier decision is open.")))
        st.markdown(t("What is decided at step 5 stands here in the next meeting."))
        return
    counts = Counter(last.outcome if last else None for _, last in found)
    _picture(counts, len(found), t)
    with parts.within(_HEIGHT, len(found)):
        for decision, last in found:
            may_say = sitting.may(Action.SAY_OUTCOME)
            decision_rows.row(decision, last, today, sitting.meeting.snapshot.zone, t, may_say=may_say)


def _picture(counts: Counter[Outcome | None], of: int, t: Texts) -> None:
    kept, late, dropped, still = (
        counts[which] for which in (Outcome.KEPT, Outcome.LATE, Outcome.DROPPED, None)
    )
    told = [
        f":green[{strong(t('✓ {n} kept', n=t.number(kept)))}]",
        f":orange[{strong(t('▲ {n} late', n=t.number(late)))}]" if late else "",
        t("○ {n} open", n=t.number(still)) if still else "",
        f":gray[{t('× {n} dropped', n=t.number(dropped))}]" if dropped else "",
    ]
    words = t.plural("{n} decision", "{n} decisions", of)
    st.markdown(" · ".join([strong(words), *(text for text in told if text)]))
    alt = t(
        "{kept} kept, {late} late, {n} open, {dropped} dropped",
        kept=kept,
        late=late,
        n=still,
        dropped=dropped,
    )
    charts.parts((kept, late, 0, still, dropped), f"{words}: {alt}")


def _changed(sitting: Sitting) -> None:
    t, previous = sitting.t, sitting.previous
    if previous is None:
        st.markdown(strong(t("This is the first meeting")))
        st.markdown(t("At the next one, what has changed since stands here in words."))
        return
    day = t.day(previous.snapshot.today, "MMMEd")
    st.markdown(strong(t("What changed since {day}", day=day)))
    told = changes(previous.snapshot, sitting.meeting.snapshot, t)
    st.markdown("\n".join(f"- {plain(text)}" for text in told))
