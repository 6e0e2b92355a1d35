"""Brings small files in, written as text, and looks at what is stored afterwards."""

from textwrap import dedent
from typing import Any

from sqlalchemy import text

from db.engine import reading
from db.intake import ImportedFile, check_files, import_files
from sla_core.intake.reading import open_source
from sla_core.intake.settings import Settings
from sla_core.people import COMMAND_LINE
from tests.core.episodes import at

NOW = at("2026-11-23 12:00")


def csv(rows: str) -> bytes:
    """A file of the lines, without the indent they have in the test."""
    return dedent(rows).strip().encode()


def bring(rows: str, *, now: int = NOW, dry_run: bool = False, **said: Any) -> ImportedFile:
    """Import one file in plain form."""
    return bring_all(rows, now=now, dry_run=dry_run, **said)[0]


def bring_all(*files: str, now: int = NOW, dry_run: bool = False, **said: Any) -> list[ImportedFile]:
    """Import several files at once."""
    settings = Settings(now=now, **said)
    opened = [(open_source(csv(rows), f"file{place}.csv"), settings) for place, rows in enumerate(files)]
    if dry_run:
        return check_files(opened, actor=COMMAND_LINE, now=now)
    return import_files(opened, actor=COMMAND_LINE, now=now, company="Fjordlys")


def counts(file: ImportedFile) -> tuple[int, int, int, int]:
    """New, changed, unchanged, rejected; they always add up."""
    assert file.rows == file.new + file.changed + file.unchanged + file.rejected
    return file.new, file.changed, file.unchanged, file.rejected


def refusals(file: ImportedFile) -> list[tuple[int, str | None, str, str]]:
    """Line, column, value and reason of what was refused."""
    return [(error.line, error.column, error.value, error.reason.value) for error in file.errors]


def stored(query: str) -> list[Any]:
    """The rows of a query; of a single column its values."""
    with reading() as db:
        rows = db.execute(text(query)).fetchall()
    return [row[0] if len(row) == 1 else tuple(row) for row in rows]


# Everything an import may touch, for comparing before and after.
FACTS = {
    "lead": "id",
    "lead_identity": "system, external_id",
    "stage_entry": "id",
    "contact_attempt": "id",
    "activity_topic": "kind, topic",
    "activity": "id",
    "traffic": "month, source",
    "handover": "lead_id, number",
}


def facts() -> dict[str, list[Any]]:
    """Every fact and every handover."""
    return {
        table: [str(row) for row in stored(f"SELECT * FROM {table} ORDER BY {key}")]
        for table, key in FACTS.items()
    }
