"""Leads that qualify at their next act: counted, listed, and released by a manager of marketing."""

import pytest
from streamlit.testing.v1 import AppTest

from db.engine import transaction
from db.tables import StageEntryRow
from sla_core.leads import Basis, Stage
from sla_core.people import COMMAND_LINE, Action, Department, Role
from tests.core.episodes import at
from tests.db.agreeing import Company
from tests.db.bringing import stored
from tests.db.company import add_person
from tests.pages.conftest import OpenPage
from tests.pages.criteria_acts import NOON, agreed, counted, opened, press, words

NOW = at("2026-11-25 12:00")
ANNA, BO = 1, 2
HANDED_OVER = "SELECT lead_id, handed_over_at FROM handover WHERE handed_over_at IS NOT NULL"
RELEASED = "SELECT lead_id, stage, entered_at FROM stage_entry WHERE basis = 'person' ORDER BY lead_id"


@pytest.fixture(autouse=True)
def company(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Company:
    monkeypatch.setenv("SLA_NOW", NOON)
    return agreed()


def waiting(app: AppTest) -> list[str]:
    """The leads that are listed, by name."""
    found = [table.value for table in app.dataframe if "Engagement points" in table.value]
    return [str(name).removesuffix(" ›") for table in found for name in table["Lead"]]


def choose(app: AppTest, *rows: int) -> AppTest:
    table = next(each for each in app.dataframe if "Engagement points" in each.value)
    name = table.proto.id.split("-", 2)[-1]
    app.session_state[name] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return counted(app)


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.label.startswith("Release")]


def test_leads_above_the_bar_that_have_not_come_to_it_are_listed(
    open_page: OpenPage, company: Company
) -> None:
    app = opened(open_page, company.kari, part="definitions")
    assert "Qualify at their next act" in words(app)
    assert "2 leads meet version 1 today and are not SQL yet" in words(app)
    assert waiting(app) == ["Bo", "Anna"]


def test_a_manager_of_marketing_releases_the_chosen_one_and_sales_gets_it(
    open_page: OpenPage, company: Company
) -> None:
    app = choose(opened(open_page, company.kari, part="definitions"), 1)
    press(app, "Release 1 lead")
    assert stored(RELEASED) == [(ANNA, "sales_qualified", NOW)]
    assert stored(HANDED_OVER) == [(ANNA, NOW)]
    assert waiting(app) == ["Bo"]
    assert labels(app) == ["Release leads"]  # Bo, who stands in the row now, is not chosen with it


def test_without_a_choice_nothing_can_be_released(open_page: OpenPage, company: Company) -> None:
    app = opened(open_page, company.kari, part="definitions")
    button = next(button for button in app.button if button.label == "Release leads")
    assert button.disabled


@pytest.mark.parametrize(
    ("role", "department"),
    [
        (Role.MANAGER, Department.SALES),
        (Role.MEMBER, Department.MARKETING),
        (Role.VIEWER, Department.MARKETING),
    ],
)
def test_others_see_who_waits_and_who_may_release_them(
    open_page: OpenPage, role: Role, department: Department
) -> None:
    by = add_person("Per Nordmann", role, department)
    app = opened(open_page, by, part="definitions")
    assert waiting(app) == ["Bo", "Anna"]
    assert labels(app) == []
    assert "Released by managers of marketing: Kari Nordmann." in words(app)


def test_who_came_there_meanwhile_is_not_released_again(open_page: OpenPage, company: Company) -> None:
    app = choose(opened(open_page, company.kari, part="definitions"), 0, 1)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(_entry(BO))
    press(app, "Release 2 leads")
    assert stored(RELEASED) == []
    assert "look once more" in words(app)
    assert waiting(app) == ["Anna"]


def _entry(lead_id: int) -> StageEntryRow:
    return StageEntryRow(
        lead_id=lead_id,
        stage=Stage.SALES_QUALIFIED,
        entered_at=NOW - 60,
        recorded_at=NOW - 60,
        basis=Basis.CRM,
    )


def test_a_stage_that_nothing_defines_has_nobody_waiting(open_page: OpenPage, company: Company) -> None:
    for stage in ("marketing_qualified", "lead"):
        app = opened(open_page, company.kari, part="definitions", stage=stage)
        assert "Qualify at their next act" not in words(app)


def test_when_all_have_come_there_it_says_so(open_page: OpenPage, company: Company) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all([_entry(ANNA), _entry(BO)])
    app = opened(open_page, company.kari, part="definitions")
    assert "nobody: all who meet version 1 today are SQL already" in words(app)
    assert waiting(app) == []


def test_what_passes_and_what_comes_at_its_next_act_are_two_numbers(
    open_page: OpenPage, company: Company
) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(_entry(ANNA))
    app = opened(open_page, company.kari)
    assert "2 leads pass" in words(app)
    assert "1 of them is not SQL yet and qualifies at its next act" in words(app)


def test_history_tells_which_stage_they_were_released_to(open_page: OpenPage, company: Company) -> None:
    press(choose(opened(open_page, company.kari, part="definitions"), 1), "Release 1 lead")
    app = open_page("pages/setup/history.py")
    assert "released leads: lead 1" in words(app)
    assert "SQL" in words(app)


def test_an_administrator_may_release_too(open_page: OpenPage) -> None:
    app = opened(open_page, add_person("Ada Nordmann", Role.ADMINISTRATOR), part="definitions")
    assert labels(app) == ["Release leads"]
