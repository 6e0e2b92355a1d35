"""The weekly check as a document: the figures of the week, and every lead with what was decided of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.platypus import Paragraph, Spacer

from sla_core.documents.letters import markup
from sla_core.documents.parts import about_missing, facts, opening, said, section, small, table
from sla_core.documents.sheet import Sheet, Story, pdf
from sla_core.documents.style import CELL, SMALL, TEXT
from sla_core.i18n import Texts
from sla_core.weekly_check.words import CheckLine


@dataclass(frozen=True)
class WeeklyCheckPaper:
    """A check, signed off or not yet. All texts are words of the reader's language.

    `facts` are names and values that stand above the list; those without a value are left out.
    """

    company: str
    week: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[CheckLine, ...]


def weekly_check_pdf(content: WeeklyCheckPaper, t: Texts) -> bytes:
    """Return the check as PDF in A4; the same content gives the same bytes."""
    title = _title(content, t)
    return pdf(Sheet(company=content.company, title=title), lambda: _story(content, t), t)


def _title(content: WeeklyCheckPaper, t: Texts) -> str:
    return t("Weekly check, {week}", week=content.week)


def _story(content: WeeklyCheckPaper, t: Texts) -> Story:
    return [
        *opening(content.company, _title(content, t)),
        facts(content.facts),
        Spacer(0, 4),
        *_leads(content, t),
        *about_missing(_user_texts(content), t),
    ]


def _leads(content: WeeklyCheckPaper, t: Texts) -> Story:
    title = t("Leads that waited for a first response")
    if not content.lines:
        return [section(title, said(t("Nobody waited."), TEXT))]
    heads = (t("Lead"), t("Owner"), t("How it stood"), t("Attempts"), t("Decided"))
    rows = [
        [
            Paragraph(_two_lines(line.company, line.name), CELL),
            said(line.owner, CELL),
            said(line.stood, CELL),
            said(t.number(line.attempts), CELL),
            Paragraph(_two_lines(line.decided, line.comment, bold=False), CELL),
        ]
        for line in content.lines
    ]
    how_many = t.plural("{n} lead, the most urgent first", "{n} leads, the most urgent first", len(rows))
    return [section(title, said(how_many, SMALL)), table(heads, rows, (44, 29, 33, 15))]


def _two_lines(first: str, second: str, *, bold: bool = True) -> str:
    told = f"<b>{markup(first)}</b>" if bold else markup(first)
    return f"{told}<br/>{small(second)}" if second else told


def _user_texts(content: WeeklyCheckPaper) -> Iterator[str]:
    yield content.company
    yield from (value for _, value in content.facts)
    for line in content.lines:
        yield from (line.company, line.name, line.owner, line.decided, line.comment)
