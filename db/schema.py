"""The database's schema: made when missing, upgraded when older, refused when it cannot be trusted."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlmodel import Session

from db import handovers, versions
from db.database_faults import DBAPIError as DBAPIError  # pages catch what `explained` explains
from db.database_faults import explained as explained
from db.engine import database_url, engine, is_connected, sqlite_file
from db.sqlite_file import copy_to, look_at, stamped
from sla_core import VERSION
from sla_core.errors import DatabaseUnusable

MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
NEWEST = REVISIONS[-1]
MARKS = frozenset({"alembic_version", "data_version"})  # tables by which a database of ours is known


def prepare() -> None:
    """Make the database ready: create, upgrade after a backup, or raise `DatabaseUnusable`. May be repeated."""
    file = sqlite_file(database_url())
    if file is not None and not is_connected(file):
        look_at(file)
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
        if MARKS - set(tables):
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
    tables = inspect(connection).get_table_names()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _check_foreign_keys(connection)
    with Session(connection) as db:
        if not tables:
            versions.start(db)
        elif "handover_rank" not in tables:
            handovers.rank_all(db)
        db.flush()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DatabaseUnusable("The upgrade would lose the link between rows. Nothing was changed.")


def back_up_before_upgrade(file: Path, found: str) -> Path:
    """Copy an SQLite database beside itself before its schema changes; return the copy's path."""
    copy = stamped(file, f"before-upgrade-from-{found}")
    copy_to(file, copy)
    return copy


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
