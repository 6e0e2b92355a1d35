"""One lead: what happened, why it has its grade and stage, why it was due when it was, what was tried."""

import streamlit as st

from db.versions import Versions
from pages.track.lead_parts import attempts as lead_attempts
from pages.track.lead_parts import due as lead_due
from pages.track.lead_parts import happened as lead_happened
from pages.track.lead_parts import more as lead_more
from pages.track.lead_parts import ready as lead_ready
from pages.track.lead_parts.case import Case
from pages.ui import answers, calls, frame, lead_link, lead_reads, lead_rows, reads, session, widgets
from pages.ui.session import Size
from pages.ui.text import plain, strong
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.lead.due import newest, only
from sla_core.lead.history import Profile
from sla_core.lead.verdict import verdict
from sla_core.leads import Stage
from sla_core.situation import Situation

_STAGES = list(Stage)


def draw(known: Versions, now: Situation, lead_id: int, t: Texts) -> None:
    """Draw a lead, or say why there is none to draw."""
    history = lead_reads.history(known, lead_id)
    if history is None:
        _nobody(
            t("There is no such lead"), t("No lead has this number. Find the one you mean by its name."), t
        )
    elif history.profile.erased_at is not None:
        at = t.date_of(history.profile.erased_at, now.zone)
        text = t("What was held on this person was erased on {day}. Only the counts keep it.", day=plain(at))
        _nobody(t("This lead was erased"), text, t)
    elif history.profile.merged_into is not None:
        _merged(known, history.profile, t)
    else:
        alone = only(now, [lead_id])
        _lead(known, Case(history, alone, newest(alone, lead_id)), t)


def _nobody(title: str, text: str, t: Texts) -> None:
    frame.head(title)
    with st.container(border=True):
        st.markdown(text)
        _all_leads(t)


def _all_leads(t: Texts) -> None:
    st.button(
        t("All leads"),
        key="all_leads",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=lead_link.show,
        args=(None,),
    )


def _merged(known: Versions, of: Profile, t: Texts) -> None:
    frame.head(t("This lead is part of another one"))
    whole = of.merged_into or 0
    other = lead_rows.called(reads.lead_names(known, (whole,)).get(whole), whole, t)
    with st.container(border=True):
        name = strong(plain(other))
        st.markdown(t("It was merged with {name}. What is known of both stands there.", name=name))
        lead_link.button(whole, t)
        _all_leads(t)


def _lead(known: Versions, case: Case, t: Texts) -> None:
    found = verdict(case.history.profile.called, case.now, case.row, t)
    sign = f":{found.colour}[{found.sign}]" if found.colour else found.sign
    aside = frame.head(f"{sign} {plain(found.sentence)}".strip())
    with aside, st.container(horizontal=True, gap="small"):
        _buttons(case, t)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_who(known, case, t), width="stretch")
        _all_leads(t)
    widgets.age_bar(case.now, t)
    if session.size() is Size.HALL:
        first, second = st.columns(2, gap="small")
        third = st.container()
    else:
        second, third, first = st.columns([10, 10, 11], gap="small")
    with first:
        lead_due.draw(case, t)
        lead_attempts.draw(known, case, t)
    with second:
        lead_happened.draw(case, t)
    with third:
        lead_ready.draw(known, case, t)
    lead_more.draw(known, case, t)


def _buttons(case: Case, t: Texts) -> None:
    """Draw what can be done with the open handover."""
    st.button(
        t("Accept or return"),
        icon=":material/undo:",
        key="answer_lead",
        disabled=case.number is None or not answers.may_answer(),
        on_click=answers.ask_for,
        args=((case.lead_id, case.number),),
    )
    st.button(
        t("Log a call"),
        icon=":material/call:",
        key="log_lead",
        type="primary",
        disabled=not calls.may_log(),
        on_click=calls.ask_for,
        args=(case.lead_id,),
    )


def _who(known: Versions, case: Case, t: Texts) -> str:
    """Return the line below the title: `Ingrid, head of operations · energy, 140 people · SQL, owner Ola · …`."""
    of = case.history.profile
    person = ", ".join(plain(each) for each in (of.name or of.email, of.title) if each)
    size = t("{n} people", n=of.company_size) if of.company_size else ""
    company = ", ".join(plain(each) for each in (of.industry, size) if each)
    funnel = reads.funnel(known)
    stage = t(labels.STAGES[_STAGES[funnel.stage[funnel.lead.searchsorted(case.lead_id)]]])
    owner = t("owner {name}", name=plain(of.owner)) if of.owner else t("nobody assigned")
    rest = [each for each in (company, f"{stage}, {owner}", _judged_by(case, t)) if each]
    return " · ".join([person, *([f":gray[{' · '.join(rest)}]"] if rest else [])])


def _judged_by(case: Case, t: Texts) -> str:
    if case.row is None:
        return ""
    version = case.now.versions[case.now.handovers.version[case.row]]
    if version.provisional:
        return t("judged by a working rule that nobody has signed yet")
    since = t.date_of(version.in_force_from or 0, case.now.zone)
    return t("judged by agreement v{version}, in force from {day}", version=version.label, day=plain(since))
