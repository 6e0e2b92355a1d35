"""Around the editors: which sections differ, who may edit, what saving does to a proposal, how a draft begins."""

from html import unescape
from typing import Any

import pytest

from sla_core.sections import Section
from tests.db.agreeing import propose, sign
from tests.db.agreeing import save as saved_by
from tests.db.agreeing import stored as stored_version
from tests.pages.conftest import OpenPage, words
from tests.pages.editing import NOON, PAGE, acting_as, company, editor, field, press, save, stored


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


def looked_at(open_page: OpenPage, section: Section, by: int | None) -> Any:
    return acting_as(open_page(PAGE, part="edit", section=section.value), by)


def test_a_section_that_differs_from_what_was_agreed_is_marked(open_page: OpenPage) -> None:
    app = editor(open_page, Section.RESPONSE, company().kari.id)
    options = app.get_by_key("section_choice").options
    assert "**Response time •**" in options
    assert "Contact attempts" in options
    assert "• differs from the working rules" in words(app)


def test_the_criteria_are_told_and_taken_over_unchanged(open_page: OpenPage) -> None:
    company()
    app = open_page(PAGE, part="edit", section="criteria")
    assert "the draft takes them over as they are" in words(app)
    assert "No criteria for an MQL are agreed yet" in unescape(words(app))
    assert not [button for button in app.button if str(button.key).startswith("edit_")]


def test_who_may_not_edit_reads_the_values_and_who_may(open_page: OpenPage) -> None:
    mette = company().mette
    app = looked_at(open_page, Section.RESPONSE, mette.id)
    text = words(app)
    assert "**within 8 working hours**" in text
    assert "The draft is changed by managers: Kari Nordmann, Ola Nordmann. You act as Mette Nordmann." in text
    assert not [button for button in app.button if str(button.key).startswith("edit_")]


@pytest.mark.parametrize(
    ("section", "shown"),
    [(Section.CLOSED, ["25 Dec 2026", "&#42;Christmas&#42;"]), (Section.HOURS, ["31 Dec 2026", "closed"])],
)
def test_who_may_not_edit_sees_what_the_clauses_only_count(
    open_page: OpenPage, section: Section, shown: list[str]
) -> None:
    people = company()
    saved_by(people.kari, Section.CLOSED, {"calendar.closed": {"2026-12-25": "*Christmas*"}})
    hours = stored(Section.HOURS) | {"calendar.exceptions": {"2026-12-31": []}}
    saved_by(people.kari, Section.HOURS, hours)
    app = looked_at(open_page, section, people.mette.id)
    assert app.table[0].value.values.tolist() == [shown]


def test_saving_a_proposed_version_warns_and_voids_the_signature(open_page: OpenPage) -> None:
    people = company()
    version = propose(people)
    sign(people.kari, version)
    app = editor(open_page, Section.RESPONSE, people.ola.id)
    assert "Version 1 is proposed and signed by Kari Nordmann" in app.warning[0].value
    save(app, **{"sales.respond_within.amount": 2})
    assert "Version 1 is a draft again: what was signed no longer counts." in unescape(words(app))
    assert stored_version("1").status == "draft"
    assert stored(Section.RESPONSE)["sales.respond_within"]["amount"] == 2
    assert not app.warning


def test_without_a_draft_the_next_version_is_begun_with_a_button(open_page: OpenPage) -> None:
    people = company()
    version = propose(people)
    sign(people.kari, version)
    sign(people.ola, version)
    app = looked_at(open_page, Section.RESPONSE, people.kari.id)
    assert "No draft is open" in words(app)
    press(app, "Start version 2")
    assert stored_version("2").status == "draft"
    assert field(app, "sales.respond_within.amount").value == 8
