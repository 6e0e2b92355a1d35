"""Sales and marketing answering: a handover accepted or returned, a return re-opened or closed."""

from db import returns
from db.engine import transaction
from sla_core.leads import ReturnReason
from sla_core.people import COMMAND_LINE, Action, Department, Person
from tests.core.episodes import at
from tests.db.company import add_person

NOW = at("2026-11-24 12:00")


def marketer() -> Person:
    return add_person("Jonas Hauge", department=Department.MARKETING)


def accept(lead_id: int, *, by: Person = COMMAND_LINE, number: int = 1) -> None:
    with transaction(by, Action.ACCEPT_LEAD) as db:
        returns.accept(db, by=by, lead_id=lead_id, number=number, now=NOW)


def give_back(
    lead_id: int,
    *,
    by: Person = COMMAND_LINE,
    number: int = 1,
    reason: ReturnReason = ReturnReason.WRONG_PERSON,
    duplicate_of: int | None = None,
    comment: str = "",
    now: int = NOW,
) -> int:
    with transaction(by, Action.RETURN_LEAD) as db:
        return returns.give_back(
            db,
            by=by,
            lead_id=lead_id,
            number=number,
            reason=reason,
            duplicate_of=duplicate_of,
            comment=comment,
            now=now,
        )


def reopen(return_id: int, *, by: Person = COMMAND_LINE, answer: str = "Ask for Per", now: int = NOW) -> None:
    with transaction(by, Action.ANSWER_RETURN) as db:
        returns.reopen(db, by=by, return_id=return_id, answer=answer, now=now)


def close(return_id: int, *, by: Person = COMMAND_LINE, answer: str = "") -> None:
    with transaction(by, Action.ANSWER_RETURN) as db:
        returns.close(db, by=by, return_id=return_id, answer=answer, now=NOW)
