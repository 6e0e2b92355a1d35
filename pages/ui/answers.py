"""The dialog in which sales answers a handover: it accepts the lead, or returns it with a reason."""

import streamlit as st

from db import returns
from db.leads import LeadName
from db.versions import Versions
from pages.ui import calls, follow_up_reads, lead_link, reads, session
from pages.ui.text import plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.follow_up.returns import silent_yes_at
from sla_core.i18n import Texts
from sla_core.leads import ReturnReason
from sla_core.people import Action, Department
from sla_core.situation import Situation

_ANSWERING = "answer_handover"
_REASON, _SEARCH, _OTHER, _COMMENT = "return_reason", "return_search", "return_other", "return_comment"
Episode = tuple[int, int]  # lead id and number of the handover


def may_answer() -> bool:
    """Whether the acting person may accept and return leads; ask once for all rows."""
    person = session.person()
    return person.may(Action.RETURN_LEAD) and person.acts_for(Department.SALES)


def ask_for(episode: Episode) -> None:
    """Open the dialog for this handover at the next run (for `on_click`)."""
    session.keep_on_page(_ANSWERING, episode)


def is_open() -> bool:
    """Whether the dialog stands before the page."""
    return session.value(_ANSWERING) is not None


def _forget() -> None:
    session.keep(_ANSWERING, None)


def show_asked(known: Versions, now: Situation) -> None:
    """Open the dialog for the handover whose button was pressed. Call it once, at the end of a page."""
    episode: Episode | None = session.value(_ANSWERING)
    if episode is None:
        return
    lead = reads.lead_names(known, (episode[0],)).get(episode[0])
    if lead is None or not now.has(*episode):
        _forget()
        session.tell_gone()
    t = session.texts()
    st.dialog(t("Accept or return"), on_dismiss=_forget)(_dialog)(known, now, lead, episode)


def _dialog(known: Versions, now: Situation, lead: LeadName, episode: Episode) -> None:
    t = session.texts()
    st.markdown(calls.who_and_whose(lead, t))
    _accept(known, now, episode, t)
    st.markdown(strong(t("Return to marketing")))
    reason = st.pills(
        t("Why"),
        list(ReturnReason),
        format_func=lambda value: t(labels.RETURN_REASONS[value]),
        key=_REASON,
        label_visibility="collapsed",
    )
    other = _ask_other(known, lead, t) if reason is ReturnReason.DUPLICATE else None
    with st.form("return_form", border=False):
        st.text_input(
            t("What should marketing know? (optional)"),
            key=f"{_COMMENT}_{lead.lead_id}",
            max_chars=500,
            persist_state="page",
        )
        st.form_submit_button(
            t("Return the lead"),
            key="return_now",
            disabled=reason is None or (reason is ReturnReason.DUPLICATE and other is None),
            on_click=_return,
            args=(episode,),
        )
    lead_link.draw(lead.lead_id, t, _forget)


def _accept(known: Versions, now: Situation, episode: Episode, t: Texts) -> None:
    by = follow_up_reads.accepted(known).get(episode)
    if by:
        st.markdown(f":green[✓ {t('accepted by {name}', name=plain(actor_name(by, t)))}]")
        return
    silent = silent_yes_at(now.handovers, now.versions, now.row_of(*episode))
    if silent is not None and silent < now.edge.now:
        st.markdown(
            quiet(t("Nobody answered in time: the lead counts as accepted, also when it is returned now."))
        )
    elif silent is not None:
        at = plain(t.instant(silent, now.zone, now.edge.now))
        st.markdown(quiet(t("Without an answer it counts as accepted from {instant}.", instant=at)))
    st.button(
        t("Accept the lead"),
        key="accept_now",
        type="primary",
        icon=":material/check:",
        on_click=_accepted,
        args=(episode,),
    )


def _ask_other(known: Versions, lead: LeadName, t: Texts) -> int | None:
    """Ask which lead this one is a duplicate of."""
    words = st.text_input(
        t("Find the other lead by name, company or e-mail"),
        lead.company or lead.name,
        key=f"{_SEARCH}_{lead.lead_id}",
    )
    found = {each.lead_id: each for each in follow_up_reads.others(known, lead.lead_id, words)}
    if not found:
        st.markdown(quiet(t("No other lead is called so. Try a part of the name or the e-mail.")))
        return None
    return st.selectbox(
        t("Duplicate of"),
        list(found),
        index=None,
        placeholder=t("Choose the lead that stays"),
        format_func=lambda lead_id: called(found[lead_id]),
        key=f"{_OTHER}_{lead.lead_id}",
    )


def called(lead: LeadName) -> str:
    """Return a lead in one line: company, name, e-mail."""
    return " · ".join(part for part in (lead.company, lead.name, lead.email) if part)


def _accepted(episode: Episode) -> None:
    t, now = session.texts(), session.now()
    _forget()
    with session.write(Action.ACCEPT_LEAD, t("Accepted.")) as db:
        returns.accept(db, by=session.person(), lead_id=episode[0], number=episode[1], now=now)
    st.rerun()


def _return(episode: Episode) -> None:
    t, now = session.texts(), session.now()
    comment, reason = f"{_COMMENT}_{episode[0]}", ReturnReason(session.value(_REASON))
    _forget()  # a problem is told on the page; what was typed stays
    told = t("Returned to marketing: {reason}.", reason=t(labels.RETURN_REASONS[reason]))
    with session.write(Action.RETURN_LEAD, told) as db:
        returns.give_back(
            db,
            by=session.person(),
            lead_id=episode[0],
            number=episode[1],
            reason=reason,
            duplicate_of=session.value(f"{_OTHER}_{episode[0]}"),
            comment=session.value(comment) or "",
            now=now,
        )
    session.keep(comment, "")
    session.keep(_REASON, None)
    st.rerun()
