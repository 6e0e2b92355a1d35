"""Marketing's answer to a returned lead: hand it over once more, leave it closed, or merge it into another."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import merging, returns
from db.returned import Returned
from db.versions import Versions
from pages.ui import follow_up_reads, lead_link, session
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.errors import NotPossible, SlaError
from sla_core.i18n import Texts
from sla_core.people import Action, Department
from sla_core.situation import Situation

_ANSWERING, _TEXT, _LACKING = "answer_return", "answer_text", "answer_lacking"


def may_answer() -> bool:
    """Whether the acting person may answer returns; ask once for all rows."""
    person = session.person()
    return person.may(Action.ANSWER_RETURN) and person.acts_for(Department.MARKETING)


def button(place: DeltaGenerator, each: Returned, t: Texts, *, may_answer: bool) -> None:
    """Draw the button that opens the dialog for a returned lead."""
    place.button(
        t("Answer"),
        key=f"answer_return_{each.return_id}",
        width="stretch",
        disabled=not may_answer,
        on_click=session.keep_on_page,
        args=(_ANSWERING, each.return_id),
    )


def told(each: Returned, now: Situation, t: Texts) -> str:
    """Return the answer as markdown: what was done, by whom, when, with what words."""
    if each.answer is None or each.answered_at is None:
        return ""
    at = plain(t.instant(each.answered_at, now.zone, now.edge.now))
    what = t(labels.RETURN_ANSWERS[each.answer])
    by = f" · {plain(actor_name(each.answered_by, t))}" if each.answered_by else ""
    said = f": “{plain(each.text)}”" if each.text else ""
    return f"→ {strong(what)}{by}, {at}{said}"


def _forget() -> None:
    session.keep(_ANSWERING, None)
    session.keep(_LACKING, "")


def show_asked(known: Versions, now: Situation) -> None:
    """Open the dialog for the return whose button was pressed."""
    asked = session.value(_ANSWERING)
    each = next((one for one in follow_up_reads.unanswered(known) if one.return_id == asked), None)
    if each is not None:
        t = session.texts()
        st.dialog(t("Answer sales"), on_dismiss=_forget)(_dialog)(each, now)


def _dialog(each: Returned, now: Situation) -> None:
    t = session.texts()
    reason = t(labels.RETURN_REASONS[each.reason])
    at = plain(t.instant(each.returned_at, now.zone, now.edge.now))
    by = t("returned by {name} {instant}", name=plain(actor_name(each.returned_by, t)), instant=at)
    said = [f"“{plain(each.note)}”"] if each.note else []
    st.markdown(lines([f"{strong(plain(each.lead))} · {reason}", quiet(by), *said]))
    if each.other_id is not None:
        st.markdown(t("Duplicate of {lead}", lead=strong(plain(each.other))))
    with st.form("answer_return_form", border=False, enter_to_submit=False):
        st.text_area(
            t("Your answer to sales"),
            key=f"{_TEXT}_{each.return_id}",
            max_chars=500,
            height=session.size().px(90),
            placeholder=t("Needed when you hand the lead over again"),
            persist_state="page",
        )
        if lacking := session.value(_LACKING):
            st.error(lacking)
        with st.container(horizontal=True, gap="xsmall"):
            if each.other_id is not None:
                st.form_submit_button(
                    t("Merge the two"), key="merge_now", type="primary", on_click=_merge, args=(each,)
                )
            st.form_submit_button(
                t("Hand over again"), key="reopen_now", on_click=_reopen, args=(each.return_id,)
            )
            st.form_submit_button(
                t("Leave it closed"), key="close_now", on_click=_close, args=(each.return_id,)
            )
    lead_link.draw(each.lead_id, t, _forget)


def _text(return_id: int) -> str:
    return session.value(f"{_TEXT}_{return_id}") or ""


def _reopen(return_id: int) -> None:
    t, now, text = session.texts(), session.now(), _text(return_id)
    with session.write(Action.ANSWER_RETURN, t("Handed over to sales again."), _refused) as db:
        returns.reopen(db, by=session.person(), return_id=return_id, answer=text, now=now)
    _forget()
    session.keep(f"{_TEXT}_{return_id}", "")
    st.rerun()


def _refused(problem: SlaError) -> None:
    """Tell what is lacking in the dialog; everything else on the page, where what was typed stays."""
    told = session.texts().error(problem)
    if isinstance(problem, NotPossible):
        session.keep(_LACKING, told)
        return
    _forget()
    session.notify(told, is_problem=True)


def _close(return_id: int) -> None:
    t, now, text = session.texts(), session.now(), _text(return_id)
    _forget()
    with session.write(Action.ANSWER_RETURN, t("The return is closed.")) as db:
        returns.close(db, by=session.person(), return_id=return_id, answer=text, now=now)
    session.keep(f"{_TEXT}_{return_id}", "")
    st.rerun()


def _merge(each: Returned) -> None:
    t, now = session.texts(), session.now()
    _forget()
    with session.write(Action.MERGE_LEADS, t("The two leads are one now.")) as db:
        merging.merge(
            db,
            by=session.person(),
            lead_id=each.lead_id,
            into=each.other_id or 0,
            answer=_text(each.return_id),
            now=now,
        )
    st.rerun()
