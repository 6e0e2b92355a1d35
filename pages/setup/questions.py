"""What only the user can tell about a file: zone and order of dates, when it was exported, what status words mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from db.intake import ImportedFile
from pages.setup import open_files
from pages.setup.open_files import OpenFile
from pages.ui import session
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.intake.faults import DatesUnclear
from sla_core.intake.fields import Kind
from sla_core.intake.look import Look
from sla_core.intake.presets import MEANINGS
from sla_core.intake.settings import DateOrder

_WORDS_ASKED = 20
_TELLS_ATTEMPTS = {"first_attempt_at", "first_contact_at", "last_contacted"}


def problem(found: SlaError, files: Sequence[OpenFile], t: Texts) -> None:
    """Say why the files cannot be counted; where two buttons answer it, draw them."""
    if not isinstance(found, DatesUnclear):
        st.error(plain(t.error(found)))
        return
    file = next(each for each in files if each.name == found.params["file"])
    with st.container(border=True):
        st.markdown(
            t(
                "In the column **{column}**, {value} can be two different days. What comes first?",
                column=plain(found.params["column"]),
                value=plain(found.params["value"]),
            )
        )
        with st.container(horizontal=True):
            st.button(t("The day"), on_click=_answer_order, args=(file, "dmy"), type="primary")
            st.button(t("The month"), on_click=_answer_order, args=(file, "mdy"))


def _answer_order(file: OpenFile, order: DateOrder) -> None:
    open_files.answer(file.id, replace(file.settings, dates=order))


def unknown_words(counted: ImportedFile, file: OpenFile, t: Texts) -> None:
    """Ask what stages and statuses stand for that nobody knows; unanswered ones keep their rows out."""
    words = list(counted.intake.unknown_words.items())[:_WORDS_ASKED]
    if not words:
        return
    with st.form(f"words_{file.id}"):
        st.markdown(strong(t("What do these words of your CRM stand for?")))
        meanings = [None, *MEANINGS]
        for word, rows in words:
            st.selectbox(
                t.plural("“{word}” in {n} row", "“{word}” in {n} rows", rows, word=plain(word)),
                meanings,
                format_func=lambda meaning: t(labels.MEANINGS[meaning]),
                key=f"word_{file.id}_{word}",
            )
        st.markdown(quiet(t("Rows whose word stays unanswered are refused.")))
        st.form_submit_button(
            t("Use these answers"), on_click=_answer_words, args=(file, [word for word, _ in words])
        )


def _answer_words(file: OpenFile, words: Sequence[str]) -> None:
    given = {word: session.value(f"word_{file.id}_{word}") for word in words}
    said = {word: meaning for word, meaning in given.items() if meaning}
    open_files.answer(file.id, replace(file.settings, words={**file.settings.words, **said}))


def in_form(file: OpenFile, seen: Look, t: Texts) -> dict[str, Any]:
    """Ask what only the user knows; return the settings that the answers make."""
    settings = file.settings
    zones = sorted(available_timezones())
    orders: dict[DateOrder | None, str] = {
        None: t("as the file shows"),
        "dmy": t("day, month, year"),
        "mdy": t("month, day, year"),
        "ymd": t("year, month, day"),
    }
    with st.container(horizontal=True):
        zone = st.selectbox(t("Time zone of times without one"), zones, index=zones.index(settings.time_zone))
        order = st.selectbox(
            t("Order in dates"),
            list(orders),
            index=list(orders).index(settings.dates),
            format_func=orders.__getitem__,
        )
    said: dict[str, Any] = {"time_zone": zone, "dates": order}
    mapped = {field.field.name for field in seen.fields if field.header}
    if seen.kind is Kind.ATTEMPTS or mapped & _TELLS_ATTEMPTS:
        until = settings.known_until
        exported = st.datetime_input(
            t("When was it exported? Until then all calls are known."),
            value=datetime.fromtimestamp(until, ZoneInfo(settings.time_zone)) if until else None,
            max_value=datetime.fromtimestamp(session.now(), ZoneInfo(settings.time_zone)),
            format="YYYY-MM-DD",
            help=t("Without an answer, calls count as known until the newest time in the file."),
        )
        said["known_until"] = int(exported.replace(tzinfo=ZoneInfo(zone)).timestamp()) if exported else None
    return said
