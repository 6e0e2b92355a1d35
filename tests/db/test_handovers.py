"""Handovers in the store: the same rows by delta and as a whole, the waiting list, a call that is logged."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from db import follow_up, handovers
from db.attempts import log_attempt
from db.engine import reading, transaction
from db.reports import follow_up_report
from db.tables import AgreementVersionRow, LeadRow
from db.verify import problems
from sla_core.errors import SlaError
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import at
from tests.db.company import MONDAY, add_lead, add_leads, add_person, set_up, without_guards

NOW = at(f"{MONDAY} 14:00")


def call(lead_id: int, when: int = NOW) -> None:
    kari = add_person(f"Kari{lead_id} Nordmann")
    with transaction(kari, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=kari,
            lead_id=lead_id,
            channel=Channel.CALL,
            outcome=Outcome.CONNECTED,
            occurred_at=when,
            now=NOW,
        )


def test_a_logged_call_takes_the_lead_off_the_waiting_list(database: str) -> None:
    set_up()
    first, second = add_leads(f"{MONDAY} 09:00", f"{MONDAY} 08:30")
    with reading() as db:
        assert [row.lead_id for row in handovers.waiting(db, limit=9)] == [second, first]
    call(second)
    with reading() as db:
        assert [row.lead_id for row in handovers.waiting(db, limit=9)] == [first]


def test_a_call_in_the_future_or_to_nobody_is_refused(database: str) -> None:
    set_up()
    (lead,) = add_leads(f"{MONDAY} 09:00")
    with pytest.raises(SlaError, match="future"):
        call(lead, NOW + 301)
    with pytest.raises(SlaError, match="no longer there"):
        call(lead + 1)


def test_undated_leads_wait_after_the_measured_ones(database: str) -> None:
    set_up()
    undated, dated = add_leads(None, f"{MONDAY} 09:00")
    with reading() as db:
        assert [row.lead_id for row in handovers.waiting(db, limit=9)] == [dated, undated]
        assert [row.lead_id for row in handovers.waiting(db, limit=1)] == [dated]


def test_the_delta_gives_the_same_rows_as_a_rebuild_of_everything(database: str) -> None:
    set_up()
    leads = add_leads(f"{MONDAY} 09:00", None, "2026-11-20 15:30")
    call(leads[2])
    with reading() as db:
        assert handovers.matches_rebuild(db)
        assert list(problems(db)) == []


def test_a_changed_handover_row_is_found(database: str) -> None:
    set_up()
    add_leads(f"{MONDAY} 09:00")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text("UPDATE handover SET response_by = response_by + 1"))
    with reading() as db:
        assert ["handovers differ" in str(problem) for problem in problems(db)] == [True]


def test_changed_terms_are_found(database: str) -> None:
    set_up()
    without_guards()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        row = db.exec(select(AgreementVersionRow)).one()
        row.terms = row.terms.replace('"amount":4', '"amount": 4')
    with reading() as db:
        assert ["Version 0" in str(problem) for problem in problems(db)] == [True]


def test_the_report_adds_up_and_says_that_nothing_is_signed(database: str) -> None:
    set_up()
    leads = add_leads(*[f"{MONDAY} 09:00"] * 4, f"{MONDAY} 13:00", None)
    for lead, time in zip(leads[:3], ("10:00", "13:00", "13:30"), strict=True):
        call(lead, at(f"{MONDAY} {time}"))
    with reading() as db:
        report = follow_up_report(db, first=None, last=None, now=NOW)
    figures = report.figures
    assert (figures.met, figures.late, figures.overdue, figures.due, figures.not_measurable) == (
        2,
        1,
        1,
        1,
        1,
    )
    assert figures.not_measurable_by == {"no_date": 1}
    assert (report.provisional, report.versions, report.as_of) == (True, ("0",), NOW)


def test_a_report_without_an_agreement_is_refused(database: str) -> None:
    with reading() as db, pytest.raises(SlaError, match="no agreement yet"):
        follow_up_report(db, first=None, last=None, now=NOW)


def test_more_leads_than_one_statement_can_name_are_rebuilt(database: str) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all([LeadRow(handed_over_at=at(f"{MONDAY} 09:00")) for _ in range(1200)])
        db.flush()
        ids = [row[0] for row in db.execute(text("SELECT id FROM lead"))]
        assert handovers.rebuild(db, ids) == 1200


def test_customers_are_counted_once_by_their_own_date_or_their_entry(database: str) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        add_lead(db, f"{MONDAY} 09:00", won=True, won_at=at(f"{MONDAY} 12:00"))
        add_lead(db, f"{MONDAY} 09:00", won=True, won_at=at("2025-11-23"))
    with reading() as db:
        assert follow_up.customers_won(db, begin=at("2026-01-01"), end=at("2027-01-01")) == 1
