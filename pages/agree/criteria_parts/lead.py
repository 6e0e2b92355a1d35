"""Test a lead: its points line by line, under the draft and under the version in force."""

import numpy as np
import streamlit as st

from db.leads import LeadName
from pages.agree.criteria_parts.view import View
from pages.ui import criteria_reads, lead_link, reads, session
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from sla_core.i18n import Texts
from sla_core.lead_acts import worked_out
from sla_core.lead_criteria.effect import Trial
from sla_core.lead_criteria.movers import movers, rule_words
from sla_core.scoring import Line
from sla_core.scoring.report import treatment
from sla_core.scoring.words import shown, signed
from sla_core.wording import sentence

PART = "lead"
_ADDRESS = "tested"  # not as on the page of leads, which the way to the lead leads to
_OFFERED = 30


def draw(view: View, t: Texts) -> None:
    """Ask for a lead, and draw it under both."""
    lead = _ask(view, t)
    if lead is None:
        return
    columns = 2 if session.size() is not Size.HALL else 1
    with st.grid(columns, gap="small"):
        title = t("Draft of version {version}", version=view.version.label)
        if view.is_open:
            _one(view.draft[0], lead, title, view.in_force[0], t)
        _one(view.in_force[0], lead, view.was(t), None, t)


def _ask(view: View, t: Texts) -> int | None:
    """Return the place of the chosen lead: one that words find, or one of those that move and of the newest."""
    ids = view.held.ground.known.id
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            t("Name, company or e-mail"), key="criteria_lead_words", width=session.size().px(300)
        )
        offered_list = _offered(view, words)
        asked = st.query_params.get(_ADDRESS, "")
        if asked.isdecimal() and (int(asked) in offered_list or int(asked) in ids.tolist()):
            offered_list = list(dict.fromkeys([int(asked), *offered_list]))
        if not offered_list:
            st.markdown(t("No lead is called so."))
            return None
        names = reads.lead_names(view.known, tuple(offered_list))
        chosen = st.selectbox(
            t("Lead"),
            offered_list,
            format_func=lambda lead_id: called(names.get(lead_id), lead_id),
            key=f"criteria_lead_{words}",
            on_change=_to_address,
            args=(f"criteria_lead_{words}",),
            width=session.size().px(420),
        )
        lead_link.draw(chosen, t)
    place = np.searchsorted(ids, chosen)
    return int(place) if place < len(ids) and ids[place] == chosen else None


def _to_address(key: str) -> None:
    st.query_params[_ADDRESS] = str(session.value(key))


def _offered(view: View, words: str) -> list[int]:
    """Return the leads to choose from: those that words find; without words those that move, then the newest."""
    ids = view.held.ground.known.id
    if words.strip():
        found = np.array(criteria_reads.search(view.known, words, _OFFERED), dtype=np.int64)
        return list(found[np.isin(found, ids)].tolist())
    moving = movers(view.in_force[0], view.draft[0]).all[:_OFFERED]
    passing = view.draft[0].passes
    newest = np.arange(len(ids)) if passing is None or not passing.any() else np.flatnonzero(passing)
    return list(dict.fromkeys([*ids[moving].tolist(), *ids[newest[::-1][:_OFFERED]].tolist()]))


def called(of: LeadName | None, lead_id: int) -> str:
    """Return what a lead is called: name and company."""
    if of is None:
        return f"#{lead_id}"
    return ", ".join(part for part in (of.name or of.email, of.company) if part) or f"#{lead_id}"


def _one(trial: Trial, lead: int, title: str, before: Trial | None, t: Texts) -> None:
    grade, rating = trial.cell(lead)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(title)} {_passes(trial, lead, t)}")
        told = treatment(trial.terms, grade, rating)
        what = t("no treatment") if told is None else f"{told.name}. {sentence(told.action)}"
        st.markdown(quiet(f"{plain(grade + rating)}: {plain(what)}"))
        _axis(
            trial,
            lead,
            "fit",
            t("Fit {points}, grade {label}", points=_total(trial, lead, "fit", t), label=plain(grade)),
            t,
        )
        _axis(
            trial,
            lead,
            "engagement",
            t(
                "Engagement {points}, rating {label}",
                points=_total(trial, lead, "engagement", t),
                label=plain(rating),
            ),
            t,
        )
        if before is not None:
            _differs(trial, before, lead, t)


def _passes(trial: Trial, lead: int, t: Texts) -> str:
    if trial.passes is None:
        return f":gray[○ {t('SQL is not defined')}]"
    return f":green[✓ {t('passes as SQL')}]" if trial.passes[lead] else f":gray[{t('does not pass as SQL')}]"


def _total(trial: Trial, lead: int, axis: str, t: Texts) -> str:
    return shown(int(getattr(trial.totals, axis)[lead]), t)


def _axis(trial: Trial, lead: int, axis: str, title: str, t: Texts) -> None:
    found = [line for line in trial.lines(lead) if line.axis == axis]
    st.markdown(strong(title))
    if not found:
        st.markdown(quiet(t("no rule gives it points")))
        return
    st.markdown(lines(_line(line, trial, lead, t) for line in found))


def _line(of: Line, trial: Trial, lead: int, t: Texts) -> str:
    """Return a line with what its points come of: whoever doubts them can work them out again."""
    told = f"{plain(signed(of.points, t))} {plain(rule_words(of, trial.model, t))}"
    how = worked_out(of, trial.model, trial.matrix.known, trial.matrix.moment, lead, t)
    return f"{told} {quiet(f'({plain(how)})')}" if how else told


def _differs(trial: Trial, before: Trial, lead: int, t: Texts) -> None:
    if before.cell(lead) == trial.cell(lead):
        return
    was, now = plain("".join(before.cell(lead))), plain("".join(trial.cell(lead)))
    st.markdown(t("Cell {now}, was {was}.", now=now, was=was))
