"""Bringing in files: they are recognised and counted at once, and stored only by the last button."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from db.intake import ImportedFile, worker
from db.versions import DatabaseKind, Versions
from pages.setup import columns, open_files, preview, questions, running
from pages.setup.open_files import Check, OpenFile
from pages.ui import frame, session
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.intake.fields import Kind
from sla_core.intake.templates import template
from sla_core.situation import Situation

_COMPANY, _LOOKED_AT = "own_company_name", "looked_at"


def draw(top: DeltaGenerator, title: str, known: Versions, now: Situation, t: Texts) -> None:
    """Draw the steps as far as they have come; `top` is the place of the page's first row, `title` its words."""
    is_running = running.progress(t)
    uploads = [] if is_running else _choose(t)
    if not uploads:
        open_files.drop_check()
        if not is_running:
            running.results(now, t)
        with top:
            frame.head(title)
        return
    files = open_files.opened(uploads, now)
    chosen = _looked_at(files, t)
    check = open_files.checked(known, files, t)
    counted = check.files if check else ()
    with top:
        aside = frame.head(_title(files, counted, t))
    if counted:
        with aside:
            _import_button(counted, known, t)
    _one_file(chosen, files, check, known, now, t)


def _title(files: Sequence[OpenFile], counted: Sequence[ImportedFile], t: Texts) -> str:
    broken = next((file for file in files if file.problem), None)
    if broken:
        return t("{file} cannot be read: remove it", file=plain(broken.name))
    return preview.verdict(counted, t)


def _choose(t: Texts) -> Sequence[UploadedFile]:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(strong(t("Bring in files")), width="stretch")
            _templates(t)
        # A new number gives an empty field: after an import the files are done with.
        uploads = st.file_uploader(
            t("Files"),
            accept_multiple_files=True,
            key=f"{open_files.UPLOADS}_{session.value(open_files.UPLOADS, 0)}",
            label_visibility="collapsed",
        )
        if not uploads:
            st.markdown(
                quiet(
                    t(
                        "Leads, stage dates, activities, calls or visits as CSV: exports of HubSpot, Salesforce, "
                        "Pipedrive, Mautic and Zoho, or files under our own column names. Nothing is stored before "
                        "you say so. Split a file that is larger than 100 MB, or import it from the shell."
                    )
                )
            )
    return uploads


def _templates(t: Texts) -> None:
    with st.popover(t("Templates"), icon=":material/table:", type="tertiary"):
        st.markdown(t("Empty files under our own column names, with two rows that show the forms."))
        for kind in Kind:
            st.download_button(
                t(labels.FILE_KINDS[kind]),
                data=template(kind, t),
                file_name=f"{kind}.csv",
                mime="text/csv",
                icon=":material/download:",
                type="tertiary",
                key=f"template_{kind}",
                on_click="ignore",
            )


def _looked_at(files: Sequence[OpenFile], t: Texts) -> OpenFile:
    """Ask which of several files is looked at."""
    if len(files) == 1:
        return files[0]
    by_id = {file.id: file for file in files}
    shown = session.value(_LOOKED_AT, files[0].id)
    chosen = st.segmented_control(
        t("File"),
        list(by_id),
        default=files[0].id,
        required=True,
        format_func=lambda file_id: _name(by_id[file_id], file_id == shown),
        key=_LOOKED_AT,
        label_visibility="collapsed",
        wrap=True,
    )
    return by_id.get(str(chosen), files[0])


def _name(file: OpenFile, is_shown: bool) -> str:
    name = f"◆ {plain(file.name)}" if file.problem else plain(file.name)
    return strong(name) if is_shown else name


def _import_button(counted: Sequence[ImportedFile], known: Versions, t: Texts) -> None:
    usable = sum(file.rows - file.rejected for file in counted)
    st.button(
        t.plural("Import {n} row", "Import {n} rows", usable),
        icon=":material/download_done:",
        type="primary",
        disabled=not usable,
        on_click=_import,
        args=(known,),
    )


def _import(known: Versions) -> None:
    """Store what was checked in the background: all of it or nothing, whatever is clicked meanwhile."""
    own_name = str(session.value(_COMPANY, "")).strip() or session.texts()("Our company")
    event = open_files.event()
    if staged := open_files.take_check():
        worker.start(
            staged,
            actor=session.person(),
            now=session.now(),
            company=known.company or own_name,
            event=event,
        )


def _one_file(
    file: OpenFile,
    files: Sequence[OpenFile],
    check: Check | None,
    known: Versions,
    now: Situation,
    t: Texts,
) -> None:
    if isinstance(file.problem, SlaError):
        st.error(plain(t.error(file.problem)))
        return
    done = check.files[files.index(file)] if check and check.files else None
    if known.kind is DatabaseKind.EMPTY:
        st.text_input(t("Name of the company"), placeholder=t("Our company"), key=_COMPANY, max_chars=100)
    if check and check.problem:
        questions.problem(check.problem, files, t)
    if done:
        questions.unknown_words(done, file, t)
    # What will happen comes first where there is no room for both beside each other.
    is_desk = session.size() is Size.DESK
    left, right = st.columns([5, 6], gap="small") if is_desk else reversed((st.container(), st.container()))
    with left:
        columns.draw(file, known, now, t)
    if done:
        with right:
            preview.draw(done, now, t)
