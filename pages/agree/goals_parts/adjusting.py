"""What a changed target becomes: an amendment that the other department reads and signs, or a part of the draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from db import drafts, proposals
from db.engine import note
from pages.agree.goals_parts.view import View
from pages.ui import session, sign_in
from pages.ui.text import plain, quiet
from sla_core.agreement import AgreementVersion, Status
from sla_core.errors import SlaError
from sla_core.goals.adjusting import TARGETS, Spread, adjusted, spread, targets_of
from sla_core.goals.periods import GoalPeriod
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.people import Action, Department
from sla_core.sections import Section, Value, value_of
from sla_core.terms import Terms
from sla_core.wording import department

_PROBLEM = "adjust_problem"
_DONE = "adjusted"  # how often this visit has changed a target: the form begins anew
_SIDES = {Department.MARKETING: Department.SALES, Department.SALES: Department.MARKETING}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to change: a stage's target of a period, against the version it begins from (`base`).

    `delivered` is what the months of the period have delivered so far; `number` None where nothing makes sense.
    """

    base: AgreementVersion
    period: GoalPeriod
    stage: Stage
    was: int | None
    number: int | None
    delivered: Mapping[date, int]
    today: date

    @property
    def is_change(self) -> bool:
        """Whether there is a number, and another one than is agreed."""
        return self.number is not None and self.number != self.was

    def spread(self, terms: Terms) -> Spread:
        """Return the new target by month, with what these terms hold for the others; raises as `spread` does."""
        return spread(
            targets_of(terms),
            self.period,
            self.stage,
            self.number or 0,
            delivered=self.delivered,
            calendar=terms.calendar.build(),
            today=self.today,
        )

    def value(self, terms: Terms) -> Value:
        """Return the section of these terms with the target changed; raises as `spread` does."""
        changed = adjusted(targets_of(terms), self.stage, self.spread(terms).months)
        return {**value_of(terms, Section.TARGETS), TARGETS: changed}


def times_done() -> int:
    """Return how often a target has been changed in this visit."""
    found: int = session.value(_DONE, 0)
    return found


def draw(view: View, asked: Asked, can_change: bool, reason: str, t: Texts) -> None:
    """Ask why and offer what can be done; `reason` is the key of the field.

    The field stays on the page whatever is asked for: what is typed in a form and not sent yet is lost with it. A
    draft says why when it is proposed.
    """
    draft, can_propose = view.agreement.draft, not view.agreed.provisional
    with st.form("adjust", border=False, enter_to_submit=False):
        if can_propose:
            st.text_input(
                t("Why (the other department reads it)"), key=reason, max_chars=500, persist_state="session"
            )
        _problem(t)
        with st.container(horizontal=True, vertical_alignment="center"):
            if can_propose:
                st.form_submit_button(
                    _label(asked, t),
                    type="primary",
                    icon=":material/handshake:",
                    disabled=not can_change or view.agreement.amendment is not None,
                    on_click=_propose,
                    args=(asked, reason),
                )
            if draft is not None:
                st.form_submit_button(
                    t("Save in the draft of version {version}", version=draft.label),
                    disabled=not can_change,
                    on_click=_save,
                    args=(asked, draft),
                )
    if told := _explained(view, t):
        st.markdown(quiet(told))


def _label(asked: Asked, t: Texts) -> str:
    side = session.person().department
    to = department(_SIDES[side], t) if side else t("both departments")
    if asked.number is None or asked.number == asked.was:
        return t("Propose to {department}", department=to)
    if asked.was is None:
        return t("Propose {n} to {department}", n=t.number(asked.number), department=to)
    was, becomes = t.number(asked.was), t.number(asked.number)
    return t("Propose {was} → {becomes} to {department}", was=was, becomes=becomes, department=to)


def _explained(view: View, t: Texts) -> str:
    if view.agreement.amendment is not None:
        return t("Only one amendment is proposed at a time: sign that one or take it back first.")
    told = []
    if not view.agreed.provisional:
        told.append(
            t(
                "Proposed, it becomes an amendment to version {version}: one manager of each department signs, and "
                "it holds from then on.",
                version=view.agreed.label,
            )
        )
    draft = view.agreement.draft
    if draft is not None and draft.status is Status.PROPOSED:
        told.append(t("Version {version} is proposed: saving makes it a draft again.", version=draft.label))
    return " ".join(told)


def _problem(t: Texts) -> None:
    """Say once why nothing was stored, above the button that was pressed."""
    problem: SlaError | None = session.value(_PROBLEM)
    if problem is not None:
        st.error(plain(t.error(problem)))
        session.keep(_PROBLEM, None)


def _refuse(problem: SlaError) -> None:
    session.keep(_PROBLEM, problem)


def _propose(asked: Asked, reason: str) -> None:
    """Propose the target as an amendment of what was agreed last (for `on_click`)."""
    t = session.texts()
    done = t("The target is proposed. Both departments can read and sign it now.")
    with session.write(Action.PROPOSE, done, _refuse) as db:
        made = proposals.propose_amendment(
            db,
            section=Section.TARGETS,
            opened=value_of(asked.base.terms, Section.TARGETS),
            value=asked.value(asked.base.terms),
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
            reason=session.value(reason) or "",
        )
        note(db, made.label, section=Section.TARGETS.value)
    session.keep(_DONE, times_done() + 1)


def _save(asked: Asked, draft: AgreementVersion) -> None:
    """Save the target in the draft that was on the screen (for `on_click`)."""
    t = session.texts()
    done = t("The target is saved in version {version}.", version=draft.label)
    with session.write(Action.EDIT_DRAFT, done, _refuse) as db:
        drafts.save_section(
            db,
            section=Section.TARGETS,
            opened=value_of(draft.terms, Section.TARGETS),
            value=asked.value(draft.terms),
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
        )
        note(db, draft.label, section=Section.TARGETS.value)
    if asked.base.id == draft.id:  # the form begins from what is saved now
        session.keep(_DONE, times_done() + 1)
