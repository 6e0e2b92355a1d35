"""Why a lead was due when it was: the working days of its clock as a picture and as rows that add up to the limit."""

import pandas as pd
import streamlit as st

from pages.track.lead_parts.case import Case
from pages.ui import charts
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.charts.lead import clock_table
from sla_core.follow_up.judging import NOT_MEASURABLE_REASONS
from sla_core.handovers import NONE
from sla_core.i18n import Texts
from sla_core.lead.deadline_walk_words import rows, to_its_end
from sla_core.lead.due import FROM_ASSIGNMENT, LeadDue, Stopped, due
from sla_core.terms import StopsAt
from sla_core.wording import city, duration, open_hours


def draw(case: Case, t: Texts) -> None:
    """Draw the card; without a handover it says when there will be one."""
    with st.container(border=True, gap="xsmall"):
        if case.row is None:
            st.markdown(strong(t("Why it is not due")))
            st.markdown(t("Nobody has handed this lead over to sales, so no clock runs."))
            return
        found = due(case.now, case.row)
        if found is None:
            st.markdown(strong(t("Why nobody knows when it was due")))
            st.markdown(t("The data do not say when this lead was handed over."))
            return
        _clock(case, case.row, found, t)


def _clock(case: Case, row: int, of: LeadDue, t: Texts) -> None:
    zone = case.now.zone
    at = t.instant(of.walk.due, zone, case.now.edge.now)
    is_over = of.walk.end > of.walk.due or of.stopped is not Stopped.RUNS
    title = t("Why it was due {instant}", instant=at) if is_over else t("Why it is due {instant}", instant=at)
    st.markdown(strong(plain(title)))
    told = [*rows(of.walk, zone, t), *_ending(case, of, t)]
    words = ". ".join(f"{when}: {what}" for when, what in told)
    charts.lead_clock(clock_table(of.walk, zone, t), f"{title}. {words}")
    table = pd.DataFrame(
        {
            "when": [plain(when) for when, _ in told],
            "what": [_signed(what, place, told, of) for place, (_, what) in enumerate(told)],
        }
    )
    st.table(table, border="horizontal", hide_index=True, hide_header=True, alt=title)
    for line in _notes(case, row, of, t):
        st.markdown(quiet(plain(line)))


def _ending(case: Case, of: LeadDue, t: Texts) -> list[tuple[str, str]]:
    """Return the row of what came of it: answered, closed, over, or what is left."""
    zone, now = case.now.zone, case.now.edge.now
    if of.stopped is Stopped.BEFORE:
        return [(t("Contacted"), t("before the handover"))]
    ended = []
    if of.stopped is not Stopped.RUNS:
        what = _stops(of, t) if of.stopped is Stopped.RESPONSE else t("Closed")
        after = t(
            "{instant}, after {time}", instant=t.instant(of.walk.end, zone, now), time=t.duration(of.passed)
        )
        ended = [(what, after)]
    if of.walk.over or of.stopped is Stopped.RUNS:
        return [*ended, to_its_end(of.walk, zone, t)]
    return ended


def _stops(of: LeadDue, t: Texts) -> str:
    by_contact = of.version.terms.sales.stops_at is StopsAt.CONTACT
    return t("First contact") if by_contact else t("First attempt")


def _signed(what: str, place: int, told: list[tuple[str, str]], of: LeadDue) -> str:
    is_last = place == len(told) - 1
    if is_last and of.walk.over:
        return f":red[◆ {strong(plain(what))}]"
    if is_last and of.stopped in {Stopped.RESPONSE, Stopped.BEFORE}:
        return f":green[✓ {strong(plain(what))}]"
    return strong(plain(what)) if is_last else plain(what)


def _notes(case: Case, row: int, of: LeadDue, t: Texts) -> list[str]:
    """Return by which version and clause it is judged, and what is not known exactly."""
    name = (
        t("the working rule that nobody has signed yet")
        if of.version.provisional
        else t("agreement v{version}", version=of.version.label)
    )
    calendar = of.version.terms.calendar
    told = [
        t(
            "{limit} ({hours}, {city}), by clause {clause} of {agreement}.",
            limit=_capital(duration(of.limit, t)),
            hours=open_hours(calendar, t),
            city=city(calendar),
            clause=of.clause,
            agreement=name,
        )
    ]
    if of.from_assignment:
        told.append(
            t("The clock began when somebody was assigned (clause {clause}).", clause=FROM_ASSIGNMENT)
        )
    if of.is_vague:
        latest = t.instant(of.latest, case.now.zone, case.now.edge.now)
        told.append(
            t(
                "Only the day of the handover is known: due at the earliest then, at the latest {instant}.",
                instant=latest,
            )
        )
    reason = case.now.judgement.reason[row]
    if reason != NONE:
        told.append(
            t("Not measurable: {reason}.", reason=t(labels.NOT_MEASURABLE[NOT_MEASURABLE_REASONS[reason]]))
        )
    if case.now.judgement.passed_since_last_data[row]:
        told.append(t("The deadline has passed since the last data: whether it was kept is not known yet."))
    return told


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
