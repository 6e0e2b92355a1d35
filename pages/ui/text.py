"""Text for Streamlit's markdown: user text as it was typed, and the few forms that pages use.

Texts are translated outside of f-strings, `strong(t("People"))`: Babel finds no keys inside them.
"""

import re
from collections.abc import Iterable

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_WHITE_SPACE = re.compile(r"[ \t\r\n\f\v]+")  # not the spaces that do not break
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_EMBEDS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_END_OF_EMBEDDED, _ISOLATED, _END_OF_ISOLATED = "\u202c", "\u2068", "\u2069"
_WORD_JOINER = "\u2060"  # shows nothing and breaks nothing
# Found in the finished text, after entities: addresses, mail, :emoji: and :icons:, arrows such as `->`.
_FOUND_LATER = re.compile(r"(?<=[:@])(?=\S)|(?<=\bwww)(?=\.)|(?<=[<>~-])(?=[=>-])", re.IGNORECASE)


def plain(text: str) -> str:
    """Return text that Streamlit's markdown shows as it was typed: in texts, labels, badges, errors, tables.

    Every sign of punctuation becomes an entity, so that nothing can begin markup. What Streamlit looks for
    only after that is parted by a character without width. White space shows as one space. A sign that turns
    the direction of writing turns this text only.
    """
    line = _WHITE_SPACE.sub(" ", text).strip(" ")
    parted = _FOUND_LATER.sub(_WORD_JOINER, _isolated(line) if _DIRECTION.search(line) else line)
    return _PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};", parted)


def _isolated(line: str) -> str:
    """Return a text whose direction ends with it: what it opens is closed, and it closes nothing before it."""
    open_ends, kept = [], []
    for sign in line:
        if sign in _EMBEDS:
            open_ends.append(_END_OF_EMBEDDED)
        elif sign in _ISOLATES:
            open_ends.append(_END_OF_ISOLATED)
        elif sign in (_END_OF_EMBEDDED, _END_OF_ISOLATED):
            if sign not in (open_ends if sign == _END_OF_ISOLATED else open_ends[-1:]):
                continue
            while (end := open_ends.pop()) != sign:
                kept.append(end)
        kept.append(sign)
    return f"{_ISOLATED}{''.join([*kept, *reversed(open_ends)])}{_END_OF_ISOLATED}"


def strong(text: str) -> str:
    """Return markdown in bold: the title of a block."""
    return f"**{text}**"


def quiet(text: str) -> str:
    """Return markdown small and gray, but dark enough to read (captions of Streamlit are paler than 4.5:1)."""
    return f":small[:gray[{text}]]"


def lines(texts: Iterable[str]) -> str:
    """Return markdown texts one under the other in one paragraph."""
    return "  \n".join(texts)
