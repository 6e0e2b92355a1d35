"""Company: people are entered and changed by administrators; working hours are shown as agreed."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from db import audit, people
from db.engine import reading
from sla_core.people import Department, Role
from sla_core.terms import CalendarTerms, Terms
from tests.db.company import add_person, set_up
from tests.pages.conftest import OpenPage, words

PAGE = "pages/setup/company.py"


def save(app: AppTest, whom: str, **fields: str) -> AppTest:
    """Fill in the form of a person and press its button."""
    for field, value in fields.items():
        app.get_by_key(f"person_{whom}_{field}").set_value(value)
    return app.button(key=f"person_{whom}_save").click().run()


@pytest.mark.parametrize(
    ("lang", "title", "advice"),
    [
        ("en", "There is no company yet", "Begin with an administrator"),
        ("nb", "Det finnes ingen bedrift ennå", "Begynn med"),
    ],
)
def test_an_empty_company_says_what_to_do_next(
    open_page: OpenPage, lang: str, title: str, advice: str
) -> None:
    app = open_page(PAGE, lang=lang)
    assert app.title[0].value == title
    assert advice in words(app)
    assert len(app.page_link) == 1


def test_the_first_person_is_offered_as_administrator_and_stored_with_an_entry(open_page: OpenPage) -> None:
    app = open_page(PAGE)
    save(app, "new", name=" Kari Nordmann ", email="Kari@Fjordlys.example", department="sales")
    with reading() as db:
        (kari,) = people.people(db)
        (entry,) = audit.entries(db, limit=9)
    assert (kari.name, kari.email) == ("Kari Nordmann", "kari@fjordlys.example")
    assert (kari.department, kari.role) == (Department.SALES, Role.ADMINISTRATOR)
    assert (entry.actor, entry.subject) == ("local user", "Kari Nordmann")
    assert app.text_input(key="person_new_name").value == ""


def test_what_was_typed_stays_when_the_address_is_taken(open_page: OpenPage) -> None:
    add_person("Kari Nordmann", Role.ADMINISTRATOR)
    app = save(open_page(PAGE), "new", name="Kari *Two*", email="kari@fjordlys.example")
    assert "already belongs to Kari Nordmann" in app.error[0].value
    assert app.text_input(key="person_new_name").value == "Kari *Two*"
    with reading() as db:
        assert len(people.people(db)) == 1


def test_a_person_is_changed_under_the_own_name(open_page: OpenPage) -> None:
    add_person("Kari Nordmann", Role.ADMINISTRATOR)
    ola = add_person("Ola Hansen", Role.MEMBER)
    app = open_page(PAGE)
    app.selectbox(key="person_to_change").set_value(ola.id).run()
    assert app.button(key=f"person_{ola.id}_save").label == "Save Ola Hansen"
    save(app, str(ola.id), role="manager", department="marketing")
    with reading() as db:
        changed = people.person_by_id(db, ola.id or 0)
    assert changed is not None
    assert (changed.name, changed.role, changed.department) == (
        "Ola Hansen",
        Role.MANAGER,
        Department.MARKETING,
    )


def test_who_is_not_administrator_is_told_who_is_and_gets_no_form(open_page: OpenPage) -> None:
    add_person("Kari Nordmann", Role.ADMINISTRATOR)
    ola = add_person("Ola Hansen", Role.MANAGER)
    app = open_page(PAGE)
    app.selectbox(key="person_choice").set_value(ola.id).run()
    assert "Administrators do this: Kari Nordmann." in words(app)
    assert "You act as Ola Hansen." in words(app)
    assert not [field for field in app.text_input if field.key == "person_new_name"]


def test_an_administrator_who_was_demoted_elsewhere_is_refused_at_the_write(open_page: OpenPage) -> None:
    kari, siri = add_person("Kari Nordmann", Role.ADMINISTRATOR), add_person("Siri Berg", Role.ADMINISTRATOR)
    app = open_page(PAGE)
    app.selectbox(key="person_choice").set_value(kari.id).run()
    demote(kari.id)
    save(app, "new", name="Nils", email="nils@fjordlys.example")
    assert "it takes another role" in app.error[0].value
    with reading() as db:
        assert [person.name for person in people.people(db)] == [kari.name, siri.name]


def demote(person_id: int | None) -> None:
    from db.engine import transaction
    from sla_core.people import COMMAND_LINE, Action

    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(
            db,
            person_id=person_id,
            name="Kari Nordmann",
            email="kari@fjordlys.example",
            department=Department.SALES,
            role=Role.MEMBER,
        )


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "yours is set to English"), ("nb", "hos deg er det norsk")]
)
def test_the_language_is_told_as_it_stands_in_a_sentence(open_page: OpenPage, lang: str, told: str) -> None:
    assert told in words(open_page(PAGE, lang=lang))


@pytest.mark.parametrize(
    ("lang", "week", "source"),
    [
        (
            "en",
            "Mon–Thu 08:00–16:00  \nFri 08:00–12:00, 13:00–15:00  \nSat–Sun closed",
            "until an agreement is signed",
        ),
        (
            "nb",
            "man.–tor. 08:00–16:00  \nfre. 08:00–12:00, 13:00–15:00  \nlør.–søn. stengt",
            "til en avtale er signert",
        ),
    ],
)
def test_working_hours_are_told_as_agreed_with_where_they_come_from(
    open_page: OpenPage, lang: str, week: str, source: str
) -> None:
    hours = dict.fromkeys(("mon", "tue", "wed", "thu"), (("08:00", "16:00"),)) | {
        "fri": (("08:00", "12:00"), ("13:00", "15:00"))
    }
    closed = {date(2020, 12, 24): "Long ago", date(2099, 12, 24): "Christmas <Eve>"}
    set_up(Terms(company="Fjordlys [AS]", calendar=CalendarTerms(hours=hours, closed=closed)))
    app = open_page(PAGE, lang=lang)
    assert app.title[0].value == "Fjordlys &#91;AS&#93;"
    assert week in words(app)
    assert source in words(app)
    assert "Christmas &#60;Eve&#62;" in words(app)
    assert "Long ago" not in words(app)
