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
from sla_core.goals.adjusting import FIELDS, MonthTargets, adjusted
from sla_core.goals.periods import GoalPeriod
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.people import Action, Department
from sla_core.sections import Section, Value, value_of
from sla_core.terms import Terms
from sla_core.wording import department

_TARGETS = "marketing.targets"
_PROBLEM = "adjust_problem"
_SIDES = {Department.MARKETING: Department.SALES, Department.SALES: Department.MARKETING}


def targets_of(terms: Terms) -> MonthTargets:
    """Return the targets of some terms, as JSON holds them."""
    found: MonthTargets = value_of(terms, Section.TARGETS)[_TARGETS]
    return found


@dataclass(frozen=True)
class Asked:
    """What somebody wants to change: a stage's target of a period, against what was agreed last (`base`)."""

    base: AgreementVersion
    period: GoalPeriod
    stage: Stage
    was: int | None
    number: int
    today: date

    def value(self, terms: Terms) -> Value:
        """Return the section of these terms with the target changed; raises as `adjusted` does."""
        changed = adjusted(
            targets_of(terms),
            self.period,
            self.stage,
            self.number,
            calendar=terms.calendar.build(),
            today=self.today,
        )
        return {**value_of(terms, Section.TARGETS), _TARGETS: changed}

    def parts(self) -> Mapping[date, int]:
        """Return what each month of the period gets that has not ended."""
        changed = self.value(self.base.terms)[_TARGETS]
        open_months = [first for first in self.period.months if first >= self.today.replace(day=1)]
        return {first: changed[f"{first:%Y-%m}"][FIELDS[self.stage]] for first in open_months}


def draw(view: View, asked: Asked, reason: str, t: Texts) -> None:
    """Ask why and offer what can be done; `reason` is the key of the field."""
    draft = view.agreement.draft
    with st.form("adjust", border=False, enter_to_submit=False):
        st.text_input(t("Why (the other department reads it)"), key=reason, max_chars=500)
        _problem(t)
        with st.container(horizontal=True, vertical_alignment="center"):
            if not asked.base.provisional:
                st.form_submit_button(
                    _label(asked, t),
                    type="primary",
                    icon=":material/handshake:",
                    disabled=view.agreement.amendment is not None,
                    on_click=_propose,
                    args=(asked, reason),
                )
            if draft is not None:
                st.form_submit_button(
                    t("Save in the draft of version {version}", version=draft.label),
                    on_click=_save,
                    args=(asked, draft),
                )
    st.markdown(quiet(_explained(view, asked, t)))


def _label(asked: Asked, t: Texts) -> str:
    side = session.person().department
    to = department(_SIDES[side], t) if side else t("both departments")
    if asked.was is None:
        return t("Propose {n} to {department}", n=t.number(asked.number), department=to)
    was, becomes = t.number(asked.was), t.number(asked.number)
    return t("Propose {was} → {becomes} to {department}", was=was, becomes=becomes, department=to)


def _explained(view: View, asked: Asked, t: Texts) -> str:
    if view.agreement.amendment is not None:
        return t("Only one amendment is proposed at a time: sign that one or take it back first.")
    told = []
    if not asked.base.provisional:
        told.append(
            t(
                "Proposed, it becomes an amendment to version {version}: one manager of each department signs, and "
                "it holds from then on.",
                version=asked.base.label,
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
