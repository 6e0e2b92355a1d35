"""Editor of what has to be known before goals are set: journey, value of a customer, traffic."""

import streamlit as st

from pages.agree.editors import fields
from pages.agree.editors.form import Form
from pages.ui import session
from pages.ui.text import plain, quiet
from sla_core import draft_values
from sla_core.sections import Value
from sla_core.terms import PersonaRef

_TEN_YEARS = 3_650
_JOURNEYS = "marketing.journey_days_by_persona"


def ask(form: Form) -> None:
    """Ask for the three inputs, and for the average purchase and the currency."""
    with st.container(horizontal=True):
        fields.ask_amount(form, "marketing.journey_days")
        fields.ask_amount(form, "marketing.visits_per_month")
    _ask_journeys(form)
    with st.container(horizontal=True):
        fields.ask_amount(form, "marketing.average_purchase")
        fields.ask_amount(form, "marketing.lifetime_value")
        fields.ask_text(form, "marketing.currency", fields.NARROW)
    with st.container(horizontal=True):
        fields.ask_amount(form, "marketing.revenue_goal")
        fields.ask_per_cent(form, "marketing.marketing_share")


def _ask_journeys(form: Form) -> None:
    """Ask for the journey of each persona that the draft names."""
    t, agreed = form.t, form.at(_JOURNEYS)
    personas = form.version.terms.personas
    with st.container(horizontal=True):
        for persona in personas:
            days = agreed.get(persona.persona)
            st.text_input(
                plain(_label(form, persona)),
                "" if days is None else t.number(days),
                key=form.key(_field(persona)),
                width=session.size().px(fields.MIDDLE),
            )
    told = [t("A persona with an empty field takes as long as everybody.")] if personas else []
    if agreed.keys() - {persona.persona for persona in personas}:
        told.append(t("A journey is agreed for a persona that the draft does not name: saving takes it out."))
    if told:
        st.markdown(quiet(" ".join(told)))


def _label(form: Form, persona: PersonaRef) -> str:
    return form.t("Days from lead to customer, {persona}", persona=persona.name)


def _field(persona: PersonaRef) -> str:
    return f"journey.{persona.persona}"


def _journeys(form: Form) -> Value:
    typed = {
        persona.persona: draft_values.count(
            _label(form, persona), form.typed(_field(persona)), _TEN_YEARS, least=1
        )
        for persona in form.version.terms.personas
    }
    return {persona: days for persona, days in typed.items() if days is not None}


def read(form: Form) -> Value:
    """Return the inputs typed; an empty field is not agreed."""
    return {
        "marketing.journey_days": fields.count(form, "marketing.journey_days", _TEN_YEARS, least=1),
        _JOURNEYS: _journeys(form),
        "marketing.lifetime_value": fields.money(form, "marketing.lifetime_value"),
        "marketing.average_purchase": fields.money(form, "marketing.average_purchase"),
        "marketing.revenue_goal": fields.money(form, "marketing.revenue_goal"),
        "marketing.marketing_share": fields.per_cent(form, "marketing.marketing_share"),
        "marketing.visits_per_month": fields.count(form, "marketing.visits_per_month"),
        "marketing.currency": draft_values.currency(form.typed("marketing.currency")),
    }
