"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite. Never the ORM row by row."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from db.tables import Table


def table_named(name: str) -> SqlTable:
    """Return the SQL table of this name."""
    return Table.metadata.tables[name]


@contextmanager
def _as_sqlalchemy_tells_them(connection: Connection) -> Iterator[None]:
    """Raise the driver's errors as `DBAPIError`: its cursor is used bare, SQLAlchemy's would cost as much again."""
    try:
        yield
    except connection.dialect.loaded_dbapi.Error as problem:
        raise DBAPIError("", None, problem) from problem


def insert(db: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of `columns`."""
    connection = db.connection()
    cursor: Any = connection.connection.cursor()
    names = ", ".join(f'"{column}"' for column in columns)
    with _as_sqlalchemy_tells_them(connection):
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def integers(db: Session, query: str, width: int) -> list[NDArray[np.int64]]:
    """Return the columns of a query whose values are all whole numbers and none is NULL."""
    connection = db.connection()
    cursor: Any = connection.connection.cursor()
    with _as_sqlalchemy_tells_them(connection):
        cursor.execute(query)
        flat = np.fromiter(chain.from_iterable(cursor), dtype=np.int64)
    return [np.ascontiguousarray(column) for column in flat.reshape(-1, width).T]
