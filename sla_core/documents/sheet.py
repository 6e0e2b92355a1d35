"""Pages: what stands around the text on each, and how a story becomes the bytes of a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from sla_core.documents.fonts import BOLD, REGULAR, fitted
from sla_core.documents.letters import shown
from sla_core.documents.style import (
    BOTTOM,
    CHAPTER,
    FOOT_LINE,
    HEAD_LINE,
    HEADING,
    HEIGHT,
    INK,
    LINE,
    MARK_LINE,
    MUTED,
    PALE,
    ROOM,
    SIDE,
    TOP,
    WIDTH,
)
from sla_core.i18n import Texts

Story = list[Any]  # reportlab's flowables, which have no types


@dataclass(frozen=True)
class Sheet:
    """What stands around the text.

    `company` and `title` run above it from the second page on, because the first begins with them; `foot` is below
    it and `mark`, where there is one, across and above it on every page.
    """

    company: str
    title: str
    foot: str = ""
    mark: str = ""


# The library's fonts are shared and note which letters they were asked for: two threads at once break them.
_ONE_AT_A_TIME = Lock()


def pdf(sheet: Sheet, story: Callable[[], Story], t: Texts) -> bytes:
    """Return a PDF of a story; it is told twice, because each page says how many there are."""
    with _ONE_AT_A_TIME:
        pages, _ = _told(sheet, story(), 0, t)
        _, made = _told(sheet, story(), pages, t)
    return made


def _told(sheet: Sheet, story: Story, pages: int, t: Texts) -> tuple[int, bytes]:
    made = BytesIO()
    document = BaseDocTemplate(
        made,
        pagesize=(WIDTH, HEIGHT),
        title=shown(sheet.title),
        subject=shown(sheet.title),
        author=shown(sheet.company),
        creator="Handslag",
        lang=t.language.value,
        initialFontName=REGULAR,  # or a font that is not embedded would be named too
        invariant=1,  # neither the time nor a random number goes in
    )

    def around(canvas: Any, _: Any) -> None:
        canvas.saveState()
        _around(canvas, sheet, t("Page {n} of {m}", n=canvas.getPageNumber(), m=pages))
        canvas.restoreState()

    frame = Frame(
        SIDE,
        BOTTOM,
        ROOM,
        HEIGHT - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=around))
    document.afterFlowable = lambda flowable: _bookmark(document.canv, flowable)
    document.build(story)
    return document.page, made.getvalue()


def _around(canvas: Any, sheet: Sheet, page: str) -> None:
    if sheet.mark:
        _across(canvas, sheet.mark)
    canvas.setFont(REGULAR, 9)
    canvas.setFillColor(MUTED)
    if canvas.getPageNumber() > 1:
        canvas.drawString(SIDE, HEAD_LINE, fitted(shown(sheet.company), REGULAR, 9, 0.48 * ROOM))
        canvas.drawRightString(WIDTH - SIDE, HEAD_LINE, fitted(shown(sheet.title), REGULAR, 9, 0.48 * ROOM))
        _line(canvas, HEAD_LINE - 6)
    canvas.drawString(SIDE, FOOT_LINE, sheet.foot)
    canvas.drawRightString(WIDTH - SIDE, FOOT_LINE, page)
    _line(canvas, FOOT_LINE + 14)


def _line(canvas: Any, height: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(SIDE, height, WIDTH - SIDE, height)


def _across(canvas: Any, mark: str) -> None:
    canvas.setFont(BOLD, 11)
    canvas.setFillColor(INK)
    canvas.drawCentredString(WIDTH / 2, MARK_LINE, mark)
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(54)
    canvas.setFont(BOLD, 76)
    canvas.setFillColor(PALE)
    canvas.drawCentredString(0, -25, mark)
    canvas.restoreState()


def _bookmark(canvas: Any, flowable: Any) -> None:
    """Put a heading into the list of contents that readers of PDF show beside the page."""
    if getattr(flowable, "style", None) in (CHAPTER, HEADING):
        place = f"{canvas.getPageNumber()} {flowable.getPlainText()}"
        canvas.bookmarkPage(place)
        canvas.addOutlineEntry(" ".join(filter(None, (flowable.bulletText, flowable.getPlainText()))), place)
