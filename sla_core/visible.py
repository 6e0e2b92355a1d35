"""Whether a text shows anything: a name that nobody can see is no name."""

from unicodedata import category


def is_blank(text: str) -> bool:
    """Whether a text holds nothing but spaces and signs without a shape: zero width, direction, byte order."""
    return all(sign.isspace() or category(sign) == "Cf" for sign in text)
