"""Visits by month: read for a few months, and the figures for all sources that people type."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete
from sqlmodel import Session, col, select

from db.engine import note
from db.tables import BeforeImageRow, TrafficRow
from sla_core.errors import Conflict, SlaError
from sla_core.traffic import MonthVisits, check

ALL_SOURCES = ""


def visits(db: Session, *, months: Iterable[str]) -> list[MonthVisits]:
    """Return what is known of each of these months (YYYY-MM), in their order."""
    wanted = list(months)
    known: dict[str, dict[str, int]] = {month: {} for month in wanted}
    rows = select(TrafficRow).where(col(TrafficRow.month).in_(wanted)).order_by(col(TrafficRow.source))
    for row in db.exec(rows):
        known[row.month][row.source] = row.visits
    return [
        MonthVisits(
            month,
            by_source.get(ALL_SOURCES),
            tuple((source, n) for source, n in by_source.items() if source != ALL_SOURCES),
        )
        for month, by_source in known.items()
    ]


def save_visits(
    db: Session, *, months: Mapping[str, int | None], opened: Mapping[str, int | None] | None = None
) -> None:
    """Store figures for all sources as typed by hand; None removes a month's. Tells the audit entry.

    `opened` is what the form showed; where that is given and somebody has saved another figure since, `Conflict`
    is raised. `SlaError` for what is no month or no number, and for a month known by source. What is typed belongs
    to the person who typed it from then on: undoing an import, also the one the figure came with, leaves it.
    """
    for month, typed in months.items():
        check(month, typed)
    before = {known.month: known for known in visits(db, months=months)}
    changes = {month: typed for month, typed in months.items() if typed != before[month].total}
    for month, typed in changes.items():
        if opened is not None and opened.get(month) != before[month].total:
            raise Conflict("Somebody else saved another figure for {month} meanwhile.", month=month)
        if typed is not None and before[month].by_source:
            raise SlaError("The visits of {month} are known by source, from a file.", month=month)
    _store(db, changes)
    note(db, "", visits={month: [before[month].total, typed] for month, typed in changes.items()})


def _store(db: Session, changes: Mapping[str, int | None]) -> None:
    wanted = select(TrafficRow).where(
        col(TrafficRow.month).in_(list(changes)), TrafficRow.source == ALL_SOURCES
    )
    rows = {row.month: row for row in db.exec(wanted)}
    _forget_images(db, [row.id for row in rows.values()])
    for month, typed in changes.items():
        row = rows.get(month)
        if typed is None:
            db.delete(rows[month])  # it is there: None differs from what was before
        elif row is None:
            db.add(TrafficRow(month=month, source=ALL_SOURCES, visits=typed))
        else:
            row.visits, row.batch_id = typed, None
    db.flush()


def _forget_images(db: Session, row_ids: list[int | None]) -> None:
    """Forget what imports found in these rows, so that undoing one does not write it over what was typed."""
    db.exec(
        delete(BeforeImageRow).where(
            col(BeforeImageRow.table_name) == "traffic", col(BeforeImageRow.row_id).in_(row_ids)
        )
    )
