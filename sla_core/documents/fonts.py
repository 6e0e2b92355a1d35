"""The documents' typeface, embedded in each: Source Sans, as on the screens."""

from bisect import bisect_right

from font_source_sans_pro import font_files_ttf
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "SourceSansPro", "SourceSansProSemibold"


def _registered() -> frozenset[str]:
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, font_files_ttf[name]))
    for italic in (0, 1):  # there is no italic in the documents: it has no Greek and no Cyrillic
        addMapping(REGULAR, 0, italic, REGULAR)
        addMapping(REGULAR, 1, italic, BOLD)
    regular, bold = (pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, BOLD))
    return frozenset(map(chr, regular.keys() & bold.keys()))


# Registered when this is imported, which only one thread does: a second time would spoil a document being made.
GLYPHS = _registered()  # the letters that the typeface has, in both weights


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Return the text, cut with an ellipsis where it is wider than so many points."""
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    fits = bisect_right(
        range(len(text)), width, key=lambda n: pdfmetrics.stringWidth(f"{text[:n]}…", font, size)
    )
    return f"{text[: max(fits - 1, 0)].rstrip()}…"
