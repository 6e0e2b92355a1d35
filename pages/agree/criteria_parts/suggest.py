"""What the data suggest for each rule, beside what is agreed. Nothing here can be applied: it is to be talked about."""

import streamlit as st

from pages.agree.criteria_parts.view import View
from pages.ui.text import lines, plain, quiet, strong
from sla_core.clauses.conditions import rule as rule_in_words
from sla_core.conditions import EngagementRule, FitRule
from sla_core.i18n import Texts
from sla_core.lead_criteria.suggestion_words import basis, interval
from sla_core.lead_criteria.suggestions import Suggestions
from sla_core.scoring.words import shown

PART = "suggest"


def draw(view: View, t: Texts) -> None:
    """Draw both axes, each on its own scale."""
    found = view.suggestions()
    st.markdown(basis(found, t))
    if found.too_little:
        return
    scoring = view.draft[0].terms.scoring
    _axis(found, "fit", t("Is it a good match?"), list(scoring.fit), t)
    _axis(found, "engagement", t("Is it ready to be contacted?"), list(scoring.engagement), t)
    st.markdown(quiet(lines(_limits(t))))


def _axis(found: Suggestions, axis: str, title: str, rules: list[FitRule | EngagementRule], t: Texts) -> None:
    on = [rule for rule in rules if rule.on]
    with st.container(border=True, gap="xsmall"):
        doubling = found.points_per_doubling.get(axis)
        if doubling is None:
            st.markdown(
                f"{strong(title)} {quiet(t('the data do not bear out the points as a whole: nothing to suggest'))}"
            )
            return
        scale = t(
            "{points} points stand for twice the odds of being won", points=shown(round(doubling) * 100, t)
        )
        st.markdown(f"{strong(title)} {quiet(scale)}")
        st.table(
            {
                t("Rule"): [plain(rule_in_words(rule, t)) for rule in on],
                t("Agreed"): [t.number(rule.points) for rule in on],
                t("Data suggest"): [_suggested(found, axis, rule, t) for rule in on],
                t("Customers that meet it"): [_cases(found, axis, rule, t) for rule in on],
            },
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("Agreed points and what the data suggest"),
        )


def _suggested(found: Suggestions, axis: str, rule: FitRule | EngagementRule, t: Texts) -> str:
    of = found.of.get((axis, rule.id))
    if of is None:
        return f":gray[○ {t('too little data')}]"
    told = interval(of, t)
    return f":orange[▲ {told}]" if of.is_outside(rule.points) else told


def _cases(found: Suggestions, axis: str, rule: FitRule | EngagementRule, t: Texts) -> str:
    of = found.of.get((axis, rule.id))
    return "–" if of is None else t("{n} of {of}", n=t.number(of.n), of=t.number(of.won))


def _limits(t: Texts) -> list[str]:
    return [
        t("▲ the agreed points lie outside of where the true ones lie in 95 of 100 cases."),
        t(
            "Each rule by itself: where rules overlap, each takes credit for the other. What goes with winning "
            "need not cause it."
        ),
        t(
            "What leads did counts whenever it was, of customers until they were won; repeats and fading are left out."
        ),
    ]
