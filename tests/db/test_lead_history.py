"""One lead with all that happened to it."""

import pytest

from db import attempts, lead_history
from db.engine import reading, transaction
from db.tables import (
    ActivityRow,
    ActivityTopicRow,
    ContactAttemptRow,
    LeadReturnRow,
    LeadRow,
    StageEntryRow,
)
from sla_core.lead.history import LeadHistory
from sla_core.leads import Basis, Channel, Direction, Outcome, ReturnReason, Stage
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import at
from tests.db.company import add_lead, set_up

pytestmark = pytest.mark.usefixtures("database")


def read(lead_id: int) -> LeadHistory:
    with reading() as db:
        found = lead_history.history(db, lead_id)
    assert found is not None
    return found


def test_a_lead_is_told_with_its_acts_attempts_stages_and_returns_in_the_order_of_time() -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead = add_lead(db, "2026-11-20 09:00", first_name="Kari", last_name="Nordmann", company="Fjordlys")
        db.add(ActivityTopicRow(id=1, kind="page_view", topic="/priser"))
        db.flush()
        for moment in ("2026-11-19 12:00", "2026-11-18 12:00"):
            db.add(ActivityRow(lead_id=lead, topic_id=1, occurred_at=at(moment)))
        db.add(
            LeadReturnRow(
                lead_id=lead,
                returned_at=at("2026-11-21"),
                reason=ReturnReason.BAD_DATA,
                returned_by="Ola",
                note="No such number",
            )
        )
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        attempts.log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=lead,
            channel=Channel.CALL,
            outcome=Outcome.NO_ANSWER,
            occurred_at=at("2026-11-20 10:00"),
            now=at("2026-11-20 10:00"),
            comment="Try again",
        )
    found = read(lead)
    assert (found.profile.name, found.profile.called) == ("Kari Nordmann", "Fjordlys")
    assert [(act.at, act.topic) for act in found.acts] == [
        (at("2026-11-18 12:00"), "/priser"),
        (at("2026-11-19 12:00"), "/priser"),
    ]
    assert [(one.outcome, one.note) for one in found.attempts] == [(Outcome.NO_ANSWER, "Try again")]
    assert [(entry.stage, entry.basis) for entry in found.entries] == [(Stage.SALES_QUALIFIED, Basis.CRM)]
    assert [(one.reason, one.by, one.note) for one in found.returns] == [
        (ReturnReason.BAD_DATA, "Ola", "No such number")
    ]


def test_what_merged_leads_brought_belongs_to_the_one_they_became() -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead = add_lead(db, "2026-11-20 09:00")
        other = add_lead(db, "2026-11-18 09:00", last_name="Twin", merged_at=5)
        third = add_lead(db, None, last_name="Triplet")
        db.get_one(LeadRow, other).merged_into = lead
        db.get_one(LeadRow, third).merged_into = other
    found = read(lead)
    assert [one.name for one in found.merged] == ["Twin", "Triplet"]
    assert len(found.entries) == 3
    assert read(other).profile.merged_into == lead


def test_an_entry_names_the_version_whose_criteria_were_met_and_whether_it_still_stands() -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead = add_lead(db, "2026-11-20 09:00")
        entry = StageEntryRow(
            lead_id=lead,
            stage=Stage.MARKETING_QUALIFIED,
            entered_at=at("2026-11-19"),
            recorded_at=at("2026-11-19"),
            basis=Basis.CRITERIA,
            version_id=1,
            evidence={"grade": "A"},
        )
        db.add(entry)
        db.flush()
        first = db.get_one(StageEntryRow, 1)
        first.superseded_by = entry.id
    found = read(lead).entries
    assert [(one.superseded, one.version, dict(one.evidence)) for one in found] == [
        (True, None, {}),
        (False, "0", {"grade": "A"}),
    ]


def test_an_attempt_for_which_an_imported_one_stands_is_told_once() -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead = add_lead(db, "2026-11-20 09:00")
        known = {
            "lead_id": lead,
            "channel": Channel.CALL,
            "direction": Direction.OUTBOUND,
            "outcome": Outcome.NO_ANSWER,
            "occurred_at": 5,
            "recorded_at": 5,
        }
        db.add(ContactAttemptRow(id=1, **known))
        db.flush()
        db.add(ContactAttemptRow(id=2, merged_into=1, **known))
    assert len(read(lead).attempts) == 1


def test_a_lead_that_is_not_there_has_no_history() -> None:
    with reading() as db:
        assert lead_history.history(db, 99) is None
