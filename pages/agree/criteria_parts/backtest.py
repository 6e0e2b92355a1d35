"""The last months under the draft, beside what they would have been under the version in force."""

from datetime import timedelta
from fractions import Fraction

import streamlit as st

from pages.agree.criteria_parts.effect import room
from pages.agree.criteria_parts.view import View
from pages.ui import criteria_reads, widgets
from pages.ui.text import lines, plain, quiet, strong
from sla_core import labels
from sla_core.funnel.words import between, converted, days
from sla_core.goals.amounts import NotComputable
from sla_core.goals.words import why_not
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.periods import next_month
from sla_core.replay import Backtest, Month
from sla_core.replay.backtest import STAGES
from sla_core.wording import in_a_sentence

PART = "backtest"
_MONTHS = (12, 6, 3)
_NOTHING = "–"


def draw(view: View, t: Texts) -> None:
    """Draw the months, and what they add up to."""
    words = {str(n): t.plural("{n} month", "{n} months", n) for n in _MONTHS}
    months = int(widgets.choice("months", words, label=t("How far back")))
    draft = criteria_reads.backtest(view.held, view.draft[0].terms, months, view.now)
    agreed = criteria_reads.backtest(view.held, view.in_force[0].terms, months, view.now)
    _months(view, draft, agreed, t)
    _sums(view, draft, agreed, t)
    st.markdown(quiet(lines(_limits(draft, t))))


def _months(view: View, draft: Backtest, agreed: Backtest, t: Texts) -> None:
    pairs = list(zip(draft.months, agreed.months, strict=True))
    with st.container(border=True, gap="xsmall"):
        title = strong(t("Who would first have met each definition"))
        st.markdown(f"{title} {quiet(_was(view, t))}" if view.is_open else title)
        cells = {t("Month"): [t.day(month.first, "yMMM") for month, _ in pairs]}
        for stage in STAGES:
            cells[t(labels.STAGES[stage])] = (
                [_NOTHING for _ in pairs]  # no definition, no count: 0 would be a finding
                if stage in draft.without_definition
                else [_count(month, was, stage, t) for month, was in pairs]
            )
        if Stage.SALES_QUALIFIED not in draft.without_definition:
            cells[t("SQLs a week, for sales")] = [_load(view, month, t) for month, _ in pairs]
        st.table(
            cells,
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("Leads, MQLs and SQLs of each month under the draft"),
        )


def _was(view: View, t: Texts) -> str:
    return t("in brackets, where it differs: {was}", was=in_a_sentence(view.was(t)))


def _count(month: Month, was: Month, stage: Stage, t: Texts) -> str:
    now, before = month.met[stage], was.met[stage]
    return t.number(now) if now == before else f"**{t.number(now)}** ({t.number(before)})"


def _load(view: View, month: Month, t: Texts) -> str:
    """Return the SQLs of a week of the month against what sales has time for; the running month up to today."""
    last = min(next_month(month.first), view.now.today + timedelta(days=1))
    per_week = Fraction(month.met[Stage.SALES_QUALIFIED] * 7, max((last - month.first).days, 1))
    told, most = t.number(float(per_week), 1), room(view)
    if isinstance(most, NotComputable):
        return told
    if per_week > most:
        return f":red[◆ {t('{n}, room for {room}', n=told, room=t.number(float(most), 1))}]"
    return f":green[✓ {told}]"


def _sums(view: View, draft: Backtest, agreed: Backtest, t: Texts) -> None:
    told = [_sum(draft, t), _sum(agreed, t)]
    most = room(view)
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("All of these months")))
        draft_too = {t("Draft"): list(told[0].values())} if view.is_open else {}
        st.table(
            {"": list(told[0]), **draft_too, plain(view.was(t)): list(told[1].values())},
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("Customers caught and MQLs won, under both"),
        )
        if isinstance(most, NotComputable):
            st.markdown(quiet(why_not(most, t)))


def _sum(of: Backtest, t: Texts) -> dict[str, str]:
    caught = ", ".join(part for part in (converted(of.caught, t), between(of.caught, t)) if part)
    won = ", ".join(part for part in (converted(of.won, t), between(of.won, t)) if part)
    if Stage.MARKETING_QUALIFIED in of.without_definition:
        caught = won = _NOTHING
    before = _NOTHING
    if of.seconds_before:
        middle = of.seconds_before[(len(of.seconds_before) - 1) // 2]
        before = t("half of them {days} days or more", days=days(middle, t))
    return {
        t("Customers that were MQL before they were won"): caught,
        t("How long before"): before,
        t("MQLs that were won since"): won,
    }


def _limits(of: Backtest, t: Texts) -> list[str]:
    told = [t("What is known about leads has no history: today's values are used for the past.")]
    told += [
        t("Nobody meets {stage}: the terms do not define it.", stage=t(labels.STAGES[stage]))
        for stage in of.without_definition
    ]
    if of.undated:
        told.append(
            t.plural(
                "{n} lead has no date at all: it stands in the rates, in no month.",
                "{n} leads have no date at all: they stand in the rates, in no month.",
                of.undated,
            )
        )
    return told
