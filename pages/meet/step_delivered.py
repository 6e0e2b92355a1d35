"""Step 2: whether marketing delivers what was promised, and what sales gave back."""

import streamlit as st

from pages.meet import parts
from pages.meet.sitting import Sitting
from pages.ui import charts, follow_up_reads, session
from pages.ui.session import Size
from pages.ui.text import lines, quiet, strong
from sla_core.charts.meeting import PaceTable
from sla_core.meeting import Step
from sla_core.meeting.words import marketing

_HEIGHT = {Size.DESK: 28.0, Size.ROOM: 11.4, Size.HALL: 8.0}


def draw(sitting: Sitting) -> None:
    """Draw the step."""
    t, of = sitting.t, sitting.meeting.snapshot
    line = marketing(of, parts.clauses(sitting), t)
    parts.answer(sitting, line)
    left, right = parts.side_by_side()
    with left, st.container(border=True, height="stretch", gap="xsmall"):
        title = t("Qualified leads in {month}, counted up", month=t.month(of.today))
        st.markdown(strong(title))
        table = PaceTable(of.month.pace_days, of.month.pace.pace, of.today)
        charts.pace(table, f"{title}: {line.told}", _HEIGHT[session.size()])
    with right, st.container(border=True, height="stretch", gap="xsmall"):
        _list(sitting)
        parts.notes(sitting, Step.DELIVERED)


def _list(sitting: Sitting) -> None:
    """Draw what was handed over and returned, and the returned leads that wait for marketing's answer."""
    t, of = sitting.t, sitting.meeting.snapshot
    gross, returned = t.number(of.month.gross), t.number(of.month.returned)
    gross_told = t("{n} handed over, {returned} of them returned and not counted", n=gross, returned=returned)
    leads, waiting = of.waiting.unanswered, of.waiting.returned_unanswered
    told = t.plural(
        "{n} returned lead waits for marketing's answer",
        "{n} returned leads wait for marketing's answer",
        waiting,
    )
    if not waiting:
        st.markdown(lines([gross_told, told]))
        return
    shown = leads[: parts.ROWS[session.size()]]
    open_still = {one.lead_id for one in follow_up_reads.unanswered(sitting.known)}
    names = zip(shown, parts.lead_names(sitting, shown), strict=True)
    meanwhile = quiet(t("answered meanwhile"))
    rows = [name if lead in open_still else f"{name} {meanwhile}" for lead, name in names]
    st.markdown(lines([gross_told, strong(told), *rows]))
    parts.rest(waiting, len(shown), t)
    parts.link("pages/track/follow_up.py", t("Answer the returned leads"), view="returned")
