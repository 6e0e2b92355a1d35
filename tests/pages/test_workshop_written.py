"""From a workshop to a persona: what was agreed is written down, completed, and approved by both."""

import pytest

from db import personas
from db.engine import reading
from sla_core.persona.document import Trait
from tests.db.agreeing import Company
from tests.pages.conftest import OpenPage
from tests.pages.editing import NOON, company, press
from tests.pages.workshops import answer, held, personas_page, sit_in, stored


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.fixture
def both(sqlite_database: str) -> Company:
    return company()


def test_lines_of_an_answer_stay_lines_in_the_persona(open_page: OpenPage, both: Company) -> None:
    workshop = held(both)
    for by in (both.kari, both.ola):
        answer(by, workshop, Trait.ROLE, "line one\nline two")
    app = press(sit_in(open_page, both.kari, workshop, Trait.ROLE), "Write the persona")
    key = f"persona_{stored(workshop).persona}_0"
    assert app.text_area(key=f"{key}_role").value == "line one\nline two"


@pytest.mark.parametrize("description", ["", " \u200b\u200f "])
def test_a_persona_without_a_description_is_answered_above_the_button(
    open_page: OpenPage, both: Company, description: str
) -> None:
    workshop = held(both)
    for by in (both.kari, both.ola):
        answer(by, workshop, Trait.ROLE, "Buyer")
    app = press(sit_in(open_page, both.kari, workshop, Trait.ROLE), "Write the persona")
    key = f"persona_{stored(workshop).persona}_0"
    field = app.text_area(key=f"{key}_description")
    assert field.label == "Who it is, and who it is not (needed)"
    field.set_value(description)
    app.button(key=f"{key}_save").click().run()
    assert len(app.error) == 1
    drawn = [node.type for node in app.main if node.type in ("error", "button")]
    assert drawn.index("error") < len(drawn) - 1 - drawn[::-1].index("button")


def test_from_questions_to_an_approved_persona(open_page: OpenPage, both: Company) -> None:
    workshop = held(both)
    answer(both.kari, workshop, Trait.ROLE, "Buyer")
    answer(both.ola, workshop, Trait.ROLE, "Buyer")
    answer(both.kari, workshop, Trait.TOOLS, "Excel")
    app = press(sit_in(open_page, both.kari, workshop, Trait.ROLE), "Write the persona")
    persona = stored(workshop).persona
    key = f"persona_{persona}_0"
    assert app.text_input(key=f"{key}_name").value == "Ingrid"
    assert app.text_area(key=f"{key}_role").value == "Buyer"
    assert app.text_area(key=f"{key}_tools").value == ""
    app.text_area(key=f"{key}_description").set_value("Runs a hotel.")
    app.button(key=f"{key}_save").click().run()
    assert not app.exception
    assert stored(workshop).written == 1
    for by in (both.kari, both.ola):
        app = personas_page(open_page, by, persona=persona)
        press(app, f"Approve for {'marketing' if by is both.kari else 'sales'} as {by.name}")
    with reading() as db:
        made = next(v for v in personas.personas(db) if v.persona == persona)
    assert made.approved
    assert made.content.traits == {Trait.ROLE: "Buyer"}
