"""Leads chosen by their ids, as SQL: what stands between the brackets of `IN (…)`."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlmodel import Session

from db.bulk import insert

_IN_A_STATEMENT = 500


def listed(db: Session, lead_ids: Iterable[int], table: str) -> str:
    """Return the ids themselves, or a SELECT from a temporary table of this name where there are too many.

    A later list under the same name takes its place.
    """
    ids = sorted({int(lead_id) for lead_id in lead_ids})
    if len(ids) <= _IN_A_STATEMENT:
        return ", ".join(map(str, ids)) or "NULL"
    db.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} (id BIGINT PRIMARY KEY)"))
    db.execute(text(f"DELETE FROM {table}"))
    insert(db, table, ["id"], ((lead_id,) for lead_id in ids))
    return f"SELECT id FROM {table}"
