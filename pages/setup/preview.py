"""What an import would do: the verdict, three counts, and the rows that are new, changed or refused."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from db.intake import ImportedFile
from pages.ui import session
from pages.ui.text import quiet, strong
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.intake.dates import DAY
from sla_core.intake.field_names import field_name
from sla_core.intake.fields import Kind, Type, type_of
from sla_core.intake.refusals import as_csv, why
from sla_core.situation import Situation

REFUSED_SHOWN = 200
_SHOWN_FIELDS = 6


def verdict(counted: Sequence[ImportedFile], t: Texts) -> str:
    """Return how many rows can be imported, as the page's title."""
    rows, refused = sum(file.rows for file in counted), sum(file.rejected for file in counted)
    if not counted:
        return t("Which column is what?")
    if not rows:
        return t("There are column names, but no rows")
    if not refused:
        return t.plural("{n} row can be imported", "All {n} rows can be imported", rows)
    return t(
        "{usable} of {rows} rows can be imported, {rejected} cannot",
        usable=t.number(rows - refused),
        rows=t.number(rows),
        rejected=t.number(refused),
    )


def draw(file: ImportedFile, now: Situation, t: Texts) -> None:
    """Draw what would become of one file's rows."""
    with st.container(border=True):
        st.markdown(strong(t("What the import will do")))
        views = {
            "new": f"{t('New')} {t.number(file.new)}",
            "changed": f"{t('Changed')} {t.number(file.changed)}",
            "refused": f"{t('Refused')} {t.number(file.rejected)}",
        }
        counts = {"new": file.new, "changed": file.changed, "refused": file.rejected}
        first = next((view for view, n in counts.items() if n), "new")
        key = f"rows_{file.intake.file.name}_{first}"
        chosen = session.value(key, first)
        view = st.segmented_control(
            t("Rows"),
            list(views),
            default=first,
            required=True,
            format_func=lambda name: strong(views[name]) if name == chosen else views[name],
            key=key,
            label_visibility="collapsed",
            width="stretch",
        )
        if view == "new":
            _new(file, now, t)
        elif view == "changed":
            _changed(file, now, t)
        else:
            _refused(file, t)
        st.markdown(quiet(_told(file, now, t)))


def _told(file: ImportedFile, now: Situation, t: Texts) -> str:
    """Return what else is to be known: what stays as it is, what is assumed, until when calls are known."""
    told = []
    if file.unchanged:
        told.append(
            t.plural(
                "{n} row is known already and stays as it is.",
                "{n} rows are known already and stay as they are.",
                file.unchanged,
            )
        )
    for name, value in file.intake.assumed.items():
        told.append(
            t(
                "No column tells “{field}”: every row is taken as “{value}”.",
                field=t(field_name(name, file.intake.kind)),
                value=constant(name, value, t),
            )
        )
    for name in file.intake.grains:
        told.append(
            t(
                "The times of day under “{field}” are the export's own invention and not used.",
                field=t(field_name(name, file.intake.kind)),
            )
        )
    if file.known_until is not None:
        zone = now.zone if now.versions else file.intake.time_zone
        told.append(t("Calls are known until {instant}.", instant=t.moment(file.known_until, zone)))
    told.append(t("Times without a zone are read as {zone}.", zone=file.intake.time_zone))
    told.append(t("Put a file right and bring it in again: rows that are already there are not doubled."))
    return " ".join(told)


def constant(name: str, value: str, t: Texts) -> str:
    """Return in words what all rows share."""
    words = _WORDS.get(name, {}).get(value)
    return t(words) if words else value


def _new(file: ImportedFile, now: Situation, t: Texts) -> None:
    rows = file.preview.new if file.preview else ()
    if not rows:
        st.markdown(t("No row is new."))
        return
    kind = file.intake.kind
    told = dict.fromkeys(name for row in rows for name in row.cells)
    names = [name for name in told if type_of(kind, name)][:_SHOWN_FIELDS]
    table: dict[str, list[Any]] = {t("Line"): [row.line for row in rows]}
    for name in names:
        table[t(field_name(name, kind))] = [
            _shown(row.cells.get(name), name, file, now, t, row.cells.get(f"{name}_span", 0)) for row in rows
        ]
    _table(table, t("Rows that are new"))
    _only_first(len(rows), file.new, t)


def _changed(file: ImportedFile, now: Situation, t: Texts) -> None:
    changes = file.preview.changes if file.preview else ()
    if not changes:
        st.markdown(t("No known row changes."))
        return
    table: dict[str, list[Any]] = {
        t("Line"): [change.line for change in changes],
        t("Field"): [_field(change.field, file.intake.kind, t) for change in changes],
        t("Was"): [_shown(change.was, change.field, file, now, t) for change in changes],
        t("Becomes"): [_shown(change.becomes, change.field, file, now, t) for change in changes],
    }
    _table(table, t("What changes in rows that are known"))
    _only_first(len({change.line for change in changes}), file.changed, t)


def _refused(file: ImportedFile, t: Texts) -> None:
    if not file.errors:
        st.markdown(t("No row is refused."))
        return
    errors = file.errors[:REFUSED_SHOWN]
    table: dict[str, list[Any]] = {
        t("Line"): [error.line for error in errors],
        t("Column"): [error.column or "–" for error in errors],
        t("Value"): [error.value or "–" for error in errors],
        t("Why"): [why(error, t) for error in errors],
    }
    _table(table, t("Refused rows with line, column, value and reason"))
    _only_first(len(errors), file.rejected, t)
    st.download_button(
        t("Refused rows as a file"),
        data=lambda: as_csv(file.errors, t),
        file_name="refused.csv",
        mime="text/csv",
        icon=":material/download:",
    )


_WORDS: Mapping[str, Mapping[Any, str]] = {
    "channel": labels.CHANNELS,
    "direction": labels.DIRECTIONS,
    "outcome": labels.OUTCOMES,
    "stage": labels.STAGES,
}


def _shown(value: Any, name: str, file: ImportedFile, now: Situation, t: Texts, span: int = 0) -> str:
    """Return a value as it is read on a screen: instants in local time, nothing as a dash."""
    if value is None or value == "":
        return "–"
    if type_of(file.intake.kind, name) is Type.INSTANT:
        zone = now.zone if now.versions else file.intake.time_zone
        return t.date_of(int(value), zone) if span >= DAY else t.moment(int(value), zone)
    if type_of(file.intake.kind, name) is Type.BOOLEAN:
        return t("yes") if value else t("no")
    if type_of(file.intake.kind, name) is Type.MONEY:
        return t.number(Decimal(value), decimals=2)
    words = _WORDS.get(name, {}).get(value)
    return t(words) if words else str(value)


def _field(name: str, kind: Kind, t: Texts) -> str:
    return name if type_of(kind, name) is None else t(field_name(name, kind))


def _table(table: dict[str, list[Any]], alt: str) -> None:
    size = session.size()
    rows = len(next(iter(table.values())))
    st.dataframe(
        table,
        hide_index=True,
        row_height=size.px(35),
        height=size.px(35 * (min(rows, 10) + 1) + 3),
        alt=alt,
    )


def _only_first(shown_rows: int, rows: int, t: Texts) -> None:
    if shown_rows < rows:
        st.markdown(quiet(t("The first {shown} of {n} rows.", shown=t.number(shown_rows), n=t.number(rows))))
