"""The chain from revenue to visits. A number typed into a box says what it takes before and leads to after.

Nothing is stored: the boxes begin with what is agreed, and only the box typed into last counts.
"""

from decimal import Decimal
from fractions import Fraction

import streamlit as st

from pages.agree.goals_parts.boxes import ORDER, REVENUE, Boxes, boxes, line, own, start, step, unit
from pages.agree.goals_parts.view import View
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import lines, quiet, strong
from sla_core.draft_values import MOST
from sla_core.goals.amounts import Input, NotComputable, shown
from sla_core.goals.chain import Link
from sla_core.goals.plan import Plan, plan, with_rates
from sla_core.goals.plan_words import LINKS as NAMES
from sla_core.goals.plan_words import goal_line
from sla_core.goals.words import plan as plan_sentence
from sla_core.i18n import Texts, mark

_COLUMNS = [1.2, 0.46, 1, 0.34, 1, 0.34, 1, 0.34, 1, 0.34, 1]
_GONE = object()
_RATES = {
    Input.SALES_QUALIFIED_TO_CUSTOMER: mark("SQL → customer, %"),
    Input.MARKETING_TO_SALES_QUALIFIED: mark("MQL → SQL, %"),
    Input.LEAD_TO_MARKETING_QUALIFIED: mark("Lead → MQL, %"),
    Input.VISIT_TO_LEAD: mark("Visit → lead, %"),
}


@st.fragment
def draw(view: View, t: Texts) -> None:
    """Draw the chain of the period."""
    with st.container(border=True, gap="small"):
        place = st.container(gap="small")
        with st.expander(
            t("Try other rates"), type="compact", key=_key(view, "rates"), on_change="rerun"
        ) as other:
            assumed = _assumed(view, t) if other.open else {}
        targets = {stage: goal.pace.target for stage, goal in view.goals.items()}
        found = plan(view.promise, targets, view.period, with_rates(view.facts.rates, assumed))
        typed = session.value(_key(view, "typed"))
        if typed is not None and session.value(_key(view, typed), _GONE) is _GONE:
            typed = None  # the box was left with its part of the page, and begins anew
        number = _typed(view, found, typed, t)
        shown_boxes = boxes(view, found, typed, number, t)
        with place:
            _heading(shown_boxes, t)
            _sentence(shown_boxes, t)
            _all(shown_boxes)


def _key(view: View, name: str) -> str:
    """Return the key of a widget: one's own for each version, period, and time that all was set back."""
    of = f"goals_{view.now.in_force.id}_{view.period.label}"
    return f"{of}_{session.value(of, 0)}_{name}"


def _set_back(view: View) -> None:
    of = f"goals_{view.now.in_force.id}_{view.period.label}"
    session.keep(of, session.value(of, 0) + 1)


def _typed(view: View, found: Plan, name: str | None, t: Texts) -> Fraction | None:
    """Return what was typed into a box, in single units."""
    held = session.value(_key(view, name)) if name else None
    if held is None or name is None:
        return None
    return Fraction(Decimal(str(held))) * unit(found, name, view.promise.currency, t).size


def _assumed(view: View, t: Texts) -> dict[Input, Fraction | None]:
    """Ask for rates to reckon with instead of the company's own."""
    st.markdown(quiet(t("An empty field is our own rate. Nothing is stored.")))
    found: dict[Input, Fraction | None] = {}
    with st.container(horizontal=True):
        for step_of, label in _RATES.items():
            per_cent = st.number_input(
                t(label), min_value=0.0, value=None, step=1.0, format="%.1f", key=_key(view, step_of)
            )
            found[step_of] = None if per_cent is None else Fraction(Decimal(str(per_cent))) / 100
    return found


def _heading(of: Boxes, t: Texts) -> None:
    title = t("From revenue to visits, {period}", period=of.plan.period.words(t))
    told = t("own figures of the last six whole months")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{strong(title)} {quiet(told)}", width="stretch")
        if of.typed is not None:
            st.button(
                t("Back to what is agreed"),
                type="tertiary",
                icon=":material/undo:",
                key=_key(of.view, "back"),
                on_click=_set_back,
                args=(of.view,),
            )


def _sentence(of: Boxes, t: Texts) -> None:
    """Say what the goal takes, what is agreed and what that leads to; of a typed number, how to read the boxes."""
    if of.typed is not None:
        name = t("Revenue") if of.typed == REVENUE else t(NAMES[Link(of.typed)])
        told = t(
            "Tried: {box}. The boxes after it say what it takes, those before it what to expect.", box=name
        )
        st.markdown(told)
        return
    found = of.plan
    agreed = found.agreed[Link.SALES_QUALIFIED]
    told = plan_sentence(
        found.goal,
        found.needed[Link.SALES_QUALIFIED],
        None if agreed is None else shown(agreed),
        found.expected,
        t,
    )
    st.markdown(told if isinstance(found.goal, NotComputable) else f"{told} {quiet(goal_line(found, t))}")


def _all(of: Boxes) -> None:
    if session.size() is not Size.DESK:
        with st.grid(3 if session.size() is Size.ROOM else 2):
            for place, name in enumerate(ORDER):
                _box(of, name, f"{step(of, ORDER[place - 1])} →" if place else "")
        return
    places = st.columns(_COLUMNS, gap="xxsmall", vertical_alignment="center")
    for place, name in enumerate(ORDER):
        with places[2 * place]:
            _box(of, name, "")
        if place + 1 < len(ORDER):
            with places[2 * place + 1]:
                st.markdown(f"→  \n{quiet(step(of, name))}", text_alignment="center")


def _box(of: Boxes, name: str, before: str) -> None:
    """Draw a box; `before` is by what it follows from the one before, where no arrow says it."""
    view, t = of.view, of.t
    counts = unit(of.plan, name, view.promise.currency, t)
    with st.container(border=True, gap="xxsmall", height="stretch"):
        if before:
            st.markdown(quiet(before))
        st.number_input(
            t("{stage}, promised", stage=counts.label) if name == Link.SALES_QUALIFIED else counts.label,
            min_value=0.0 if counts.decimals else 0,
            max_value=float(MOST) if counts.decimals else MOST,
            value=start(of.plan, name, counts),
            step=10**-counts.decimals if counts.decimals else 1,
            format=f"%.{counts.decimals}f" if counts.decimals else "%d",
            key=_key(view, name),
            on_change=session.keep,
            args=(_key(view, "typed"), name),
        )
        st.markdown(line(of, name))
        st.markdown(quiet(lines(own(of, name))))
