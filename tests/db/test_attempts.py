"""Attempts logged here: when they may have happened, and which of them an import already knows."""

import pytest
from sqlalchemy import text

from db.attempts import log_attempt
from db.engine import reading, transaction
from db.handovers import matches_rebuild, waiting
from db.intake import undo_last_import
from sla_core.errors import NotAllowed, SlaError
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, LOCAL_USER, Action, Role
from tests.core.episodes import at
from tests.db.bringing import NOW, bring, stored
from tests.db.company import add_leads, add_person, set_up

LEAD = """
    external_id,email,created_at
    1,kari@fjordlys.example,2026-11-16 08:00
"""
CALLS = """
    external_id,lead_external_id,channel,direction,outcome,occurred_at
    a1,1,call,outbound,no_answer,2026-11-16 09:00
"""
MERGED = "SELECT merged_into IS NOT NULL FROM contact_attempt WHERE batch_id IS NULL ORDER BY id"


def log(when: int, channel: Channel = Channel.CALL, lead_id: int = 1, now: int = NOW) -> None:
    with transaction(LOCAL_USER, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=LOCAL_USER,
            lead_id=lead_id,
            channel=channel,
            outcome=Outcome.CONNECTED,
            occurred_at=when,
            now=now,
        )


@pytest.fixture
def calls(database: str) -> None:
    bring(LEAD)
    bring(CALLS)


def test_clocks_may_differ_by_five_minutes(database: str) -> None:
    set_up()
    add_leads("2026-11-23 09:00")
    log(NOW + 300)
    with pytest.raises(SlaError, match="future"):
        log(NOW + 301)


def test_a_lead_that_was_merged_or_erased_takes_no_attempt(database: str) -> None:
    set_up()
    add_leads("2026-11-23 09:00", "2026-11-23 09:00")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text("UPDATE lead SET merged_into = 2 WHERE id = 1"))
        db.execute(text("UPDATE lead SET erased_at = 1 WHERE id = 2"))
    for lead_id in (1, 2):
        with pytest.raises(SlaError, match="no longer there"):
            log(NOW, lead_id=lead_id)


def test_a_call_logged_on_an_undated_lead_takes_it_off_the_waiting_list(database: str) -> None:
    set_up()
    called, other = add_leads(None, None)
    log(NOW, lead_id=called)
    with reading() as db:
        assert [row.lead_id for row in waiting(db, limit=9)] == [other]


def test_a_viewer_logs_nothing(database: str) -> None:
    vera = add_person("Vera Viewer", role=Role.VIEWER)
    with pytest.raises(NotAllowed), transaction(vera, Action.LOG_ATTEMPT):
        pytest.fail("the gate let a viewer in")


def test_an_entry_within_15_minutes_of_an_imported_call_is_the_same_act(calls: None) -> None:
    log(at("2026-11-16 09:15"))
    assert stored(MERGED) == [True]
    assert stored("SELECT first_contact_at FROM handover") == [None]


def test_a_later_entry_another_channel_and_a_second_entry_are_acts_of_their_own(calls: None) -> None:
    log(at("2026-11-16 09:15") + 1)
    log(at("2026-11-16 09:05"), Channel.EMAIL)
    log(at("2026-11-16 09:05"))
    log(at("2026-11-16 09:06"))
    assert stored(MERGED) == [False, False, True, False]


def test_an_entry_stands_again_when_the_import_that_knew_it_is_undone(calls: None) -> None:
    log(at("2026-11-16 09:15"))
    undo_last_import(COMMAND_LINE)
    assert stored(MERGED) == [False]
    assert stored("SELECT first_contact_at FROM handover") == [at("2026-11-16 09:15")]
    with reading() as db:
        assert matches_rebuild(db)
