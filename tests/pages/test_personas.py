"""The page Personas: verdict, gate, cards, examples, coverage, and what is typed shown as it was typed."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from db import personas
from db.engine import reading, transaction
from pages.ui import widgets
from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.leads import Stage
from sla_core.people import COMMAND_LINE, Action, Department, Person
from sla_core.persona.document import Persona, PersonaVersion, Trait
from tests.builders import company as small_company
from tests.core.episodes import terms
from tests.db.agreeing import Company, complete_terms, write
from tests.db.company import add_lead, add_person
from tests.pages.conftest import OpenPage, words
from tests.pages.editing import NOON, company, press
from tests.pages.workshops import PAGE, held, personas_page

HOSTILE = "*Dag* <b>x</b> [y](https://evil.example) =SUM(A1) \u202eabc"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.fixture
def both(sqlite_database: str) -> Company:
    return company()


def tables(app: AppTest) -> str:
    return "\n".join(str(table.value) for table in app.table)


def written(by: Person, **content: object) -> PersonaVersion:
    known = {"name": "Ingrid", "description": "Runs a hotel.", **content}
    with transaction(by, Action.SAVE_PERSONA) as db:
        return personas.save_persona(db, content=Persona.model_validate(known), by=by, now=0)


def is_(field: str, *values: str) -> LeadDefinition:
    condition = AttributeCondition(field=field, operator=Operator.IS_ANY_OF, values=values)
    return LeadDefinition(all_of=(condition,))


def test_an_app_without_a_company_leads_to_where_it_begins(open_page: OpenPage) -> None:
    assert "There is no agreement yet" in words(open_page(PAGE))


def test_three_examples_are_marked_as_such_and_stored_only_when_saved(
    open_page: OpenPage, sqlite_database: str
) -> None:
    small_company(terms(), signed=False)
    kari = add_person("Kari Nordmann", department=Department.MARKETING)
    app = personas_page(open_page, kari)
    assert app.title[0].value == "No persona is written yet"
    assert words(app).count(":gray-badge[Example]") == 3
    assert [b.label for b in app.button].count("Begin with this one") == 3
    app.button(key="example_0").click().run()
    assert app.text_input(key="persona_new_1_name").value == "Plant manager Per"
    with reading() as db:
        assert personas.personas(db) == []
    app.button(key="persona_new_1_save").click().run()
    with reading() as db:
        (made,) = personas.personas(db)
    assert made.content.traits[Trait.ROLE] == "Plant manager"
    assert not made.content.has_quorum


def test_the_verdict_counts_and_the_gate_says_what_the_draft_lacks(
    open_page: OpenPage, both: Company
) -> None:
    write(both, complete_terms().model_copy(update={"personas": ()}))
    written(both.kari)
    app = personas_page(open_page, both.kari)
    assert app.title[0].value == "1 persona is approved by both, 1 still open"
    assert "the draft does not name it yet" in unescape(words(app))
    assert "Take into the draft" in words(app)


def test_a_persona_of_one_side_says_why_it_cannot_be_approved(open_page: OpenPage, both: Company) -> None:
    made = written(both.kari, present={Department.MARKETING: ("Kari",)})
    app = personas_page(open_page, both.kari, persona=made.persona)
    assert "when somebody of each department has been present" in words(app)
    assert not [b for b in app.button if b.label.startswith("Approve")]


def test_a_later_change_needs_both_approvals_again(open_page: OpenPage, both: Company) -> None:
    app = personas_page(open_page, both.kari, persona="dag")
    press(app, "Change it")
    app.text_area(key="persona_dag_1_role").set_value("Plant manager")
    app.button(key="persona_dag_1_save").click().run()
    assert not app.exception
    app = personas_page(open_page, both.ola, persona="dag")
    assert words(app).count("not approved yet") == 2
    press(app, "Approve for sales as Ola Nordmann")
    with reading() as db:
        (dag,) = personas.personas(db)
    assert (dag.version, dag.approved, list(dag.approved_by)) == (2, False, [Department.SALES])


@pytest.mark.parametrize("waits", [True, False])
def test_the_page_looks_every_three_seconds_while_somebody_waits_for_an_approval_or_a_workshop_goes_on(
    open_page: OpenPage, both: Company, monkeypatch: pytest.MonkeyPatch, waits: bool
) -> None:
    looks: list[object] = []
    monkeypatch.setattr(widgets, "keep_live", lambda *_, **how: looks.append(how.get("seconds", 30)))
    personas_page(open_page, both.kari)
    assert looks[-1] == 30
    if waits:
        written(both.kari)
    else:
        held(both)
    for address in ({}, {"persona": "dag"}):
        personas_page(open_page, both.kari, **address)
        assert looks[-1] == 3


def add_leads() -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for place in range(12):
            add_lead(
                db,
                "2026-11-24 09:00",
                title="Driftsleder" if place < 9 else "Student",
                last_name=f"Lead {place}",
                company=f"*Firma* {place}",
                won=place < 3,
                stage=Stage.CUSTOMER if place < 3 else None,
            )


def test_cards_tell_share_and_win_rate_with_their_n_and_counts_alone_under_ten(
    open_page: OpenPage, both: Company
) -> None:
    add_leads()
    written(both.kari, recognised_by=is_("title", "driftsleder"))
    shown = tables(personas_page(open_page, both.kari))
    assert "**75\u00a0%** (9 of 12)" in shown
    assert "3 of 9 (too little data)" in shown
    assert "nobody is recognised" in shown  # Dag has no conditions


def test_coverage_tells_none_several_and_leads_to_check_against(open_page: OpenPage, both: Company) -> None:
    add_leads()
    written(both.kari, recognised_by=is_("title", "Driftsleder"))
    written(both.kari, name="Siri", recognised_by=is_("title", "Lege"))
    app = personas_page(open_page, both.kari, part="coverage")
    told = words(app)
    assert "Personas without customers: Siri." in told
    assert "0 customers match no persona." in told
    assert "9 leads" in told
    assert "&#42;Firma&#42; 0](leads?lead=1&" in told
    assert "gives no points for what a lead is" in told


def test_markup_and_marks_in_a_name_are_shown_as_typed_everywhere(open_page: OpenPage, both: Company) -> None:
    add_leads()
    made = written(
        both.kari,
        name=HOSTILE,
        description=HOSTILE,
        traits=dict.fromkeys(Trait, HOSTILE),
        present=dict.fromkeys(Department, (HOSTILE,)),
        recognised_by=is_("title", HOSTILE, "Driftsleder"),
    )
    for address in ({}, {"part": "coverage"}, {"part": "workshops"}, {"persona": made.persona}):
        app = personas_page(open_page, both.kari, **address)
        shown = words(app) + tables(app)
        for raw in ("<b>x</b>", "[y](https", "*Dag*"):
            assert raw not in shown, (address, raw)


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_every_part_is_drawn_in_both_languages(open_page: OpenPage, both: Company, lang: str) -> None:
    add_leads()
    written(both.kari, recognised_by=is_("title", "Driftsleder"), traits=dict.fromkeys(Trait, "x"))
    for address in ({}, {"part": "coverage"}, {"part": "workshops"}, {"part": "write"}, {"persona": "dag"}):
        assert not personas_page(open_page, both.kari, lang=lang, **address).exception


def test_conditions_are_built_row_by_row_and_saved_with_the_persona(
    open_page: OpenPage, both: Company
) -> None:
    add_leads()
    app = personas_page(open_page, both.kari, part="write")
    app.button(key="persona_new_0_add_all_of").click().run()
    app.selectbox(key="persona_new_0_0_field").set_value("title").run()
    app.multiselect(key="persona_new_0_0_values_title").set_value(["Driftsleder"])
    app.text_input(key="persona_new_0_name").set_value("Ingrid")
    app.text_area(key="persona_new_0_description").set_value("Runs a hotel.")
    app.button(key="persona_new_0_save").click().run()
    assert not app.exception
    with reading() as db:
        made = next(v for v in personas.personas(db) if v.content.name == "Ingrid")
    assert made.content.recognised_by == is_("title", "Driftsleder")


def test_a_condition_without_a_value_is_answered_beside_the_form(open_page: OpenPage, both: Company) -> None:
    add_leads()
    app = personas_page(open_page, both.kari, part="write")
    app.button(key="persona_new_0_add_all_of").click().run()
    app.text_input(key="persona_new_0_name").set_value("Ingrid")
    app.text_area(key="persona_new_0_description").set_value("Runs a hotel.")
    app.button(key="persona_new_0_save").click().run()
    (error,) = app.error
    assert "needs a value to be compared with" in unescape(error.value)
    assert app.text_input(key="persona_new_0_name").value == "Ingrid"
