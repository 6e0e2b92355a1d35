"""Two people in one section of the draft: neither loses anything without having decided it."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import people
from db.engine import transaction
from sla_core.people import COMMAND_LINE, Action, Department, Role
from sla_core.sections import Section, value_of
from tests.db.agreeing import Company, complete_terms, propose, respond_within, sign
from tests.db.agreeing import save as saved_by
from tests.pages.conftest import OpenPage, words
from tests.pages.editing import NOON, company, editor, field, press, refused, save, stored

AMOUNT = "sales.respond_within.amount"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.fixture
def both(sqlite_database: str) -> Company:
    return company()


def limit() -> Any:
    return stored(Section.RESPONSE)["sales.respond_within"]["amount"]


@pytest.fixture
def app(open_page: OpenPage, both: Company) -> AppTest:
    """Kari has opened the response time of 8 hours, Ola has saved 6 since, and Kari saves 3."""
    opened = editor(open_page, Section.RESPONSE, both.kari.id)
    saved_by(both.ola, Section.RESPONSE, respond_within(6))
    return save(opened, **{AMOUNT: 3, "sales.stops_at": "contact"})


def test_theirs_and_yours_are_shown_beside_what_it_was_and_nothing_is_overwritten(app: AppTest) -> None:
    assert limit() == 6
    assert "Somebody else has changed this since you opened it" in refused(app)
    table = app.table[0].value
    assert list(table.columns) == ["What", "When you opened it", "Theirs (Ola Nordmann)", "Yours"]
    assert table.values.tolist() == [
        ["Sales contacts within", "8 working hours", "6 working hours", "**3 working hours**"],
        ["What stops the clock", "the first attempt", "the first attempt", "**the first contact**"],
    ]
    assert (field(app, AMOUNT).value, field(app, "sales.stops_at").value) == (3, "contact")


def test_keeping_theirs_shows_what_they_saved(app: AppTest) -> None:
    press(app, "Keep theirs")
    assert limit() == 6
    assert (field(app, AMOUNT).value, field(app, "sales.stops_at").value) == (6, "attempt")
    assert not app.error


def test_saving_mine_instead_stores_what_was_typed(app: AppTest) -> None:
    press(app, "Save mine instead")
    assert limit() == 3
    assert stored(Section.RESPONSE)["sales.stops_at"] == "contact"
    assert not app.error


def test_a_third_save_in_between_is_shown_again_and_not_overwritten(app: AppTest, both: Company) -> None:
    saved_by(both.ola, Section.RESPONSE, respond_within(7))
    press(app, "Save mine instead")
    assert limit() == 7
    assert app.table[0].value["Theirs (Ola Nordmann)"][0] == "7 working hours"
    press(app, "Save mine instead")
    assert limit() == 3


def test_what_is_typed_after_the_conflict_is_compared_anew(app: AppTest) -> None:
    save(app, **{AMOUNT: 2})
    assert limit() == 6
    assert app.table[0].value["Yours"][0] == "**2 working hours**"


def test_a_save_of_somebody_else_is_told_before_one_saves_and_the_form_stays(
    open_page: OpenPage, both: Company
) -> None:
    app = editor(open_page, Section.RESPONSE, both.kari.id)
    saved_by(both.ola, Section.RESPONSE, respond_within(6))
    app.run()
    assert "Ola Nordmann saved this after you opened it" in app.warning[0].value
    assert field(app, AMOUNT).value == 8
    press(app, "Show what is saved")
    assert field(app, AMOUNT).value == 6
    assert not app.warning


def test_saving_untouched_what_somebody_else_changed_shows_theirs(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.RESPONSE, both.kari.id)
    saved_by(both.ola, Section.RESPONSE, respond_within(6))
    save(app)
    assert limit() == 6
    assert field(app, AMOUNT).value == 6
    assert not app.error


def test_the_same_value_typed_by_both_is_no_conflict(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.RESPONSE, both.kari.id)
    saved_by(both.ola, Section.RESPONSE, respond_within(6))
    save(app, **{AMOUNT: 6})
    assert not app.error
    assert limit() == 6


def test_two_people_on_different_sections_never_meet(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.RESPONSE, both.kari.id)
    attempts = value_of(complete_terms(), Section.ATTEMPTS) | {"sales.attempts_at_most": 6}
    saved_by(both.ola, Section.ATTEMPTS, attempts)
    save(app, **{AMOUNT: 3})
    assert not app.error
    assert limit() == 3
    assert stored(Section.ATTEMPTS)["sales.attempts_at_most"] == 6


def test_two_visits_in_one_section_have_forms_of_their_own(open_page: OpenPage, both: Company) -> None:
    karis = editor(open_page, Section.RESPONSE, both.kari.id)
    olas = editor(open_page, Section.RESPONSE, both.ola.id)
    save(karis, **{AMOUNT: 3})
    save(olas, **{AMOUNT: 5})
    assert limit() == 3
    assert "Theirs (Kari Nordmann)" in olas.table[0].value.columns
    assert field(olas, AMOUNT).value == 5


def test_coming_back_to_a_section_opens_it_as_it_is_stored(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.RESPONSE, both.kari.id)
    app.get_by_key("section_choice").set_value("attempts").run()
    saved_by(both.ola, Section.RESPONSE, respond_within(6))
    app.get_by_key("section_choice").set_value("response").run()
    assert field(app, AMOUNT).value == 6
    save(app, **{AMOUNT: 3})
    assert limit() == 3


def test_a_draft_that_was_signed_meanwhile_is_not_changed(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.RESPONSE, both.kari.id)
    version = propose(both)
    sign(both.kari, version)
    sign(both.ola, version)
    save(app, **{AMOUNT: 3})
    assert "There is no draft any more" in words(app)
    assert "No draft is open" in words(app)


def test_a_manager_who_became_a_member_is_refused_at_the_write(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.RESPONSE, both.kari.id)
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(
            db,
            person_id=both.kari.id,
            name=both.kari.name,
            email=both.kari.email,
            department=Department.MARKETING,
            role=Role.MEMBER,
        )
    save(app, **{AMOUNT: 3})
    assert limit() == 8
    assert "it takes another role" in words(app)
