"""The strip of effects: who passes, which customers would have passed, what comes to sales a week."""

from fractions import Fraction

import streamlit as st

from pages.agree.criteria_parts.view import View
from pages.ui import criteria_reads, goal_reads, session
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet
from sla_core.columns import Flags
from sla_core.funnel.words import between, percent
from sla_core.goals.amounts import NotComputable
from sla_core.goals.capacity import leads_per_week
from sla_core.goals.words import why_not
from sla_core.i18n import Texts
from sla_core.lead_criteria.effect import Effect, Trial
from sla_core.leads import Stage


def draw(view: View, trial: Trial, effect: Effect | None, unsaved: int, t: Texts) -> None:
    """Draw what criteria do beside what the version in force does. `unsaved`: so many of their weights are moved."""
    before = view.in_force[1]
    with st.container(border=True, gap="xsmall"):
        if effect is None:
            st.markdown(t("No criteria for an SQL are agreed: nobody passes, and nothing can be counted."))
            return
        parts = [_passes(view, trial, effect, before, t), _caught(effect, before, t)]
        parts.append(_load(view, effect, before, t))
        if unsaved:
            parts[0][1].append(quiet(_unsaved(unsaved, t)))
        columns = 3 if session.size() is not Size.HALL else 1
        with st.grid(columns, gap="small"):
            for number, told in parts:
                with st.container(gap="xxsmall"):
                    st.header(number, anchor=False)
                    st.markdown(lines(told))


def _passes(
    view: View, trial: Trial, effect: Effect, before: Effect | None, t: Texts
) -> tuple[str, list[str]]:
    number = t.plural("{n} lead passes", "{n} leads pass", effect.passes)
    told = [quiet(t("meet SQL today, of {n} · {was}", n=t.number(effect.leads), was=_was_passes(before, t)))]
    if trial.lets_everybody_pass:
        told.append(f":orange[▲ {t('Every lead passes: the criteria tell nobody apart.')}]")
    elif effect.passes == 0:
        told.append(f":orange[▲ {t('Nobody passes.')}]")
    elif at_next_act := int((trial.passes & _not_there_yet(view)).sum()) if trial.passes is not None else 0:
        told.append(quiet(_at_next_act(at_next_act, t)))
    if view.in_force[1] is not None and effect != before and effect.passes:
        told.append(quiet(t("the two scores both have to reach their limit; they are never added")))
    return number, told


def _not_there_yet(view: View) -> Flags:
    return criteria_reads.not_there_yet(view.known, view.held, Stage.SALES_QUALIFIED)


def _at_next_act(n: int, t: Texts) -> str:
    """Say that a version by itself makes nobody an SQL: these become one when they do something again."""
    return t.plural(
        "{n} of them is not SQL yet and qualifies at its next act",
        "{n} of them are not SQL yet and qualify at their next act",
        n,
    )


def _unsaved(n: int, t: Texts) -> str:
    """Say why the number differs from the title, which tells of the draft as it is stored."""
    return t.plural(
        "with {n} change that is not saved; the title tells of what is",
        "with {n} changes that are not saved; the title tells of what is",
        n,
    )


def _was_passes(before: Effect | None, t: Texts) -> str:
    return t("none in force") if before is None else t("was {n}", n=t.number(before.passes))


def _caught(effect: Effect, before: Effect | None, t: Texts) -> tuple[str, list[str]]:
    caught = effect.caught
    number = t("{n} of {of} customers", n=t.number(caught.found), of=t.number(caught.of))
    was = "" if before is None else t("was {n}", n=t.number(before.caught.found))
    told = t("would have been SQL before they were won, twelve months")
    line = quiet(" · ".join(part for part in (told, was) if part))
    if caught.share is None:
        return number, [line, quiet(t("too little data"))]
    share = percent(float(caught.share), t)
    return number, [line, quiet(f"{share}, {between(caught, t)}")]


def _load(view: View, effect: Effect, before: Effect | None, t: Texts) -> tuple[str, list[str]]:
    number = t("{n} SQLs a week", n=_one_decimal(effect.per_week, t))
    was = "" if before is None else t("was {n}", n=_one_decimal(before.per_week, t))
    told = [quiet(" · ".join(part for part in (t("mean of twelve weeks"), was) if part))]
    most = room(view)
    if isinstance(most, NotComputable):
        return number, [*told, quiet(f"○ {plain(why_not(most, t))}")]
    over = effect.per_week - most
    if over > 0:
        more = t("{n} more than sales has time for", n=_one_decimal(over, t))
        return number, [*told, f":red[◆ {more}]"]
    return number, [*told, f":green[✓ {t('room for {n}', n=_one_decimal(most, t))}]"]


def room(view: View) -> Fraction | NotComputable:
    """Return how many leads sales can work in a week, under the draft."""
    sales = view.version.terms.sales
    attempts = goal_reads.facts(view.known, view.now).attempts.attempts
    return leads_per_week(sales.reps, sales.hours_per_rep_and_week, attempts, sales.minutes_per_attempt)


def _one_decimal(of: Fraction, t: Texts) -> str:
    return t.number(float(of), 0 if of.denominator == 1 else 1)
