"""What all visits share of a large read: read once, and after a logged call only where it changed something."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from db import handovers
from db.attempts import log_attempt
from db.engine import Session, transaction
from pages.ui import reads
from pages.ui.newest import Newest
from sla_core.handovers import Handovers
from sla_core.handovers.replacing import replaced
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, Action
from tests.builders import at, company, handed_over
from tests.pages.conftest import OpenPage, words

VISITS = 8


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """For which leads handovers were read, None for all."""
    found: list[Any] = []
    load = handovers.load

    def keep(db: Session, lead_ids: int | Sequence[int] | None = None) -> Handovers:
        found.append(lead_ids)
        return load(db, lead_ids)

    monkeypatch.setattr(handovers, "load", keep)
    reads._newest.clear()
    return found


def call(lead_id: int) -> None:
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=lead_id,
            channel=Channel.CALL,
            outcome=Outcome.NO_ANSWER,
            occurred_at=at("2026-11-20 10:00"),
            now=at("2026-11-20 10:42"),
        )


def test_after_a_logged_call_follow_up_reads_that_lead_only(open_page: OpenPage, asked: list[Any]) -> None:
    company()
    first, second = (handed_over("2026-11-20 09:00", last_name=name) for name in ("Berg", "Dahl"))
    page = open_page("pages/track/follow_up.py")
    assert asked == [None]
    assert "2 leads" in words(page)
    call(second)
    page.run()
    assert asked == [None, [second]]
    assert "1 lead" in words(page)
    call(first)
    open_page()
    assert asked == [None, [second], [first]]


def test_visits_that_come_at_once_read_once_and_see_the_same(sqlite_database: str, asked: list[Any]) -> None:
    company()
    lead_id = handed_over("2026-11-20 09:00")
    newest, start = Newest(handovers.load, replaced), Barrier(VISITS)

    def visit(_: int) -> Handovers:
        start.wait()
        return newest.read()

    for told in ([None], [None, [lead_id]]):
        with ThreadPoolExecutor(VISITS) as visits:
            found = list(visits.map(visit, range(VISITS)))
        assert asked == told
        assert all(each is found[0] for each in found)
        call(lead_id)


def test_what_was_read_cannot_be_changed_by_a_visit(sqlite_database: str) -> None:
    company()
    lead_id, _ = handed_over("2026-11-20 09:00"), handed_over("2026-11-20 09:10")
    for _ in range(2):
        known = reads.versions()
        found = reads.situation(known, at("2026-11-20 10:42")).handovers
        for column in (found.attempts, found.waiting, found.handed_over.at, found.lead):
            with pytest.raises(ValueError, match="read-only"):
                column[0] = 0
        call(lead_id)
