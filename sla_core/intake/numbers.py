"""Numbers as people write them: counts, and money with either decimal sign. Nothing is rounded."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from sla_core.intake.faults import Reason

DecimalSign = Literal[".", ","]

_MOST_DIGITS = 15  # before the decimal sign
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
_MONEY = re.compile(
    r"(?P<minus>[-−(])?(?:[$€£]|kr\.?|[A-Z]{3})?(?P<minus_after>[-−])?(?P<digits>[0-9][0-9.,]*)(?P<even>,-|,–)?"
    r"(?:[$€£]|kr\.?|[A-Z]{3})?(?P<end>\))?",
    re.IGNORECASE,
)
_GROUPED = {sign: re.compile(rf"[0-9]{{1,3}}(?:\{sign}[0-9]{{3}})+") for sign in ".,"}


def read_count(text: str) -> int | Reason:
    """Return a whole number from 0. Separated groups of three can only be thousands here."""
    digits = text.translate(_SPACES)
    for sign in ".,":
        if _GROUPED[sign].fullmatch(digits):
            digits = digits.replace(sign, "")
    whole = re.fullmatch(r"([0-9]{1,15})(?:[.,]0{1,2})?", digits)
    return int(whole[1]) if whole else Reason.BAD_NUMBER


def read_money(text: str, decimal_sign: DecimalSign | None) -> Decimal | Reason:
    """Return an amount; `1,234` is read with the column's decimal sign and refused when that is not known."""
    found = _MONEY.fullmatch(text.translate(_SPACES))
    if (
        not found
        or (found["minus"] == "(") != bool(found["end"])
        or (found["minus"] and found["minus_after"])
    ):
        return Reason.BAD_NUMBER
    plain = _plain(found["digits"], decimal_sign)
    if plain is None or len(plain.partition(".")[0]) > _MOST_DIGITS:
        return Reason.BAD_NUMBER
    return -Decimal(plain) if found["minus"] or found["minus_after"] else Decimal(plain)


def decimal_signs(cells: Iterable[str]) -> set[DecimalSign]:
    """Return the decimal signs that cells show beyond doubt."""
    return {sign for cell in cells if (sign := _shown(cell)) is not None}


def _shown(cell: str) -> DecimalSign | None:
    found = _MONEY.fullmatch(cell.strip().translate(_SPACES))
    return _sign(found["digits"]) if found else None


def _sign(digits: str) -> DecimalSign | None:
    """Return the decimal sign where the digits allow only one: the last of two, or a lone one not before three."""
    dot, comma = digits.rfind("."), digits.rfind(",")
    if dot < 0 and comma < 0:
        return None
    last: DecimalSign = "." if dot > comma else ","
    other: DecimalSign = "," if last == "." else "."
    if min(dot, comma) >= 0:
        return last
    if digits.count(last) > 1:
        return other
    before, _, after = digits.partition(last)
    return None if len(after) == 3 and 1 <= len(before) <= 3 and before != "0" else last


def _plain(digits: str, decimal_sign: DecimalSign | None) -> str | None:
    """Return the digits with a dot as decimal sign and no thousands signs, None when they do not fit together."""
    if digits.isdigit():
        return digits
    sign = _sign(digits) or decimal_sign
    if sign is None:
        return None
    whole, _, fraction = digits.partition(sign)
    thousands = "," if sign == "." else "."
    if thousands in whole:
        if not _GROUPED[thousands].fullmatch(whole):
            return None
        whole = whole.replace(thousands, "")
    if not whole.isdigit() or (fraction and not fraction.isdigit()):
        return None
    return f"{whole}.{fraction}" if fraction else whole
