"""Leads: finding one of them."""

import pytest

from tests.builders import company, handed_over
from tests.pages.conftest import OpenPage, words
from tests.pages.one_lead import PAGE, add_nordvik, found


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def nordvik(sqlite_database: str) -> int:
    return add_nordvik()


def test_a_lead_is_found_by_parts_of_its_name_in_either_case_and_the_words_stay_in_the_address(
    nordvik: int, open_page: OpenPage
) -> None:
    handed_over("2026-11-18 09:00", company="Ørnkvast", last_name="Bråten")
    app = open_page(PAGE, q="BRÅT ørn")
    assert found(app) == ["Bråten ›"]
    app.text_input(key="lead_search").set_value("hs-77").run()
    assert found(app) == ["Ingrid Dahl ›"]
    assert app.query_params["q"] == "hs-77"
    row = app.dataframe[0].value.iloc[0]
    assert (row["Company"], row["Stage"], row["Owner"], row["Source"]) == (
        "Nordvik Energi",
        "SQL",
        "Ola",
        "Webinar",
    )
    assert row["Status"] == "late"


@pytest.mark.parametrize("asked", ["nobody like this", "%", "_", "'; DROP TABLE lead", "**x**", "x" * 10_000])
def test_where_nothing_is_found_the_page_says_so(nordvik: int, open_page: OpenPage, asked: str) -> None:
    app = open_page(PAGE, q=asked)
    assert found(app) == []
    assert "Nobody is called “" in words(app)
    assert "**x**" not in words(app)


def test_without_a_search_those_that_wait_are_shown_or_those_touched_last(
    nordvik: int, open_page: OpenPage
) -> None:
    handed_over("2026-11-20 09:00", last_name="Waits")
    app = open_page(PAGE)
    assert app.title[0].value == "2 leads: find the one you mean"
    assert found(app) == ["Waits ›"]
    assert found(open_page(PAGE, show="touched")) == ["Ingrid Dahl ›"]


def test_where_there_is_no_lead_the_page_leads_to_the_import(open_page: OpenPage) -> None:
    company()
    assert open_page(PAGE).title[0].value == "There are no leads yet"


@pytest.mark.parametrize("asked", ["0", "99", "-1", "x", "1.5", "9" * 40, "%31"])
def test_an_address_that_names_no_lead_says_so_and_leads_back(
    nordvik: int, open_page: OpenPage, asked: str
) -> None:
    app = open_page(PAGE, lead=asked)
    assert app.title[0].value == "There is no such lead"
    app.button(key="all_leads").click().run()
    assert "lead" not in app.query_params
    assert app.title[0].value == "1 lead: find the one you mean"


def test_a_row_that_was_clicked_opens_its_lead_from_any_list(nordvik: int, open_page: OpenPage) -> None:
    app = open_page("pages/track/follow_up.py")
    app.button(key="leads_late").click().run()
    assert list(app.dataframe[0].value["Lead"]) == ["Ingrid Dahl ›"]
    app.session_state["lead_to_open"] = nordvik
    app.run()
    assert "Nordvik Energi was contacted" in app.title[0].value


def test_a_name_that_a_spreadsheet_would_run_is_text_in_the_table(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-20 10:00", last_name="Dahl", company="=1+1")
    assert list(open_page(PAGE, q="dahl").dataframe[0].value["Company"]) == ["'=1+1"]
