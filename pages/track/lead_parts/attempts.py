"""The attempts on the newest handover: boxes up to the cap, the list, and what sales said of the lead."""

import numpy as np
import streamlit as st

from db.versions import Versions
from pages.track.lead_parts.case import Case
from pages.ui import charts, follow_up_reads, lead_link
from pages.ui.text import lines, plain, quiet, strong
from sla_core import labels
from sla_core.columns import MISSING
from sla_core.handovers import NONE, REASONS
from sla_core.i18n import Texts
from sla_core.lead.history import Attempt, Returned
from sla_core.lead.story_words import attempt
from sla_core.terms import StopsAt
from sla_core.wording import duration

_SHOWN = 4


def draw(known: Versions, case: Case, t: Texts) -> None:
    """Draw the card of a lead that was handed over."""
    if case.row is None:
        return
    version = case.now.versions[case.now.handovers.version[case.row]]
    promise = version.terms.sales
    made = int(case.now.handovers.attempts[case.row])
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"{strong(t('Attempts'))} {quiet(_until(case, case.row, t))}")
        floor, cap = promise.attempts_at_least, promise.attempts_at_most
        alt = t("{made} attempts made, at least {floor}, at most {cap}", made=made, floor=floor, cap=cap)
        charts.lead_boxes((made, floor, cap), alt)
        told = _list(case, case.row, t)
        if told:
            st.markdown(lines(told))
        else:
            st.markdown(quiet(t("No attempt since the handover.")))
        if case.now.handovers.waiting[case.row] and promise.stops_at is StopsAt.CONTACT:
            st.markdown(quiet(t("An unanswered call is no contact; the clock runs on.")))
        for line in _answers(known, case, case.row, t):
            st.markdown(line)
        _duplicate(case, t)


def _until(case: Case, row: int, t: Texts) -> str:
    """Return until when the least number is to be made: `10 working days, to 3 Dec`."""
    sales = case.now.versions[case.now.handovers.version[row]].terms.sales
    by = int(case.now.handovers.floor_by[row])
    within = duration(sales.attempts_within, t)
    if by == MISSING:
        return f"· {plain(within)}"
    day = t.day(case.now.calendar.local_days(np.array([by])).tolist()[0], "MMMd")
    return f"· {plain(t('{time}, to {day}', time=within, day=day))}"


def _list(case: Case, row: int, t: Texts) -> list[str]:
    """Return the attempts since the handover, newest first, the oldest of many left out."""
    mine = _of_episode(case, row)
    zone, now = case.now.zone, case.now.edge.now
    told = []
    for each in reversed(mine[-_SHOWN:]):
        at = t.date_of(each.at, zone) if each.span else t.instant(each.at, zone, now)
        told.append(f":small[:gray[{plain(at)}] {plain(attempt(each, t))}]")
    if len(mine) > _SHOWN:
        told.append(quiet(t.plural("and {n} before", "and {n} before", len(mine) - _SHOWN)))
    return told


def _of_episode(case: Case, row: int) -> list[Attempt]:
    """Return the attempts on the newest handover: from when it began."""
    began = int(case.now.handovers.handed_over.at[row])
    return [each for each in case.history.attempts if began == MISSING or each.at >= began]


def _answers(known: Versions, case: Case, row: int, t: Texts) -> list[str]:
    """Return what sales said of the lead, as markdown."""
    by = follow_up_reads.accepted(known).get((case.lead_id, case.number or 0))
    returned = int(case.now.handovers.return_reason[row])
    told = [f":green[✓ {t('accepted by {name}', name=plain(by))}]"] if by else []
    if why := follow_up_reads.breach_reasons(known).get((case.lead_id, case.number or 0)):
        told.append(t("Why not in time, as sales says: {reason}", reason=t(labels.BREACH_REASONS[why])))
    if returned != NONE:
        told.append(t("returned: {reason}", reason=t(labels.RETURN_REASONS[REASONS[returned]])))
    return told


def _duplicate(case: Case, t: Texts) -> None:
    """Lead to the lead that this one is a duplicate of, as sales said."""
    newest: Returned | None = case.history.returns[-1] if case.history.returns else None
    if newest is not None and newest.duplicate_of is not None:
        lead_link.button(newest.duplicate_of, t)
