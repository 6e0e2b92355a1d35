"""Leads that qualify at their next act: a version promotes nobody, a manager of marketing may release them."""

import pandas as pd
import streamlit as st

from db import qualifying
from pages.agree.criteria_parts.view import View
from pages.ui import criteria_reads, lead_link, lead_rows, reads, session
from pages.ui.cells import without_formulas
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.facts import Codes
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.people import Action, Department, Person
from sla_core.qualifying import STAGES
from sla_core.scoring.words import shown
from sla_core.terms import HandoverEvent
from sla_core.wording import in_a_sentence

_MOST = 500
_ROWS = {Size.DESK: 8, Size.ROOM: 6, Size.HALL: 5}
_BY_STAGE = (HandoverEvent.CRITERIA, HandoverEvent.CRM_STAGE)


def draw(view: View, stage: Stage, t: Texts) -> None:
    """Draw who is above the bar of a stage in the version in force without having come to it."""
    terms = view.now.in_force.terms
    if stage not in STAGES or stage not in terms.definitions:
        return
    flags = criteria_reads.waiting_at_the_bar(view.known, view.held, terms, stage)
    places = flags.nonzero()[0][::-1]
    named = {"version": in_a_sentence(view.was(t)), "stage": t(labels.STAGES[stage])}
    with st.container(border=True, gap="xsmall"):
        title = strong(t("Qualify at their next act"))
        if not len(places):
            told = t("nobody: all who meet {version} today are {stage} already", **named)
            st.markdown(f"{title} {quiet(told)}")
            return
        told = t.plural(
            "{n} lead meets {version} today and is not {stage} yet: a version by itself promotes nobody",
            "{n} leads meet {version} today and are not {stage} yet: a version by itself promotes nobody",
            len(places),
            **named,
        )
        st.markdown(f"{title} {quiet(told)}")
        if len(places) > _MOST:
            st.markdown(
                quiet(t("The newest {shown} of {n}.", shown=t.number(_MOST), n=t.number(len(places))))
            )
        _chosen(view, stage, places[:_MOST], t)


def _chosen(view: View, stage: Stage, places: Codes, t: Texts) -> None:
    """Draw the leads; whoever may release them chooses some."""
    may, ids = _may(session.person()), view.held.ground.known.id[places].tolist()
    lead_link.follow()
    # Rows are told by their place: with other leads the choice begins anew.
    key = f"release_{stage}_{hash(tuple(ids))}"
    height = session.size().px(36)
    st.dataframe(
        _table(view, places, ids, t),
        key=key,
        hide_index=True,
        row_height=height,
        height=height * (min(len(ids), _ROWS[session.size()]) + 1) + 2,
        column_config=lead_link.column(t("Lead"), ids),
        on_select="rerun" if may else "ignore",
        selection_mode="multi-row",
        alt=t("Leads that qualify at their next act"),
    )
    if not may:
        st.markdown(quiet(_who_may(view, t)))
        return
    rows: list[int] = session.value(key)["selection"]["rows"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            t.plural("Release {n} lead", "Release {n} leads", len(rows)) if rows else t("Release leads"),
            key=f"release_{stage}",
            icon=":material/move_up:",
            disabled=not rows,
            on_click=_release,
            args=(stage, [ids[row] for row in rows]),
        )
        st.markdown(quiet(_what_it_does(view, stage, t)), width="stretch")


def _table(view: View, places: Codes, ids: list[int], t: Texts) -> pd.DataFrame:
    totals, names = view.in_force[0].totals, reads.lead_names(view.known, tuple(ids))
    leads = [names.get(lead_id) for lead_id in ids]
    columns = {
        t("Lead"): [lead_link.opening(lead_rows.called(names.get(lead_id), lead_id, t)) for lead_id in ids],
        t("Company"): [lead.company if lead else "" for lead in leads],
        t("Owner"): [(lead.owner if lead else None) or t("nobody") for lead in leads],
        t("Cell"): ["".join(view.in_force[0].cell(place)) for place in places.tolist()],
        t("Fit points"): [shown(int(totals.fit[place]), t) for place in places],
        t("Engagement points"): [shown(int(totals.engagement[place]), t) for place in places],
    }
    return without_formulas(pd.DataFrame(columns))


def _may(person: Person) -> bool:
    return person.may(Action.RELEASE_LEADS) and person.acts_for(Department.MARKETING)


def _who_may(view: View, t: Texts) -> str:
    names = [
        plain(person.name)
        for person in reads.people(view.known)
        if _may(person) and person.department is Department.MARKETING
    ]
    return t("Released by managers of marketing: {names}.", names=", ".join(names) or t("nobody"))


def _what_it_does(view: View, stage: Stage, t: Texts) -> str:
    handover, name = view.now.in_force.terms.handover, t(labels.STAGES[stage])
    if handover.event in _BY_STAGE and handover.stage is stage:
        return t("Tick leads: they become {stage} now and are handed over to sales.", stage=name)
    return t("Tick leads: they become {stage} now; nothing is handed over.", stage=name)


def _release(stage: Stage, lead_ids: list[int]) -> None:
    """Release leads (for `on_click`)."""
    t = session.texts()
    done = t.plural(
        "{n} lead released: {stage} from now on.",
        "{n} leads released: {stage} from now on.",
        len(lead_ids),
        stage=t(labels.STAGES[stage]),
    )
    with session.write(Action.RELEASE_LEADS, done) as db:
        qualifying.release(db, by=session.person(), lead_ids=lead_ids, stage=stage, now=session.now())
