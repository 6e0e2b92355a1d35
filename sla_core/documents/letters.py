"""User text as a document shows it: never markup, and no letter lost.

The font has the Latin, Greek and Cyrillic letters of European languages. What it lacks shows as an empty box, so
that nobody reads a text that silently misses something.
"""

import re
import unicodedata
from html import escape

from sla_core.documents.fonts import GLYPHS

MISSING = "☐"
_NEW_LINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# They shape what stands beside them and show nothing themselves. Marks that turn the direction are not among
# them: a text that reads differently on a screen shows so.
_SHAPING = re.compile("[\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]")
_HYPHEN_THAT_HOLDS = "\u2011"  # the only sign in use whose likeness the font has under another number
_PROMISED = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def shown(text: str) -> str:
    """Return the text in letters that the font has; line ends are `\\n`."""
    lines = _SHAPING.sub("", _NEW_LINE.sub("\n", text)).replace(_HYPHEN_THAT_HOLDS, "-")
    return "".join(
        letter if letter == "\n" else _shown(letter) for letter in unicodedata.normalize("NFC", lines)
    )


def _shown(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    if letter in GLYPHS:
        return letter
    if all(part in GLYPHS for part in apart):
        return apart
    return " " if letter.isspace() else MISSING


def markup(text: str) -> str:
    """Return the text as reportlab's markup that shows it as it was typed."""
    return escape(shown(text), quote=False).replace("\n", "<br/>")


def clause_markup(text: str) -> str:
    """Return a clause's text as markup: bold between `**`."""
    return _PROMISED.sub(r"<b>\1</b>", markup(text))


def in_fours(sha256: str, in_line: int = 16) -> str:
    """Return a hash as people compare it: in groups of four, so many in a line."""
    groups = re.findall(".{1,4}", sha256)
    return "\n".join(" ".join(groups[first : first + in_line]) for first in range(0, len(groups), in_line))
