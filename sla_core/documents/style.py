"""How documents look: an A4 page, a few sizes of one typeface, and the colours of the screens in print."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from sla_core.documents.fonts import BOLD, REGULAR
from sla_core.people import Department

WIDTH, HEIGHT = A4
SIDE, TOP, BOTTOM = 26 * mm, 30 * mm, 28 * mm
HEAD_LINE, FOOT_LINE, MARK_LINE = HEIGHT - 18 * mm, 16 * mm, HEIGHT - 11 * mm
ROOM = WIDTH - 2 * SIDE  # for text, in points
NUMBERS = 11 * mm  # the column in which the clauses' numbers hang

INK, MUTED, LINE = HexColor("#1C2430"), HexColor("#5F6368"), HexColor("#D5D2CA")
PALE = HexColor("#EFEDE8")  # the word across a draft
TEAMS = {Department.MARKETING: HexColor("#0072B2"), Department.SALES: HexColor("#9B3F78")}


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    # At least two lines of a paragraph stay together on either side of a page's end.
    together = {"allowOrphans": 0, "allowWidows": 0}
    first = {"fontName": REGULAR, "textColor": INK, "fontSize": size, "leading": leading}
    return ParagraphStyle(name, **(first | together | more))


_HANGING = {"leftIndent": NUMBERS, "bulletIndent": 0}

COMPANY = _style("company", 13, 17, textColor=MUTED, spaceAfter=3)
TITLE = _style("title", 24.5, 30, fontName=BOLD, spaceAfter=10)
_ABOVE_TEXT = {"fontName": BOLD, "spaceBefore": 17, "spaceAfter": 5, "keepWithNext": 1}
HEADING = _style("heading", 14, 18, **_ABOVE_TEXT)
CHAPTER = _style(
    "chapter", 14, 18, **_ABOVE_TEXT, **_HANGING, bulletFontName=BOLD, bulletFontSize=14, bulletColor=INK
)
CLAUSE = _style(
    "clause",
    10.5,
    15,
    spaceAfter=5,
    **_HANGING,
    bulletFontName=REGULAR,
    bulletFontSize=10.5,
    bulletColor=MUTED,
)
TEXT = _style("text", 10.5, 15, spaceAfter=5)
LEAD = _style("lead", 13, 19, spaceAfter=10)
NAME = _style("name", 11.5, 15, fontName=BOLD, spaceBefore=9, spaceAfter=1, keepWithNext=1)
SMALL = _style("small", 9, 12.5, textColor=MUTED, spaceAfter=4)
CELL = _style("cell", 9.5, 12.5)
CELL_TEAMS = {team: _style(team, 9.5, 12.5, textColor=colour) for team, colour in TEAMS.items()}
CELL_MUTED = _style("cell muted", 9.5, 12.5, textColor=MUTED)
COLUMN = _style("column", 8.5, 11, fontName=BOLD, textColor=MUTED)
HASH = _style("hash", 8, 10.5, textColor=MUTED)
FINGERPRINT = _style("fingerprint", 10, 15, spaceAfter=6)
COMMAND = _style("command", 10.5, 15, fontName=BOLD, leftIndent=NUMBERS, spaceAfter=6)
