"""Step 4: who waits now, and who calls: the figure is frozen, the list is live."""

import streamlit as st

from pages.meet import parts
from pages.meet.sitting import Sitting
from pages.ui import callers, calls, charts, session
from pages.ui.session import Size
from pages.ui.text import quiet, strong
from sla_core.i18n import Texts
from sla_core.meeting.snapshot import WaitingFigures
from sla_core.meeting.words import waiting

_ROWS = {Size.DESK: 10, Size.ROOM: 4, Size.HALL: 2}


def draw(sitting: Sitting) -> None:
    """Draw the step."""
    t, of = sitting.t, sitting.meeting.snapshot
    parts.answer(sitting, waiting(of, parts.clauses(sitting), t))
    with st.container(border=True, gap="xsmall"):
        _picture(of.waiting, t)
        if sitting.meeting.is_closed:
            _then(sitting)
        else:
            _now(sitting)


def _picture(of: WaitingFigures, t: Texts) -> None:
    in_time, unknown = of.known - of.too_long, of.waiting - of.known
    told = [
        f":red[{strong(t('◆ {n} too long', n=t.number(of.too_long)))}]" if of.too_long else "",
        t("{n} in time", n=t.number(in_time)),
        f":gray[{t('○ {n} of whom it is not known', n=t.number(unknown))}]" if unknown else "",
    ]
    words = " · ".join(text for text in told if text)
    leads = t.plural(
        "{n} lead waited as the meeting began", "{n} leads waited as the meeting began", of.waiting
    )
    st.markdown(f"{strong(leads)} · {words}")
    if of.waiting:
        alt = t(
            "{n} too long, {in_time} in time, {unknown} not known",
            n=of.too_long,
            in_time=in_time,
            unknown=unknown,
        )
        charts.parts((0, of.too_long, 0, in_time, unknown), f"{leads}: {alt}")


def _now(sitting: Sitting) -> None:
    """Draw who waits at this moment, with a button to log a call; a call takes the row away."""
    t, now = sitting.t, sitting.now
    found = callers.first(sitting.known, now, _ROWS[session.size()])
    with st.container(gap="xxsmall"):
        wait = t.plural("{n} waits now", "{n} wait now", now.waiting.waiting)
        st.markdown(f"{strong(t('Call these first'))} {quiet(wait)}")
        if not found:
            st.markdown(t("Nobody waits for a first response."))
        may_log = calls.may_log()
        with st.grid(2, gap="small", min_column_width=session.size().px(300)):
            for caller in found:
                callers.short_row(caller, t, may_log=may_log)
        returned = sitting.meeting.snapshot.waiting.returned_unanswered
        if returned:
            told = t.plural(
                "{n} returned lead waits for marketing's answer",
                "{n} returned leads wait for marketing's answer",
                returned,
            )
            parts.link("pages/track/follow_up.py", told, view="returned")


def _then(sitting: Sitting) -> None:
    """Draw who waited when a meeting that is over began."""
    t, of = sitting.t, sitting.meeting.snapshot.waiting
    shown = of.leads[: _ROWS[session.size()]]
    names = parts.lead_names(sitting, [lead.lead for lead in shown])
    with st.container(gap="xxsmall"):
        st.markdown(strong(t("Who waited longest then")))
        for lead, name in zip(shown, names, strict=True):
            used = t("{used} of {limit}", used=t.duration(lead.used), limit=t.duration(lead.limit))
            st.markdown(f"{strong(name)} · {used if lead.limit else t('time not known')}")
        parts.rest(of.waiting, len(shown), t)
