"""Attempts on their way in: whose they are, what is the same act, and what a rep logged here by hand."""

import pytest

from db.attempts import log_attempt
from db.engine import transaction
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, LOCAL_USER, Action
from tests.core.episodes import at
from tests.db.bringing import NOW, bring, counts, facts, refusals, stored

LEADS = """
    external_id,email,created_at
    1,kari@fjordlys.example,2026-11-16 08:00
    2,ola@bryggen.example,2026-11-16 08:00
"""
CALLS = """
    external_id,lead_external_id,lead_email,channel,direction,outcome,occurred_at,person
    a1,1,,call,outbound,no_answer,2026-11-16 09:00,Per
    a2,,OLA@bryggen.example,call,outbound,connected,2026-11-16 10:00:05,Per
"""
HEADER = CALLS.strip().splitlines()[0]


@pytest.fixture
def leads(database: str) -> None:
    bring(LEADS)


def calls(*rows: str, **said: object):
    return bring("\n".join([HEADER, *rows]), **said)


def test_attempts_find_their_leads_by_id_or_email_and_change_the_handovers(leads: None) -> None:
    assert counts(bring(CALLS)) == (2, 0, 0, 0)
    assert stored(
        "SELECT lead_id, outcome, occurred_at, person, system FROM contact_attempt ORDER BY id"
    ) == [
        (1, "no_answer", at("2026-11-16 09:00"), "Per", "plain"),
        (2, "connected", at("2026-11-16 10:00:05"), "Per", "plain"),
    ]
    assert stored("SELECT first_attempt_at FROM handover ORDER BY lead_id") == [
        at("2026-11-16 09:00"),
        at("2026-11-16 10:00:05"),
    ]


def test_the_same_attempts_again_change_nothing(leads: None) -> None:
    bring(CALLS)
    before = facts()
    assert counts(bring(CALLS)) == (0, 0, 2, 0)
    assert facts() == before


def test_a_corrected_attempt_changes_and_an_empty_outcome_does_not_erase(leads: None) -> None:
    bring(CALLS)
    assert counts(bring(CALLS.replace("no_answer", "voicemail").replace("connected", ""))) == (0, 1, 1, 0)
    assert stored("SELECT outcome FROM contact_attempt ORDER BY id") == ["voicemail", "connected"]


def test_an_attempt_that_moves_to_another_lead_changes_the_handovers_of_both(leads: None) -> None:
    bring(CALLS)
    calls("a1,2,,call,outbound,no_answer,2026-11-16 09:00,Per")
    assert stored("SELECT first_attempt_at FROM handover ORDER BY lead_id") == [None, at("2026-11-16 09:00")]


def test_attempts_without_ids_are_the_act_itself(leads: None) -> None:
    rows = [
        ",1,,call,outbound,no_answer,2026-11-16 09:00,Per",
        ",1,,call,outbound,connected,2026-11-16 09:30,Per",
    ]
    assert counts(calls(*rows)) == (2, 0, 0, 0)
    assert counts(calls(*rows)) == (0, 0, 2, 0)
    assert counts(calls(rows[0].replace("no_answer", "voicemail"))) == (0, 1, 0, 0)


def test_an_act_known_without_an_id_takes_the_one_it_gets_later(leads: None) -> None:
    calls(",1,,call,outbound,no_answer,2026-11-16 09:00,Per")
    assert counts(calls("a1,1,,call,outbound,no_answer,2026-11-16 09:00,Per")) == (0, 1, 0, 0)
    assert counts(calls("a1,1,,call,outbound,no_answer,2026-11-16 09:00,Per")) == (0, 0, 1, 0)
    assert stored("SELECT external_id FROM contact_attempt") == ["a1"]


def test_the_same_act_under_another_id_is_a_duplicate_of_the_first(leads: None) -> None:
    bring(CALLS)
    file = calls(
        "b1,,kari@fjordlys.example,call,outbound,no_answer,2026-11-16 09:00,Per",
        "b2,,kari@fjordlys.example,call,outbound,no_answer,2026-11-16 09:00:01,Per",
        "b3,,kari@fjordlys.example,call,outbound,voicemail,2026-11-16 09:00:01,Per",
        "b4,,kari@fjordlys.example,call,outbound,no_answer,2026-11-16 09:00:01,Anne",
        system="zoho",
    )
    assert counts(file) == (2, 0, 0, 2)
    assert refusals(file) == [
        (2, "external_id", "a1", "duplicate_of"),
        (4, "external_id", "b2", "duplicate_of"),
    ]


def test_calls_known_to_the_day_only_may_be_several(leads: None) -> None:
    rows = ["b1,1,,call,outbound,no_answer,2026-11-16,Per", "b2,1,,call,outbound,no_answer,2026-11-16,Per"]
    assert counts(calls(*rows)) == (2, 0, 0, 0)
    assert counts(calls(*rows)) == (0, 0, 2, 0)
    without = [",1,,call,outbound,voicemail,2026-11-16,Per", ",1,,call,outbound,connected,2026-11-16,Per"]
    assert counts(calls(*without, without[0])) == (2, 0, 1, 0)
    assert counts(calls(*without)) == (0, 0, 2, 0)


def test_an_imported_attempt_stands_for_the_nearest_one_logged_by_hand(leads: None) -> None:
    for when in ("2026-11-16 08:50", "2026-11-16 09:16", "2026-11-16 09:02"):
        with transaction(LOCAL_USER, Action.LOG_ATTEMPT) as db:
            log_attempt(
                db,
                by=LOCAL_USER,
                lead_id=1,
                channel=Channel.CALL,
                outcome=Outcome.CONNECTED,
                occurred_at=at(when),
                now=NOW,
            )
    calls(
        "a1,1,,call,outbound,no_answer,2026-11-16 09:00,Per", "a2,1,,email,outbound,sent,2026-11-16 09:16,Per"
    )
    found = stored(
        "SELECT h.occurred_at, i.external_id FROM contact_attempt h "
        "LEFT JOIN contact_attempt i ON i.id = h.merged_into "
        "WHERE h.batch_id IS NULL ORDER BY h.occurred_at"
    )
    assert found == [
        (at("2026-11-16 08:50"), None),
        (at("2026-11-16 09:02"), "a1"),
        (at("2026-11-16 09:16"), None),
    ]
    assert stored("SELECT first_contact_at FROM handover WHERE lead_id = 1") == [at("2026-11-16 08:50")]


def test_the_edge_of_the_data_is_what_the_user_says_or_the_newest_time(leads: None) -> None:
    assert bring(CALLS).known_until == at("2026-11-16 10:00:05")
    assert bring(CALLS, known_until=at("2026-11-20 16:00")).known_until == at("2026-11-20 16:00")
    assert stored("SELECT known_until FROM import_batch ORDER BY id") == [
        None,
        at("2026-11-16 10:00:05"),
        at("2026-11-20 16:00"),
    ]


def test_attempts_of_a_merged_lead_count_for_its_target_too(leads: None) -> None:
    from sqlalchemy import text

    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text("UPDATE lead SET merged_into = 1, merged_at = 1 WHERE id = 2"))
    bring(CALLS)
    assert stored("SELECT first_attempt_at, first_contact_at FROM handover WHERE lead_id = 1") == [
        (at("2026-11-16 09:00"), at("2026-11-16 10:00:05"))
    ]
