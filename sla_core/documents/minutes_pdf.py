"""Minutes of a meeting as a document: who was there, the frozen figures, what changed, what was decided."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Paragraph, Spacer

from sla_core.documents.letters import clause_markup, markup
from sla_core.documents.parts import about_missing, facts, opening, said, section, small, table
from sla_core.documents.sheet import Sheet, Story, pdf
from sla_core.documents.style import CELL, CLAUSE, LEAD, TEXT
from sla_core.i18n import Texts
from sla_core.meeting.minutes import DecisionLine, Minutes, defined_by

_ROOM_FOR_A_TABLE = CondPageBreak(110)  # points: its heading never stands alone at the foot of a page


def minutes_pdf(content: Minutes, t: Texts) -> bytes:
    """Return minutes as PDF in A4; the same content gives the same bytes."""
    sheet = Sheet(company=content.company, title=content.title)
    return pdf(sheet, lambda: _story(content, t), t)


def _story(content: Minutes, t: Texts) -> Story:
    return [
        *opening(content.company, content.title),
        said(content.verdict, LEAD),
        facts(content.facts),
        Spacer(0, 4),
        *_figures(content, t),
        *_changes(content, t),
        *_earlier(content, t),
        *_decisions(content, t),
        *_notes(content, t),
        *_defined(content, t),
        *about_missing(_user_texts(content), t),
    ]


def _figures(content: Minutes, t: Texts) -> Story:
    heads = (t("Promise"), t("Figure, frozen as the meeting began"), t("Stands"), t("Defined by"))
    rows = [
        [
            said(line.name, CELL),
            said(line.told, CELL),
            said(_status(line.stands(t)), CELL),
            said(defined_by(line, t), CELL),
        ]
        for line in content.figures
    ]
    return [_ROOM_FOR_A_TABLE, section(t("Figures")), table(heads, rows, (33, 70, 28))]


def _changes(content: Minutes, t: Texts) -> Story:
    if not content.changes:
        return []
    first, *rest = [said(f"– {told}", TEXT) for told in content.changes]
    return [section(t("Since the meeting of {day}", day=content.since), first), *rest]


def _earlier(content: Minutes, t: Texts) -> Story:
    if not content.earlier:
        return []
    heads = (t("Decision"), t("Who"), t("By when"), t("What became of it"))
    rows = [
        [
            Paragraph(_two_lines(line.what, line.clause), CELL),
            said(line.who, CELL),
            said(line.due, CELL),
            Paragraph(_two_lines(_status(line.stands), line.beside), CELL),
        ]
        for line in content.earlier
    ]
    return [_ROOM_FOR_A_TABLE, section(t("Earlier decisions")), table(heads, rows, (66, 32, 25))]


def _decisions(content: Minutes, t: Texts) -> Story:
    title = t("Decisions")
    if not content.decisions:
        return [section(title, said(t("Nothing was decided."), TEXT))]
    heads = (t("Decision"), t("Who"), t("By when"), t("About"))
    rows = [
        [
            said(line.what, CELL),
            said(line.who, CELL),
            said(line.due, CELL),
            Paragraph(_two_lines(line.clause, line.beside), CELL),
        ]
        for line in content.decisions
    ]
    return [_ROOM_FOR_A_TABLE, section(title), table(heads, rows, (66, 32, 25))]


def _notes(content: Minutes, t: Texts) -> Story:
    if not content.notes:
        return []
    first, *rest = [said(f"{step}: {text}", TEXT) for step, text in content.notes]
    return [section(t("Notes"), first), *rest]


def _defined(content: Minutes, t: Texts) -> Story:
    if not content.defined:
        return []
    first, *rest = [
        Paragraph(clause_markup(text), CLAUSE, bulletText=number) for number, text in content.defined
    ]
    return [section(t("How the figures are defined"), first), *rest]


def _status(told: str) -> str:
    """Return a status without the circle, which the typeface lacks; its word says the same."""
    return told.replace("○", "–")


def _two_lines(first: str, second: str) -> str:
    told = markup(first)
    if not second:
        return told
    return f"{told}<br/>{small(second)}" if first else small(second)


def _user_texts(content: Minutes) -> Iterator[str]:
    yield content.company
    yield from (value for _, value in content.facts)
    yield from (text for _, text in content.notes)
    yield from _of(content.earlier)
    yield from _of(content.decisions)


def _of(lines: Sequence[DecisionLine]) -> Iterator[str]:
    for line in lines:
        yield from (line.what, line.who, line.beside)
