"""The database: where it is, how it is read, and the one gate through which everything is written.

SQLite by default; `DATABASE_URL=postgresql://…` puts the same code on PostgreSQL. On both, writers wait for
each other and readers see one consistent state: the figures behind these choices are in
`docs/decisions/0003-one-gate-for-writes.md`.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session as Session  # pages name the type of what `transaction` gives

from db import audit, people, versions
from sla_core.errors import DatabaseUnusable, NotAllowed
from sla_core.people import DURABLE, Action, Person

DEFAULT_URL = "sqlite:///data/handslag.db"
WAIT_SECONDS = 15
_WRITERS_LOCK = 4_839_221  # any number, the same in all copies of the app


def database_url() -> URL:
    """Return the address of the database; `postgresql://` is taken to mean psycopg."""
    given = os.environ.get("DATABASE_URL") or DEFAULT_URL
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise DatabaseUnusable(
            "DATABASE_URL is not an address of a database. Example: sqlite:///data/handslag.db"
        ) from None
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise DatabaseUnusable("DATABASE_URL names {kind}; use sqlite or postgresql.", kind=url.drivername)
    if url.drivername == "sqlite" and _is_in_memory(url):
        raise DatabaseUnusable(
            "DATABASE_URL names a database in memory: all data would be lost when the app stops. Name a file."
        )
    return url


def _is_in_memory(url: URL) -> bool:
    return not url.database or ":memory:" in url.database or url.query.get("mode") == "memory"


def shown_address() -> str:
    """Return the address of the database as somebody may have typed it; never with the password."""
    url = database_url()
    if url.drivername != "sqlite":  # a password may stand in the query, too: it is left out as a whole
        url = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    return url.render_as_string()


def engine() -> Engine:
    """Return the engine of the current address; one per address and process."""
    return _engine(database_url())


def sqlite_file(url: URL) -> Path | None:
    """Return the file of an SQLite address, None for any other database."""
    return Path(url.database) if url.drivername == "sqlite" and url.database else None


@cache
def _engine(url: URL) -> Engine:
    if url.drivername != "sqlite":
        return _listen(create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5}))
    made = create_engine(
        url,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        json_serializer=_as_sqlite_writes_json,
    )
    event.listen(made, "connect", _set_up_sqlite)
    _count_connections(made, Path(url.database or ""))
    return _listen(made)


def _as_sqlite_writes_json(value: Any) -> str:
    """Return the text that SQLite's own functions give, so that equal values are equal texts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _listen(made: Engine) -> Engine:
    event.listen(made, "begin", _begin)
    return made


_open = Counter[str]()  # connections to SQLite files, in or out of a pool


def is_connected(file: Path) -> bool:
    """Whether this process has connections to a database file.

    As long as it has, nothing but SQLite may open the file: closing it would take the process' locks away
    (they are POSIX locks), and another program would then delete the log that is being written to.
    """
    return _open[str(file.resolve())] > 0


def _count_connections(made: Engine, file: Path) -> None:
    name = str(file.resolve())
    event.listen(made, "connect", lambda _connection, _record: _open.update({name: 1}))
    event.listen(made, "close", lambda _connection, _record: _open.subtract({name: 1}))
    event.listen(made, "close_detached", lambda _connection: _open.subtract({name: 1}))


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions would begin late and lose updates: we begin them in `_begin`.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    writing = options.get("writing", False)
    if connection.dialect.name == "sqlite":
        if writing:  # what was signed survives a power failure the moment after
            connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('durable') else 'NORMAL'}")
        if options.get("migrating"):
            # Rebuilding a parent table with foreign keys on deletes the child rows without a word.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")
    elif writing:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
    elif not connection.get_execution_options().get("staging", False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


@contextmanager
def reading() -> Iterator[Session]:
    """Give a session that sees one consistent state and cannot write."""
    with Session(engine()) as db, db.begin():
        yield db


def staging() -> Connection:
    """Return a connection of one's own for temporary tables, which a `transaction` on it can read.

    Filling them locks nobody out, and whatever ends the connection, a killed process too, takes them away.
    Whoever asked for it closes it.
    """
    connection = engine().execution_options(staging=True).connect()
    connection.detach()
    return connection


@contextmanager
def transaction(actor: Person, action: Action, *, on: Connection | None = None) -> Iterator[Session]:
    """Give the session of one use case: all of it is committed with its audit entry, or nothing.

    Raises `NotAllowed` when the actor's role, read anew from the database, does not allow the action.
    What the entry should tell is added inside with `note`. Topics of the action get a new data version.
    """
    options = {"writing": True, "durable": action in DURABLE}
    with Session((on or engine()).execution_options(**options)) as db, db.begin():
        acting = people.as_stored(db, actor)
        if not acting.may(action):
            raise NotAllowed("{name} may not do this: it takes another role.", name=actor.name)
        yield db
        audit.add(db, acting, action)
        versions.raise_for(db, action)


@contextmanager
def unrecorded() -> Iterator[Session]:
    """Give a session that writes what changes nothing for anybody: how far a running import has come."""
    with Session(engine().execution_options(writing=True)) as db, db.begin():
        yield db


def note(db: Session, subject: str, **details: Any) -> None:
    """Tell the audit entry of the running transaction what it is about."""
    audit.note(db, subject, details)


def data_versions() -> versions.Versions:
    """Return what kind of database this is and how often each topic has changed: the key of cached reads."""
    with reading() as db:
        return versions.read(db)
