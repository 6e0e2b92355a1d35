"""Why sales' promise was not kept: late and overdue leads of a period by reason, and where sales says it."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from db.leads import LeadName
from db.versions import Versions
from pages.track.follow_up_parts import reasons
from pages.ui import follow_up_reads, lead_rows, reads, session, widgets
from pages.ui.text import lines, plain, quiet, strong
from sla_core import labels
from sla_core.columns import Flags
from sla_core.facts import Codes
from sla_core.follow_up import breaches
from sla_core.handovers import NONE
from sla_core.i18n import Texts
from sla_core.leads import BreachReason
from sla_core.periods import Period, words
from sla_core.situation import Situation

_MOST = 20


@dataclass(frozen=True)
class Broken:
    """Late and overdue handovers for one reason; None where nobody has said why."""

    reason: BreachReason | None
    rows: Flags

    @property
    def n(self) -> int:
        """How many there are."""
        return int(self.rows.sum())

    @property
    def name(self) -> str:
        """What the leads behind it are asked for by."""
        return f"why_{self.reason or 'not_said'}"

    def words(self, t: Texts) -> str:
        """Return the reason as it is read."""
        return t(labels.BREACH_REASONS[self.reason]) if self.reason else t("not said yet")


def draw(known: Versions, now: Situation, of: Period, t: Texts) -> None:
    """Draw the block, and the leads for one reason where they were asked for."""
    found = _by_reason(known, now, of)
    total = sum(part.n for part in found)
    with st.container(border=True, height="stretch", gap="xxsmall"):
        title, counted = (
            t("Why not in time"),
            t.plural("{n} lead late or overdue", "{n} leads late or overdue", total),
        )
        st.markdown(f"{strong(title)} {quiet(counted)}")
        if not total:
            st.markdown(
                t("Every lead that was due was answered in time.")
                if now.figures(of).judged
                else t("Nothing in this period.")
            )
            return
        most = max(part.n for part in found)
        for part in found:
            _bar(part, most, t)
        if found[-1].n and reasons.may_say():
            st.markdown(quiet(t("Sales says why: open a number and choose the reason.")))
    asked = next((part for part in found if part.name == lead_rows.asked()), None)
    if asked is not None:
        title = f"{t('Why not in time')}: {asked.words(t)} · {words(of, t)}"
        st.dialog(title, width="large", on_dismiss=lead_rows.forget)(_dialog)(_newest(asked.rows, now), now)


def _by_reason(known: Versions, now: Situation, of: Period) -> list[Broken]:
    """Return the reasons in their order, last what nobody has explained."""
    broken = now.inside(of) & breaches.broken(now.judgement)
    said = breaches.reasons(now.handovers, follow_up_reads.breach_reasons(known))
    found = [Broken(reason, broken & (said == place)) for place, reason in enumerate(breaches.REASONS)]
    return [*found, Broken(None, broken & (said == NONE))]


def _bar(part: Broken, most: int, t: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.markdown(f":small[{part.words(t)}]", width=session.size().px(150))
        st.progress(part.n / most)
        widgets.number_button(strong(t.number(part.n)), part.name, part.n, t)


def _newest(rows: Flags, now: Situation) -> Codes:
    found = np.flatnonzero(rows)
    return found[np.argsort(-now.handovers.response_by[found], kind="stable")]


def _dialog(rows: Codes, now: Situation) -> None:
    """Draw each lead with its reason. A changed one stays where it is until the list is opened again."""
    t, known = session.texts(), reads.versions()
    if not len(rows):
        st.markdown(t("No lead stands behind this number."))
        return
    shown = rows[:_MOST]
    if len(shown) < len(rows):
        st.markdown(t("The newest {shown} of {n}.", shown=t.number(len(shown)), n=t.number(len(rows))))
    said, may_say = follow_up_reads.breach_reasons(known), reasons.may_say()
    names = reads.lead_names(known, tuple(now.handovers.lead[shown].tolist()))
    for row in shown.tolist():
        lead_id, number = int(now.handovers.lead[row]), int(now.handovers.number[row])
        lead, reason = st.columns([3, 2], gap="small", vertical_alignment="center")
        lead.markdown(_told(names.get(lead_id), row, now, t))
        with reason:
            reasons.draw(lead_id, number, said.get((lead_id, number)), t, may_say=may_say)


def _told(lead: LeadName | None, row: int, now: Situation, t: Texts) -> str:
    """Return a lead in two lines of markdown: who, and whose, how it stands, by when it was due."""
    who = (lead.company or lead.name or lead.email) if lead else ""
    owner = plain(lead.owner) if lead and lead.owner else t("nobody assigned")
    due = t("due {instant}", instant=t.instant(int(now.handovers.response_by[row]), now.zone, now.edge.now))
    told = [owner, lead_rows.status_words(now, row, t), due]
    return lines([strong(plain(who)), quiet(" · ".join(told))])
