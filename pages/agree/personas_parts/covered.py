"""Whom the personas cover, in figures: share and win rate of each, who matches none or several, what to check."""

from collections.abc import Callable

import streamlit as st

from pages.agree.personas_parts import bars
from pages.agree.personas_parts.overview import rate_words
from pages.agree.personas_parts.view import View, lead_link
from pages.ui import reads
from pages.ui.text import lines, plain, quiet, strong
from sla_core.columns import Flags
from sla_core.funnel.words import percent
from sla_core.goals.rates import Rate
from sla_core.i18n import Texts
from sla_core.persona.coverage import Tally, spread_sample
from sla_core.persona.words import short
from sla_core.wording import joined

_SAMPLE = 6  # leads
_LONGEST_NAME = 40


def draw(view: View) -> None:
    """Draw the figures of all personas, what they say together, and leads to check against."""
    t = view.t
    if not any(version.content.is_recognisable for version in view.personas):
        with st.container(border=True):
            st.markdown(
                t("No persona has conditions yet by which a lead is recognised: write them under Write.")
            )
        return
    if not view.coverage.total.leads:
        st.markdown(t("There are no leads yet"))
        return
    bars.draw(view)
    _figures(view)
    _otherwise(view)
    _check(view)


def _figures(view: View) -> None:
    t, coverage = view.t, view.coverage
    told = [
        (plain(short(version.content.name, _LONGEST_NAME)), tally)
        for version, tally in zip(view.personas, coverage.by_persona, strict=True)
        if version.content.is_recognisable
    ]
    told += [(t("several personas"), coverage.several), (t("no persona"), coverage.none)]
    least = view.now.limits.least_cases

    def shares(n: Callable[[Tally], int]) -> list[str]:
        return [_share(Rate(n(tally), n(coverage.total), least), t) for _, tally in told]

    with st.container(border=True, gap="xsmall"):
        st.table(
            {
                t("Persona"): [name for name, _ in told],
                t("Of {n} leads", n=t.number(coverage.total.leads)): shares(lambda of: of.leads),
                t("Of {n} SQLs", n=t.number(coverage.total.qualified)): shares(lambda of: of.qualified),
                t("Of {n} customers", n=t.number(coverage.total.customers)): shares(lambda of: of.customers),
                t("SQL won"): [rate_words(tally.won(least), t) for _, tally in told],
            },
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("Share of leads, SQLs and customers of each persona, and how many of its SQLs were won"),
        )
        st.markdown(quiet(t("Who matches several is counted with each of them, and once under several.")))


def _share(rate: Rate, t: Texts) -> str:
    """Return a share of what heads the column; of too few cases the count alone."""
    count = t.number(rate.found)
    return count if rate.share is None else f"{strong(percent(float(rate.share), t))} ({count})"


def _otherwise(view: View) -> None:
    """Say where personas, customers and grades do not fit each other."""
    t, coverage = view.t, view.coverage
    names = [
        plain(short(view.personas[place].content.name, _LONGEST_NAME))
        for place in coverage.without_customers
        if view.personas[place].content.is_recognisable
    ]
    labels = [band.label for band in view.now.in_force.terms.scoring.grades]
    low = joined([plain(label) for label in labels[len(labels) - len(labels) // 2 :]], t)
    sentences = [
        t("Personas without customers: {names}.", names=joined(names, t)) if names else "",
        t.plural(
            "{n} customer matches no persona.",
            "{n} customers match no persona.",
            coverage.none.customers,
        ),
    ]
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Where they do not fit")))
        st.markdown(lines(one for one in sentences if one))
        if not any(rule.on for rule in view.now.in_force.terms.scoring.fit):
            st.markdown(
                quiet(t("Grades are not compared: the agreement gives no points for what a lead is."))
            )
            return
        _leads(
            view,
            t("Match a persona, but have grade {grades}", grades=low),
            coverage.matched_but_low,
        )
        _leads(
            view,
            t("Match no persona, but have a better grade than {grades}", grades=low),
            coverage.high_but_unmatched,
        )


def _check(view: View) -> None:
    """Show a few leads of each persona: does one recognise the person?"""
    t, coverage = view.t, view.coverage
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Leads to check against: is this the customer we mean?")))
        for place, version in enumerate(view.personas):
            if version.content.is_recognisable:
                _leads(view, plain(short(version.content.name, _LONGEST_NAME)), coverage.matches[place])


def _leads(view: View, title: str, chosen: Flags) -> None:
    """Draw how many leads are chosen, and links to a few of them."""
    t = view.t
    ids = spread_sample(chosen, view.coverage.lead, _SAMPLE)
    counted = t.plural("{n} lead", "{n} leads", int(chosen.sum()))
    st.markdown(f"{title}: {counted}" + (f"  \n{quiet(links(view, ids))}" if ids else ""))


def links(view: View, ids: list[int]) -> str:
    """Return links to leads as markdown, each with its company."""
    names = reads.lead_names(view.known, tuple(ids))
    told = []
    for lead_id in ids:
        lead = names.get(lead_id)
        who = (lead.name or lead.email) if lead else ""
        company = f", {lead.company}" if lead and lead.company else ""
        told.append(lead_link(lead_id, f"{who or view.t('Lead {n}', n=lead_id)}{company}"))
    return " · ".join(told)
