"""Weekly checks signed off: kept side by side, with no name of a lead in them."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import text

from db import follow_up, handovers
from db.agreements import versions_in_force
from db.attempts import log_attempt
from db.audit import entries
from db.engine import data_versions, reading, transaction
from db.tables import ContactAttemptRow
from db.weekly_checks import SignOff, last_attempt, sign_off, sign_offs
from sla_core.errors import NotAllowed, SlaError
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, Action, Person, Role, Topic
from sla_core.situation import Situation
from sla_core.weekly_check import Decision, Mark, Snapshot, begun, marked, snapshot
from tests.core.episodes import at
from tests.db.bringing import stored
from tests.db.company import add_leads, add_person, set_up

NOW = at("2026-11-23 10:42")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def kari(database: str) -> Person:
    set_up()
    return add_person("Kari Nordmann")


def checked(comment: str = "") -> Snapshot:
    """Whoever waits now; the first of them was called."""
    with reading() as db:
        now = Situation(versions_in_force(db), handovers.load(db), follow_up.edge(db, NOW))
    return snapshot(marked(begun(now), Mark(Decision.CALLED, comment=comment)), now)


def sign(by: Person, of: Snapshot, *, week: date = MONDAY, comment: str = "") -> int:
    with transaction(by, Action.SIGN_OFF_WEEK) as db:
        return sign_off(db, by=by, week=week, comment=comment, of=of, now=NOW)


def kept() -> list[SignOff]:
    with reading() as db:
        return sign_offs(db, limit=9)


def test_a_sign_off_is_kept_as_it_was_made(kari: Person) -> None:
    add_leads("2026-11-20 09:00", "2026-11-23 09:00", None)
    of = checked("Left a message")
    assert len(of.leads) == 3
    made = sign(kari, of, comment="  All but one called. ")
    assert kept() == [SignOff(made, MONDAY, NOW, "Kari Nordmann", "All but one called.", of)]
    assert stored("SELECT person_id FROM weekly_check") == [kari.id]


def test_no_name_of_a_lead_is_in_it(kari: Person) -> None:
    add_leads("2026-11-20 09:00")
    sign(kari, checked())
    (written,) = stored("SELECT snapshot FROM weekly_check")
    assert "Lead 0" not in written
    assert json.loads(written)["leads"][0]["lead"] == 1


def test_two_who_sign_the_same_week_are_both_kept(kari: Person) -> None:
    ola = add_person("Ola Hansen")
    of = checked()
    first, second = sign(kari, of), sign(ola, of)
    sign(kari, of, week=date(2026, 11, 16))
    assert [(one.id, one.signed_by) for one in kept()][:2] == [
        (second, "Ola Hansen"),
        (first, "Kari Nordmann"),
    ]
    assert [one.week for one in kept()] == [MONDAY, MONDAY, date(2026, 11, 16)]


def test_of_those_who_sign_at_the_same_moment_all_are_kept(kari: Person) -> None:
    people = [kari, *(add_person(name) for name in ("Ola Hansen", "Amina Farah", "Jonas Hauge"))]
    of, together = checked(), Barrier(len(people))

    def do(person: Person) -> int:
        together.wait()
        return sign(person, of)

    with ThreadPoolExecutor(len(people)) as threads:
        made = list(threads.map(do, people))
    assert {one.id: one.signed_by for one in kept()} == {
        id_: person.name for id_, person in zip(made, people, strict=True)
    }


def test_only_meetings_change_and_history_tells_which_week(kari: Person) -> None:
    before = data_versions()
    sign(kari, checked())
    after = data_versions()
    assert after.of(Topic.MEETINGS) != before.of(Topic.MEETINGS)
    others = [topic for topic in Topic if topic is not Topic.MEETINGS]
    assert after.of(*others) == before.of(*others)
    with reading() as db:
        (entry,) = entries(db, limit=1)
    assert (entry.action, entry.actor, entry.subject) == (Action.SIGN_OFF_WEEK, "Kari Nordmann", "48 (2026)")


def test_a_viewer_signs_off_nothing(database: str) -> None:
    set_up()
    vera = add_person("Vera Viewer", role=Role.VIEWER)
    with pytest.raises(NotAllowed):
        sign(vera, checked())
    assert kept() == []


def test_a_week_begins_on_monday(kari: Person) -> None:
    with pytest.raises(SlaError, match="first day of a week"):
        sign(kari, checked(), week=date(2026, 11, 24))


def test_comments_that_are_too_long_are_refused_whole(kari: Person) -> None:
    add_leads("2026-11-20 09:00")
    sign(kari, checked("x" * 500), comment="x" * 500)
    with pytest.raises(SlaError, match="501 characters"):
        sign(kari, checked(), comment="x" * 501)
    with pytest.raises(SlaError, match="501 characters"):
        sign(kari, checked("x" * 501))
    assert len(kept()) == 1


def test_the_last_attempt_is_the_newest_that_stands_for_itself(kari: Person) -> None:
    called, other = add_leads("2026-11-20 09:00", "2026-11-20 09:00")
    for when, outcome in (("2026-11-23 09:00", Outcome.VOICEMAIL), ("2026-11-20 10:00", Outcome.NO_ANSWER)):
        with transaction(kari, Action.LOG_ATTEMPT) as db:
            log_attempt(
                db,
                by=kari,
                lead_id=called,
                channel=Channel.CALL,
                outcome=outcome,
                occurred_at=at(when),
                now=NOW,
            )
    with reading() as db:
        found = last_attempt(db, lead_id=called)
        assert last_attempt(db, lead_id=other) is None
    assert found is not None
    assert (found.occurred_at, found.outcome, found.person) == (
        at("2026-11-23 09:00"),
        Outcome.VOICEMAIL,
        "Kari Nordmann",
    )
    assert not found.is_day_only


def test_an_attempt_known_by_the_day_says_so_and_a_merged_one_is_none(kari: Person) -> None:
    (lead_id,) = add_leads("2026-11-20 09:00")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for moment, span in (("2026-11-20 00:00", 86_400), ("2026-11-21 09:00", 0)):
            row = ContactAttemptRow(
                lead_id=lead_id,
                channel=Channel.CALL,
                direction="outbound",
                outcome=Outcome.UNKNOWN,
                occurred_at=at(moment),
                occurred_at_span=span,
                recorded_at=NOW,
            )
            db.add(row)
        db.flush()
        db.execute(text("UPDATE contact_attempt SET merged_into = 1 WHERE id = 2"))
    with reading() as db:
        found = last_attempt(db, lead_id=lead_id)
    assert found is not None
    assert (found.occurred_at, found.is_day_only) == (at("2026-11-20"), True)
