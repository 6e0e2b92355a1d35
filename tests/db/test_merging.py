"""Merging: two leads become one without anything that was judged being judged anew, and files find the one."""

import pytest
from sqlalchemy import text

from db import follow_up, funnel, handovers, merging, returns
from db.attempts import log_attempt
from db.engine import reading, transaction
from db.intake import undo_last_import
from db.verify import problems
from sla_core.errors import NotAllowed, SlaError
from sla_core.funnel import build
from sla_core.leads import Channel, Outcome, ReturnReason, Stage
from sla_core.people import COMMAND_LINE, Action, Department, Person
from tests.core.episodes import at
from tests.db.bringing import bring, counts, stored
from tests.db.company import add_leads, add_person, set_up

NOW = at("2026-11-25 12:00")
MONDAY = "2026-11-23"
STATES = "SELECT lead_id, closed_by, waiting, first_attempt_at FROM handover ORDER BY lead_id, number"


def merge(lead_id: int, into: int, *, by: Person = COMMAND_LINE, now: int = NOW) -> int:
    with transaction(by, Action.MERGE_LEADS) as db:
        return merging.merge(db, by=by, lead_id=lead_id, into=into, now=now)


def call(lead_id: int, when: str) -> None:
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=lead_id,
            channel=Channel.CALL,
            outcome=Outcome.NO_ANSWER,
            occurred_at=at(when),
            now=NOW,
        )


def return_as_duplicate(lead_id: int, of: int, when: str = f"{MONDAY} 12:00") -> int:
    with transaction(COMMAND_LINE, Action.RETURN_LEAD) as db:
        return returns.give_back(
            db,
            by=COMMAND_LINE,
            lead_id=lead_id,
            number=1,
            reason=ReturnReason.DUPLICATE,
            duplicate_of=of,
            now=at(when),
        )


def verified() -> list[str]:
    with reading() as db:
        return [str(problem) for problem in problems(db)]


@pytest.fixture
def pair(database: str) -> tuple[int, int]:
    """The one that stays, handed over at nine, and its duplicate, handed over at ten."""
    set_up()
    one, duplicate = add_leads(f"{MONDAY} 09:00", f"{MONDAY} 10:00")
    return one, duplicate


def test_the_duplicate_keeps_its_episode_and_the_other_one_goes_on(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    return_as_duplicate(duplicate, one)
    before = stored(STATES)
    assert merge(duplicate, one) == one
    assert stored(STATES) == before == [(one, None, True, None), (duplicate, "returned", False, None)]
    assert stored("SELECT merged_into, merged_at FROM lead ORDER BY id") == [(None, None), (one, NOW)]
    assert verified() == []


def test_a_return_that_waited_for_an_answer_is_answered(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    return_as_duplicate(duplicate, one)
    merge(duplicate, one, by=add_person("Jonas Hauge", department=Department.MARKETING))
    assert stored("SELECT closed_at, closed_by FROM lead_return") == [(NOW, "Jonas Hauge")]


def test_an_open_episode_of_the_duplicate_ends_with_the_merge(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    merge(duplicate, one)
    assert stored(STATES) == [(one, None, True, None), (duplicate, "merged", False, None)]


def test_a_call_to_the_duplicate_was_a_call_to_this_person(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    call(duplicate, f"{MONDAY} 11:00")
    merge(duplicate, one)
    assert stored("SELECT lead_id, first_attempt_at, attempts, waiting FROM handover ORDER BY lead_id") == [
        (one, at(f"{MONDAY} 11:00"), 1, False),
        (duplicate, at(f"{MONDAY} 11:00"), 1, False),
    ]
    assert verified() == []


def test_a_call_is_seen_through_a_chain_of_merges(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    (third,) = add_leads(f"{MONDAY} 10:30")
    call(third, f"{MONDAY} 11:00")
    merge(third, duplicate)
    assert merge(duplicate, one) == one
    assert stored("SELECT first_attempt_at FROM handover") == [at(f"{MONDAY} 11:00")] * 3
    assert verified() == []


@pytest.mark.parametrize(
    ("of_the_one", "of_the_duplicate"),
    [
        ({}, {"won_at": f"{MONDAY} 13:00"}),
        ({"won_at": f"{MONDAY} 14:00"}, {"won_at": f"{MONDAY} 13:00"}),
        ({"won_at": f"{MONDAY} 13:00"}, {"won_at": f"{MONDAY} 14:00"}),
        ({"customer": f"{MONDAY} 12:00"}, {"won_at": f"{MONDAY} 13:00"}),
        ({}, {"customer": f"{MONDAY} 13:00"}),
        ({"customer": f"{MONDAY} 14:00"}, {"customer": f"{MONDAY} 13:00"}),
    ],
)
def test_a_win_that_either_of_them_tells_is_one_win_everywhere(
    pair: tuple[int, int], of_the_one: dict[str, str], of_the_duplicate: dict[str, str]
) -> None:
    for lead_id, told in zip(pair, (of_the_one, of_the_duplicate), strict=True):
        win(lead_id, **told)
    merge(pair[1], pair[0])
    moment = at(f"{MONDAY} 13:00")
    with reading() as db:
        assert follow_up.customers_won(db, begin=0, end=moment) == 0
        assert follow_up.customers_won(db, begin=moment, end=moment + 1) == 1
        assert follow_up.customers_won(db, begin=moment + 1, end=NOW) == 0
        assert build(funnel.read(db)).passed[Stage.CUSTOMER.rank].tolist() == [moment]
    assert stored(f"SELECT closed_by, closed_at FROM handover WHERE lead_id = {pair[0]}") == [("won", moment)]
    assert verified() == []


def win(lead_id: int, won_at: str = "", customer: str = "") -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        if won_at:
            db.execute(text(f"UPDATE lead SET won = TRUE, won_at = {at(won_at)} WHERE id = {lead_id}"))
        if customer:
            db.execute(
                text(
                    "INSERT INTO stage_entry (lead_id, stage, entered_at, entered_at_span, recorded_at, basis) "
                    f"VALUES ({lead_id}, 'customer', {at(customer)}, 0, {at(customer)}, 'crm')"
                )
            )
        handovers.rebuild(db, [lead_id])


def test_a_win_without_a_date_ends_what_is_open(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text(f"UPDATE lead SET won = TRUE WHERE id = {duplicate}"))
        handovers.rebuild(db, [duplicate])
    merge(duplicate, one)
    assert stored(f"SELECT closed_by, waiting FROM handover WHERE lead_id = {one}") == [("won", False)]


def test_who_waits_for_a_call_is_not_merged_away(database: str) -> None:
    set_up()
    (waits,) = add_leads(f"{MONDAY} 09:00")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(
            text(
                "INSERT INTO lead (last_name, created_at_span, handed_over_at_span, owner_assigned_at_span, "
                "won_at_span, lost_at_span) VALUES ('Other', 0, 0, 0, 0, 0)"
            )
        )
        other = db.execute(text("SELECT MAX(id) FROM lead")).scalar_one()
    with pytest.raises(SlaError, match="merge the other one into this one"):
        merge(waits, other)
    merge(other, waits)
    assert stored("SELECT lead_id, waiting FROM handover") == [(waits, True)]


def test_a_lead_is_not_merged_into_itself_a_part_of_itself_or_one_that_is_gone(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    merge(duplicate, one)
    for lead_id, into, told in (
        (one, one, "one lead already"),
        (one, duplicate, "one lead already"),
        (duplicate, one, "no longer there"),
        (one, 99, "no longer there"),
    ):
        with pytest.raises(SlaError, match=told):
            merge(lead_id, into)


def test_merging_into_a_merged_lead_is_merging_into_what_it_became(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    (third,) = add_leads(f"{MONDAY} 10:30")
    merge(duplicate, one)
    assert merge(third, duplicate) == one


def test_marketing_merges_and_sales_does_not(pair: tuple[int, int]) -> None:
    one, duplicate = pair
    kari = add_person()
    with pytest.raises(NotAllowed, match="by marketing"):
        merge(duplicate, one, by=kari)


LEADS = """
    external_id,email,company,created_at,sales_qualified_at,first_contact_at
    1,kari@fjordlys.example,Fjordlys,2026-11-22 09:00,2026-11-23 09:00,
    2,kari@home.example,Fjordlys AS,2026-11-21 09:00,2026-11-23 10:00,2026-11-23 10:40
"""
STAGES = """
    lead_external_id,stage,entered_at
    2,marketing_qualified,2026-11-20 09:00
"""
CALLS = """
    external_id,lead_external_id,channel,direction,outcome,occurred_at
    a1,2,call,outbound,no_answer,2026-11-23 10:30
    ,2,email,outbound,sent,2026-11-23 10:50
"""
VISITS = """
    lead_email,kind,topic,occurred_at
    kari@home.example,page_visit,/prices,2026-11-22 11:00
"""
FACTS = (
    "SELECT created_at FROM lead ORDER BY id",
    "SELECT COUNT(*) FROM stage_entry WHERE superseded_by IS NULL",
    "SELECT COUNT(*) FROM contact_attempt",
    "SELECT COUNT(*) FROM activity",
    "SELECT lead_id, handed_over_at, first_attempt_at, attempts FROM handover ORDER BY lead_id, number",
)


def facts() -> list[object]:
    return [stored(query) for query in FACTS]


@pytest.fixture
def brought(database: str) -> list[str]:
    files = [LEADS, STAGES, CALLS, VISITS]
    for file in files:
        bring(file, now=NOW)
    merge(2, 1)
    return files


def test_the_same_files_once_more_change_nothing(brought: list[str]) -> None:
    before = facts()
    for file in brought:
        assert counts(bring(file, now=NOW))[:2] == (0, 0)
    assert facts() == before
    assert verified() == []


def test_a_row_of_the_duplicate_alone_does_not_move_the_dates_of_the_other_one(brought: list[str]) -> None:
    before = facts()
    header, _, duplicate = LEADS.strip().splitlines()
    bring(f"{header}\n{duplicate}", now=NOW)
    assert stored("SELECT company FROM lead ORDER BY id") == ["Fjordlys AS", "Fjordlys AS"]
    assert facts() == before


def test_a_date_of_the_duplicate_that_was_corrected_corrects_nothing_of_the_other_one(
    brought: list[str],
) -> None:
    header, _, duplicate = LEADS.strip().splitlines()
    bring(f"{header}\n{duplicate.replace('2026-11-23 10:00', '2026-11-23 11:00')}", now=NOW)
    assert stored("SELECT handed_over_at FROM handover WHERE lead_id = 1") == [at("2026-11-23 09:00")]
    assert verified() == []


def test_later_calls_and_visits_of_the_duplicate_are_seen_with_the_other_one(brought: list[str]) -> None:
    bring(CALLS + "    a2,2,call,outbound,connected,2026-11-24 10:30\n", now=NOW)
    assert stored("SELECT first_contact_at FROM handover WHERE lead_id = 1") == [at("2026-11-23 10:40")]
    assert stored("SELECT COUNT(*) FROM contact_attempt") == [4]
    assert verified() == []


def test_another_id_of_the_system_with_the_mailbox_of_the_one_is_a_lead_of_its_own(database: str) -> None:
    bring("external_id,email\n,kari@fjordlys.example\n")
    bring("external_id,email\n2,kari@home.example\n")
    merge(2, 1)
    assert counts(bring("external_id,email\n3,kari@fjordlys.example\n")) == (1, 0, 0, 0)


def test_an_import_that_came_before_the_merge_stays_and_a_later_one_is_undone(brought: list[str]) -> None:
    before = facts()
    bring(CALLS + "    a2,2,call,outbound,connected,2026-11-23 09:30\n", now=NOW)
    assert stored("SELECT first_attempt_at FROM handover WHERE lead_id = 1") == [at("2026-11-23 09:30")]
    undo_last_import(COMMAND_LINE)
    assert facts() == before
    assert verified() == []
