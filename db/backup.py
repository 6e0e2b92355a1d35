"""A backup of an SQLite database, and the way back: a live file is never copied byte by byte.

PostgreSQL has its own tools for both.
"""

import os
import sqlite3
import uuid
from contextlib import closing, suppress
from pathlib import Path

from db.database_faults import explained_sqlite
from db.engine import database_url, engine, sqlite_file
from db.schema import MARKS, REVISIONS
from db.sqlite_file import copy_to, is_truncated, look_at_place, stamped
from sla_core.errors import DatabaseUnusable, FileRefused, NotPossible
from sla_core.intake.reading import cannot_open

_LOGS = ("-wal", "-shm")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")  # a restore is for these


def back_up(copy: Path) -> None:
    """Save the database in a new file, whole and checked; `FileRefused` where that is there or cannot be written."""
    file = sqlite_file(database_url())
    if file is None:
        raise NotPossible("This database is on a PostgreSQL server: back it up with pg_dump.")
    if copy.exists():
        raise FileRefused("{file} is already there; name another file for the backup", file=copy)
    part = _part(copy)
    try:
        part.touch()
        copy_to(file, part)
        _check(part, named=file)
        part.replace(copy)
    except OSError:
        raise FileRefused("{file} cannot be written; name a file in a folder of yours", file=copy) from None
    except sqlite3.Error as fault:
        raise explained_sqlite(fault, copy) from None
    finally:
        part.unlink(missing_ok=True)


def restore(copy: Path) -> Path | None:
    """Put a backup in the database's place; return where that is kept now, None where there was none.

    Raises `FileRefused` for what is no sound database of ours, and `DatabaseUnusable` while somebody uses the
    database that would be replaced.
    """
    file = sqlite_file(database_url())
    if file is None:
        raise NotPossible("This database is on a PostgreSQL server: restore it with pg_restore.")
    look_at_place(file)
    _refuse_unreadable(copy, file)
    part = _part(file)
    try:
        _take(copy, part)
        engine().dispose()  # our own connections would count as somebody's use
        return _exchange(file, part)
    finally:
        part.unlink(missing_ok=True)


def _part(file: Path) -> Path:
    """Return a name beside the file for what is not complete yet."""
    return file.with_name(f".{file.name}.{uuid.uuid4().hex[:8]}.part")


def _refuse_unreadable(copy: Path, file: Path) -> None:
    try:
        with copy.open("rb") as source:
            begin = source.read(16)
        if file.exists() and copy.samefile(file):
            raise FileRefused("{file} is the database itself, not a backup of it", file=copy)
        if not begin or is_truncated(copy):
            raise _damaged(copy)
    except OSError as problem:
        raise cannot_open(str(copy), problem) from None


def _damaged(file: Path) -> FileRefused:
    return FileRefused("{file} is damaged; nothing was changed", file=file)


def _take(copy: Path, part: Path) -> None:
    """Copy the backup to its new folder, under a new identity, so that nothing cached is taken for it."""
    try:
        copy_to(copy, part)
        _check(part, named=copy)
        with closing(sqlite3.connect(part)) as connection, connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'instance'", (uuid.uuid4().hex,))
    except sqlite3.Error as fault:
        if fault.sqlite_errorname == "SQLITE_NOTADB":
            raise FileRefused("{file} is not a database; nothing was changed", file=copy) from None
        if fault.sqlite_errorname.startswith("SQLITE_CORRUPT"):
            raise _damaged(copy) from None
        raise explained_sqlite(fault, copy) from None


def _check(file: Path, *, named: Path) -> None:
    """Refuse what is not sound, not ours, or newer than this program."""
    with closing(sqlite3.connect(file)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise _damaged(named)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if MARKS - tables:
            raise FileRefused("{file} is no database of Handslag; nothing was changed", file=named)
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if found is None or found[0] not in REVISIONS:
            raise FileRefused(
                "{file} was made by a newer version of Handslag. Update the app; nothing was changed",
                file=named,
            )


def _exchange(file: Path, part: Path) -> Path | None:
    """Put the new file in the place of the old one, which is kept; at no moment is there none."""
    kept = stamped(file, "before-restore")
    if not file.exists():
        part.replace(file)
        return None
    _close(file)
    for log in _LOGS:  # of a damaged database, which could not be closed: they belong to it
        with suppress(FileNotFoundError):
            file.with_name(file.name + log).rename(kept.with_name(kept.name + log))
    try:
        os.link(file, kept)
    except OSError:  # a file system without links
        file.rename(kept)
    part.replace(file)
    return kept


def _close(file: Path) -> None:
    """Write the log of the last changes into the database; that is refused while anybody else has it open."""
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as fault:
        name = fault.sqlite_errorname
        if name.startswith("SQLITE_BUSY"):
            raise DatabaseUnusable(
                "The database is in use: {file}. Stop the app, then restore. Nothing was changed.", file=file
            ) from None
        if not name.startswith(_DAMAGED):
            raise explained_sqlite(fault, file) from None
