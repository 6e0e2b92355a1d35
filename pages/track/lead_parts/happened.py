"""What happened to a lead: everything, newest first, the oldest only when they are asked for."""

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.track.lead_parts.case import Case
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core.i18n import Texts
from sla_core.lead.history import Entry
from sla_core.lead.story import Event, Tone, What, episodes, story
from sla_core.lead.story_words import dates, told
from sla_core.leads import Stage
from sla_core.verdict import Standing

_ROWS = {Size.DESK: 16, Size.ROOM: 8, Size.HALL: 6}
# A longer run of signs without a space, such as an address, may go on in the next line.
_LONG_RUN = re.compile(r"(\S{24})(?=\S{4})")
_MAY_BREAK = "\u200b"


def draw(case: Case, t: Texts) -> None:
    """Draw the newest of what happened."""
    events, size = _events(case), session.size()
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"{strong(t('What happened'))} {quiet(t('newest first'))}")
        if not events:
            st.markdown(t("Nothing is recorded of this lead."))
            return
        _table(events[: _ROWS[size]], case, t)
        if len(events) > _ROWS[size]:
            more = t.plural(
                "and {n} more, further down", "and {n} more, further down", len(events) - _ROWS[size]
            )
            st.markdown(quiet(more))


def older(case: Case) -> Sequence[Event]:
    """Return what the card has no room for."""
    return _events(case)[_ROWS[session.size()] :]


def draw_older(case: Case, t: Texts) -> None:
    """Draw what the card has no room for."""
    _table(older(case), case, t)


def _events(case: Case) -> Sequence[Event]:
    return story(case.history, episodes(case.now, case.lead_id), case.now.zone)


def _table(events: Sequence[Event], case: Case, t: Texts) -> None:
    when = [plain(each) for each in dates(events, case.now.zone, case.now.edge.now, t)]
    rows = pd.DataFrame({t("When"): when, t("What"): [_in_colour(event, t) for event in events]})
    st.table(rows, border="horizontal", hide_index=True, alt=t("What happened to this lead, newest first"))


def _in_colour(event: Event, t: Texts) -> str:
    """Return an event as markdown: a stage in the colour of the team that has the lead, what broke with its sign."""
    words = plain(_LONG_RUN.sub(rf"\1{_MAY_BREAK}", told(event, t)))
    if event.tone is Tone.BROKEN:
        return f":red[{Standing.BROKEN.shape} {strong(words)}]"
    if event.tone is Tone.GOOD:
        return f":green[{Standing.KEPT.shape} {strong(words)}]"
    if event.tone is Tone.STAGE:
        return f":{_team(event)}[{strong(words)}]"
    return words


def _team(event: Event) -> str:
    of_sales = event.what is What.HANDED_OVER
    if isinstance(event.subject, Entry):
        of_sales = event.subject.stage.rank >= Stage.SALES_QUALIFIED.rank
    return "violet" if of_sales else "blue"
