"""The agreement as it reads: every clause in a row, beside it the figure that it defines and how that stands."""

from collections.abc import Iterator, Mapping

import streamlit as st

from db.versions import Versions
from pages.agree.shown import Shown
from pages.meet.cards import year
from pages.ui.text import lines, plain, quiet, strong
from sla_core.agreement import Status
from sla_core.clause_figures import ClauseFigure, figures
from sla_core.clauses import Chapter, Clause
from sla_core.i18n import NBSP, Texts
from sla_core.terms import Metric
from sla_core.verdict import WORDS


def draw(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the text of the shown version; of an amendment what changes first, the rest on demand."""
    measured = figures(view.now, year(known, view.now), t) if view.is_in_force else {}
    only_changes = view.version.amendment > 0 and view.status is Status.PROPOSED
    if only_changes:
        whole = st.toggle(t("Show the whole text, not only what changes"), key="whole_text")
        only_changes = not whole
    rows = [row for chapter in view.chapters for row in _rows(chapter, view, only_changes, measured, t)]
    columns: dict[str, list[str]] = {
        "": [number for number, *_ in rows],
        t("The agreement as it reads"): [text for _, text, *_ in rows],
    }
    if view.is_in_force:
        columns[t("Today’s figure")] = [figure for *_, figure, _ in rows]
        columns[t("Status")] = [standing for *_, standing in rows]
    with st.container(border=True, key="agreement_text"):
        st.table(
            columns,
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("The clauses of version {version}", version=view.version.label),
        )


def _rows(
    chapter: Chapter, view: Shown, only_changes: bool, measured: Mapping[Metric, ClauseFigure], t: Texts
) -> Iterator[tuple[str, str, str, str]]:
    clauses = [c for c in chapter.clauses if not only_changes or c.id in view.changed_clauses]
    if clauses:
        yield strong(str(chapter.number)), strong(plain(chapter.title)), "", ""
    for clause in clauses:
        figure = measured.get(clause.metric) if clause.metric else None
        yield _number(clause), _text(clause, view, t), *(_figure(figure, t) if figure else ("", ""))


def _number(clause: Clause) -> str:
    return f":gray[{clause.id}]"


def _text(clause: Clause, view: Shown, t: Texts) -> str:
    is_open = view.status in (Status.DRAFT, Status.PROPOSED)
    mark = f" :gray-badge[{t('changed')}]" if is_open and clause.id in view.changed_clauses else ""
    return marked(clause.text) + mark


def marked(text: str) -> str:
    """Return a clause's text as markdown: bold between `**`, everything else as it was typed."""
    parts = text.split("**")
    return "".join(strong(plain_inside(p)) if place % 2 else plain_inside(p) for place, p in enumerate(parts))


def plain_inside(part: str) -> str:
    """Return a part of a sentence as it was typed, with the spaces at its ends."""
    inner = part.strip(" ")
    if not inner:
        return part
    before, after = part[: len(part) - len(part.lstrip(" "))], part[len(part.rstrip(" ")) :]
    return f"{before}{plain(inner)}{after}"


def _figure(figure: ClauseFigure, t: Texts) -> tuple[str, str]:
    number = plain(figure.number).replace(" ", NBSP)
    told = [strong(number), quiet(plain(f"{figure.note} · {figure.context}"))]
    standing = figure.standing
    if standing is None:
        return lines(told), ""
    return lines(told), f":{standing.colour}[{standing.shape}{NBSP}{t(WORDS[standing]).replace(' ', NBSP)}]"
