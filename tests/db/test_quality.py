"""The quality of what came in, as the store counts it."""

from db import quality
from db.engine import reading, transaction
from db.intake import undo_last_import
from db.tables import ActivityRow, ActivityTopicRow, LeadRow
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind
from sla_core.people import COMMAND_LINE, Action
from sla_core.quality import Quality, Share
from tests.core.episodes import DAY, at
from tests.db.bringing import bring, bring_all, stored
from tests.db.company import add_lead, set_up

LEADS = """
    external_id,email,owner,created_at,handed_over_at
    1,kari@fjordlys.example,Ola,2026-11-02 09:00,2026-11-02 10:00
    2,per@fjordlys.example,,2026-11-02,2026-11-03 10:00
    3,not an address,,2026-11-02 09:00,
    4,liv@fjordlys.example,,2099-11-02 09:00,
"""
CALLS = """
    external_id,lead_external_id,channel,direction,outcome,occurred_at
    a,1,call,outbound,connected,2026-11-02 11:00
    b,2,call,outbound,connected,2026-11-04
    c,9,call,outbound,connected,2026-11-02 11:00
    d,8,call,outbound,connected,2026-11-02 12:00
"""


def counted() -> Quality:
    with reading() as db:
        return quality.quality(db)


def refused(found: Quality) -> dict[tuple[str, Reason], int]:
    files = {batch.id: batch.file for batch in found.batches}
    return {(files[each.batch], each.reason): each.n for each in found.refused}


def test_an_empty_database_has_nothing_to_count(database: str) -> None:
    found = counted()
    assert (found.batches, found.refused, found.unowned.tolist()) == ((), (), [])
    assert found.never_handed_over == found.vague_activities == Share(0, 0)


def test_files_come_newest_first_with_their_counts_and_their_edge(database: str) -> None:
    bring_all(LEADS, CALLS)
    calls, leads = counted().batches
    assert (calls.kind, calls.rows, calls.new, calls.rejected) == (Kind.ATTEMPTS, 4, 2, 2)
    assert (leads.kind, leads.rows, leads.new, leads.rejected) == (Kind.LEADS, 4, 2, 2)
    assert calls.known_until is not None
    assert leads.known_until is None


def test_refused_rows_are_counted_by_file_and_reason(database: str) -> None:
    bring_all(LEADS, CALLS)
    assert refused(counted()) == {
        ("file0.csv", Reason.BAD_VALUE): 1,
        ("file0.csv", Reason.IN_FUTURE): 1,
        ("file1.csv", Reason.UNKNOWN_LEAD): 2,
    }


def test_what_was_undone_is_not_counted(database: str) -> None:
    bring(LEADS)
    bring(CALLS)
    undo_last_import(COMMAND_LINE)
    found = counted()
    assert [batch.kind for batch in found.batches] == [Kind.LEADS]
    assert {reason for _, reason in refused(found)} == {Reason.BAD_VALUE, Reason.IN_FUTURE}
    assert found.vague_attempts == Share(0, 0)


def test_dates_known_to_the_day_only_are_counted_by_table(database: str) -> None:
    bring_all(LEADS, CALLS)
    found = counted()
    assert found.vague_leads == Share(1, 2)
    assert found.vague_attempts == Share(1, 2)
    assert found.vague_stages == Share(0, 0)


def test_activities_known_to_the_day_only_are_counted(database: str) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead, topic = add_lead(db, "2026-11-02 10:00"), ActivityTopicRow(kind="page_visit", topic="price")
        db.add(topic)
        db.flush()
        for place, span in enumerate((0, DAY, 3600)):
            moment = at("2026-11-02") + place
            db.add(ActivityRow(lead_id=lead, topic_id=topic.id, occurred_at=moment, occurred_at_span=span))
    assert counted().vague_activities == Share(2, 3)


def test_leads_without_owner_are_those_that_were_handed_over(database: str) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        add_lead(db, "2026-11-02 10:00", owner="Ola")
        nobodys = add_lead(db, "2026-11-02 10:00")
        db.add(LeadRow())
    found = counted()
    assert found.unowned.tolist() == [nobodys]
    assert found.never_handed_over == Share(1, 3)


def test_merged_and_erased_leads_are_in_no_count(database: str) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        kept = add_lead(db, "2026-11-02 10:00", owner="Ola")
        for gone in ({"merged_into": kept, "merged_at": at("2026-11-03")}, {"erased_at": at("2026-11-03")}):
            add_lead(db, "2026-11-02 10:00", created_at=at("2026-11-02"), created_at_span=DAY, **gone)
    found = counted()
    assert found.unowned.tolist() == []
    assert found.vague_leads == found.never_handed_over == Share(0, 1)


def test_the_reasons_in_the_store_are_those_the_app_knows(database: str) -> None:
    bring_all(LEADS, CALLS)
    assert {Reason(reason) for reason in stored("SELECT DISTINCT reason FROM import_error")} <= set(Reason)
