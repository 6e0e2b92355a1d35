"""Pieces that documents are put together from. Text that comes in is plain: it is made markup here."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table

from sla_core.documents.fonts import REGULAR
from sla_core.documents.letters import MISSING, in_fours, markup, shown
from sla_core.documents.sheet import Story
from sla_core.documents.style import (
    BOTTOM,
    CELL,
    CELL_MUTED,
    COLUMN,
    COMPANY,
    FINGERPRINT,
    HASH,
    HEADING,
    HEIGHT,
    LINE,
    MUTED,
    NAME,
    ROOM,
    SMALL,
    TEAMS,
    TITLE,
    TOP,
)
from sla_core.i18n import Texts
from sla_core.people import Department

# Of every table. The font, because the one that is set without it would be named in the PDF and not embedded.
_BARE = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
]
_GAP = 8  # points between columns
_TALLEST = 0.2 * (HEIGHT - TOP - BOTTOM)  # of a row, in points


def said(text: str, style: ParagraphStyle) -> Any:
    """Return a paragraph that shows the text as it was typed."""
    return Paragraph(markup(text), style)


def small(text: str) -> str:
    """Return the text as markup for a smaller line within a paragraph."""
    return f'<font size="{HASH.fontSize}" color="{MUTED.hexval()}">{markup(text)}</font>'


def opening(company: str, title: str) -> Story:
    """Return the head of a first page: whose, what, and a rule in the colours of both sides."""
    halves = (TEAMS[Department.MARKETING], TEAMS[Department.SALES])
    fill = [("BACKGROUND", (side, 0), (side, 0), colour) for side, colour in enumerate(halves)]
    rule = _table([["", ""]], [ROOM / 2] * 2, fill, rowHeights=[2])
    return [said(company, COMPANY), said(title, TITLE), rule, Spacer(0, 10)]


def facts(pairs: Iterable[tuple[str, str]]) -> Any:
    """Return names and values beside each other; those without a value are left out."""
    rows = [[said(name, CELL_MUTED), said(value, CELL)] for name, value in pairs if value]
    widths = [34 * mm, ROOM - 34 * mm]
    pieces = [piece for row in rows for piece in _in_pieces(row, widths)]
    return _table(pieces, widths, [("BOTTOMPADDING", (0, 0), (-1, -1), 2)])


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[float]) -> Any:
    """Return a table of paragraphs whose head is repeated on each page.

    `widths` are in mm; the last column takes the rest. A row stays whole unless it is very high.
    """
    points = [width * mm for width in widths]
    points.append(ROOM - sum(points))
    pieces = [[said(name, COLUMN) for name in heads]]
    style: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, LINE),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 5),
        ("RIGHTPADDING", (0, 0), (-2, -1), _GAP),
    ]
    for row in rows:
        first = len(pieces)
        pieces += _in_pieces(row, [*(width - _GAP for width in points[:-1]), points[-1]])
        last = len(pieces) - 1
        style += [
            ("TOPPADDING", (0, first), (-1, first), 5),
            ("BOTTOMPADDING", (0, last), (-1, last), 5),
            ("LINEBELOW", (0, last), (-1, last), 0.6, LINE),
        ]
    return _table(pieces, points, style, repeatRows=1)


def _in_pieces(cells: Sequence[Any], widths: Sequence[float]) -> list[list[Any]]:
    """Return a row of paragraphs as rows of which none is so high that it would leave a page half empty."""
    pieces = []
    while any(cells):
        parts = [
            cell.split(width, _TALLEST) if cell else [] for cell, width in zip(cells, widths, strict=True)
        ]
        pieces.append([part[0] if part else "" for part in parts])
        cells = [part[1] if len(part) > 1 else "" for part in parts]
    return pieces


def _table(rows: Sequence[Sequence[Any]], widths: Sequence[float], style: list[Any], **more: Any) -> Any:
    return Table(rows, colWidths=widths, style=[*_BARE, *style], hAlign="LEFT", **more)


def fingerprint(name: str, sha256: str) -> Story:
    """Return a hash under its name, in groups of four."""
    return [said(name, NAME), said(in_fours(sha256), FINGERPRINT)]


def section(title: str, *first: Any) -> Any:
    """Return a heading that stays with what comes first under it."""
    return KeepTogether([said(title, HEADING), *first])


def about_missing(texts: Iterable[str], t: Texts) -> Story:
    """Return what the empty boxes mean, where the texts have letters that show as one."""
    if not any(shown(text).count(MISSING) > text.count(MISSING) for text in texts):
        return []
    return [said(t("{box} stands for a letter that this document's typeface lacks.", box=MISSING), SMALL)]
