"""What a lead of each ideal customer is worth: the share that becomes customers × the average purchase."""

import streamlit as st

from pages.agree.goals_parts.view import View
from pages.ui.text import plain, quiet, strong
from sla_core.funnel.words import converted
from sla_core.goals.persona_values import OTHERS
from sla_core.goals.stage_value import lead_worth
from sla_core.goals.value_words import worth_cell
from sla_core.i18n import Texts
from sla_core.leads import Stage


def draw(view: View, t: Texts) -> None:
    """Draw the personas that the agreement names, and the leads that are none of them."""
    names = {ref.persona: plain(ref.name) for ref in view.now.in_force.terms.personas}
    if not names:
        return
    rates = view.facts.conversions
    purchase = view.values[Stage.CUSTOMER].purchase
    currency = plain(view.promise.currency)
    with st.container(border=True, gap="xsmall"):
        told = t("own figures of the last six whole months, by the persona that the CRM names")
        st.markdown(f"{strong(t('What a lead is worth, by persona'))} {quiet(told)}")
        st.table(
            {
                t("Persona"): [names.get(key) or t("none of these") for key in [*names, OTHERS]],
                t("Became customers"): [converted(rates[key], t) for key in [*names, OTHERS]],
                t("A lead is worth"): [
                    worth_cell(lead_worth(rates[key], purchase), currency, t) for key in [*names, OTHERS]
                ],
            },
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("What a lead is worth, by persona"),
        )
