"""What the goals rest on: journey, value of a customer, traffic. What is agreed beside what the data say."""

from decimal import Decimal
from fractions import Fraction

import streamlit as st

from pages.agree.goals_parts.view import View, to_editor
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core.funnel.words import days
from sla_core.goals.chain import Link
from sla_core.goals.journey import DAY, JourneyLength
from sla_core.goals.periods import month
from sla_core.goals.plan import own_mean
from sla_core.i18n import Texts
from sla_core.sections import Section
from sla_core.terms.journeys import is_agreed, persona_journeys
from sla_core.wording import money

_NOT_MEASURED = JourneyLength(0, None, None)  # a persona of the draft only
_APART = Fraction(1, 10)  # so far may what is agreed lie from what the data say without a remark


def draw(view: View, t: Texts) -> None:
    """Draw the three inputs, each with what to do where it is missing."""
    promise = view.promise
    missing = [promise.lifetime_value, promise.visits_per_month].count(None)
    missing += not is_agreed(view.basis.terms.personas, promise)
    state = (
        f":orange[▲ {t.plural('{n} is not agreed', '{n} are not agreed', missing)}]"
        if missing
        else f":green[✓ {t('all three are there') if view.is_draft else t('all three agreed')}]"
    )
    with st.container(border=True, gap="xsmall"):
        source = f" {quiet(view.draft_words(t))}" if view.is_draft else ""
        st.markdown(f"{strong(t('What the goals rest on'))} {state}{source}")
        columns = 1 if session.size() is Size.HALL else 3
        with st.grid(columns, gap="small"):
            for part in (_journey, _value, _visits):
                with st.container(gap="xxsmall"):
                    part(view, t)
        if missing:
            to_editor(Section.INPUTS, t("Agree on what is missing"))


def _journey(view: View, t: Texts) -> None:
    agreed, terms = view.promise.journey_days, view.basis.terms
    is_missing = not is_agreed(terms.personas, view.promise)
    told = t("not agreed") if agreed is None else t.plural("{n} day", "{n} days", agreed)
    _agreed(t("from lead to customer"), told, is_missing)
    _own(_measured(view.facts.journey, agreed, t))
    _left_out(view.facts.journey.came_in_as_customers, t)
    for persona in terms.personas:
        of = view.promise.journey_days_by_persona.get(persona.persona)
        told = t("as everybody") if of is None else t.plural("{n} day", "{n} days", of)
        measured = view.facts.journeys.get(persona.persona, _NOT_MEASURED)
        own = _measured(measured, of if of is not None else agreed, t)
        st.markdown(f"{plain(persona.name)} {strong(told)}  \n{quiet(own)}")
    for journey in persona_journeys(terms.personas, view.promise):
        if journey.name is None:
            length = t.plural("{n} day", "{n} days", journey.days)
            told = t(
                "{days} are agreed for a persona that the agreement does not name: they do not count.",
                days=length,
            )
            st.markdown(f":orange[▲ {told}]")


def _measured(own: JourneyLength, agreed: int | None, t: Texts) -> str:
    """Return how long the journey took in our own data, beside what is agreed."""
    if own.median is None or own.p90 is None:
        return t.plural("own: {n} journey, too little data", "own: {n} journeys, too little data", own.n)
    told = t(
        "own: half within {median} days, nine of ten within {p90} ({n} customers in a year)",
        median=days(own.median, t),
        p90=days(own.p90, t),
        n=t.number(own.n),
    )
    return told + _deviation(agreed, Fraction(own.median, DAY), t)


def _left_out(n: int, t: Texts) -> None:
    """Say how many customers made no journey: elsewhere they are counted, and the numbers differ."""
    if n:
        told = t.plural(
            "Left out: {n} customer that came in as a customer, without a journey that can be measured; the times of "
            "Funnel count it.",
            "Left out: {n} customers that came in as customers, without a journey that can be measured; the times of "
            "Funnel count them.",
            n,
        )
        _own(told)


def _value(view: View, t: Texts) -> None:
    promise, bought = view.promise, view.facts.purchases
    worth = promise.lifetime_value
    told = t("not agreed") if worth is None else plain(money(worth, promise.currency, t))
    _agreed(t("a customer is worth over the years"), told, worth is None)
    own = bought.average(view.now.limits.least_cases)
    agreed = promise.average_purchase
    purchase = t("no purchase agreed")
    if agreed is not None:
        amount = plain(money(agreed, promise.currency, t))
        purchase = t("a purchase: {purchase}", purchase=amount)
        if not view.is_draft:
            purchase = t("a purchase: {amount} agreed", amount=amount)
    if own is None:
        told = t.plural(
            "own: {n} purchase known, too little data", "own: {n} purchases known, too little data", bought.n
        )
        _own(f"{purchase} · {told}")
        return
    _own(
        t(
            "{agreed}; own {own} on average ({n} customers in a year)",
            agreed=purchase,
            own=plain(money(Decimal(round(own)), promise.currency, t)),
            n=t.number(bought.n),
        )
        + _deviation(None if agreed is None else Fraction(agreed), own, t)
    )


def _visits(view: View, t: Texts) -> None:
    agreed = view.promise.visits_per_month
    told = t("not agreed") if agreed is None else t.number(agreed)
    _agreed(t("visits a month"), told, agreed is None)
    own = own_mean(view.facts.months, Link.VISITS, month(view.now.today))
    if own is None:
        _own(t("own: no visits known"))
        st.page_link("pages/setup/data.py", label=t("Enter visits"), icon=":material/arrow_forward:")
        return
    known = t.plural("mean of {n} month", "mean of {n} months", view.facts.known_months)
    _own(
        t("own: {visits}, {mean}", visits=t.number(round(own)), mean=known)
        + _deviation(None if agreed is None else Fraction(agreed), own, t)
    )


def _agreed(what: str, number: str, is_missing: bool) -> None:
    st.markdown(f":orange[▲ {strong(number)}] {what}" if is_missing else f"{strong(number)} {what}")


def _own(told: str) -> None:
    st.markdown(quiet(told))


def _deviation(agreed: int | Fraction | None, own: Fraction, t: Texts) -> str:
    """Return a remark where what is agreed lies far from the company's own figure."""
    if agreed is None or not own or abs(Fraction(agreed) - own) <= own * _APART:
        return ""
    return f" · ▲ {t('agreed lower than that') if agreed < own else t('agreed higher than that')}"
