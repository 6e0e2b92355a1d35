"""The empty start: the sample company or our own, and what comes next."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import agreements, people, versions
from db.engine import data_versions, reading, transaction
from db.tables import LeadRow
from db.versions import DatabaseKind
from sla_core.people import COMMAND_LINE, Action, Department, Role
from sla_core.terms import Duration, HandoverEvent, Unit
from tests.db.company import add_leads, add_person, set_up
from tests.pages.conftest import OpenPage, words

MEETING, FOLLOW_UP = "pages/meet/meeting.py", "pages/track/follow_up.py"


def labelled(app: AppTest, label: str) -> Any:
    (button,) = [button for button in app.button if button.label == label]
    return button


def test_an_empty_database_offers_two_ways_and_the_steps_that_can_be_taken_now(open_page: OpenPage) -> None:
    app = open_page()
    assert "There is no agreement yet" in app.title[0].value
    assert {"Try the sample company", "Start our own agreement"} <= {button.label for button in app.button}
    for step in ("1. Start our own agreement", "2. Bring in leads", "3. Enter people"):
        assert step in words(app)
    assert "about\u00a05\u00a0min" in words(app)
    assert [link.label for link in app.page_link] == ["Open Data", "Open Company"]


def test_the_sample_company_shows_a_figure_kept_one_at_risk_and_one_broken(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    app = labelled(open_page(), "Try the sample company").click().run()
    assert not app.exception
    assert data_versions().kind is DatabaseKind.SAMPLE
    assert len(app.metric) == 3
    for sign in "✓▲◆":
        assert sign in words(app)
    assert "Week 47" in app.title[0].value


def open_form(open_page: OpenPage, **fields: object) -> AppTest:
    app = labelled(open_page(), "Start our own agreement").click().run()
    for key, value in fields.items():
        app.get_by_key(f"own_{key}").set_value(value)
    return app


WHO = {"company": "Fjordlys *AS*", "name": "Kari Nordmann", "email": "kari@fjordlys.example"}


def test_our_own_start_makes_version_0_and_its_administrator(open_page: OpenPage) -> None:
    form = open_form(open_page, **WHO, department="sales", event="created", amount=30, unit="minutes")
    app = labelled(form, "Start with these rules").click().run()
    assert not app.exception
    with reading() as db:
        (version,) = agreements.versions_in_force(db)
        (kari,) = people.people(db)
        assert versions.read(db).kind is DatabaseKind.REAL
    assert (version.number, version.provisional, version.terms.company) == (0, True, "Fjordlys *AS*")
    assert version.terms.handover.event is HandoverEvent.CREATED
    assert version.terms.sales.respond_within == Duration(amount=30, unit=Unit.MINUTES)
    assert (kari.department, kari.role) == (Department.SALES, Role.ADMINISTRATOR)
    assert "There are no leads yet" in app.title[0].value
    assert [link.label for link in app.page_link] == ["Bring in leads"]


def test_public_holidays_of_the_chosen_country_become_closed_days_by_name(open_page: OpenPage) -> None:
    labelled(open_form(open_page, **WHO), "Start with these rules").click().run()
    with reading() as db:
        (version,) = agreements.versions_in_force(db)
    this_year = date.today().year  # noqa: DTZ011  # the form begins with the real year
    for year in (this_year - 1, this_year + 3):
        assert date(year, 5, 17) in version.terms.calendar.closed
    assert all(version.terms.calendar.closed.values())


def test_without_a_country_no_day_is_closed(open_page: OpenPage) -> None:
    labelled(open_form(open_page, **WHO, country=""), "Start with these rules").click().run()
    with reading() as db:
        (version,) = agreements.versions_in_force(db)
    assert version.terms.calendar.closed == {}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"company": "  "}, "A company needs a name."),
        ({"name": ""}, "A person needs a name."),
        ({"email": "kari"}, "is not an e-mail address"),
        ({"days": []}, "at least one working day"),
    ],
)
def test_what_cannot_be_agreed_is_told_and_nothing_is_stored(
    open_page: OpenPage, wrong: dict[str, object], told: str
) -> None:
    form = open_form(open_page, **WHO | wrong)
    app = labelled(form, "Start with these rules").click().run()
    assert told in app.error[0].value.replace("\u2060", "").replace("&#46;", ".").replace("&#45;", "-")
    assert data_versions().kind is DatabaseKind.EMPTY
    with reading() as db:
        assert people.people(db) == []
    assert app.text_input(key="own_company").value == (WHO | wrong)["company"]


def test_the_form_can_be_left(open_page: OpenPage) -> None:
    app = labelled(open_form(open_page), "Cancel").click().run()
    assert "There is no agreement yet" in app.title[0].value


@pytest.mark.parametrize("page", [MEETING, FOLLOW_UP])
def test_a_company_without_leads_is_led_to_data(open_page: OpenPage, page: str) -> None:
    set_up()
    app = open_page(page)
    assert app.title[0].value == "There are no leads yet"
    assert [link.label for link in app.page_link] == ["Bring in leads"]


def test_leads_of_which_none_was_handed_over_are_told_apart_from_none(open_page: OpenPage) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(LeadRow(last_name="Hansen"))
    assert open_page(MEETING).title[0].value == "No lead has been handed over to sales yet"
    add_leads("2026-11-20 09:00")
    assert open_page(MEETING).title[0].value != "No lead has been handed over to sales yet"


def test_follow_up_of_an_empty_database_leads_to_the_start(open_page: OpenPage) -> None:
    app = open_page(FOLLOW_UP)
    assert app.title[0].value == "There is no agreement yet"
    assert [link.label for link in app.page_link] == ["Start"]


def test_whoever_may_not_start_a_company_sees_disabled_buttons(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = add_person("Ola Hansen", Role.VIEWER)
    monkeypatch.setattr("pages.ui.session.person", lambda *_: viewer)
    app = open_page()
    assert labelled(app, "Try the sample company").disabled
    assert labelled(app, "Start our own agreement").disabled
