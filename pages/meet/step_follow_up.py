"""Step 3: whether sales follows up as promised, and who was not answered in time."""

import numpy as np
import streamlit as st

from pages.meet import parts
from pages.meet.sitting import Sitting
from pages.ui import charts, session
from pages.ui.session import Size
from pages.ui.text import lines, quiet, strong
from sla_core import labels
from sla_core.charts.follow_up import response_table
from sla_core.i18n import Texts
from sla_core.meeting import Step
from sla_core.meeting.snapshot import BreachedLead, WeekFigures
from sla_core.meeting.words import sales

_HEIGHT = {Size.DESK: 26.0, Size.ROOM: 10.4, Size.HALL: 7.0}


def draw(sitting: Sitting) -> None:
    """Draw the step."""
    t, of = sitting.t, sitting.meeting.snapshot
    parts.answer(sitting, sales(of, parts.clauses(sitting), t))
    left, right = parts.side_by_side()
    with left, st.container(border=True, height="stretch", gap="xsmall"):
        _picture(of.week, t)
    with right, st.container(border=True, height="stretch", gap="xsmall"):
        _list(sitting)
        parts.notes(sitting, Step.FOLLOW_UP)


def _picture(week: WeekFigures, t: Texts) -> None:
    n = sum(part.n for part in week.responses)
    title = t("Working hours to the first response")
    st.markdown(f"{strong(title)} {quiet(t.plural('{n} lead', '{n} leads', n))}")
    if n:
        counts = [part.n for part in week.responses]
        seconds = np.repeat(np.array([part.seconds for part in week.responses], dtype=np.int64), counts)
        late = np.repeat(np.array([part.late for part in week.responses], dtype=bool), counts)
        table = response_table(seconds, late, week.limit)
        charts.responses(table, f"{title}. {_five(week, t)}", _HEIGHT[session.size()])
    else:
        st.markdown(t("No response in this period."))
    st.markdown(quiet(_five(week, t)))


def _five(week: WeekFigures, t: Texts) -> str:
    counts = (week.met, week.late, week.overdue, week.due, week.not_measurable)
    words = zip(counts, labels.STATUSES.values(), strict=True)
    return " · ".join(f"{t.number(n)} {t(word)}" for n, word in words)


def _list(sitting: Sitting) -> None:
    t, week = sitting.t, sitting.meeting.snapshot.week
    total = week.late + week.overdue
    st.markdown(strong(t.plural("{n} lead late or overdue", "{n} leads late or overdue", total)))
    shown = week.breached[: parts.ROWS[session.size()]]
    names = parts.lead_names(sitting, [lead.lead for lead in shown])
    rows = [f"{strong(name)} · {_used(lead, t)}" for lead, name in zip(shown, names, strict=True)]
    if rows:
        st.markdown(lines(rows))
    parts.rest(total, len(shown), t)
    if total:
        parts.link("pages/track/follow_up.py", t("Say why, and see all of them"), view="results")


def _used(lead: BreachedLead, t: Texts) -> str:
    if not lead.limit:
        return t("time not known")
    used = t("{used} of {limit}", used=t.duration(lead.used), limit=t.duration(lead.limit))
    state = t("still waits") if lead.is_open else t("late")
    return f":red[◆ {used}] {quiet(state)}"
