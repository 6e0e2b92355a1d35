"""Undoing the last import: what that does is told before it is done, and what forbids it by name."""

import logging
from collections.abc import Mapping

import streamlit as st

from db.engine import reading
from db.intake import LastImport, last_import, undo_last_import
from db.intake.undo import HandMade, Hanging
from db.intake.undo_words import WORDS, done, listed, told
from db.schema import DBAPIError, explained
from pages.ui import session
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.errors import SlaError
from sla_core.i18n import Texts, mark
from sla_core.people import Action

log = logging.getLogger("handslag")

HANGING_SHOWN = 20
_ASKED = "undo_asked"
_BY_HAND = {
    HandMade.ATTEMPT: mark("{person} logged an attempt for {lead}"),
    HandMade.RETURN: mark("{person} returned {lead}"),
    HandMade.STAGE: mark("The stage of {lead} was set by hand"),
    HandMade.MERGE: mark("{lead} was merged by hand"),
    HandMade.ACCEPTANCE: mark("{person} accepted {lead}"),
    HandMade.REASON: mark("{person} said why the deadline of {lead} was missed"),
}


def draw(zone: str, t: Texts) -> None:
    """Draw what undoing the last import does, with its button, or why it cannot be undone."""
    with reading() as db:
        last = last_import(db)
    with st.container(border=True):
        st.markdown(strong(t("Undo the last import")))
        if last is None:
            st.markdown(t("There is no import that could be undone."))
        elif last.hanging:
            _hanging(last, t)
        else:
            _offer(last, t)
    if last is not None and session.value(_ASKED) == last.run:
        title = t("Undo {files}?", files=plain(listed(last.files, t)))
        st.dialog(title, width="large", on_dismiss=_forget)(_dialog)(last, zone)


def _offer(last: LastImport, t: Texts) -> None:
    st.markdown(_effect(last, t))
    acting = session.person()
    if not acting.may(Action.UNDO_IMPORT):
        name = plain(actor_name(acting.name, t))
        st.markdown(t("Only administrators undo imports. You act as {name}.", name=name))
        return
    st.button(
        t("Undo the last import"),
        icon=":material/undo:",
        key="undo_last_import",
        on_click=lambda: session.keep(_ASKED, last.run),
    )


def _effect(last: LastImport, t: Texts) -> str:
    """Return what undoing would do, in a sentence of markdown."""
    files = plain(listed(last.files, t))
    removed, restored = listed(told(last.removes, t), t), listed(told(last.restores, t), t)
    if removed and restored:
        return t(
            "Undoing {files} removes {removed} and puts back {restored} as they were.",
            files=files,
            removed=removed,
            restored=restored,
        )
    if removed:
        return t("Undoing {files} removes {removed}.", files=files, removed=removed)
    if restored:
        return t("Undoing {files} puts back {restored} as they were.", files=files, restored=restored)
    return t("Undoing {files} changes nothing: all that it told was known before.", files=files)


def _hanging(last: LastImport, t: Texts) -> None:
    """Say who did what by hand on the leads that it brought."""
    st.markdown(
        t(
            "{files} cannot be undone. Since then this was done by hand on leads that came with it, and nobody's "
            "work is deleted together with a file:",
            files=plain(listed(last.files, t)),
        )
    )
    shown = [f"- {_by_hand(each, t)}" for each in last.hanging[:HANGING_SHOWN]]
    st.markdown("\n".join(shown))
    if more := len(last.hanging) - len(shown):
        st.markdown(quiet(t("and {n} more", n=t.number(more))))


def _by_hand(each: Hanging, t: Texts) -> str:
    return t(_BY_HAND[each.what], person=plain(actor_name(each.person, t)), lead=plain(each.lead))


def _dialog(last: LastImport, zone: str) -> None:
    """Tell all that the undo does, and do it when the button says so."""
    t = session.texts()
    at = t.moment(last.started_at, zone)
    st.markdown(t("Imported {instant} · {name}", instant=at, name=plain(actor_name(last.person, t))))
    removed, restored = st.columns(2)
    _account(removed, t("Is removed"), last.removes, t)
    _account(restored, t("Is put back as it was"), last.restores, t)
    st.markdown(quiet(t("Everything else stays. Earlier imports keeps the file in its list, as undone.")))
    n = sum(last.removes.values())
    m = t.number(sum(last.restores.values()))
    with st.container(horizontal=True):
        st.button(t("Not now"), key="undo_not_now", on_click=_leave)
        st.button(
            t.plural("Undo: remove {n} row, restore {m}", "Undo: remove {n} rows, restore {m}", n, m=m),
            icon=":material/undo:",
            type="primary",
            key="undo_now",
            on_click=_undo,
            args=(last.run,),
        )


def _account(place: st.delta_generator.DeltaGenerator, title: str, rows: Mapping[str, int], t: Texts) -> None:
    account = [words(t, rows[name]) for name, words in WORDS.items() if name in rows]
    place.markdown(lines([strong(title), *(account or [t("nothing")])]))


def _forget() -> None:
    session.keep(_ASKED, None)


def _leave() -> None:
    _forget()
    st.rerun()  # of the whole page, which closes the dialog


def _undo(run: str) -> None:
    t = session.texts()
    _forget()
    try:
        last = undo_last_import(session.person(), run=run)
    except SlaError as problem:
        session.notify(t.error(problem), is_problem=True)
    except DBAPIError as fault:
        log.error("An undo failed", exc_info=fault)
        session.notify(t.error(explained(fault)), is_problem=True)
    else:
        session.notify(done(last, t))
    st.rerun()  # of the whole page: what the undo changed stands outside the dialog
