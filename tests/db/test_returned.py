"""What sales and marketing have answered, as lists: what waits for an answer, what was answered and how."""

import pytest
from sqlalchemy import text

from db import handovers, returned
from db.engine import reading, transaction
from db.returned import Returned
from sla_core.follow_up.returns import Answer
from sla_core.leads import ReturnReason
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import at
from tests.db.answering import NOW, accept, close, give_back, marketer, reopen
from tests.db.company import add_leads, add_person, set_up


@pytest.fixture
def lead(database: str) -> int:
    set_up()
    return add_leads("2026-11-24 09:00")[0]


def unanswered() -> list[Returned]:
    with reading() as db:
        return returned.unanswered(db)


def answered(begin: int | None = None, end: int | None = None) -> list[Returned]:
    with reading() as db:
        return returned.answered(db, begin=begin, end=end)


def test_returns_wait_for_an_answer_the_longest_first(database: str) -> None:
    set_up()
    later, first, other = add_leads("2026-11-24 09:00", "2026-11-20 09:00", "2026-11-24 09:00")
    give_back(later, comment="Twice in the file", reason=ReturnReason.DUPLICATE, duplicate_of=other)
    give_back(first, by=add_person(), now=at("2026-11-24 11:00"))
    assert [each.lead_id for each in unanswered()] == [first, later]
    early, late = unanswered()
    assert (early.returned_by, early.reason, early.in_time) == (
        "Kari Nordmann",
        ReturnReason.WRONG_PERSON,
        True,
    )
    assert (late.note, late.other_id, late.other) == ("Twice in the file", other, "Lead 2")
    assert (late.lead, late.answer, late.answered_at) == ("Lead 0", None, None)


def test_what_was_answered_tells_how_by_whom_and_what_was_said(database: str) -> None:
    set_up()
    ids = add_leads(*["2026-11-24 09:00"] * 4)
    jonas = marketer()
    reopened, closed, _, _ = [give_back(lead_id) for lead_id in ids]
    reopen(reopened, by=jonas, answer="Ask for Per", now=NOW + 60)
    close(closed, by=jonas)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(
            text(f"UPDATE lead SET merged_into = {ids[0]}, merged_at = {NOW + 30} WHERE id = {ids[2]}")
        )
        db.execute(text(f"UPDATE lead SET erased_at = {NOW} WHERE id = {ids[3]}"))
    assert unanswered() == []
    told = [(each.lead_id, each.answer, each.answered_at, each.answered_by, each.text) for each in answered()]
    assert told == [
        (ids[0], Answer.REOPENED, NOW + 60, "Jonas Hauge", "Ask for Per"),
        (ids[2], Answer.MERGED, NOW + 30, "", ""),
        (ids[1], Answer.CLOSED, NOW, "Jonas Hauge", ""),
    ]
    assert [each.lead_id for each in answered(NOW + 30, NOW + 60)] == [ids[2]]


def test_a_lead_that_came_back_by_itself_needs_no_answer(lead: int) -> None:
    give_back(lead)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(
            text(
                "INSERT INTO stage_entry (lead_id, stage, entered_at, entered_at_span, recorded_at, basis) "
                f"VALUES ({lead}, 'sales_qualified', {NOW + 60}, 0, {NOW + 60}, 'crm')"
            )
        )
        handovers.rebuild(db, [lead])
    assert unanswered() == []
    assert [(each.answer, each.answered_at) for each in answered()] == [(Answer.CAME_BACK, NOW + 60)]


def test_who_accepted_is_told_of_open_handovers(lead: int) -> None:
    accept(lead, by=add_person())
    with reading() as db:
        assert returned.accepted(db) == {(lead, 1): "Kari Nordmann"}
    give_back(lead)
    with reading() as db:
        assert returned.accepted(db) == {}
