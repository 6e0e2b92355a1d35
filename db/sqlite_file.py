"""The file of an SQLite database: looked at before it is opened, and copied while it is in use."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import make_url

from db.engine import DEFAULT_URL, sqlite_file
from sla_core.errors import DatabaseUnusable

_HEADER = 100  # bytes


def look_at(file: Path) -> None:
    """Raise `DatabaseUnusable` for a file that cannot be read or is plainly cut off, or a folder that does not do.

    No file is fine: it will be made.
    """
    try:
        look_at_place(file)
        if not file.exists():
            return
        if file.stat().st_size == 0:
            raise DatabaseUnusable(
                "The database file has 0 bytes: {file}. Restore a backup, or delete it to start anew.",
                file=file,
            )
        if is_truncated(file):
            raise DatabaseUnusable("The database file is cut off: {file}. Restore a backup.", file=file)
    except OSError:
        raise DatabaseUnusable(
            "The database file cannot be read: {file}. Check the rights of the file and its folder.",
            file=file,
        ) from None


def look_at_place(file: Path) -> None:
    """Raise `DatabaseUnusable` unless the folder is there and can be written to. Only the default one is made."""
    folder = file.parent
    if file.is_dir():
        raise DatabaseUnusable("DATABASE_URL names {file}, which is a folder. Name a file.", file=file)
    if file == sqlite_file(make_url(DEFAULT_URL)):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise DatabaseUnusable("The folder {folder} does not exist. Check DATABASE_URL.", folder=folder)
    if not os.access(folder, os.W_OK):
        raise DatabaseUnusable(
            "The folder of the database cannot be written to: {folder}. The database keeps its log there.",
            folder=folder,
        )


def is_truncated(file: Path) -> bool:
    """Compare the size with the pages its header counts, unless a log beside it may still hold the rest.

    Header fields: https://www.sqlite.org/fileformat2.html#the_database_header
    """
    log = file.with_name(file.name + "-wal")
    if log.exists() and log.stat().st_size > 0:
        return False
    with file.open("rb") as source:
        header = source.read(_HEADER)
    if not header.startswith(b"SQLite format 3\x00"):
        return False
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    size = file.stat().st_size
    return len(header) < _HEADER or pages * (65536 if page_size == 1 else page_size) > size


def stamped(file: Path, why: str) -> Path:
    """Return a free name beside the file that tells why it is kept and since when (UTC)."""
    kept = f"{file.stem}-{why}-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}"
    names = (f"{kept}{again}{file.suffix}" for again in ("", *(f"-{n}" for n in range(2, 100))))
    return next(free for name in names if not (free := file.with_name(name)).exists())


def copy_to(file: Path, copy: Path) -> None:
    """Copy a database, which others may be writing to, into one new file without a log beside it."""
    with (
        closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
