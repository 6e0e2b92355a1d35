"""The files that were chosen and not imported yet, the user's answers on them, and what an import would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from db.engine import reading
from db.intake import ImportedFile, StagedImport, memory, stage_files
from db.schema import DBAPIError, explained
from db.versions import Versions
from pages.ui import session
from sla_core.errors import FileRefused, SlaError
from sla_core.i18n import Texts
from sla_core.intake.look import Look, kept_at_first, look
from sla_core.intake.reading import SourceFile, open_source
from sla_core.intake.settings import Settings
from sla_core.people import Topic
from sla_core.situation import Situation
from sla_core.terms import HandoverEvent

UPLOADS = "uploads"
_ZONE = "Europe/Oslo"  # until the user says another one; the command line's default too
_OPEN, _CHECK, _EVENT, _LOOKS = "open_files", "check", "handover_event", "looks"


@dataclass(frozen=True)
class OpenFile:
    """A file that was chosen, with the user's answers on it; `source` is None where it cannot be read."""

    id: str
    name: str
    source: SourceFile | None
    settings: Settings
    problem: SlaError | None = None


@dataclass(frozen=True)
class Check:
    """What an import of these files under these answers would do, ready to be stored, or why it cannot be done."""

    of: tuple[Any, ...]
    files: tuple[ImportedFile, ...] = ()
    staged: StagedImport | None = None
    problem: SlaError | None = None


def opened(uploads: Sequence[UploadedFile], now: Situation) -> list[OpenFile]:
    """Return the chosen files; each is opened once."""
    kept: dict[str, OpenFile] = session.value(_OPEN, {})
    files = {upload.file_id: kept.get(upload.file_id) or _open(upload, now) for upload in uploads}
    session.keep(_OPEN, files)
    return list(files.values())


def _open(upload: UploadedFile, situation: Situation) -> OpenFile:
    now = session.now()
    settings = Settings(now=now, time_zone=situation.zone if situation.versions else _ZONE)
    try:
        source = open_source(upload.getvalue(), upload.name)
    except SlaError as problem:
        return OpenFile(upload.file_id, upload.name, None, settings, problem)
    with reading() as db:
        remembered = memory.recall(db, headers=source.headers, now=now)
    file = OpenFile(upload.file_id, source.name, source, remembered or settings)
    return file if remembered else replace(file, settings=with_first_answers(file, settings))


def with_first_answers(file: OpenFile, settings: Settings) -> Settings:
    """Return the settings with the columns that are kept unless the user says otherwise."""
    seen = _look(replace(file, settings=settings))
    return replace(settings, keep=kept_at_first(seen)) if isinstance(seen, Look) else settings


def answer(file_id: str, settings: Settings) -> None:
    """Keep other answers on a file; the next run checks anew."""
    files: dict[str, OpenFile] = session.value(_OPEN, {})
    if file_id in files:
        session.keep(_OPEN, {**files, file_id: replace(files[file_id], settings=settings)})


def event() -> HandoverEvent | None:
    """Return the user's answer on when sales gets the leads of a company that begins with this import."""
    answered: HandoverEvent | None = session.value(_EVENT)
    return answered


def answer_event(chosen: HandoverEvent | None) -> None:
    """Keep the answer on when sales gets the leads."""
    session.keep(_EVENT, chosen)


def looked(file: OpenFile) -> Look | SlaError:
    """Return the first look at a file under its answers, or why there is none; looked once per answers."""
    kept: dict[str, tuple[Settings, Look | SlaError]] = session.value(_LOOKS, {})
    if file.id not in kept or kept[file.id][0] != file.settings:
        kept = {**kept, file.id: (file.settings, _look(file))}
        session.keep(_LOOKS, kept)
    return kept[file.id][1]


def _look(file: OpenFile) -> Look | SlaError:
    if file.source is None:
        return file.problem or FileRefused("{file} cannot be read", file=file.name)
    try:
        return look(file.source, file.settings)
    except SlaError as problem:
        return problem


def checked(known: Versions, files: Sequence[OpenFile], t: Texts) -> Check | None:
    """Return what an import would do, None while an answer is missing; counted anew only after a change."""
    looks = [looked(file) for file in files]
    if any(isinstance(each, SlaError) or each.missing for each in looks):
        return None
    answers = tuple((file.id, file.settings) for file in files)
    of = (known.of(Topic.LEADS, Topic.ACTIVITIES, Topic.ATTEMPTS), answers)
    check: Check | None = session.value(_CHECK)
    if check is None or check.of != of:
        drop_check()
        with st.spinner(t("Reading the files …")):
            check = _check(of, files)
        session.keep(_CHECK, check)
    return check


def _check(of: tuple[Any, ...], files: Sequence[OpenFile]) -> Check:
    staged = None
    try:
        staged = stage_files([(file.source, file.settings) for file in files if file.source])
        counted = staged.check(actor=session.person(), now=session.now())
    except (SlaError, DBAPIError) as problem:
        if staged:
            staged.close()
        return Check(of, problem=problem if isinstance(problem, SlaError) else explained(problem))
    return Check(of, tuple(counted), staged)


def drop_check() -> None:
    """Give up what was staged for answers that no longer hold."""
    check: Check | None = session.value(_CHECK)
    if check and check.staged:
        check.staged.close()
    session.keep(_CHECK, None)


def take_check() -> StagedImport | None:
    """Return what is ready to be stored, and be done with the files: the next run shows an empty field."""
    check: Check | None = session.value(_CHECK)
    for key in (_OPEN, _LOOKS):
        session.keep(key, {})
    session.keep(_CHECK, None)
    session.keep(UPLOADS, session.value(UPLOADS, 0) + 1)
    return check.staged if check else None
