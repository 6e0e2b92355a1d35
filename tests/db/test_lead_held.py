"""Everything held on a person is found, in every table."""

import pytest

from db import attempts, lead_held
from db.engine import reading, transaction
from db.tables import (
    ActivityRow,
    ActivityTopicRow,
    BeforeImageRow,
    LeadIdentityRow,
    LeadRow,
    Table,
)
from sla_core.i18n import Language, Texts
from sla_core.lead.held import Held, as_csv, as_json, facts
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, Action
from tests.builders import imported_attempts
from tests.core.episodes import at
from tests.db.company import add_lead, set_up

pytestmark = pytest.mark.usefixtures("database")


def of(lead_id: int) -> Held:
    with reading() as db:
        return lead_held.held(db, lead_id)


@pytest.fixture
def two(database: str) -> tuple[int, int]:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        batch = imported_attempts(5)
        db.add(batch)
        db.flush()
        lead = add_lead(
            db, "2026-11-20 09:00", last_name="Nordmann", batch_id=batch.id, attributes={"Region": "Vest"}
        )
        other = add_lead(db, None, last_name="Twin")
        stranger = add_lead(db, None, last_name="Somebody else")
        db.get_one(LeadRow, other).merged_into = lead
        db.add(ActivityTopicRow(id=1, kind="page_view", topic="/priser"))
        db.add(LeadIdentityRow(system="crm", external_id="1", lead_id=lead))
        db.add(LeadIdentityRow(system="crm", external_id="2", lead_id=other))
        db.flush()
        for who in (lead, other, stranger):
            db.add(ActivityRow(lead_id=who, topic_id=1, occurred_at=at("2026-11-19")))
        db.add(
            BeforeImageRow(batch_id=batch.id, table_name="lead", row_id=lead, image={"last_name": "Before"})
        )
        db.add(BeforeImageRow(batch_id=batch.id, table_name="traffic", row_id=lead, image={"visits": 1}))
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        attempts.log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=lead,
            channel=Channel.CALL,
            outcome=Outcome.NO_ANSWER,
            occurred_at=5,
            now=5,
        )
    return lead, other


def test_the_person_s_own_record_comes_first_and_nobody_else_s_is_there(two: tuple[int, int]) -> None:
    found = of(two[0])
    assert [row["last_name"] for row in found.tables["lead"]] == ["Nordmann", "Twin"]
    assert [row["external_id"] for row in found.tables["lead_identity"]] == ["1", "2"]
    assert [row["topic"] for row in found.tables["activity"]] == ["/priser", "/priser"]
    assert len(found.tables["contact_attempt"]) == 1
    assert len(found.tables["stage_entry"]) == 2


def test_earlier_records_history_and_the_names_of_files_are_told(two: tuple[int, int]) -> None:
    found = of(two[0])
    assert [dict(image) for _, image in found.images] == [{"last_name": "Before"}]
    assert list(found.files.values()) == ["calls.csv"]
    assert len(found.tables["audit_entry"]) == 1
    assert {fact.file for fact in facts(found)} == {"calls.csv"}


def test_every_table_that_names_a_lead_is_looked_into(two: tuple[int, int]) -> None:
    naming = {name for name, table in Table.metadata.tables.items() if "lead_id" in table.columns}
    assert {"activity", "contact_attempt", "handover", "lead_identity", "stage_entry"} <= naming
    assert set(of(two[0]).tables) <= naming | {"lead", "audit_entry"}


def test_what_the_databases_give_can_be_taken_away(two: tuple[int, int]) -> None:
    assert b"Nordmann" in as_json(of(two[0]))
    assert b"Nordmann" in as_csv(of(two[0]), Texts(Language.ENGLISH))
