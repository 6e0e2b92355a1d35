"""What follow-up reads from the store: the edge of the data, versions in order, the order of the waiting list."""

from datetime import date

from db import agreements, follow_up, handovers
from db.engine import reading, transaction
from db.reports import follow_up_report
from db.tables import LeadRow, StageEntryRow
from db.tables.intake import BatchState
from sla_core.agreement import Status
from sla_core.leads import Basis, Stage
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import HandoverEvent
from tests.builders import imported_attempts
from tests.core.episodes import at, hours, terms
from tests.db.company import add_leads, set_up

NOW = at("2026-11-25 12:00")


def test_without_imported_attempts_the_edge_is_now(database: str) -> None:
    with reading() as db:
        assert follow_up.edge(db, NOW).as_of == NOW


def test_the_edge_is_that_of_the_newest_import_that_was_not_undone(database: str) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        old, new, undone = (imported_attempts(NOW - days * 86_400) for days in (9, 2, 1))
        undone.state = BatchState.UNDONE
        db.add_all([new, old, undone])
    with reading() as db:
        assert follow_up.edge(db, NOW).as_of == NOW - 2 * 86_400


def test_versions_come_in_the_order_in_which_they_came_into_force(database: str) -> None:
    set_up(terms())
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        for number, day, limit in ((1, "2026-11-24", 1), (2, "2026-11-20", 2)):
            agreements.add_version(
                db,
                number=number,
                terms=terms(sales={"respond_within": hours(limit)}),
                status=Status.SIGNED,
                in_force_from=at(day),
                now=NOW,
                by="test",
            )
    add_leads("2026-11-19 09:00", "2026-11-23 09:00", "2026-11-24 09:00")
    with reading() as db:
        assert [version.number for version in agreements.versions_in_force(db)] == [0, 2, 1]
        assert handovers.load(db).response_by.tolist() == [
            at("2026-11-19 13:00"),
            at("2026-11-23 11:00"),
            at("2026-11-24 10:00"),
        ]


def test_a_report_takes_leads_by_the_local_date_of_their_deadline(database: str) -> None:
    set_up()
    add_leads("2026-11-20 15:30", "2026-11-23 15:30", None)
    with reading() as db:
        report = follow_up_report(db, first=date(2026, 11, 23), last=date(2026, 11, 23), now=NOW)
    assert (report.figures.handed_over, report.figures.overdue) == (1, 1)


def test_leads_that_no_clock_can_judge_wait_in_the_same_order_on_both_databases(database: str) -> None:
    set_up(terms(handover={"event": HandoverEvent.CRITERIA}))
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        leads = [LeadRow(last_name=name) for name in ("late", "undated", "late", "measured")]
        db.add_all(leads)
        db.flush()
        found = zip(leads, ("2026-11-02 09:00", None, "2026-11-03 09:00", "2026-11-23 09:00"), strict=True)
        for lead, when in found:
            moment = at(when) if when else None
            late = lead.last_name == "late"
            db.add(
                StageEntryRow(
                    lead_id=lead.id,
                    stage=Stage.SALES_QUALIFIED,
                    entered_at=moment,
                    recorded_at=NOW if late or moment is None else moment,
                    basis=Basis.CRITERIA,
                )
            )
        db.flush()
        handovers.rebuild(db)
    with reading() as db:
        names = [row.name for row in handovers.waiting(db, limit=9)]
    assert names == ["measured", "late", "undated", "late"]
