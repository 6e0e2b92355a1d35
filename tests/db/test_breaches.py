"""Why a lead was called too late: sales says it, once the deadline has passed, and changes it."""

import pytest

from db import breaches
from db.attempts import log_attempt
from db.engine import reading, transaction
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.leads import BreachReason, Channel, Outcome
from sla_core.people import COMMAND_LINE, Action, Department, Person, Role
from tests.core.episodes import at
from tests.db.bringing import stored
from tests.db.company import add_leads, add_person, set_up

NOW = at("2026-11-25 12:00")
FORGOTTEN, DATA_ERROR = BreachReason.FORGOTTEN, BreachReason.DATA_ERROR


def say(
    lead_id: int,
    reason: BreachReason | None,
    *,
    shown: BreachReason | None = None,
    by: Person = COMMAND_LINE,
    number: int = 1,
) -> None:
    with transaction(by, Action.SAY_WHY) as db:
        breaches.say_why(db, by=by, lead_id=lead_id, number=number, shown=shown, reason=reason, now=NOW)


def said() -> dict[tuple[int, int], BreachReason]:
    with reading() as db:
        return dict(breaches.said(db))


@pytest.fixture
def overdue(database: str) -> int:
    set_up()
    (lead_id,) = add_leads("2026-11-23 09:00")
    return lead_id


def test_a_reason_is_said_changed_and_taken_away(overdue: int) -> None:
    kari = add_person()
    say(overdue, FORGOTTEN, by=kari)
    assert said() == {(overdue, 1): FORGOTTEN}
    say(overdue, DATA_ERROR, shown=FORGOTTEN, by=kari)
    assert said() == {(overdue, 1): DATA_ERROR}
    assert stored("SELECT said_at, said_by FROM breach_reason") == [(NOW, "Kari Nordmann")]
    say(overdue, None, shown=DATA_ERROR, by=kari)
    assert said() == {}
    assert stored("SELECT COUNT(*) FROM audit_entry WHERE action = 'lead.breach_reason'") == [3]


def test_whose_page_showed_another_reason_is_told_and_changes_nothing(overdue: int) -> None:
    say(overdue, FORGOTTEN, by=add_person())
    with pytest.raises(Conflict, match="Kari Nordmann has said why"):
        say(overdue, DATA_ERROR)
    with pytest.raises(Conflict):
        say(overdue, None)
    assert said() == {(overdue, 1): FORGOTTEN}
    say(overdue, FORGOTTEN)  # the same again: nobody is contradicted


def test_there_is_no_reason_where_the_promise_is_kept_or_nothing_is_due(database: str) -> None:
    set_up()
    met, due = add_leads("2026-11-24 09:00", "2026-11-25 11:00")
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=met,
            channel=Channel.CALL,
            outcome=Outcome.CONNECTED,
            occurred_at=at("2026-11-24 10:00"),
            now=NOW,
        )
    for lead_id, number in ((met, 1), (due, 1), (met, 2), (99, 1)):
        with pytest.raises(SlaError, match="only where the deadline has passed"):
            say(lead_id, FORGOTTEN, number=number)


def test_marketing_does_not_say_why_sales_was_late_but_an_administrator_may(overdue: int) -> None:
    jonas = add_person("Jonas Hauge", Role.MANAGER, Department.MARKETING)
    with pytest.raises(NotAllowed, match="for sales to say"):
        say(overdue, FORGOTTEN, by=jonas)
    say(overdue, FORGOTTEN, by=add_person("Eirik Moseby", Role.ADMINISTRATOR, Department.MARKETING))
    assert said() == {(overdue, 1): FORGOTTEN}
