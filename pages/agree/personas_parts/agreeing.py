"""The answer that both departments agree on, written by anybody present against the one that they saw."""

from dataclasses import dataclass

import streamlit as st

from db import workshops
from db.engine import note
from pages.agree.personas_parts.sitting import Sitting
from pages.ui import session
from pages.ui.text import plain, quiet, strong
from sla_core.errors import SlaError
from sla_core.i18n import mark
from sla_core.people import Action, Department
from sla_core.persona.document import Trait
from sla_core.persona.workshop import Standing

_OPENED, _PROBLEM, _ROUND = "agree_opened", "agree_problem", "agree_round"
_HEIGHT = 72  # pixels of the field at Desk
_AS = {Department.MARKETING: mark("As marketing says"), Department.SALES: mark("As sales says")}


@dataclass(frozen=True)
class _Opened:
    """What stood in the field when it was opened, and the number of the agreed answer then: 0 for none."""

    workshop: int
    trait: Trait
    text: str
    number: int


def draw(sitting: Sitting) -> None:
    """Draw what is agreed on the question, and the field in which it is written."""
    t, question = sitting.t, sitting.question
    with st.container(border=True, gap="xsmall"):
        if question.standing is Standing.AGREED:
            agreed = strong(f":green[✓ {t('Agreed')}]")
            st.markdown(f"{agreed} {plain(question.agreed_text or '')} {_by(sitting)}")
        else:
            differ = strong(f":orange[▲ {t('The answers differ')}]")
            st.markdown(f"{differ} {t('Talk, and write what both agree on.')}")
        if sitting.may_agree() and (not sitting.workshop.is_closed or _is_written(sitting)):
            _ask(sitting)


def _by(sitting: Sitting) -> str:
    agreement, t = sitting.question.agreement, sitting.t
    told = t("written by {name}", name=plain(agreement.by)) if agreement else t("both said the same")
    return quiet(told)


def _is_written(sitting: Sitting) -> bool:
    """Whether the field has been on the screen: only the browser knows what is typed in it by now."""
    kept: _Opened | None = session.value(_OPENED)
    here = (sitting.workshop.id, sitting.trait)
    return kept is not None and (kept.workshop, kept.trait) == here and session.value(_key(kept)) is not None


def _open(sitting: Sitting) -> _Opened:
    """Return what the field was opened with: it stays so while it is on the screen, whatever others write."""
    if _is_written(sitting):
        kept: _Opened = session.value(_OPENED)
        return kept
    here = (sitting.workshop.id, sitting.trait)
    agreement = sitting.question.agreement
    opened = _Opened(*here, agreement.text if agreement else "", agreement.number if agreement else 0)
    session.keep(_OPENED, opened)
    session.keep(_PROBLEM, None)
    return opened


def _key(opened: _Opened) -> str:
    return f"agreed_{opened.workshop}_{opened.trait}_{session.value(_ROUND, 0)}"


def _ask(sitting: Sitting) -> None:
    t, question = sitting.t, sitting.question
    opened = _open(sitting)
    key, is_closed = _key(opened), sitting.workshop.is_closed
    with st.form(f"{key}_form", border=False, enter_to_submit=False):
        st.text_area(
            t("What both agree on"),
            opened.text,
            key=key,
            label_visibility="collapsed",
            height=session.size().px(_HEIGHT),
            placeholder=t("What both agree on"),
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                t("Write the agreed answer"),
                key=f"{key}_save",
                on_click=_save,
                args=(sitting, None),
                disabled=is_closed,
            )
            for of in Department:
                said = question.of(of)
                if question.standing is Standing.DIFFERS and len(said) == 1:
                    st.form_submit_button(
                        t(_AS[of]),
                        type="tertiary",
                        key=f"{key}_{of}",
                        on_click=_take,
                        args=(sitting, said[0].text),
                        disabled=is_closed,
                    )
    problem: SlaError | None = session.value(_PROBLEM)
    if problem is not None:
        st.error(plain(t.error(problem)))
        if question.agreement and question.agreement.number != opened.number:
            _theirs(sitting)


def _theirs(sitting: Sitting) -> None:
    """Show what somebody else has agreed on meanwhile; what was typed stays in the field."""
    t, agreement = sitting.t, sitting.question.agreement
    if agreement is None:
        return
    st.warning(t("{name} has written: {text}", name=strong(plain(agreement.by)), text=plain(agreement.text)))
    with st.container(horizontal=True):
        st.button(t("Keep theirs"), key="agreed_theirs", on_click=_open_anew)
        st.button(t("Save mine instead"), key="agreed_mine", on_click=_save, args=(sitting, agreement.number))


def _open_anew() -> None:
    session.keep(_ROUND, session.value(_ROUND, 0) + 1)
    session.keep(_OPENED, None)
    session.keep(_PROBLEM, None)


def _save(sitting: Sitting, against: int | None) -> None:
    """Store what was typed as the agreed answer after `against`, or after the one that was opened."""
    opened: _Opened = session.value(_OPENED)
    _write(sitting, session.value(_key(opened)) or "", opened.number if against is None else against)


def _take(sitting: Sitting, text: str) -> None:
    """Agree on what one department has said."""
    _write(sitting, text, session.value(_OPENED).number)


def _write(sitting: Sitting, text: str, opened: int) -> None:
    session.keep(_PROBLEM, None)
    with session.write(Action.AGREE_ANSWER, refused=lambda found: session.keep(_PROBLEM, found)) as db:
        workshops.agree(
            db,
            workshop_id=sitting.workshop.id,
            trait=sitting.trait,
            text=text,
            opened=opened,
            by=session.person(),
            now=session.now(),
        )
        note(db, sitting.workshop.name, trait=sitting.trait.value)
    _open_anew()
