"""What the goals rest on: journey, value of a customer, traffic. What is agreed beside what the data say."""

from decimal import Decimal
from fractions import Fraction

import streamlit as st

from pages.agree.goals_parts.view import View, to_editor
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core.goals.chain import Link
from sla_core.goals.periods import month
from sla_core.goals.plan import own_mean
from sla_core.i18n import Texts
from sla_core.sections import Section
from sla_core.wording import money

_APART = Fraction(1, 10)  # so far may what is agreed lie from what the data say without a remark


def draw(view: View, t: Texts) -> None:
    """Draw the three inputs, each with what to do where it is missing."""
    promise = view.promise
    missing = [promise.journey_days, promise.lifetime_value, promise.visits_per_month].count(None)
    state = (
        f":orange[▲ {t.plural('{n} is not agreed', '{n} are not agreed', missing)}]"
        if missing
        else f":green[✓ {t('all three agreed')}]"
    )
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(t('What the goals rest on'))} {state}")
        columns = 1 if session.size() is Size.HALL else 3
        with st.grid(columns, gap="small"):
            for part in (_journey, _value, _visits):
                with st.container(gap="xxsmall"):
                    part(view, t)
        if missing:
            to_editor(Section.INPUTS, t("Agree on what is missing"))


def _journey(view: View, t: Texts) -> None:
    agreed, own = view.promise.journey_days, view.facts.journey
    told = t("not agreed") if agreed is None else t.plural("{n} day", "{n} days", agreed)
    _agreed(t("from lead to customer"), told, agreed is None)
    if own.median_days is None or own.p90_days is None:
        _own(t.plural("own: {n} journey, too little data", "own: {n} journeys, too little data", own.n))
        return
    _own(
        t(
            "own: half within {median} days, nine of ten within {p90} ({n} customers in a year)",
            median=t.number(own.median_days),
            p90=t.number(own.p90_days),
            n=t.number(own.n),
        )
        + _deviation(agreed, Fraction(own.median_days), t)
    )


def _value(view: View, t: Texts) -> None:
    promise, bought = view.promise, view.facts.purchases
    worth = promise.lifetime_value
    told = t("not agreed") if worth is None else plain(money(worth, promise.currency, t))
    _agreed(t("a customer is worth over the years"), told, worth is None)
    own = bought.average(view.now.limits.least_cases)
    agreed = promise.average_purchase
    purchase = t("no purchase agreed") if agreed is None else plain(money(agreed, promise.currency, t))
    if own is None:
        told = t.plural(
            "own: {n} purchase known, too little data", "own: {n} purchases known, too little data", bought.n
        )
        _own(f"{t('a purchase: {amount} agreed', amount=purchase)} · {told}")
        return
    _own(
        t(
            "a purchase: {agreed} agreed; own {own} on average ({n} customers in a year)",
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
