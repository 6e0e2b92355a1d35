"""Text for Streamlit's markdown: user text as it was typed, and the few forms that pages use.

Texts are translated outside of f-strings, `strong(t("People"))`: Babel finds no keys inside them.
"""

import re
from collections.abc import Iterable

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_WHITE_SPACE = re.compile(r"[ \t\r\n\f\v]+")  # not the spaces that do not break
_WORD_JOINER = "\u2060"  # shows nothing and breaks nothing
# Found in the finished text, after entities: addresses, mail, :emoji: and :icons:, arrows such as `->`.
_FOUND_LATER = re.compile(r"(?<=[:@])(?=\S)|(?<=\bwww)(?=\.)|(?<=[<>~-])(?=[=>-])", re.IGNORECASE)


def plain(text: str) -> str:
    """Return text that Streamlit's markdown shows as it was typed: in texts, labels, badges, errors, tables.

    Every sign of punctuation becomes an entity, so that nothing can begin markup. What Streamlit looks for
    only after that is parted by a character without width. White space shows as one space.
    """
    parted = _FOUND_LATER.sub(_WORD_JOINER, _WHITE_SPACE.sub(" ", text).strip(" "))
    return _PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};", parted)


def strong(text: str) -> str:
    """Return markdown in bold: the title of a block."""
    return f"**{text}**"


def quiet(text: str) -> str:
    """Return markdown small and gray, but dark enough to read (captions of Streamlit are paler than 4.5:1)."""
    return f":small[:gray[{text}]]"


def lines(texts: Iterable[str]) -> str:
    """Return markdown texts one under the other in one paragraph."""
    return "  \n".join(texts)
