"""Editor of what has to be known before goals are set: journey, value of a customer, traffic."""

import streamlit as st

from pages.agree.editors import fields
from pages.agree.editors.form import Form
from sla_core import draft_values
from sla_core.sections import Value

_TEN_YEARS = 3_650


def ask(form: Form) -> None:
    """Ask for the three inputs, and for the average purchase and the currency."""
    with st.container(horizontal=True):
        fields.ask_amount(form, "marketing.journey_days")
        fields.ask_amount(form, "marketing.visits_per_month")
    with st.container(horizontal=True):
        fields.ask_amount(form, "marketing.average_purchase")
        fields.ask_amount(form, "marketing.lifetime_value")
        fields.ask_text(form, "marketing.currency", fields.NARROW)
    with st.container(horizontal=True):
        fields.ask_amount(form, "marketing.revenue_goal")
        fields.ask_per_cent(form, "marketing.marketing_share")


def read(form: Form) -> Value:
    """Return the inputs typed; an empty field is not agreed."""
    return {
        "marketing.journey_days": fields.count(form, "marketing.journey_days", _TEN_YEARS, least=1),
        "marketing.lifetime_value": fields.money(form, "marketing.lifetime_value"),
        "marketing.average_purchase": fields.money(form, "marketing.average_purchase"),
        "marketing.revenue_goal": fields.money(form, "marketing.revenue_goal"),
        "marketing.marketing_share": fields.per_cent(form, "marketing.marketing_share"),
        "marketing.visits_per_month": fields.count(form, "marketing.visits_per_month"),
        "marketing.currency": draft_values.currency(form.typed("marketing.currency")),
    }
