"""What a database driver said, in plain sentences; never with a password in them."""

import re
import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError as DBAPIError  # what `explained` explains

from db.engine import database_url, shown_address
from sla_core.errors import DatabaseUnusable
from sla_core.i18n import mark

_SQLITE = {
    "SQLITE_CANTOPEN": mark("The database file cannot be opened: {place}"),
    "SQLITE_READONLY": mark(
        "The database cannot be written to: {place}. Check the rights of the file and its folder."
    ),
    "SQLITE_CORRUPT": mark("The database file is damaged: {place}. Restore a backup."),
    "SQLITE_NOTADB": mark("This file is not a database: {place}"),
    "SQLITE_FULL": mark("The disk is full. Nothing was changed."),
    "SQLITE_IOERR": mark("The disk cannot be read or written: {place}"),
    "SQLITE_BUSY": mark(
        "Somebody else is writing, an import perhaps. Nothing was changed; try again in a moment."
    ),
}
_UNKNOWN = mark("The database reports a fault: {place}. Nothing was changed.")
# Of a connection that fails, psycopg passes on the server's words and no code.
_POSTGRESQL = (
    (
        re.compile(
            r'authentication failed|role ".*" does not exist|no pg_hba\.conf entry|no password supplied'
        ),
        mark("The database server refuses this user: {place}. Check name and password."),
    ),
    (
        re.compile(r'database ".*" does not exist'),
        mark("This database does not exist on the server: {place}. Create it there first."),
    ),
    (re.compile("connect|failed to resolve"), mark("The database server does not answer: {place}")),
)


def explained(problem: DBAPIError) -> DatabaseUnusable:
    """Return the plain sentence for what a database driver said."""
    url, fault = database_url(), problem.orig
    if isinstance(fault, sqlite3.Error):
        return explained_sqlite(fault, url.database)
    place = shown_address()
    for words, sentence in _POSTGRESQL:
        if words.search(str(fault)):
            return DatabaseUnusable(sentence, place=place)
    if problem.connection_invalidated:
        return DatabaseUnusable("The database server does not answer: {place}", place=place)
    return DatabaseUnusable(_UNKNOWN, place=place)


def explained_sqlite(fault: sqlite3.Error, place: Any) -> DatabaseUnusable:
    """Return the plain sentence for a fault of SQLite; `place` is the file it speaks of."""
    name: str = getattr(fault, "sqlite_errorname", "")
    sentence = next((sentence for start, sentence in _SQLITE.items() if name.startswith(start)), _UNKNOWN)
    return DatabaseUnusable(sentence, place=place)
