"""Fields for numbers as the reader's language writes them (`1,63`), and what is wrong with one at its place.

Streamlit's number field knows no decimal comma and drops what goes beyond its limits without a word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from pages.ui import session
from pages.ui.text import plain
from sla_core import draft_values
from sla_core.errors import SlaError
from sla_core.i18n import Language, Texts
from sla_core.intake.numbers import DecimalSign
from sla_core.wording import exact


@dataclass(frozen=True)
class Typed:
    """What a field holds: the number, None for an empty one or one that cannot be read; and what is wrong with it."""

    number: Decimal | None
    problem: SlaError | None = None


def ask(
    label: str,
    begins_with: Decimal | None,
    key: str,
    t: Texts,
    *,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
    width: int | None = None,
) -> None:
    """Draw a field for a number; `width` is pixels at Desk, None for all there is."""
    st.text_input(
        label,
        "" if begins_with is None else exact(begins_with, t),
        key=key,
        on_change=on_change,
        args=args,
        width="stretch" if width is None else session.size().px(width),
    )


def read(label: str, key: str, t: Texts, most: int = draft_values.MOST) -> Typed:
    """Return what the field of this key holds; a number out of bounds comes with what is wrong with it."""
    sign: DecimalSign = "." if t.language is Language.ENGLISH else ","
    number = None
    try:
        number = draft_values.number(label, session.value(key), sign)
        if number is not None:
            draft_values.refuse_outside(label, number, most)
    except SlaError as problem:
        return Typed(number, problem)
    return Typed(number)


def say(problem: SlaError | None, t: Texts) -> None:
    """Say beneath a field what is wrong with what was typed."""
    if problem is not None:
        st.markdown(f":red[{plain(t.error(problem))}]")
