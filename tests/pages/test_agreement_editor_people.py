"""Who signs, whom both aim at, and which leads count: editors that offer what is known."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from db import people, personas
from db.engine import reading, transaction
from sla_core.people import COMMAND_LINE, Action, Department, Role
from sla_core.persona.document import Persona, PersonaVersion
from sla_core.sections import Section
from tests.db.agreeing import Company
from tests.db.agreeing import save as saved_by
from tests.db.company import add_lead
from tests.pages.conftest import OpenPage, words
from tests.pages.editing import NOON, acting_as, company, editor, field, press, refused, save, stored


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.fixture
def both(sqlite_database: str) -> Company:
    return company()


# Who signs


def test_managers_of_the_own_department_are_offered_and_saved_with_their_address(
    open_page: OpenPage, both: Company
) -> None:
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(
            db, name="Siri *Berg*", email="siri@f.example", department=Department.SALES, role=Role.MANAGER
        )
    app = editor(open_page, Section.PARTIES, both.kari.id)
    assert field(app, "sales").options == [
        "Ola Nordmann · ola@fjordlys.example",
        "Siri *Berg* · siri@f.example",
    ]
    assert field(app, "marketing").options == ["Kari Nordmann · kari@fjordlys.example"]
    save(app, sales=["siri@f.example"])
    marketing, sales = stored(Section.PARTIES)["parties"]
    assert sales == {
        "department": "sales",
        "signatories": [{"name": "Siri *Berg*", "email": "siri@f.example"}],
    }
    assert [who["name"] for who in marketing["signatories"]] == ["Kari Nordmann"]


def test_who_is_named_but_no_manager_any_more_stays_until_somebody_else_is_chosen(
    open_page: OpenPage, both: Company
) -> None:
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(
            db,
            person_id=both.ola.id,
            name=both.ola.name,
            email=both.ola.email,
            department=Department.SALES,
            role=Role.MEMBER,
        )
    app = editor(open_page, Section.PARTIES, both.kari.id)
    assert field(app, "sales").options == ["Ola Nordmann · ola@fjordlys.example (cannot sign: no manager)"]
    assert field(app, "sales").value == ["ola@fjordlys.example"]
    assert "No manager of sales is entered among the people yet" in words(app)


# Which leads count


def leads() -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for country in ("Norge", "Norge", "Sverige"):
            add_lead(db, "2026-11-23 10:00", country=country)


def test_a_condition_is_added_from_what_is_known_about_leads(open_page: OpenPage, both: Company) -> None:
    leads()
    app = editor(open_page, Section.DELIVERY, both.kari.id)
    assert "no condition: every lead counts" in words(app)
    app.button(key=field(app, "add_all_of").key).click()
    app.run()
    assert field(app, "0_field").options == ["country"]
    assert field(app, "0_values_country").options == ["Norge (2)", "Sverige (1)"]
    save(app, **{"0_values_country": ["Norge"]})
    assert stored(Section.DELIVERY)["delivery"]["counts"] == {
        "all_of": [{"on": "attribute", "field": "country", "operator": "is_any_of", "values": ["Norge"]}],
        "any_of": [],
    }
    assert "country is Norge" in unescape(words(app))


def test_a_condition_without_a_value_is_refused_and_stays(open_page: OpenPage, both: Company) -> None:
    leads()
    app = editor(open_page, Section.DELIVERY, both.kari.id)
    field(app, "add_any_of").click().run()
    save(app)
    assert "“country” needs a value" in unescape(refused(app))
    assert field(app, "0_field").value == "country"
    field(app, "0_operator").set_value("is_known").run()
    save(app)
    assert stored(Section.DELIVERY)["delivery"]["counts"]["any_of"][0]["operator"] == "is_known"


@pytest.mark.parametrize(
    ("operator", "told"),
    [
        ("at_least", "“Norge” cannot be read as one"),
        ("between", "does not have the values that it compares with"),
    ],
)
def test_a_comparison_that_makes_no_sense_is_refused(
    open_page: OpenPage, both: Company, operator: str, told: str
) -> None:
    leads()
    app = editor(open_page, Section.DELIVERY, both.kari.id)
    field(app, "add_all_of").click().run()
    field(app, "0_operator").set_value(operator).run()
    save(app, **{"0_values_country": ["Norge"]})
    assert told in unescape(refused(app))
    assert stored(Section.DELIVERY)["delivery"]["counts"]["all_of"] == []


def test_conditions_are_removed_and_added_and_keep_values_nobody_has(
    open_page: OpenPage, both: Company
) -> None:
    leads()
    country = {"on": "attribute", "field": "country", "operator": "is", "values": ["*Norge*"]}
    company = {"on": "attribute", "field": "company", "operator": "is_known", "values": []}
    counts = {"all_of": [country, company], "any_of": []}
    saved_by(both.kari, Section.DELIVERY, {"delivery": {"counts": counts}})
    app = editor(open_page, Section.DELIVERY, both.kari.id)
    assert field(app, "0_values_country").value == ["*Norge*"]
    assert field(app, "1_field").value == "company"  # though it is known of no lead
    field(app, "0_remove").click().run()
    field(app, "add_all_of").click().run()
    save(app, **{"2_values_country": ["Sverige"]})
    assert stored(Section.DELIVERY)["delivery"]["counts"]["all_of"] == [
        company,
        country | {"operator": "is_any_of", "values": ["Sverige"]},
    ]


# Whom both aim at


def newest(name: str) -> PersonaVersion:
    with reading() as db:
        return next(version for version in personas.personas(db) if version.content.name == name)


def write(app: AppTest, which: str, **fields: object) -> AppTest:
    """Fill in the form of a persona, by the key of its fields, and press its button."""
    for name, value in fields.items():
        app.get_by_key(f"persona_{which}_0_{name}").set_value(value)
    app.button(key=f"persona_{which}_0_save").click().run()
    assert not app.exception
    return app


def test_a_persona_is_written_approved_by_both_and_taken_into_the_draft(
    open_page: OpenPage, both: Company
) -> None:
    app = editor(open_page, Section.PERSONAS, both.mette.id)  # a member may write it
    write(
        app,
        "new",
        name="The *buyer*",
        description="Signs for it.",
        marketing=["Mette Nordmann"],
        sales=["Ola Nordmann"],
    )
    made = newest("The *buyer*")
    assert made.content.present == {
        Department.MARKETING: ("Mette Nordmann",),
        Department.SALES: ("Ola Nordmann",),
    }
    assert "The &#42;buyer&#42;" in words(app)
    press(app, "Approve for marketing as Mette Nordmann")
    acting_as(app, both.ola.id)
    press(app, "Approve for sales as Ola Nordmann")
    assert newest("The *buyer*").approved
    save(app, personas=["dag:1", f"{made.persona}:1"])
    assert [ref["name"] for ref in stored(Section.PERSONAS)["personas"]] == ["Dag", "The *buyer*"]


def test_a_persona_that_only_one_side_has_made_cannot_be_approved(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.PERSONAS, both.kari.id)
    write(app, "new", name="Nobody", description="Text", marketing=["Kari Nordmann"])
    assert "when somebody of each department has been present" in words(app)
    assert not [button for button in app.button if button.label.startswith("Approve")]
    assert len(field(app, "personas").options) == 1


def test_a_changed_persona_is_a_new_version_and_the_draft_keeps_the_old_one(
    open_page: OpenPage, both: Company
) -> None:
    app = editor(open_page, Section.PERSONAS, both.kari.id)
    app.selectbox(key="persona_to_change").set_value("dag").run()
    write(app, "dag", description="Another text")
    assert newest("Dag").version == 2
    assert stored(Section.PERSONAS)["personas"][0]["version"] == 1
    press(app, "Approve for marketing as Kari Nordmann")
    press(acting_as(app, both.ola.id), "Approve for sales as Ola Nordmann")
    save(app, personas=["dag:1", "dag:2"])
    assert "Choose one version of Dag, not two" in unescape(refused(app))
    save(app, personas=["dag:2"])
    assert stored(Section.PERSONAS)["personas"][0]["version"] == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": " ", "description": "x"}, "needs a name and a description"),
        ({"name": "x" * 10_000, "description": "x"}, "has 10000 characters; at most 100 fit"),
        ({"name": "x", "description": "x" * 10_000}, "has 10000 characters; at most 4000 fit"),
    ],
)
def test_a_persona_that_cannot_be_kept_is_answered_beside_its_form(
    open_page: OpenPage, both: Company, fields: dict[str, str], told: str
) -> None:
    app = write(editor(open_page, Section.PERSONAS, both.kari.id), "new", **fields)
    assert told in unescape(refused(app))
    assert app.text_input(key="persona_new_0_name").value == fields["name"]
    with reading() as db:
        assert len(personas.personas(db)) == 1


def test_two_people_at_one_persona_lose_nothing(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.PERSONAS, both.kari.id)
    app.selectbox(key="persona_to_change").set_value("dag").run()
    theirs = Persona(name="Dag", description="Ola's text")
    with transaction(both.ola, Action.SAVE_PERSONA) as db:
        personas.save_persona(db, content=theirs, by=both.ola, now=0, persona="dag", opened=1)
    write(app, "dag", description="Kari's text")
    assert "Somebody else has changed Dag" in refused(app)
    assert "Ola&#39;s text" in app.warning[0].value
    assert newest("Dag").content.description == "Ola's text"
    assert app.text_area(key="persona_dag_0_description").value == "Kari's text"
    press(app, "Save mine instead")
    assert (newest("Dag").content.description, newest("Dag").version) == ("Kari's text", 3)
