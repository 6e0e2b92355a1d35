"""The Data page: check, import, be told; the sample company goes away by its name."""

import pytest
from streamlit.testing.v1 import AppTest

from db import agreements, leads, sample
from db.engine import data_versions, reading, transaction
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import at
from tests.pages.conftest import OpenPage, words

LEADS = (
    b"external_id,email,created_at,handed_over_at\n"
    b"1,ola@fjordlys.example,2026-11-02 09:00,2026-11-02 10:00\n"
    b"2,not an address,2026-11-02 09:00,2026-11-02 10:00\n"
)
CALLS = (
    b"lead_external_id,channel,direction,outcome,occurred_at\n1,call,outbound,connected,2026-11-02 11:00\n"
)


PAGE = "pages/setup/data.py"


def choose(at_: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, content in files:
        at_.file_uploader[0].upload(name, content, "text/csv")
    return at_.run()


def press(at_: AppTest, label: str) -> AppTest:
    next(button for button in at_.button if label in button.label).click()
    return at_.run()


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_of_an_empty_database_offers_files(open_page: OpenPage, language: str) -> None:
    at_ = open_page(PAGE, lang=language)
    assert not at_.exception
    t = Texts(Language(language))
    assert at_.title[0].value == t("There are no leads yet")
    assert len(at_.file_uploader) == 1


def test_files_are_counted_before_anything_is_stored(open_page: OpenPage) -> None:
    at_ = press(choose(open_page(PAGE), ("leads.csv", LEADS), ("calls.csv", CALLS)), "Check")
    assert not at_.exception
    assert "2 of 3 rows can be imported, 1 cannot" in words(at_)
    assert data_versions().kind == "empty"


def test_what_was_checked_is_imported_and_told(open_page: OpenPage) -> None:
    at_ = press(choose(open_page(PAGE), ("leads.csv", LEADS), ("calls.csv", CALLS)), "Check")
    at_ = press(at_, "Import 2 rows")
    assert not at_.exception
    with reading() as db:
        assert leads.count(db) == 1
        assert len(agreements.versions_in_force(db)) == 1
    assert at_.title[0].value == "1 lead is known"
    assert "Earlier imports" in words(at_)


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(open_page: OpenPage) -> None:
    at_ = press(choose(open_page(PAGE), ("leads.csv", b"PK\x03\x04 not a table")), "Check")
    assert not at_.exception
    assert len(at_.error) == 1
    assert not any("Import" in button.label for button in at_.button)


def load_sample() -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        t = Texts(Language.ENGLISH)
        sample.load(db, now=at("2026-11-20 10:00"), t=t, leads=300, activities=600)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_sample_company_goes_away_only_by_its_name(open_page: OpenPage, language: str) -> None:
    load_sample()
    t = Texts(Language(language))
    at_ = open_page(PAGE, lang=language)
    assert not at_.exception
    at_.text_input(key="typed_name").input("something else")
    at_ = press(at_, t("Remove the sample company"))
    assert data_versions().kind == "sample"
    assert len(at_.error) == 1
    at_.text_input(key="typed_name").input(data_versions().company)
    at_ = press(at_, t("Remove the sample company"))
    assert not at_.exception
    assert data_versions().kind == "empty"
    assert at_.title[0].value == t("There are no leads yet")
