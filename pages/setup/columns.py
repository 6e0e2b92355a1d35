"""Which column of a file is what, which others are kept, and what the file does not say itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from db.versions import Versions
from pages.setup import handover_question, open_files, preview, questions
from pages.setup.open_files import OpenFile
from pages.ui import session
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.intake.faults import KindUnclear
from sla_core.intake.field_names import field_name
from sla_core.intake.fields import KEYS, STAGE_DATES, Kind
from sla_core.intake.look import FieldLook, Look
from sla_core.intake.presets import PRESETS
from sla_core.intake.settings import Settings
from sla_core.situation import Situation
from sla_core.terms import HandoverEvent

_ROWS_SHOWN, _SPARE_SHOWN = 14, 5
_TELLS_WHEN = {"created_at", "handed_over_at", *STAGE_DATES}
_FIRST_OF_THE_OTHERS = ("created_at", "owner", "company", "stage")  # of the fields that no column tells yet


def draw(file: OpenFile, known: Versions, now: Situation, t: Texts) -> None:
    """Draw what a file seems to be, and the form in which the user puts that right."""
    seen = open_files.looked(file)
    with st.container(border=True):
        if isinstance(seen, SlaError):
            if isinstance(seen, KindUnclear):
                st.markdown(t("The column names do not tell what the rows of this file are. What are they?"))
            else:
                st.error(plain(t.error(seen)))
            _what_it_is(file, None, t)
            return
        found = sum(1 for field in seen.fields if field.header)
        told = t.plural("{n} column found", "{n} columns found", found)
        st.markdown(f"{strong(t('Which column is what?'))} {quiet(told)}")
        _what_it_is(file, seen, t)
        if seen.missing:
            names = ", ".join(_needed_words(name, seen, t) for name in seen.missing)
            st.warning(t("Choose the column that tells: {fields}", fields=names))
        elif seen.kind is Kind.LEADS and not any(
            f.header and f.field.name in _TELLS_WHEN for f in seen.fields
        ):
            st.warning(
                t("No column tells when: without a date, no lead can be judged. Choose one for “Created”.")
            )
        _form(file, seen, known, now, t)


def _needed_words(name: str, seen: Look, t: Texts) -> str:
    """Return a needed field in words; of an id and an e-mail one is enough."""
    keys = KEYS[seen.kind]
    names = keys if name in keys else (name,)
    return f" {t('or')} ".join(t(field_name(each, seen.kind)) for each in names)


def _what_it_is(file: OpenFile, seen: Look | None, t: Texts) -> None:
    kinds: list[Kind | None] = list(Kind)
    with st.container(horizontal=True):
        st.selectbox(
            t("The rows are"),
            kinds,
            index=kinds.index(seen.kind) if seen else None,
            format_func=lambda kind: t(labels.FILE_KINDS[kind]) if kind else "",
            placeholder=t("choose"),
            key=f"kind_{file.id}",
            on_change=_choose_kind,
            args=(file,),
        )
        st.selectbox(
            t("It comes from"),
            PRESETS,
            index=PRESETS.index(seen.preset if seen else "plain"),
            format_func=lambda preset: t(labels.PRESETS[preset]),
            key=f"preset_{file.id}",
            on_change=_choose_kind,
            args=(file,),
        )


def _choose_kind(file: OpenFile) -> None:
    kind, preset = session.value(f"kind_{file.id}"), session.value(f"preset_{file.id}")
    seen = open_files.looked(file)
    if isinstance(seen, Look) and (seen.kind, seen.preset) == (kind, preset):
        return  # the choice was drawn anew, not changed
    is_same_kind = isinstance(seen, Look) and seen.kind is kind
    mapping = file.settings.mapping if is_same_kind else {}
    settings = replace(file.settings, kind=kind, preset=preset, mapping=mapping, keep=())
    open_files.answer(file.id, open_files.with_first_answers(file, settings))


def _form(file: OpenFile, seen: Look, known: Versions, now: Situation, t: Texts) -> None:
    # The key changes with the answers: the table then begins anew from what holds.
    version = abs(hash(repr(file.settings)))
    asked_below = "handed_over_at"
    fields = (field for field in seen.fields if field.field.name != asked_below)
    rows = sorted(fields, key=lambda field: _place(field, seen))
    with st.form(f"columns_{file.id}_{version}", border=False):
        said = questions.in_form(file, seen, t)
        handed_over = handover_question.ask(seen, known, now, t)
        edited = _table(rows, seen, f"table_{file.id}_{version}", t)
        _unused(seen, t)
        keep: Sequence[str] = _ask_keep(file, rows, seen, t) if seen.kind is Kind.LEADS else ()
        if st.form_submit_button(t("Use these columns and answers"), icon=":material/check:"):
            mapping = dict(zip((row.field.name for row in rows), edited, strict=True))
            _use(file, seen, mapping, tuple(keep), said, handed_over)


def _ask_keep(file: OpenFile, rows: Sequence[FieldLook], seen: Look, t: Texts) -> Sequence[str]:
    """Ask which columns are kept as they are; those with contact details or free text are marked."""
    private = {column.header for column in seen.columns if column.is_private}
    used = {row.header for row in rows}
    headers = [column.header for column in seen.columns if column.header not in used]
    return st.multiselect(
        t("Columns to keep as they are, for use in criteria"),
        headers,
        default=[header for header in file.settings.keep if header in headers],
        format_func=lambda header: (
            t("{column} (contact details or free text)", column=header) if header in private else header
        ),
        placeholder=t("none"),
    )


def _place(field: FieldLook, seen: Look) -> tuple[bool, bool, bool]:
    """Return where a field stands in the table: what is needed, what is told, what is used most."""
    name, keys = field.field.name, KEYS[seen.kind]
    is_needed = name in seen.missing or (name in keys and not set(keys).isdisjoint(seen.missing))
    return not is_needed, field.header is None, name not in _FIRST_OF_THE_OTHERS


def _unused(seen: Look, t: Texts) -> None:
    """Show what the columns hold that tell none of the fields."""
    if not seen.spare:
        return
    px = session.size().px
    st.markdown(quiet(t("Columns that tell none of these fields")))
    st.dataframe(
        {
            t("Column in your file"): [column.header for column in seen.spare],
            t("First values"): [list(column.samples) for column in seen.spare],
        },
        hide_index=True,
        row_height=px(35),
        height=px(35 * (min(len(seen.spare), _SPARE_SHOWN) + 1) + 3),
        alt=t("Columns that tell none of these fields"),
    )


def _table(rows: Sequence[FieldLook], seen: Look, key: str, t: Texts) -> list[str | None]:
    """Draw the table of fields; return the chosen header of each row."""
    ours, theirs, values, state = t("In Handslag"), t("Column in your file"), t("First values"), t("State")
    table = pd.DataFrame(
        {
            ours: [t(field_name(row.field.name, seen.kind)) for row in rows],
            theirs: [row.header for row in rows],
            values: [list(seen.column(row.header).samples) if row.header else [] for row in rows],
            state: [_state(row, seen, t) for row in rows],
        }
    )
    px = session.size().px
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[ours, values, state],
        column_config={
            ours: st.column_config.TextColumn(width=px(150)),
            theirs: st.column_config.SelectboxColumn(
                options=[column.header for column in seen.columns], width=px(180)
            ),
            values: st.column_config.ListColumn(width=px(260)),
            state: st.column_config.TextColumn(width=px(150)),
        },
        placeholder="",
        row_height=px(35),
        height=px(35 * (min(len(rows), _ROWS_SHOWN) + 1) + 3),
        key=key,
        alt=t("Fields of Handslag with the column of the file that tells each"),
    )
    return [header if isinstance(header, str) and header else None for header in edited[theirs]]


def _state(row: FieldLook, seen: Look, t: Texts) -> str:
    """Return how a field is told: `✓ 198 of 200 can be read`."""
    if row.field.name in seen.missing:
        return f"◆ {t('needed')}"
    if row.header is None and row.constant:
        return f"✓ {t('all rows: {value}', value=preview.constant(row.field.name, row.constant, t))}"
    if row.header is None:
        return f"○ {t('left out')}"
    if not row.filled:
        return f"○ {t('empty')}"
    if row.readable == row.filled:
        return f"✓ {t('all {n} read', n=t.number(row.filled))}"
    read, filled = t.number(row.readable), t.number(row.filled)
    return f"▲ {t('{read} of {filled} read', read=read, filled=filled)}"


def _use(
    file: OpenFile,
    seen: Look,
    chosen: Mapping[str, str | None],
    keep: tuple[str, ...],
    said: Mapping[str, Any],
    handed_over: HandoverEvent | str | None,
) -> None:
    """Keep the answers: a field's column only where it is another one than was found."""
    found = {field.field.name: field.header for field in seen.fields}
    mapping = dict(file.settings.mapping)
    mapping |= {name: header or "" for name, header in chosen.items() if header != found[name]}
    if isinstance(handed_over, HandoverEvent):
        open_files.answer_event(handed_over)
        mapping["handed_over_at"] = ""
    elif handed_over:
        mapping["handed_over_at"] = handed_over
    settings: Settings = replace(file.settings, mapping=mapping, keep=keep, **said)
    open_files.answer(file.id, settings)
    st.rerun()
