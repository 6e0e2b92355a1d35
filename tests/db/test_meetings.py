"""Meetings in the store: one at a time, whoever comes second joins; decisions with what became of them."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from db import meetings
from db.audit import entries
from db.engine import data_versions, reading, transaction
from db.meetings import Started, Wanted
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.meeting import Decision, Meeting, Outcome, Said, Step
from sla_core.people import Action, Department, Person, Role, Topic
from tests.core.episodes import at
from tests.core.meeting.meetings import frozen
from tests.db.bringing import stored
from tests.db.company import add_person, set_up

NOW = at("2026-11-20 10:42")
TODAY = date(2026, 11, 20)
FROZEN = frozen()
GOOD = Wanted("Call twice", None, date(2026, 11, 27), "3.1", "3", frozenset({"3.1"}))


@pytest.fixture
def kari(database: str) -> Person:
    set_up()
    return add_person("Kari Nordmann", Role.MANAGER, Department.MARKETING)


@pytest.fixture
def ola(kari: Person) -> Person:
    return add_person("Ola Hansen")


def start(by: Person, *others: Person) -> Started:
    with transaction(by, Action.START_MEETING) as db:
        return meetings.start(db, led_by="", attendees=[by, *others], of=FROZEN, by=by, now=NOW)


def close(by: Person, meeting_id: int) -> None:
    with transaction(by, Action.CLOSE_MEETING) as db:
        meetings.close(db, meeting_id=meeting_id, by=by, now=NOW + 600)


def decide(by: Person, meeting_id: int, who: Person | None, **changed: Any) -> int:
    wanted = Wanted(**{**GOOD.__dict__, "who": who, **changed})
    with transaction(by, Action.DECIDE) as db:
        return meetings.decide(db, meeting_id=meeting_id, wanted=wanted, today=TODAY, by=by, now=NOW)


def say(by: Person, decision_id: int, outcome: Outcome) -> None:
    with transaction(by, Action.SAY_OUTCOME) as db:
        meetings.say(db, decision_id=decision_id, outcome=outcome, by=by, now=NOW)


def held() -> list[Meeting]:
    with reading() as db:
        return meetings.meetings(db, limit=9)


def decided() -> list[Decision]:
    with reading() as db:
        return meetings.decisions(db)


def test_a_meeting_is_kept_with_its_figures_and_those_who_are_there(kari: Person, ola: Person) -> None:
    before = data_versions()
    made = start(kari, ola)
    assert made == Started(1, joined=False)
    assert held() == [
        Meeting(
            id=1,
            started_at=NOW,
            started_by="Kari Nordmann",
            led_by="Kari Nordmann",
            attendees={Department.MARKETING: ("Kari Nordmann",), Department.SALES: ("Ola Hansen",)},
            snapshot=FROZEN,
        )
    ]
    assert before.of(Topic.MEETINGS) != data_versions().of(Topic.MEETINGS)
    assert before.of(Topic.LEADS) == data_versions().of(Topic.LEADS)


def test_whoever_starts_second_joins_and_the_figures_stay(kari: Person, ola: Person) -> None:
    start(kari)
    later = frozen(taken_at=NOW + 60)
    with transaction(ola, Action.START_MEETING) as db:
        made = meetings.start(db, led_by="", attendees=[ola, kari], of=later, by=ola, now=NOW + 60)
    assert made == Started(1, joined=True)
    (found,) = held()
    assert found.snapshot == FROZEN
    assert found.attendees == {Department.MARKETING: ("Kari Nordmann",), Department.SALES: ("Ola Hansen",)}
    with reading() as db:
        assert entries(db, limit=1)[0].details == {"meeting": "2026-11-20", "joined": True}


def test_of_those_who_start_at_the_same_moment_one_starts_and_all_are_there(
    kari: Person, ola: Person
) -> None:
    people = [kari, ola, add_person("Amina Farah"), add_person("Jonas Hauge")]
    together = Barrier(len(people))

    def do(person: Person) -> Started:
        together.wait()
        return start(person)

    with ThreadPoolExecutor(len(people)) as threads:
        made = list(threads.map(do, people))
    assert sorted(one.joined for one in made) == [False, True, True, True]
    (found,) = held()
    assert sum(map(len, found.attendees.values())) == len(people)


def test_the_database_itself_refuses_a_second_open_meeting(kari: Person) -> None:
    start(kari)
    with pytest.raises(Exception, match=r"(?i)unique"), transaction(kari, Action.START_MEETING) as db:
        db.execute(
            text(
                "INSERT INTO meeting (started_at, started_by, led_by, going_on, snapshot) "
                "VALUES (1, 'x', 'x', 1, '{}')"
            )
        )


def test_after_one_has_ended_the_next_begins(kari: Person) -> None:
    close(kari, start(kari).id)
    second = start(kari)
    assert second == Started(2, joined=False)
    assert [(one.id, one.is_closed) for one in held()] == [(2, False), (1, True)]
    close(kari, second.id)
    assert held()[0].closed_by == "Kari Nordmann"


def test_nobody_at_the_meeting_is_refused_and_so_is_a_viewer(kari: Person) -> None:
    with pytest.raises(SlaError, match="Somebody"), transaction(kari, Action.START_MEETING) as db:
        meetings.start(db, led_by="", attendees=[], of=FROZEN, by=kari, now=NOW)
    viewer = add_person("Vera Viewer", Role.VIEWER)
    with pytest.raises(NotAllowed):
        start(viewer)
    assert held() == []


def test_no_name_of_a_lead_is_in_it(kari: Person) -> None:
    start(kari)
    (written,) = stored("SELECT snapshot FROM meeting")
    assert json.loads(written)["schema_version"] == 1


def test_joining_twice_is_joining_once(kari: Person, ola: Person) -> None:
    number = start(kari).id
    for _ in range(2):
        with transaction(ola, Action.JOIN_MEETING) as db:
            meetings.join(db, meeting_id=number, by=ola, now=NOW)
    assert held()[0].attendees[Department.SALES] == ("Ola Hansen",)


def test_notes_and_decisions_are_kept_in_their_order(kari: Person, ola: Person) -> None:
    number = start(kari).id
    for words in ("Fewer  from the fair ", "More from search"):
        with transaction(kari, Action.NOTE_IN_MEETING) as db:
            meetings.add_note(db, meeting_id=number, step=Step.DELIVERED, text=words, by=kari, now=NOW)
    first = decide(kari, number, ola)
    second = decide(kari, number, kari, clause="", what="Ask the fair")
    assert [note.text for note in held()[0].notes] == ["Fewer from the fair", "More from search"]
    assert [(one.id, one.what, one.who, one.due, one.clause) for one in decided()] == [
        (first, "Call twice", "Ola Hansen", date(2026, 11, 27), "3.1"),
        (second, "Ask the fair", "Kari Nordmann", date(2026, 11, 27), ""),
    ]


@pytest.mark.parametrize(
    "wrong", [{"what": " "}, {"due": date(2026, 11, 19)}, {"due": None}, {"clause": "9.9"}, {"who": None}]
)
def test_a_bad_decision_leaves_nothing_behind(kari: Person, ola: Person, wrong: dict[str, Any]) -> None:
    number = start(kari).id
    with pytest.raises(SlaError):
        decide(kari, number, **{"who": ola, **wrong})
    assert decided() == []


def test_what_is_said_of_a_decision_is_added_and_tells_in_which_meeting(kari: Person, ola: Person) -> None:
    first = start(kari).id
    decision_id = decide(kari, first, ola)
    with pytest.raises(SlaError, match="next meeting"):
        say(kari, decision_id, Outcome.KEPT)
    close(kari, first)
    say(ola, decision_id, Outcome.LATE)
    second = start(kari).id
    say(kari, decision_id, Outcome.KEPT)
    assert decided()[0].said == (
        Said(Outcome.LATE, NOW, "Ola Hansen", None),
        Said(Outcome.KEPT, NOW, "Kari Nordmann", second),
    )


def test_nothing_is_added_to_a_meeting_that_has_ended(kari: Person, ola: Person) -> None:
    number = start(kari).id
    close(kari, number)
    with pytest.raises(Conflict):
        decide(kari, number, ola)
    with pytest.raises(Conflict):
        close(ola, number)
    with pytest.raises(Conflict), transaction(kari, Action.NOTE_IN_MEETING) as db:
        meetings.add_note(db, meeting_id=number, step=Step.DELIVERED, text="x", by=kari, now=NOW)
    with pytest.raises(Conflict), transaction(ola, Action.JOIN_MEETING) as db:
        meetings.join(db, meeting_id=number, by=ola, now=NOW)


def test_the_first_to_open_the_change_in_the_draft_is_remembered(kari: Person, ola: Person) -> None:
    decision_id = decide(kari, start(kari).id, ola)
    for person in (ola, kari):
        with transaction(person, Action.OPEN_CHANGE) as db:
            meetings.open_change(db, decision_id=decision_id, by=person, now=NOW)
    assert (decided()[0].change_by, decided()[0].change_at) == ("Ola Hansen", NOW)


@pytest.mark.parametrize("act", [meetings.open_change, meetings.say])
def test_an_unknown_decision_is_refused(kari: Person, act: Any) -> None:
    more = {"outcome": Outcome.KEPT} if act is meetings.say else {}
    with pytest.raises(SlaError, match="no such"), transaction(kari, Action.SAY_OUTCOME) as db:
        act(db, decision_id=7, by=kari, now=NOW, **more)
