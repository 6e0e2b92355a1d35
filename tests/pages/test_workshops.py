"""A workshop as its people see it: blind on each side, agreed by hand, written into a persona, approved by both."""

from html import unescape

import pytest

from db import people
from db.engine import transaction
from sla_core.people import COMMAND_LINE, Action, Department, Role
from sla_core.persona.document import Trait
from sla_core.persona.workshop import Standing
from tests.db.agreeing import Company
from tests.pages.conftest import OpenPage, words
from tests.pages.editing import NOON, company, press
from tests.pages.workshops import (
    agree,
    answer,
    everything,
    give,
    held,
    own_field,
    own_fields,
    personas_page,
    sit_in,
    stored,
    takes_answers,
    write_agreed,
)

SECRET = "the board asks what it cost"
HOSTILE = "*Ingrid* <b>x</b> [y](https://evil.example) $x^2$ =SUM(A1) \u202eabc"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.fixture
def both(sqlite_database: str) -> Company:
    return company()


def test_the_page_of_one_side_does_not_hold_the_others_answer_before_both_are_there(
    open_page: OpenPage, both: Company
) -> None:
    workshop = held(both)
    give(sit_in(open_page, both.kari, workshop, Trait.ROLE), SECRET)
    app = sit_in(open_page, both.ola, workshop, Trait.ROLE)
    assert SECRET not in everything(app)
    assert "Answered, hidden" in words(app)
    assert SECRET in everything(sit_in(open_page, both.mette, workshop, Trait.ROLE))
    give(app, "When the winter begins")
    assert SECRET in everything(app)
    assert "When the winter begins" in everything(sit_in(open_page, both.kari, workshop, Trait.ROLE))


def test_the_shared_screen_holds_nobodys_answer_before_both_are_there(
    open_page: OpenPage, both: Company
) -> None:
    workshop = held(both)
    answer(both.kari, workshop, Trait.ROLE, SECRET)
    app = sit_in(open_page, both.kari, workshop, Trait.ROLE, screen="shared")
    assert SECRET not in everything(app)
    assert not [area for area in app.text_area if str(area.key).startswith("answer_")]
    answer(both.ola, workshop, Trait.ROLE, "Something else")
    assert SECRET in everything(app.run())


def test_no_list_of_workshops_or_personas_holds_an_answer_that_is_not_open_to_both(
    open_page: OpenPage, both: Company
) -> None:
    workshop = held(both)
    answer(both.kari, workshop, Trait.ROLE, SECRET)
    for part in ("personas", "coverage", "workshops", "write"):
        assert SECRET not in everything(personas_page(open_page, both.ola, part=part))


def test_a_workshop_is_started_with_date_facilitator_and_people_of_both_sides(
    open_page: OpenPage, both: Company
) -> None:
    app = personas_page(open_page, both.kari, part="workshops")
    app.text_input(key="workshop_name").set_value("Ingrid")
    app.multiselect(key="workshop_sales").set_value(["Ola Nordmann"])
    app.button(key="start_workshop").click().run()
    assert not app.exception
    found = stored(int(app.query_params["workshop"][0]))
    assert (found.name, found.held_on, found.facilitator) == ("Ingrid", "2026-11-25", "Kari Nordmann")
    assert found.participants == {
        Department.MARKETING: ("Kari Nordmann",),
        Department.SALES: ("Ola Nordmann",),
    }
    assert "What is the role of Ingrid?" in app.title[0].value


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (" ", "needs a name"),
        ("\u200e \u200b\u2060", "needs a name"),
        ("x" * 10_000, "has 10000 characters; at most 100 fit"),
    ],
)
def test_a_workshop_that_cannot_be_held_is_answered_beside_its_form(
    open_page: OpenPage, both: Company, name: str, told: str
) -> None:
    app = personas_page(open_page, both.kari, part="workshops")
    app.text_input(key="workshop_name").set_value(name)
    app.button(key="start_workshop").click().run()
    (error,) = app.error
    assert told in unescape(error.value)
    assert app.text_input(key="workshop_name").value == name


def test_an_answer_that_is_too_long_or_empty_stays_in_its_field(open_page: OpenPage, both: Company) -> None:
    workshop = held(both)
    app = sit_in(open_page, both.kari, workshop, Trait.ROLE)
    for text, told in (("x" * 10_000, "at most 500 characters, not 10000"), (" ", "at least a word")):
        give(app, text)
        (error,) = app.error
        assert told in unescape(error.value)
        assert app.text_area[0].value == text
    assert stored(workshop).question(Trait.ROLE).given == {}


def test_who_was_writing_while_both_answered_gives_nothing_any_more_and_keeps_what_was_typed(
    open_page: OpenPage, both: Company
) -> None:
    workshop = held(both)
    app = sit_in(open_page, both.kari, workshop, Trait.ROLE)  # Kari types
    answer(both.mette, workshop, Trait.ROLE, "Mette says")
    answer(both.ola, workshop, Trait.ROLE, "Ola says")
    give(app, "Kari says")  # before the next look
    assert [one.text for one in stored(workshop).question(Trait.ROLE).answers] == ["Mette says", "Ola says"]
    (error,) = app.error
    assert "Both departments have answered this question" in unescape(error.value)
    app.run()  # what the two-second look does
    field = own_field(app)
    assert field.value == "Kari says"
    assert not takes_answers(app)
    assert "Not given: both had answered" in words(app)
    app.button(key="question_goals").click().run()
    assert not app.error
    app.button(key="question_role").click().run()
    assert not own_fields(app)


def test_who_has_answered_finds_no_field_once_both_have(open_page: OpenPage, both: Company) -> None:
    workshop = held(both)
    app = sit_in(open_page, both.kari, workshop, Trait.ROLE)
    give(app, "Kari says")
    assert takes_answers(app)  # a second thought of the same department
    answer(both.ola, workshop, Trait.ROLE, "Ola says")
    assert not own_fields(app.run())
    assert not own_fields(sit_in(open_page, both.mette, workshop, Trait.ROLE))


def test_a_difference_is_settled_by_anybody_present_and_equal_answers_need_nobody(
    open_page: OpenPage, both: Company
) -> None:
    workshop = held(both)
    for trait, marketing, sales in ((Trait.ROLE, "Buyer", "buyer."), (Trait.TOOLS, "Excel", "CRM")):
        answer(both.kari, workshop, trait, marketing)
        answer(both.ola, workshop, trait, sales)
    app = sit_in(open_page, both.mette, workshop, Trait.TOOLS)
    assert "▲ 1 differ" in words(app)
    write_agreed(app, "A spreadsheet")
    found = stored(workshop)
    assert found.counts[Standing.AGREED] == 2
    assert found.question(Trait.TOOLS).agreed_text == "A spreadsheet"
    assert "written by Mette Nordmann" in words(app)


def test_two_who_write_the_agreed_answer_lose_nothing(open_page: OpenPage, both: Company) -> None:
    workshop = held(both)
    answer(both.kari, workshop, Trait.ROLE, "Buyer")
    answer(both.ola, workshop, Trait.ROLE, "Caretaker")
    app = sit_in(open_page, both.kari, workshop, Trait.ROLE)
    agree(both.ola, workshop, Trait.ROLE, "Ola's words")
    write_agreed(app, "Kari's words")
    assert "since you opened it" in app.error[0].value
    assert "Ola&#39;s words" in app.warning[0].value
    field = next(area for area in app.text_area if str(area.key).startswith("agreed_"))
    assert field.value == "Kari's words"
    press(app, "Save mine instead")
    assert stored(workshop).question(Trait.ROLE).agreed_text == "Kari's words"


def test_one_takes_the_words_of_a_side_as_they_are(open_page: OpenPage, both: Company) -> None:
    workshop = held(both)
    answer(both.kari, workshop, Trait.ROLE, "Buyer")
    answer(both.ola, workshop, Trait.ROLE, "Caretaker")
    press(sit_in(open_page, both.kari, workshop, Trait.ROLE), "As sales says")
    assert stored(workshop).question(Trait.ROLE).agreed_text == "Caretaker"


def test_the_map_leads_to_each_question(open_page: OpenPage, both: Company) -> None:
    app = sit_in(open_page, both.kari, held(both), Trait.ROLE)
    app.button(key="question_barriers").click().run()
    assert "What keeps Ingrid from buying?" in app.title[0].value


def test_a_workshop_is_closed_and_continued(open_page: OpenPage, both: Company) -> None:
    workshop = held(both)
    app = press(sit_in(open_page, both.kari, workshop, Trait.ROLE), "Close the workshop")
    assert stored(workshop).is_closed
    assert not takes_answers(app)
    assert not own_fields(sit_in(open_page, both.mette, workshop, Trait.ROLE))
    press(app, "Continue")
    assert takes_answers(app)
    give(app, "Buyer")
    assert stored(workshop).question(Trait.ROLE).given


def test_an_agreed_answer_that_is_being_written_stays_while_the_workshop_is_closed(
    open_page: OpenPage, both: Company
) -> None:
    workshop = held(both)
    answer(both.kari, workshop, Trait.ROLE, "Buyer")
    answer(both.ola, workshop, Trait.ROLE, "Caretaker")
    app = sit_in(open_page, both.kari, workshop, Trait.ROLE)
    press(sit_in(open_page, both.ola, workshop, Trait.ROLE), "Close the workshop")
    write_agreed(app, "Technical manager")
    assert "is closed" in app.error[0].value
    (field,) = app.text_area
    assert field.value == "Technical manager"
    assert app.button(key=f"{field.key}_save").disabled
    assert not sit_in(open_page, both.mette, workshop, Trait.ROLE).text_area
    press(app, "Continue")
    app.button(key=f"{field.key}_save").click().run()
    assert stored(workshop).question(Trait.ROLE).agreed_text == "Technical manager"


def test_who_opens_the_link_joins(open_page: OpenPage, both: Company) -> None:
    workshop = held(both, sales=False)
    app = sit_in(open_page, both.ola, workshop, Trait.ROLE)
    assert "nobody from sales" in everything(app)
    press(app, "Join as Ola Nordmann")
    assert stored(workshop).participants[Department.SALES] == ("Ola Nordmann",)
    assert "both departments present" in everything(app)


def test_what_is_typed_shows_as_it_was_typed(open_page: OpenPage, both: Company) -> None:
    workshop = held(both, name=HOSTILE[:60])
    for by in (both.kari, both.ola):
        answer(by, workshop, Trait.ROLE, f"{by.name} {HOSTILE}")
    app = sit_in(open_page, both.kari, workshop, Trait.ROLE)
    shown = "\n".join([*(str(m.value) for m in app.markdown), *(str(t.value) for t in app.title)])
    for raw in ("<b>x</b>", "[y](", "*Ingrid*", "$x^2$"):
        assert raw not in shown
    assert "&#42;Ingrid&#42;" in shown


def test_a_workshop_that_does_not_exist_leads_back_to_the_personas(
    open_page: OpenPage, both: Company
) -> None:
    app = personas_page(open_page, both.kari, workshop="99")
    assert "There is no such workshop" in words(app)
    assert "persona" in app.title[0].value


def test_a_viewer_watches_and_writes_nothing(open_page: OpenPage, both: Company) -> None:
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        vera = people.save_person(
            db, name="Vera", email="vera@f.example", department=Department.SALES, role=Role.VIEWER
        )
    workshop = held(both)
    app = sit_in(open_page, vera, workshop, Trait.ROLE)
    assert not app.text_area
    assert not [b for b in app.button if b.label in ("Close", "Join as Vera", "Write the persona")]
