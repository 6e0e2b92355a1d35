"""The history of adjustments: which targets changed, when, by whom, why, and what came of it."""

from collections.abc import Sequence

import streamlit as st

from pages.agree.goals_parts.view import View
from pages.ui import goal_reads
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.agreement import Status
from sla_core.agreement_words import STATUSES
from sla_core.goals.adjust_words import outcome as outcome_words
from sla_core.goals.adjust_words import target_words
from sla_core.goals.adjustments import Adjustment, Outcome, outcome
from sla_core.i18n import Texts
from sla_core.revision import due, review_line

SHOWN = 6  # the rest is a table that opens


def draw(view: View, t: Texts) -> None:
    """Draw the newest changes, and the others on demand."""
    found = goal_reads.adjustments(view.known, view.agreement, t)
    clock = due(view.now.versions, view.agreement.reviewed_at, view.now.edge.now)
    with st.container(border=True, gap="xsmall"):
        told = f" {quiet(review_line(clock, t))}" if clock else ""
        st.markdown(f"{strong(t('Targets that changed, and why'))}{told}")
        if not found:
            st.markdown(t("No target has changed since the first version."))
            return
        _table(view, found[:SHOWN], t)
        if rest := found[SHOWN:]:
            others = st.expander(
                t("Show the other {n}", n=t.number(len(rest))), key="goal_changes", on_change="rerun"
            )
            if others.open:
                with others:
                    _table(view, rest, t)


def _table(view: View, found: Sequence[Adjustment], t: Texts) -> None:
    now, history = view.now, view.facts.history
    results = [outcome(one, now.versions, history, now.calendar, now.edge.now) for one in found]
    st.table(
        {
            t("When"): [_when(one, view, t) for one in found],
            t("What, and why"): [_what(one, t) for one in found],
            t("What came of it"): [
                _result(one, result, view, t) for one, result in zip(found, results, strict=True)
            ],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt=t("Targets that changed, when, by whom, why, and what came of it"),
    )


def _when(of: Adjustment, view: View, t: Texts) -> str:
    """Return the day, and beneath it by whom."""
    begun = of.version.in_force_from
    day = t.date_of(of.version.created_at if begun is None else begun, view.now.zone)
    who = plain(actor_name(of.version.created_by, t))
    return lines([plain(day), quiet(who)])  # escaped: `1. aug.` would begin a list


def _what(of: Adjustment, t: Texts) -> str:
    """Return the target, from what to what, and beneath it the reason: beside it there is no room on a phone."""
    change = f"{plain(target_words(of, t))} {plain(of.run.was)} → {strong(plain(of.run.becomes))}"
    return lines([change, quiet(plain(of.version.reason) or "–")])


def _result(of: Adjustment, result: Outcome | None, view: View, t: Texts) -> str:
    """Return how the version stands, and what was delivered of the target since."""
    status = view.agreement.status(of.version, view.now.edge.now)
    version = t("Version {version}", version=of.version.label)
    words = t(STATUSES[status])
    badge = f":green-badge[✓ {words}]" if status is Status.IN_FORCE else f":gray-badge[{words}]"
    return lines([f"{version} {badge}", outcome_words(result, t) or "–"])
