"""The last import taken back: what it changed is restored, what it brought is gone, nobody's work is lost."""

import pytest
from sqlalchemy import text

from db.attempts import log_attempt
from db.engine import reading, transaction
from db.intake import last_import, undo_last_import
from db.intake.earlier import earlier, refused
from db.tables import AcceptanceRow, BreachReasonRow, LeadReturnRow, StageEntryRow
from sla_core.errors import Conflict, SlaError
from sla_core.intake.faults import Reason, RowError
from sla_core.intake.fields import Kind
from sla_core.leads import Basis, BreachReason, Channel, Outcome, ReturnReason, Stage
from sla_core.people import COMMAND_LINE, LOCAL_USER, Action
from tests.core.episodes import at
from tests.db.bringing import NOW, bring, bring_all, counts, facts, stored
from tests.db.company import add_person

FIRST = """
    external_id,email,company,won,Segment,sales_qualified_at,first_contact_at,owner_assigned_at,created_at
    1,kari@fjordlys.example,Fjordlys,no,A,2026-11-16 09:00,2026-11-16 10:00,2026-11-16 09:30,2026-11-02 09:00
    2,ola@bryggen.example,Bryggen,,,,,,2026-11-02 09:00
"""
SECOND = """
    external_id,email,company,won,Segment,sales_qualified_at,first_contact_at,owner_assigned_at,created_at
    1,kari@nord.example,Fjordlys AS,yes,B,2026-11-17 09:00,2026-11-17 10:00,2026-11-15 09:30,2026-11-02
    2,,,,C,2026-11-18 09:00,,,
    3,per@x.example,X,,,2026-11-18 09:00,,,2026-11-02 09:00
"""
CALLS = """
    external_id,lead_external_id,channel,direction,outcome,occurred_at
    a1,1,call,outbound,connected,2026-11-18 11:00
    a2,{lead},call,outbound,no_answer,2026-11-19 11:00
"""
VISITS = """
    external_id,lead_external_id,kind,topic,occurred_at
    v1,1,page_visit,{page},2026-11-18 11:00
    v{more},1,form,{page},2026-11-18 12:00
"""


def undo() -> None:
    undo_last_import(COMMAND_LINE)


def test_everything_is_as_it_was_before(database: str) -> None:
    bring_all(
        FIRST,
        CALLS.format(lead=1),
        VISITS.format(page="/a", more=2),
        "month,visits\n2026-10,5\n",
        keep_all=True,
    )
    with transaction(LOCAL_USER, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=LOCAL_USER,
            lead_id=1,
            channel=Channel.CALL,
            outcome=Outcome.CONNECTED,
            occurred_at=at("2026-11-20 11:00"),
            now=NOW,
        )
    before = facts()
    bring_all(
        SECOND,
        CALLS.format(lead=2) + "    a3,1,call,outbound,connected,2026-11-20 11:05\n",
        VISITS.format(page="/b", more=3),
        "month,visits\n2026-10,6\n2026-09,4\n",
        keep_all=True,
    )
    assert all(facts()[table] != before[table] for table in before)
    undo()
    assert facts() == before
    assert stored("SELECT state, COUNT(*) FROM import_batch GROUP BY state ORDER BY state") == [
        ("imported", 4),
        ("undone", 4),
    ]
    for table in ("before_image", "import_error"):
        assert stored(f"SELECT COUNT(*) FROM {table}") == [0]


def test_undone_leads_come_in_again_as_new(database: str) -> None:
    bring(FIRST)
    undo()
    assert stored("SELECT COUNT(*) FROM lead") == [0]
    assert counts(bring(FIRST)) == (2, 0, 0, 0)


def test_imports_are_undone_one_after_the_other(database: str) -> None:
    bring(FIRST)
    bring(SECOND)
    undo()
    undo()
    assert stored("SELECT COUNT(*) FROM lead") == [0]
    with pytest.raises(SlaError, match="no import"):
        undo()


def test_what_an_undo_would_do_is_told_before(database: str) -> None:
    bring(FIRST)
    bring(SECOND)
    with reading() as db:
        last = last_import(db)
    assert last is not None
    assert last.files == ("file0.csv",)
    assert last.removes == {"stage_entry": 3, "lead_identity": 1, "lead": 1}
    assert last.restores == {"lead": 1, "stage_entry": 1, "contact_attempt": 1}
    assert last.hanging == ()


def log_by_hand() -> None:
    with transaction(kari := add_person(), Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=kari,
            lead_id=2,
            channel=Channel.CALL,
            outcome=Outcome.CONNECTED,
            occurred_at=NOW - 60,
            now=NOW,
        )


def return_it() -> None:
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        db.add(
            LeadReturnRow(
                lead_id=2, returned_at=NOW, reason=ReturnReason.NO_NEED_NOW, returned_by="Kari Nordmann"
            )
        )


def set_its_stage() -> None:
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        db.add(
            StageEntryRow(
                lead_id=2, stage=Stage.OPPORTUNITY, entered_at=NOW, recorded_at=NOW, basis=Basis.PERSON
            )
        )


def merge_it() -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text("UPDATE lead SET merged_into = 1, merged_at = 1 WHERE id = 2"))


def accept_it() -> None:
    with transaction(COMMAND_LINE, Action.ACCEPT_LEAD) as db:
        db.add(AcceptanceRow(lead_id=2, number=1, accepted_at=NOW, accepted_by="Kari Nordmann"))


def say_why() -> None:
    with transaction(COMMAND_LINE, Action.SAY_WHY) as db:
        db.add(
            BreachReasonRow(
                lead_id=2, number=1, reason=BreachReason.FORGOTTEN, said_at=NOW, said_by="Kari Nordmann"
            )
        )


@pytest.mark.parametrize(
    ("by_hand", "told"),
    [
        (log_by_hand, "Kari Nordmann logged an attempt for ola@bryggen.example"),
        (return_it, "Kari Nordmann returned ola@bryggen.example"),
        (set_its_stage, "stage of ola@bryggen.example"),
        (merge_it, "was merged by hand"),
        (accept_it, "Kari Nordmann accepted ola@bryggen.example"),
        (say_why, "Kari Nordmann said why the deadline of ola@bryggen.example was missed"),
    ],
)
def test_what_was_recorded_by_hand_on_a_lead_it_brought_stops_the_undo(
    database: str, by_hand, told: str
) -> None:
    bring(FIRST)
    by_hand()
    before = facts()
    with pytest.raises(SlaError, match=told):
        undo()
    assert facts() == before


def last_run() -> str:
    with reading() as db:
        last = last_import(db)
    assert last is not None
    return last.run


def test_only_the_import_that_was_looked_at_is_undone(database: str) -> None:
    bring(FIRST)
    looked_at = last_run()
    bring(SECOND)
    before = facts()
    with pytest.raises(Conflict, match="another import became the last one"):
        undo_last_import(COMMAND_LINE, run=looked_at)
    assert facts() == before
    assert undo_last_import(COMMAND_LINE, run=last_run()).files == ("file0.csv",)


REFUSED = """
    external_id,email,created_at
    1,kari@fjordlys.example,2026-11-02 09:00
    2,not an address,2026-11-02 09:00
    3,ola@bryggen.example,never
"""


def test_earlier_imports_tell_their_counts_and_state_newest_first(database: str) -> None:
    bring(REFUSED)
    bring("month,visits\n2026-10,5\n2026-10,5\n")
    undo()
    with reading() as db:
        newest, oldest = earlier(db, limit=5)
        assert earlier(db, limit=1) == [newest]
    assert (newest.kind, newest.is_undone) == (Kind.TRAFFIC, True)
    assert (newest.rows, newest.new, newest.unchanged) == (2, 1, 1)
    assert (oldest.kind, oldest.is_undone) == (Kind.LEADS, False)
    assert (oldest.rows, oldest.new, oldest.changed, oldest.unchanged, oldest.rejected) == (3, 1, 0, 0, 2)


def test_refused_rows_are_kept_until_their_import_is_undone(database: str) -> None:
    bring(REFUSED)
    with reading() as db:
        batch = earlier(db, limit=1)[0].batch_id
        kept, first = refused(db, batch_id=batch), refused(db, batch_id=batch, limit=1)
    assert kept == [
        RowError(3, "email", "not an address", Reason.BAD_VALUE),
        RowError(4, "created_at", "never", Reason.BAD_DATE),
    ]
    assert first == kept[:1]
    undo()
    with reading() as db:
        assert refused(db, batch_id=batch) == []
