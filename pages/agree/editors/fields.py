"""Fields of the editors: each is drawn by an `ask_…` and read by the function of the same name without it.

A field is called by its path in the terms. Limits are not given to the widgets: the browser would drop what goes
beyond them without a word, so they are checked when it is saved.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import streamlit as st

from pages.agree.editors.form import Form
from pages.ui import session
from sla_core import draft_values, labels
from sla_core.clauses.parts import words
from sla_core.errors import SlaError
from sla_core.i18n import Language
from sla_core.intake.numbers import DecimalSign
from sla_core.sections import Value
from sla_core.terms import Unit
from sla_core.wording import exact

E = TypeVar("E", bound=StrEnum)

NARROW, MIDDLE, WIDE = 210, 300, 430  # pixels at Desk


def ask_whole(form: Form, path: str, width: int = NARROW) -> None:
    """Ask for a whole number that cannot be left out: an emptied field of this kind springs back."""
    st.number_input(
        form.label(path), value=form.at(path), step=1, key=form.key(path), width=session.size().px(width)
    )


def whole(form: Form, path: str, most: int, least: int = 0) -> int:
    """Return the whole number typed."""
    return draft_values.whole(form.label(path), form.typed(path), most, least)


def ask_duration(form: Form, path: str) -> None:
    """Ask for an amount of working time and its unit."""
    agreed, t = form.at(path), form.t
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", width="content"):
        st.number_input(
            form.label(path),
            value=agreed["amount"],
            step=1,
            key=form.key(f"{path}.amount"),
            width=session.size().px(MIDDLE),
        )
        st.selectbox(
            t("Unit"),
            list(Unit),
            index=list(Unit).index(Unit(agreed["unit"])),
            format_func=lambda unit: t(labels.UNITS[unit]),
            key=form.key(f"{path}.unit"),
            width=session.size().px(170),
        )


def duration(form: Form, path: str) -> Value:
    """Return the amount of working time typed."""
    unit = Unit(form.typed(f"{path}.unit"))
    return draft_values.duration(form.label(path), form.typed(f"{path}.amount"), unit)


def ask_per_cent(form: Form, path: str) -> None:
    """Ask for a share in per cent, written as the reader's language writes numbers."""
    st.text_input(
        form.t("{field}, per cent", field=form.label(path)),
        exact(Decimal(form.at(path)) * 100, form.t),
        key=form.key(path),
        width=session.size().px(MIDDLE),
    )


def per_cent(form: Form, path: str, most: int = 100) -> str:
    """Return the share typed."""
    label, typed, agreed = form.label(path), form.typed(path), str(form.at(path))
    number = draft_values.number(label, typed, _decimal_sign(form))
    if number is None:
        return draft_values.per_cent(label, None, agreed, most)
    if number == Decimal(agreed) * 100:
        return agreed
    if number != number.to_integral():  # said as it was typed, with its decimal sign
        raise SlaError(
            "“{field}” has to be a whole number, not {typed}.", field=label, typed=draft_values.shown(typed)
        )
    return draft_values.per_cent(label, int(number), agreed, most)


def _decimal_sign(form: Form) -> DecimalSign:
    return "." if form.t.language is Language.ENGLISH else ","


def ask_amount(form: Form, path: str) -> None:
    """Ask for an amount that may be left out, written as the reader's language writes numbers."""
    agreed = form.at(path)
    st.text_input(
        form.label(path),
        "" if agreed is None else exact(Decimal(agreed), form.t),
        key=form.key(path),
        width=session.size().px(NARROW),
    )


def money(form: Form, path: str) -> str | None:
    """Return the amount of money typed, None for an empty field."""
    return draft_values.money(form.label(path), form.typed(path), form.at(path), _decimal_sign(form))


def count(form: Form, path: str, most: int = draft_values.MOST, least: int = 0) -> int | None:
    """Return the count typed, None for an empty field."""
    return draft_values.count(form.label(path), form.typed(path), most, least)


def ask_text(form: Form, path: str, width: int = WIDE) -> None:
    """Ask for a few words."""
    st.text_input(form.label(path), form.at(path), key=form.key(path), width=session.size().px(width))


def text(form: Form, path: str, most: int = draft_values.SENTENCE) -> str:
    """Return the words typed."""
    return draft_values.text(form.label(path), form.typed(path), most)


def ask_one_of(form: Form, path: str, options: Sequence[E]) -> None:
    """Ask for one of a closed set, in the words of the agreement."""
    agreed = next(option for option in options if option == form.at(path))
    st.selectbox(
        form.label(path),
        options,
        index=options.index(agreed),
        format_func=lambda option: _words(form, path, option),
        key=form.key(path),
        width=session.size().px(WIDE),
    )


def _words(form: Form, path: str, option: Any) -> str:
    return words(path, option, form.terms, form.t)


def one_of(form: Form, path: str) -> str:
    """Return the value chosen."""
    return str(form.typed(path))
