"""Bringing in files: choose, check, import. Nothing is stored before the last button."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from db.intake import ImportedFile, import_files
from db.versions import DatabaseKind, Versions
from pages.ui import session
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.intake.reading import SourceFile, open_source
from sla_core.intake.refusals import as_csv, why
from sla_core.intake.settings import DateOrder, Settings

REFUSED_SHOWN = 200
_UPLOADS, _CHECKED = "uploads", "checked_files"
_ZONE = "Europe/Oslo"


@dataclass(frozen=True)
class Wish:
    """What is to be imported, and what the user says about it."""

    files: tuple[SourceFile, ...]
    settings: Settings
    company: str

    def run(self, *, dry_run: bool) -> list[ImportedFile]:
        """Do it, or only count."""
        return import_files(
            [(file, self.settings) for file in self.files],
            actor=session.person(),
            now=self.settings.now,
            company=self.company,
            dry_run=dry_run,
        )


def draw(known: Versions) -> None:
    """Draw the steps as far as they have come."""
    t = session.texts()
    with st.container(border=True):
        st.markdown(strong(t("Bring in files")))
        st.markdown(
            quiet(
                t(
                    "Leads, calls, stages or activities as CSV. Handslag recognises HubSpot, Zoho and plain files."
                )
            )
        )
        # A new number gives an empty field: after an import the files are done with.
        uploads = st.file_uploader(
            t("Files"),
            type=["csv", "txt", "tsv"],
            accept_multiple_files=True,
            key=f"{_UPLOADS}_{session.value(_UPLOADS, 0)}",
            label_visibility="collapsed",
            on_change=_forget_check,
        )
        if not uploads:
            return
        wish = _ask(known, uploads, t)
    checked: list[ImportedFile] | None = session.value(_CHECKED)
    if wish is not None:
        _forget_check()
        checked = _check(wish, t)
    if checked:
        _preview(checked, t)


def _ask(known: Versions, uploads: Sequence[UploadedFile], t: Texts) -> Wish | None:
    """Ask what the files do not say themselves; return the wish when the files are to be checked."""
    with st.form("about_files", border=False):
        company = known.company
        if known.kind is DatabaseKind.EMPTY:
            company = st.text_input(t("Name of the company"), placeholder=t("Our company"))
        zone_column, order_column = st.columns(2)
        zones = sorted(available_timezones())
        zone = zone_column.selectbox(t("Time zone of times without one"), zones, index=zones.index(_ZONE))
        orders: dict[DateOrder | None, str] = {
            None: t("as the file shows"),
            "dmy": t("day, month, year"),
            "mdy": t("month, day, year"),
            "ymd": t("year, month, day"),
        }
        order = order_column.selectbox(t("Order in dates"), list(orders), format_func=lambda o: orders[o])
        if not st.form_submit_button(t("Check the files"), icon=":material/fact_check:", type="primary"):
            return None
    try:
        files = tuple(open_source(upload.getvalue(), upload.name) for upload in uploads)
    except SlaError as problem:
        st.error(plain(t.error(problem)))
        return None
    settings = Settings(now=session.now(), time_zone=zone, dates=order)
    return Wish(files, settings, company.strip() or t("Our company"))


def _check(wish: Wish, t: Texts) -> list[ImportedFile] | None:
    """Count what the import would do; keep the wish for the button that does it."""
    try:
        with st.spinner(t("Reading the files …")):
            counted = wish.run(dry_run=True)
    except SlaError as problem:
        st.error(plain(t.error(problem)))
        return None
    session.keep(_CHECKED, counted)
    session.keep("wish", wish)
    return counted


def _forget_check() -> None:
    session.keep(_CHECKED, None)


def _preview(counted: Sequence[ImportedFile], t: Texts) -> None:
    usable = sum(file.rows - file.rejected for file in counted)
    rows = sum(file.rows for file in counted)
    with st.container(border=True):
        st.markdown(
            strong(
                t(
                    "{usable} of {rows} rows can be imported, {rejected} cannot",
                    usable=t.number(usable),
                    rows=t.number(rows),
                    rejected=t.number(rows - usable),
                )
            )
        )
        st.table([_counts(file, t) for file in counted], border="horizontal", hide_index=True)
        for file in counted:
            _refused(file, t)
        st.button(
            t.plural("Import {n} row", "Import {n} rows", usable),
            icon=":material/download_done:",
            type="primary",
            disabled=not usable,
            on_click=_import,
        )
        st.markdown(
            quiet(t("Nothing is stored before you press this. Rows that are already there are not doubled."))
        )


def _counts(file: ImportedFile, t: Texts) -> dict[str, str]:
    return {
        t("File"): plain(file.intake.file.name),
        t("What it is"): t(labels.FILE_KINDS[file.intake.kind]),
        t("New"): t.number(file.new),
        t("Changed"): t.number(file.changed),
        t("Unchanged"): t.number(file.unchanged),
        t("Refused"): t.number(file.rejected),
    }


def _refused(file: ImportedFile, t: Texts) -> None:
    if not file.errors:
        return
    shown = file.errors[:REFUSED_SHOWN]
    label = t.plural("{n} refused row", "{n} refused rows", file.rejected)
    with st.expander(f"{label} · {plain(file.intake.file.name)}"):
        st.dataframe(
            {
                t("Line"): [error.line for error in shown],
                t("Column"): [error.column or "" for error in shown],
                t("Value"): [error.value for error in shown],
                t("Why"): [why(error, t) for error in shown],
            },
            hide_index=True,
            row_height=session.size().px(35),
            alt=t("Refused rows with line, column, value and reason"),
        )
        st.download_button(
            t("Refused rows as a file"),
            data=lambda: as_csv(file.errors, t),
            file_name="refused.csv",
            mime="text/csv",
            icon=":material/download:",
        )


def _import() -> None:
    """Import what was checked: all of it or nothing, whatever is clicked meanwhile."""
    t = session.texts()
    wish: Wish = session.value("wish")
    try:
        done = wish.run(dry_run=False)
    except SlaError as problem:
        session.notify(t.error(problem), is_problem=True)
        return
    new, changed = sum(file.new for file in done), sum(file.changed for file in done)
    session.notify(t("Imported: {new} new, {changed} changed.", new=t.number(new), changed=t.number(changed)))
    _forget_check()
    session.keep(_UPLOADS, session.value(_UPLOADS, 0) + 1)
