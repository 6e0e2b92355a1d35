"""Accepting, returning and answering: who may, what it does to the episodes, and what the second one is told."""

import pytest
from sqlalchemy import text

from db import handovers
from db.engine import reading, transaction
from sla_core.errors import Conflict, NotAllowed, NotPossible, SlaError
from sla_core.leads import ReturnReason
from sla_core.people import COMMAND_LINE, Action, Role
from tests.core.episodes import at
from tests.db.answering import NOW, accept, close, give_back, marketer, reopen
from tests.db.bringing import stored
from tests.db.company import add_lead, add_leads, add_person, set_up

EPISODES = "SELECT number, closed_by, return_reason, returned_in_time, waiting FROM handover ORDER BY lead_id, number"


@pytest.fixture
def lead(database: str) -> int:
    set_up()
    return add_leads("2026-11-24 09:00")[0]


def is_as_rebuilt() -> bool:
    with reading() as db:
        return handovers.matches_rebuild(db)


def test_a_lead_is_accepted_once_and_the_first_yes_stays(lead: int) -> None:
    accept(lead, by=add_person())
    accept(lead, by=add_person("Ola Brattli"))
    assert stored("SELECT number, accepted_at, accepted_by FROM lead_acceptance") == [
        (1, NOW, "Kari Nordmann")
    ]
    accepted = "SELECT COUNT(*) FROM audit_entry WHERE action = 'lead.accept' AND subject = 'lead {lead}'"
    assert stored(accepted.format(lead=lead)) == [2]


def test_an_accepted_lead_still_waits_for_its_call(lead: int) -> None:
    accept(lead)
    assert stored(EPISODES) == [(1, None, None, False, True)]


def test_a_return_ends_the_episode_with_its_reason_and_comment(lead: int) -> None:
    give_back(lead, by=add_person(), comment=" Has left ")
    assert stored(EPISODES) == [(1, "returned", "wrong_person", True, False)]
    told = "SELECT returned_at, returned_by, note, duplicate_of FROM lead_return"
    assert stored(told) == [(NOW, "Kari Nordmann", "Has left", None)]
    assert is_as_rebuilt()


def test_a_return_after_the_time_to_answer_is_kept_and_counts_as_accepted(lead: int) -> None:
    give_back(lead, now=at("2026-11-26 16:00") + 1)  # two working days after the 24th
    assert stored(EPISODES) == [(1, "returned", "wrong_person", False, False)]


def test_the_last_word_within_the_time_to_answer_counts(lead: int) -> None:
    accept(lead)
    give_back(lead)
    assert stored(EPISODES) == [(1, "returned", "wrong_person", True, False)]


def test_the_second_who_returns_or_accepts_is_told_who_returned_the_lead(lead: int) -> None:
    give_back(lead, by=add_person())
    for act in (accept, give_back):
        with pytest.raises(Conflict, match="Kari Nordmann has already returned this lead"):
            act(lead)
    assert stored("SELECT COUNT(*) FROM lead_return") == [1]


def test_what_is_closed_merged_or_not_handed_over_takes_no_answer(database: str) -> None:
    set_up()
    won, merged, erased = add_leads(*["2026-11-24 09:00"] * 3)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text(f"UPDATE lead SET won_at = {NOW - 60} WHERE id = {won}"))
        db.execute(text(f"UPDATE lead SET merged_into = {won}, merged_at = 1 WHERE id = {merged}"))
        db.execute(text(f"UPDATE lead SET erased_at = 1 WHERE id = {erased}"))
        handovers.rebuild(db)
    for lead_id, number, told in (
        (won, 1, "closed since"),
        (won, 2, "not handed over"),
        (merged, 1, "no longer there"),
        (erased, 1, "no longer there"),
        (99, 1, "no longer there"),
    ):
        for act in (accept, give_back):
            with pytest.raises(SlaError, match=told):
                act(lead_id, number=number)


def test_a_duplicate_names_the_other_lead(lead: int) -> None:
    other, merged = add_leads("2026-11-20 09:00", "2026-11-20 09:00")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text(f"UPDATE lead SET merged_into = {other}, merged_at = 1 WHERE id = {merged}"))
    for wrong, told in (
        (None, "Choose the lead"),
        (lead, "of itself"),
        (merged, "no longer there"),
        (99, "no longer"),
    ):
        with pytest.raises(SlaError, match=told):
            give_back(lead, reason=ReturnReason.DUPLICATE, duplicate_of=wrong)
    give_back(lead, reason=ReturnReason.DUPLICATE, duplicate_of=other)
    assert stored("SELECT duplicate_of FROM lead_return") == [other]


def test_another_reason_keeps_no_other_lead(lead: int) -> None:
    (other,) = add_leads("2026-11-20 09:00")
    give_back(lead, reason=ReturnReason.BAD_DATA, duplicate_of=other)
    assert stored("SELECT duplicate_of FROM lead_return") == [None]


def test_an_undated_handover_can_be_returned_and_re_opened(database: str) -> None:
    set_up()
    (lead_id,) = add_leads(None)
    found = give_back(lead_id)
    assert stored("SELECT closed_by FROM handover") == ["returned"]
    reopen(found)
    assert stored("SELECT number, waiting FROM handover ORDER BY number") == [(1, False), (2, True)]
    assert is_as_rebuilt()


def test_marketing_re_opens_a_lead_and_another_episode_begins(lead: int) -> None:
    found = give_back(lead)
    reopen(found, by=marketer(), now=at("2026-11-25 10:00"))
    assert stored(EPISODES) == [
        (1, "returned", "wrong_person", True, False),
        (2, None, None, False, True),
    ]
    assert stored("SELECT reopened_at, reopened_by, answer FROM lead_return") == [
        (at("2026-11-25 10:00"), "Jonas Hauge", "Ask for Per")
    ]
    assert is_as_rebuilt()


def test_return_and_re_opening_in_the_same_second_are_two_episodes(lead: int) -> None:
    reopen(give_back(lead))
    reopen(give_back(lead, number=2))
    assert stored("SELECT number, closed_by FROM handover ORDER BY number") == [
        (1, "returned"),
        (2, "returned"),
        (3, None),
    ]


def test_a_closed_return_leaves_the_lead_where_it_is(lead: int) -> None:
    close(give_back(lead), by=marketer(), answer=" Agreed ")
    assert stored(EPISODES) == [(1, "returned", "wrong_person", True, False)]
    assert stored("SELECT closed_at, closed_by, answer, reopened_at FROM lead_return") == [
        (NOW, "Jonas Hauge", "Agreed", None)
    ]


def test_a_re_opening_tells_sales_why(lead: int) -> None:
    found = give_back(lead)
    with pytest.raises(NotPossible, match="worth another call"):
        reopen(found, answer="  ")
    assert stored("SELECT reopened_at FROM lead_return") == [None]


def test_the_second_answer_is_told_of_the_first(lead: int) -> None:
    (other,) = add_leads("2026-11-24 09:00")
    jonas = marketer()
    closed, reopened = give_back(lead), give_back(other)
    close(closed, by=jonas)
    reopen(reopened, by=jonas)
    for answer in (close, reopen):
        with pytest.raises(Conflict, match="Jonas Hauge has already closed"):
            answer(closed)
        with pytest.raises(Conflict, match="Jonas Hauge has already re-opened"):
            answer(reopened)


def test_a_lead_that_came_back_by_itself_is_not_re_opened(lead: int) -> None:
    found = give_back(lead)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(
            text(
                "INSERT INTO stage_entry (lead_id, stage, entered_at, entered_at_span, recorded_at, basis) "
                f"VALUES ({lead}, 'sales_qualified', {NOW + 60}, 0, {NOW + 60}, 'crm')"
            )
        )
        handovers.rebuild(db, [lead])
    with pytest.raises(Conflict, match="handed over again"):
        reopen(found, now=NOW + 120)


def test_sales_answers_handovers_and_marketing_answers_returns(lead: int) -> None:
    kari, jonas = add_person(), marketer()
    for act in (accept, give_back):
        with pytest.raises(NotAllowed, match="by sales"):
            act(lead, by=jonas)
    found = give_back(lead, by=kari)
    for answer in (close, reopen):
        with pytest.raises(NotAllowed, match="by marketing"):
            answer(found, by=kari)
    reopen(found, by=add_person("Eirik Moseby", Role.ADMINISTRATOR))


def test_a_return_that_is_gone_takes_no_answer(database: str) -> None:
    set_up()
    with pytest.raises(SlaError, match="no longer there"):
        close(99)


def test_a_vague_handover_of_today_can_be_returned(database: str) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead_id = add_lead(db, "2026-11-24 00:00")
        db.execute(text(f"UPDATE stage_entry SET entered_at_span = 86400 WHERE lead_id = {lead_id}"))
        handovers.rebuild(db, [lead_id])
    give_back(lead_id)
    assert stored("SELECT closed_by FROM handover") == ["returned"]
