"""How many points customers and other leads have, one above the other: does the limit part them?"""

import numpy as np
import streamlit as st

from pages.agree.criteria_parts.view import View
from pages.ui import charts, widgets
from pages.ui.text import quiet, strong
from sla_core.charts.criteria import score_table
from sla_core.columns import Flags
from sla_core.i18n import Texts
from sla_core.lead_criteria.effect import Trial, asks_for, highest
from sla_core.leads import Stage
from sla_core.scoring.model import HUNDRED, Points
from sla_core.scoring.words import shown

_HEIGHT = 6.5


def draw(view: View, trial: Trial, t: Texts) -> None:
    """Draw the points of one axis: today's for a match, the most there ever were for being ready."""
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(strong(t("Points of customers and of others")), width="stretch")
            axis = widgets.choice("axis", {"engagement": t("Engagement"), "fit": t("Fit")}, label=t("Axis"))
        points = highest(view.held.ground, trial.model) if axis == "engagement" else trial.totals.fit
        limit = _limit(trial, axis)
        won = view.held.ground.known.won
        with st.container(gap=None):
            _one(points, won, limit, t, is_won=True)
            _one(points, ~won, limit, t, is_won=False)
        told = (
            t(
                "The most points each lead ever had, a customer's until it was won; 100 and more in the last bar."
            )
            if axis == "engagement"
            else t("Points of today, by what is known now; 100 and more in the last bar.")
        )
        st.markdown(quiet(told))


def _limit(trial: Trial, axis: str) -> int | None:
    """Return from how many hundredths on a lead reaches the band that SQL asks for on an axis."""
    label = asks_for(trial.terms.definitions.get(Stage.SALES_QUALIFIED), axis)
    scale = trial.model.grades if axis == "fit" else trial.model.ratings
    return None if label is None or label not in scale.labels else scale.minima[scale.rank(label)]


def _one(points: Points, which: Flags, limit: int | None, t: Texts, *, is_won: bool) -> None:
    of = int(which.sum())
    name = strong(t("Customers")) if is_won else strong(t("Others"))
    if limit is None:
        told = f"{name} {t.plural('{n} lead', '{n} leads', of)}"
    else:
        reach = int(np.count_nonzero(points[which] >= limit))
        told = t(
            "{who} {n} of {of} reach {points} points",
            who=name,
            n=t.number(reach),
            of=t.number(of),
            points=shown(limit, t),
        )
    st.markdown(told)
    table = score_table(
        points, which, None if limit is None else limit / HUNDRED, is_won=is_won, shows_axis=not is_won
    )
    charts.scores(table, told.replace("**", ""), _HEIGHT)
