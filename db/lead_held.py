"""Everything held on one person: every row of every table that names the lead, or one that was merged into it."""

from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import select as select_all
from sqlmodel import Session, col, select

from db.lead_history import same_person
from db.tables import ActivityTopicRow, BeforeImageRow, ImportBatchRow, LeadRow, Table
from sla_core.lead.held import Held

_LEAD = "lead"


def held(db: Session, lead_id: int) -> Held:
    """Return what is held on a lead that is there, as it is stored; the topics of activities are spelt out."""
    ids = same_person(db, lead_id)
    leads = sorted(_rows(db, Table.metadata.tables[_LEAD], "id", ids), key=lambda row: ids.index(row["id"]))
    tables: dict[str, list[dict[str, Any]]] = {_LEAD: leads}
    for name, table in sorted(Table.metadata.tables.items()):
        if "lead_id" in table.columns:
            tables[name] = _rows(db, table, "lead_id", ids)
    _spell_out(db, tables["activity"])
    tables["audit_entry"] = _rows(
        db, Table.metadata.tables["audit_entry"], "subject", [f"lead {i}" for i in ids]
    )
    images = _images(db, lead_id)
    batches = {row.get("batch_id") for rows in tables.values() for row in rows} | {
        batch for batch, _ in images
    }
    return Held({name: rows for name, rows in tables.items() if rows}, images, _files(db, batches - {None}))


def _rows(db: Session, table: SqlTable, column: str, wanted: list[Any]) -> list[dict[str, Any]]:
    keys = list(table.primary_key.columns)
    found = db.connection().execute(
        select_all(table).where(table.columns[column].in_(wanted)).order_by(*keys)
    )
    return [dict(row) for row in found.mappings()]


def _spell_out(db: Session, activities: list[dict[str, Any]]) -> None:
    wanted = {row["topic_id"] for row in activities}
    found = select(ActivityTopicRow.id, ActivityTopicRow.kind, ActivityTopicRow.topic)
    topics = {key: (kind, topic) for key, kind, topic in db.exec(found) if key in wanted}
    for row in activities:
        row["kind"], row["topic"] = topics[row["topic_id"]]


def _images(db: Session, lead_id: int) -> list[tuple[int, dict[str, Any]]]:
    found = (
        select(BeforeImageRow.batch_id, BeforeImageRow.image)
        .where(col(BeforeImageRow.table_name) == LeadRow.__tablename__, col(BeforeImageRow.row_id) == lead_id)
        .order_by(col(BeforeImageRow.id))
    )
    return [(batch, dict(image)) for batch, image in db.exec(found)]


def _files(db: Session, batches: set[Any]) -> dict[int, str]:
    found = select(ImportBatchRow.id, ImportBatchRow.file).where(col(ImportBatchRow.id).in_(batches))
    return {batch or 0: file for batch, file in db.exec(found)}
