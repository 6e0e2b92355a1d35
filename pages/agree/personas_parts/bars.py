"""Whom the personas attract, and who of those buys: leads, SQLs and customers as bars of the same length."""

import streamlit as st

from pages.agree.personas_parts.view import View
from pages.ui import charts
from pages.ui.text import plain, quiet, strong
from sla_core.charts.personas import CoverageBar, CoverageTable, Part
from sla_core.persona.words import short

_LONGEST = 26
_PITCH = 3.0  # rem per bar


def draw(view: View) -> None:
    """Draw the bars; nothing as long as nobody can be recognised."""
    t, coverage = view.t, view.coverage
    if not coverage.total.leads or not any(v.content.is_recognisable for v in view.personas):
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{strong(t('Who we attract, and who buys'))} {quiet(t('all leads known'))}")
        table = _table(view)
        alt = "; ".join(
            f"{bar.name}: {', '.join(f'{part.name} {part.figure}' for part in bar.parts)}"
            for bar in table.bars
        )
        charts.coverage(table, alt, _PITCH * len(table.bars))
        names = " · ".join(plain(part.name) for part in table.bars[0].parts)
        st.markdown(quiet(t("From left: {names}", names=names)))


def _table(view: View) -> CoverageTable:
    t, coverage = view.t, view.coverage
    parts = [
        (short(version.content.name, _LONGEST), tally)
        for version, tally in zip(view.personas, coverage.only, strict=True)
        if version.content.is_recognisable
    ]
    several = [(t("several"), coverage.several)] if coverage.several.leads else []
    none = (t("no persona"), coverage.none)
    counted = [
        (t("Leads"), [tally.leads for _, tally in (*parts, *several, none)], coverage.total.leads),
        (t("SQL"), [tally.qualified for _, tally in (*parts, *several, none)], coverage.total.qualified),
        (
            t("Customers"),
            [tally.customers for _, tally in (*parts, *several, none)],
            coverage.total.customers,
        ),
    ]
    names = [name for name, _ in (*parts, *several, none)]
    return CoverageTable(
        tuple(
            CoverageBar(
                f"{name} {t.number(total)}",
                tuple(
                    Part(part, n, t.number(n), is_none=place == len(names) - 1)
                    for place, (part, n) in enumerate(zip(names, counts, strict=True))
                ),
            )
            for name, counts, total in counted
            if total
        )
    )
