"""Workshops in the store: blind until both have answered, nothing lost, agreed against what was seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from db import audit, personas, workshops
from db.engine import reading, transaction
from db.tables import WorkshopAnswerRow
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.people import LOCAL_USER, Action, Department, Person, Role
from sla_core.persona.document import LONGEST_TRAIT, Persona, Trait
from sla_core.persona.workshop import Standing, Workshop
from tests.core.episodes import at
from tests.db.company import MONDAY, add_person, set_up
from tests.db.test_agreement_races import together

NOW = at(f"{MONDAY} 10:00")
MARKETING, SALES = Department.MARKETING, Department.SALES
SECRET = "the board asks what it cost"


@pytest.fixture
def kari(database: str) -> Person:
    set_up()
    return add_person("Kari Nordmann", department=MARKETING)


@pytest.fixture
def ola(kari: Person) -> Person:
    return add_person("Ola Nordmann")


def started(by: Person, **participants: tuple[str, ...]) -> int:
    with transaction(by, Action.START_WORKSHOP) as db:
        return workshops.start(
            db,
            name="Dag",
            held_on=date(2026, 11, 23),
            facilitator=by.name,
            participants={Department(of): names for of, names in participants.items()},
            by=by,
            now=NOW,
        )


def answer(by: Person, workshop_id: int, text: str, trait: Trait = Trait.ROLE) -> None:
    with transaction(by, Action.ANSWER_QUESTION) as db:
        workshops.answer(db, workshop_id=workshop_id, trait=trait, text=text, by=by, now=NOW)


def agree(by: Person, workshop_id: int, text: str, opened: int = 0) -> None:
    with transaction(by, Action.AGREE_ANSWER) as db:
        workshops.agree(
            db, workshop_id=workshop_id, trait=Trait.ROLE, text=text, opened=opened, by=by, now=NOW
        )


def seen(workshop_id: int, department: Department | None) -> Workshop:
    with reading() as db:
        return workshops.read(db, workshop_id=workshop_id, department=department)


@contextmanager
def rows_read() -> Iterator[list[str]]:
    """The answers that come out of the database meanwhile."""
    texts: list[str] = []

    def note(row: WorkshopAnswerRow, _context: object) -> None:
        texts.append(row.text)

    event.listen(WorkshopAnswerRow, "load", note)
    try:
        yield texts
    finally:
        event.remove(WorkshopAnswerRow, "load", note)


def test_a_workshop_keeps_date_facilitator_and_who_takes_part(kari: Person) -> None:
    found = seen(started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann", "Sara")), MARKETING)
    assert (found.name, found.held_on, found.facilitator) == ("Dag", "2026-11-23", "Kari Nordmann")
    assert found.participants == {MARKETING: ("Kari Nordmann",), SALES: ("Ola Nordmann", "Sara")}
    assert found.absent == ()
    assert {question.standing for question in found.questions} == {Standing.OPEN}


def test_an_answer_does_not_leave_the_database_for_the_other_side_before_both_have_answered(
    kari: Person, ola: Person
) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    answer(kari, workshop, SECRET)
    answer(ola, workshop, "Sales on another question", Trait.GOALS)
    with rows_read() as texts:
        for department in (SALES, None):
            found = seen(workshop, department)
            assert SECRET not in repr(found)
            assert found.question(Trait.ROLE).given[MARKETING].answers == 1
    assert texts == ["Sales on another question"]
    assert seen(workshop, MARKETING).question(Trait.ROLE).answers[0].text == SECRET

    answer(ola, workshop, "After the first stop of the winter")
    for department in (MARKETING, SALES, None):
        told = [one.text for one in seen(workshop, department).question(Trait.ROLE).answers]
        assert told == [SECRET, "After the first stop of the winter"]


def test_history_tells_that_somebody_answered_and_never_what(kari: Person, ola: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",))
    answer(kari, workshop, SECRET)
    with reading() as db:
        entries = audit.entries(db, limit=5)
    assert entries[0].action == Action.ANSWER_QUESTION
    assert SECRET not in repr(entries)


def test_equal_answers_are_agreed_and_differing_ones_stay_marked_until_somebody_writes_one(
    kari: Person, ola: Person
) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    with pytest.raises(SlaError, match="Both departments answer before"):
        agree(kari, workshop, "Too early")
    answer(kari, workshop, "Buyer")
    answer(ola, workshop, "Caretaker")
    assert seen(workshop, None).question(Trait.ROLE).standing is Standing.DIFFERS
    agree(ola, workshop, "Technical manager")
    found = seen(workshop, None).question(Trait.ROLE)
    assert (found.standing, found.agreed_text) == (Standing.AGREED, "Technical manager")


def test_the_agreed_answer_is_written_against_the_one_that_was_seen(kari: Person, ola: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    answer(kari, workshop, "Buyer")
    answer(ola, workshop, "Caretaker")
    agree(kari, workshop, "First")
    with pytest.raises(Conflict):
        agree(ola, workshop, "Unseen")
    agree(ola, workshop, "Second", opened=1)
    agreement = seen(workshop, None).question(Trait.ROLE).agreement
    assert agreement is not None
    assert (agreement.text, agreement.by, agreement.number) == ("Second", "Ola Nordmann", 2)


def test_of_two_people_who_answer_for_one_department_at_once_none_is_lost(kari: Person, ola: Person) -> None:
    mette = add_person("Mette Nordmann", department=MARKETING)
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    for trait in Trait:
        given = together(
            lambda trait=trait: answer(kari, workshop, "Kari says", trait),
            lambda trait=trait: answer(mette, workshop, "Mette says", trait),
        )
        assert given == [None, None]
        answer(ola, workshop, "Ola says", trait)
    for question in seen(workshop, SALES).questions:
        assert {one.text for one in question.answers} == {"Kari says", "Mette says", "Ola says"}
    assert set(seen(workshop, None).participants[MARKETING]) == {"Kari Nordmann", "Mette Nordmann"}


def test_nobody_answers_a_question_blind_that_both_departments_have_answered(
    kari: Person, ola: Person
) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    answer(kari, workshop, "Buyer")
    answer(ola, workshop, "Caretaker")
    for by, text in ((kari, "Caretaker"), (ola, "Buyer")):
        with pytest.raises(SlaError, match="Both departments have answered this question"):
            answer(by, workshop, text)
    answer(kari, workshop, "Buyer")  # a second click on what is stored tells of no fault
    found = seen(workshop, None).question(Trait.ROLE)
    assert [one.text for one in found.answers] == ["Buyer", "Caretaker"]
    answer(kari, workshop, "Growth", Trait.GOALS)


def test_of_both_departments_at_once_each_gives_its_answer_and_no_third_comes_after_them(
    kari: Person, ola: Person
) -> None:
    mette = add_person("Mette Nordmann", department=MARKETING)
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    for trait in Trait:
        given = together(
            lambda trait=trait: answer(kari, workshop, "Kari says", trait),
            lambda trait=trait: answer(mette, workshop, "Mette says", trait),
            lambda trait=trait: answer(ola, workshop, "Ola says", trait),
        )
        refused = [one for one in given if one is not None]
        kept = [one.text for one in seen(workshop, None).question(trait).answers]
        assert "Ola says" in kept
        assert len(kept) + len(refused) == 3
        assert kept[-1] == "Ola says" if not refused else len(kept) == 2


def test_of_two_who_agree_at_once_the_second_learns_of_the_first(kari: Person, ola: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    answer(kari, workshop, "Buyer")
    answer(ola, workshop, "Caretaker")
    given = together(
        lambda: agree(kari, workshop, "Kari's words"), lambda: agree(ola, workshop, "Ola's words")
    )
    assert [type(one) for one in given if one is not None] == [Conflict]


def test_the_same_words_of_the_same_person_are_one_answer(kari: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",))
    for text in ("Buyer", " Buyer ", "And more"):
        answer(kari, workshop, text)
    assert [one.text for one in seen(workshop, MARKETING).question(Trait.ROLE).answers] == [
        "Buyer",
        "And more",
    ]


@pytest.mark.parametrize(
    ("text", "told"), [(" \n ", "at least a word"), ("x" * (LONGEST_TRAIT + 1), "at most 500 characters")]
)
def test_an_empty_and_an_endless_answer_are_refused(kari: Person, text: str, told: str) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",))
    with pytest.raises(SlaError, match=told):
        answer(kari, workshop, text)
    assert seen(workshop, MARKETING).question(Trait.ROLE).given == {}


def test_a_workshop_without_a_name_or_without_anybody_is_refused(kari: Person) -> None:
    with pytest.raises(SlaError, match="take part"):
        started(kari, marketing=(), sales=())
    with (
        pytest.raises(SlaError, match="needs a name"),
        transaction(kari, Action.START_WORKSHOP) as db,
    ):
        workshops.start(
            db,
            name="  ",
            held_on=date(2026, 11, 23),
            facilitator="Kari",
            participants={MARKETING: ("Kari",)},
            by=kari,
            now=NOW,
        )


def test_only_somebody_of_a_department_answers_and_no_viewer_does(kari: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",))
    add_person("Eirik Nordmann", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        answer(LOCAL_USER, workshop, "From nowhere")
    with pytest.raises(NotAllowed):
        answer(add_person("Vera Nordmann", Role.VIEWER), workshop, "A viewer")


def test_a_closed_workshop_takes_no_answers_until_it_is_continued(kari: Person, ola: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",))
    with transaction(kari, Action.CLOSE_WORKSHOP) as db:
        workshops.close(db, workshop_id=workshop, now=NOW)
    assert seen(workshop, None).is_closed
    with pytest.raises(SlaError, match="is closed"):
        answer(ola, workshop, "Late")
    with transaction(ola, Action.CONTINUE_WORKSHOP) as db:
        workshops.go_on(db, workshop_id=workshop)
    answer(ola, workshop, "In time")
    assert seen(workshop, SALES).question(Trait.ROLE).given[SALES].answers == 1


def test_a_persona_written_from_it_is_approved_by_one_of_each_department(kari: Person, ola: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",), sales=("Ola Nordmann",))
    answer(kari, workshop, "Plant manager")
    answer(ola, workshop, "plant manager")
    found = seen(workshop, None)
    with transaction(kari, Action.SAVE_PERSONA) as db:
        content = found.written_into(Persona(name="Dag", description="Runs it."))
        saved = personas.save_persona(db, content=content, by=kari, now=NOW, persona=found.persona)
        workshops.note_written(db, workshop_id=workshop, version=saved.version)
    for person in (kari, ola):
        with transaction(person, Action.APPROVE_PERSONA) as db:
            personas.approve(db, persona_version_id=saved.id, by=person, now=NOW)
    with reading() as db:
        (made,) = personas.personas(db)
    assert made.approved
    assert made.content.traits == {Trait.ROLE: "Plant manager"}
    assert seen(workshop, None).written == 1


def test_a_workshop_of_one_department_can_be_held_and_approves_nothing(kari: Person) -> None:
    workshop = started(kari, marketing=("Kari Nordmann",))
    answer(kari, workshop, "Plant manager")
    with transaction(kari, Action.SAVE_PERSONA) as db:
        content = seen(workshop, None).written_into(Persona(name="Dag", description="Runs it."))
        saved = personas.save_persona(db, content=content, by=kari, now=NOW)
    with (
        pytest.raises(SlaError, match="must have been present"),
        transaction(kari, Action.APPROVE_PERSONA) as db,
    ):
        personas.approve(db, persona_version_id=saved.id, by=kari, now=NOW)
