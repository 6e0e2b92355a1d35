"""Agreement as its users meet it: read, propose, sign, and what happens when somebody changes a word."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from db.versions import DatabaseKind
from sla_core.agreement import Status
from sla_core.people import Department, Person
from sla_core.sections import Section
from sla_core.signing import EntryType
from tests.db.agreeing import (
    Company,
    agree,
    complete_terms,
    found,
    propose,
    read,
    respond_within,
    save,
    sign,
    stored,
    whole,
    write,
)
from tests.pages.conftest import OpenPage, words

PAGE = "pages/agree/agreement.py"


@pytest.fixture
def company(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Company:
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")
    return found(DatabaseKind.SAMPLE)  # the only kind whose time a test may set


def acting(open_page: OpenPage, person: Person, *, lang: str = "en", **address: str) -> AppTest:
    app = open_page(PAGE, lang=lang, **address)
    app.selectbox(key="person_choice").set_value(person.id).run()
    return app


def cells(app: AppTest) -> str:
    """All that stands in tables."""
    return "\n".join(
        str(value)
        for table in app.table
        for column in table.value.to_dict("list").values()
        for value in column
    )


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "There is no agreement yet"), ("nb", "Det finnes ingen avtale ennå")]
)
def test_an_empty_database_says_what_to_do_next(open_page: OpenPage, lang: str, title: str) -> None:
    app = open_page(PAGE, lang=lang)
    assert app.title[0].value == title
    assert len(app.page_link) == 1


def test_the_version_in_force_shows_its_clauses_with_figures_and_who_signed(
    open_page: OpenPage, company: Company
) -> None:
    agree(company)
    app = open_page(PAGE)
    assert "Version 1 has been in force since 25 Nov 2026" in app.title[0].value
    assert "within 8 working hours" in cells(app)
    assert "Kari Nordmann" in cells(app)
    assert "Sales: read by 1 of 1" in words(app)


def test_a_draft_says_what_is_missing_and_leads_to_its_editor(open_page: OpenPage, company: Company) -> None:
    write(company, complete_terms().model_copy(update={"personas": ()}))
    app = acting(open_page, company.kari, version="1")
    assert "Version 1 is a draft" in app.title[0].value
    assert "the draft does not name it yet" in words(app)
    press(app, "Enter it")
    assert (app.query_params["part"], app.query_params["section"]) == ("edit", "personas")


def test_a_draft_is_proposed_read_and_signed_by_both_and_is_in_force(
    open_page: OpenPage, company: Company
) -> None:
    app = acting(open_page, company.kari, version="1")
    press(app, "Propose version 1")
    app.button(key="propose_now").click().run()
    assert stored("1").status is Status.PROPOSED
    sign_on_the_page(app, company.kari)
    assert "Still to sign: Ola Nordmann" in words(app)
    app.selectbox(key="person_choice").set_value(company.ola.id).run()
    sign_on_the_page(app, company.ola)
    assert whole().status(stored("1"), int(time.time()) + 10**8) is Status.IN_FORCE
    assert "has been in force since" in app.title[0].value


def sign_on_the_page(app: AppTest, person: Person) -> None:
    """Tick every chapter, say that one has read it, sign."""
    assert not any(label.startswith("Sign version") for label in labels(app))
    for box in app.checkbox:
        box.check()
    app.run()
    press(app, "I have read version 1")
    press(app, f"Sign version 1 as {person.name}")
    app.button(key="sign_now").click().run()
    assert not app.exception


def test_reading_has_to_be_said_chapter_by_chapter(open_page: OpenPage, company: Company) -> None:
    propose(company)
    app = acting(open_page, company.mette)
    button = next(b for b in app.button if b.label == "I have read version 1")
    assert button.disabled
    for box in app.checkbox:
        box.check()
    app.run()
    press(app, "I have read version 1")
    assert whole().has_done(stored("1"), EntryType.READ, company.mette)
    assert "You have read this version." in words(app)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Ola Nordmann changed the text on"),
        ("nb", "Ola Nordmann endret teksten"),
    ],
)
def test_both_see_that_a_changed_word_has_voided_a_signature(
    open_page: OpenPage, company: Company, lang: str, told: str
) -> None:
    sign(company.kari, propose(company))
    save(company.ola, Section.RESPONSE, respond_within(4))
    for person in (company.kari, company.ola):
        app = acting(open_page, person, lang=lang, version="1")
        warned = "\n".join(str(warning.value) for warning in app.warning)
        assert told in warned
        assert "Kari Nordmann" in warned


def test_a_text_that_changed_under_the_reader_is_not_signed(open_page: OpenPage, company: Company) -> None:
    version = propose(company)
    read(company.kari, version)
    app = acting(open_page, company.kari)
    press(app, "Sign version 1 as Kari Nordmann")
    save(company.ola, Section.RESPONSE, respond_within(4))
    propose(company)
    app.button(key="sign_now").click().run()
    assert "The text has changed since you opened it" in app.error[0].value
    assert whole().signatures(stored("1")) == []


def test_who_is_not_named_reads_but_is_not_offered_to_sign(open_page: OpenPage, company: Company) -> None:
    version = propose(company)
    read(company.mette, version)
    app = acting(open_page, company.mette)
    assert not any(label.startswith(("Sign version", "Take version", "Propose")) for label in labels(app))


def test_a_proposal_that_is_taken_back_is_a_draft_again(open_page: OpenPage, company: Company) -> None:
    propose(company)
    app = acting(open_page, company.ola)
    app.button(key="take_back").click().run()
    assert stored("1").status is Status.DRAFT
    assert "Taken back" in app.toast[0].value


def test_the_next_version_is_started_from_the_one_in_force(open_page: OpenPage, company: Company) -> None:
    agree(company)
    app = acting(open_page, company.ola)
    press(app, "Start the next version")
    assert stored("2").status is Status.DRAFT
    assert app.title[0].value == "Version 2 is a draft: 0 changes"


def test_of_an_amendment_only_what_changes_is_read(open_page: OpenPage, company: Company) -> None:
    agree(company)
    write(company, complete_terms(target=190))
    propose(company)
    app = acting(open_page, company.kari)
    assert "Version 1.1 is proposed" in app.title[0].value
    assert "190" in cells(app)
    assert "within 8 working hours" not in cells(app)
    app.toggle(key="whole_text").set_value(True).run()
    assert "within 8 working hours" in cells(app)


def test_goals_that_were_reviewed_and_stay_are_recorded(open_page: OpenPage, company: Company) -> None:
    agree(company)
    app = acting(open_page, company.ola)
    press(app, "Goals reviewed: they stay")
    assert len(whole().reviewed_at) == 1


def test_any_two_versions_are_compared(open_page: OpenPage, company: Company) -> None:
    agree(company)
    write(company, complete_terms(hours=4))
    app = acting(open_page, company.kari, part="versions")
    assert "Sales contacts within" in cells(app)
    app.selectbox(key="compare_from").set_value("0").run()
    app.selectbox(key="compare_to").set_value("1").run()
    assert "210" in cells(app)


def test_names_with_markup_are_shown_as_typed(open_page: OpenPage, company: Company) -> None:
    terms = complete_terms().model_copy(
        update={"when_missed": {Department.SALES: "![x](http://evil.example/x.png) **now**"}}
    )
    write(company, terms)
    app = acting(open_page, company.kari, version="1")
    assert "![x]" not in cells(app)
    assert "&#91;x&#93;" in cells(app)
