"""The chain from revenue to visits. A number typed into a box says what it takes before and leads to after.

Nothing is stored: the boxes begin with what is agreed, and only the box typed into last counts.
"""

from dataclasses import dataclass
from fractions import Fraction

import streamlit as st

from pages.agree.goals_parts import typing_in
from pages.agree.goals_parts.boxes import ORDER, REVENUE, Boxes, boxes, line, own, start, step, unit
from pages.agree.goals_parts.typing_in import Typed
from pages.agree.goals_parts.view import View
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import lines, quiet, strong
from sla_core.goals.amounts import Amount, Input, NotComputable
from sla_core.goals.chain import Link
from sla_core.goals.plan import Plan, plan, with_rates
from sla_core.goals.plan_words import LINKS as NAMES
from sla_core.goals.plan_words import goal_line, plan_line
from sla_core.i18n import Texts, mark
from sla_core.people import Topic
from sla_core.wording import joined

_COLUMNS = [1.2, 0.46, 1, 0.34, 1, 0.34, 1, 0.34, 1, 0.34, 1]
_GONE = object()
_RATES = {
    Input.SALES_QUALIFIED_TO_CUSTOMER: mark("SQL → customer, %"),
    Input.MARKETING_TO_SALES_QUALIFIED: mark("MQL → SQL, %"),
    Input.LEAD_TO_MARKETING_QUALIFIED: mark("Lead → MQL, %"),
    Input.VISIT_TO_LEAD: mark("Visit → lead, %"),
}


@dataclass(frozen=True)
class Tried:
    """What the chain is reckoned with by now; `sales_qualified` are the SQLs of a number that is tried."""

    plan: Plan
    sales_qualified: Amount | None


def draw(view: View, t: Texts) -> Tried:
    """Draw the chain of the period; return what is tried in it, for what depends on it."""
    with st.container(border=True, gap="small"):
        place = st.container(gap="small")
        with st.expander(
            t("Try other rates"), type="compact", key=_key(view, "rates", t), on_change="rerun"
        ) as other:
            assumed = _assumed(view, t) if other.open else {}
        found = plan(view.promise, view.targets, view.period, with_rates(view.facts.rates, assumed))
        typed = session.value(_key(view, "typed", t))
        if typed is not None and session.value(_key(view, typed, t), _GONE) is _GONE:
            typed = None  # the box was left with its part of the page, and begins anew
        held = _typed(view, found, typed, t)
        others = tuple(step for step, rate in assumed.items() if rate is not None)
        number = _in_units(view, found, typed, held, t)
        shown_boxes = boxes(view, found, typed, number, others, t)
        with place:
            _heading(shown_boxes)
            _sentence(shown_boxes)
            _all(shown_boxes, held)
    return Tried(found, shown_boxes.links[Link.SALES_QUALIFIED] if typed is not None else None)


def _key(view: View, name: str, t: Texts) -> str:
    """Return the key of a widget: one's own for each version, period, language, and time that all was set back."""
    of = _set(view)
    return f"{of}_{t.language}_{session.value(of, 0)}_{name}"


def _set(view: View) -> str:
    changed = view.known.of(Topic.DRAFT)[1] if view.is_draft else ""
    return f"goals_{view.basis.id}_{changed}_{view.period.label}"


def _set_back(view: View) -> None:
    of = _set(view)
    session.keep(of, session.value(of, 0) + 1)


def _typed(view: View, found: Plan, name: str | None, t: Texts) -> Typed:
    """Return what was typed into a box."""
    if name is None:
        return Typed(None)
    return typing_in.read(unit(found, name, view.promise.currency, t).label, _key(view, name, t), t)


def _in_units(view: View, found: Plan, name: str | None, typed: Typed, t: Texts) -> Fraction | None:
    """Return a number that was typed into a box in single units; None for one that makes no sense."""
    if name is None or typed.number is None or typed.problem is not None:
        return None
    return Fraction(typed.number) * unit(found, name, view.promise.currency, t).size


def _assumed(view: View, t: Texts) -> dict[Input, Fraction | None]:
    """Ask for rates to reckon with instead of the company's own; what is wrong with one stands beneath it."""
    st.markdown(quiet(t("An empty field is our own rate. Nothing is stored.")))
    found: dict[Input, Fraction | None] = {}
    with st.container(horizontal=True):
        for step_of, label in _RATES.items():
            key = _key(view, step_of, t)
            with st.container(width=session.size().px(200), gap="xxsmall"):
                typing_in.ask(t(label), None, key, t)
                typed = typing_in.read(t(label), key, t, most=100)
                typing_in.say(typed.problem, t)
                if typed.problem is not None and typed.number is None:
                    st.markdown(quiet(t("Our own rate counts.")))
            found[step_of] = None if typed.number is None else Fraction(typed.number) / 100
    return found


def _heading(of: Boxes) -> None:
    t = of.t
    title = t("From revenue to visits, {period}", period=of.plan.period.words(t))
    told = t("own figures of the last six whole months")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{strong(title)} {quiet(told)}", width="stretch")
        if of.typed is not None or of.others:
            st.button(
                t("Back to what is agreed"),
                type="tertiary",
                icon=":material/undo:",
                key=_key(of.view, "back", t),
                on_click=_set_back,
                args=(of.view,),
            )


def _sentence(of: Boxes) -> None:
    """Say what the goal takes, what is agreed and what that leads to; of what is tried, how to read it."""
    t, found = of.t, of.plan
    tried = _tried(of)
    if of.typed is None:
        told = plan_line(found, t)
        st.markdown(told if isinstance(found.goal, NotComputable) else f"{told} {quiet(goal_line(found, t))}")
    if tried:
        st.markdown(lines(tried))
    elif not isinstance(found.goal, NotComputable) and isinstance(
        found.needed[Link.SALES_QUALIFIED], NotComputable
    ):
        st.markdown(quiet(t("Without own rates, type some under “Try other rates” to see the chain.")))


def _tried(of: Boxes) -> list[str]:
    t, told = of.t, []
    if of.typed is not None:
        name = t("Revenue") if of.typed == REVENUE else t(NAMES[Link(of.typed)])
        told.append(
            t("Tried: {box}. The boxes after it say what it takes, those before it what to expect.", box=name)
        )
    if of.others:
        rates = joined([t(_RATES[step_of]).removesuffix(", %") for step_of in of.others], t)
        told.append(t("Tried with another rate: {rates}.", rates=rates))
    if told:
        told.append(
            quiet(t("The chain and sales' hours follow; the line at the top stays with what is agreed."))
        )
    return told


def _all(of: Boxes, held: Typed) -> None:
    if session.size() is not Size.DESK:
        with st.grid(3 if session.size() is Size.ROOM else 2):
            for place, name in enumerate(ORDER):
                _box(of, name, held, f"{step(of, ORDER[place - 1])} →" if place else "")
        return
    places = st.columns(_COLUMNS, gap="xxsmall", vertical_alignment="center")
    for place, name in enumerate(ORDER):
        with places[2 * place]:
            _box(of, name, held, "")
        if place + 1 < len(ORDER):
            with places[2 * place + 1]:
                st.markdown(f"→  \n{quiet(step(of, name))}", text_alignment="center")


def _box(of: Boxes, name: str, held: Typed, before: str) -> None:
    """Draw a box; `before` is by what it follows from the one before, where no arrow says it."""
    view, t = of.view, of.t
    counts = unit(of.plan, name, view.promise.currency, t)
    with st.container(border=True, gap="xxsmall", height="stretch"):
        if before:
            st.markdown(quiet(before))
        typing_in.ask(
            t("{stage}, promised", stage=counts.label) if name == Link.SALES_QUALIFIED else counts.label,
            start(of.plan, name, counts),
            _key(view, name, t),
            t,
            on_change=session.keep,
            args=(_key(view, "typed", t), name),
        )
        if of.typed == name and held.problem is not None:
            typing_in.say(held.problem, t)
        elif of.typed == name and held.number is None:
            st.markdown(f"○ {t('Type a number here.')}")
        else:
            st.markdown(line(of, name))
        st.markdown(quiet(lines(own(of, name))))
