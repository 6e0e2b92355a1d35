"""The database's schema: made when missing, upgraded when older, refused when it cannot be trusted."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError as DBAPIError  # what `explained` explains; pages catch it
from sqlmodel import Session

from db import versions
from db.engine import database_url, engine, sqlite_file
from sla_core import VERSION
from sla_core.errors import DatabaseUnusable

MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
NEWEST = REVISIONS[-1]


def prepare() -> None:
    """Make the database ready: create, upgrade after a backup, or raise `DatabaseUnusable`. May be repeated."""
    file = sqlite_file(database_url())
    if file is not None:
        _look_at_file(file)
    try:
        found = revision()
        if found == NEWEST:
            return
        if found is not None and file is not None:
            back_up_before_upgrade(file, found)
        _upgrade()
    except DBAPIError as problem:
        raise explained(problem) from problem


def revision() -> str | None:
    """Return the schema's revision, None for an empty database; raises for one that is not ours or newer."""
    with engine().connect() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if "alembic_version" not in tables or "data_version" not in tables:
            raise DatabaseUnusable("This database belongs to another program. Nothing was changed.")
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found not in REVISIONS:
        raise DatabaseUnusable(
            "This database was made by a newer version of Handslag. Update the app. Nothing was changed."
        )
    return str(found)


def _upgrade() -> None:
    try:
        with engine().execution_options(writing=True, migrating=True).begin() as connection:
            upgrade(connection)
    finally:
        engine().dispose()  # the next connection has foreign keys on again


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision within the caller's write transaction; fill a fresh one."""
    from alembic import command  # takes 0.2 s, which only an upgrade should cost
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    fresh = not inspect(connection).get_table_names()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _check_foreign_keys(connection)
    if fresh:
        with Session(connection) as db:
            versions.start(db)
            db.flush()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DatabaseUnusable("The upgrade would lose the link between rows. Nothing was changed.")


def back_up_before_upgrade(file: Path, found: str) -> Path:
    """Copy an SQLite database beside itself before its schema changes; return the copy's path."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    copy = file.with_name(f"{file.stem}-before-upgrade-from-{found}-{stamp}{file.suffix}")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _look_at_file(file: Path) -> None:
    if not file.exists():
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(file.parent, os.W_OK):
            raise DatabaseUnusable(
                "The folder of the database cannot be written to: {folder}", folder=file.parent
            )
        return
    size = file.stat().st_size
    if size == 0:
        raise DatabaseUnusable(
            "The database file has 0 bytes: {file}. Restore a backup, or delete it to start anew.",
            file=file,
        )
    if _is_truncated(file, size):
        raise DatabaseUnusable("The database file is cut off: {file}. Restore a backup.", file=file)


def _is_truncated(file: Path, size: int) -> bool:
    """Compare the size with the pages its header counts, unless a log beside it may still hold the rest.

    Header fields: https://www.sqlite.org/fileformat2.html#the_database_header
    """
    log = file.with_name(file.name + "-wal")
    if log.exists() and log.stat().st_size > 0:
        return False
    with file.open("rb") as source:
        header = source.read(100)
    if not header.startswith(b"SQLite format 3\x00"):
        return False
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return len(header) < 100 or pages * (65536 if page_size == 1 else page_size) > size


_SENTENCES = {
    "SQLITE_CANTOPEN": "The database file cannot be opened: {place}",
    "SQLITE_READONLY": "The database cannot be written to: {place}. Check the rights of the file and its folder.",
    "SQLITE_CORRUPT": "The database file is damaged: {place}. Restore a backup.",
    "SQLITE_NOTADB": "This file is not a database: {place}",
    "SQLITE_FULL": "The disk is full. Nothing was changed.",
    "SQLITE_IOERR": "The disk cannot be read or written: {place}",
    "SQLITE_BUSY": "Somebody else is writing, an import perhaps. Nothing was changed; try again in a moment.",
}


def explained(problem: DBAPIError) -> DatabaseUnusable:
    """Return the plain sentence for what a database driver said; never with a password in it."""
    url = database_url()
    place = url.database if url.drivername == "sqlite" else url.render_as_string(hide_password=True)
    name: Any = getattr(problem.orig, "sqlite_errorname", "")
    for start, sentence in _SENTENCES.items():
        if name.startswith(start):
            return DatabaseUnusable(sentence, place=place)
    if (url.drivername != "sqlite" and problem.connection_invalidated) or "connect" in str(
        problem.orig
    ).lower():
        return DatabaseUnusable("The database server does not answer: {place}", place=place)
    return DatabaseUnusable("The database reports a fault: {place}. Nothing was changed.", place=place)


def health() -> dict[str, Any]:
    """Return what `/healthz` tells: whether the database answers, its schema is current, and versions."""
    state: dict[str, Any] = {
        "database": "reachable",
        "schema": "current",
        "sqlite": sqlite3.sqlite_version,
        "app": VERSION,
    }
    try:
        if revision() != NEWEST:
            state["schema"] = "not current"
    except (DatabaseUnusable, DBAPIError):
        state.update(database="not usable", schema="unknown")
    state["ok"] = state["database"] == "reachable" and state["schema"] == "current"
    return state
