"""The Data page as such; the sample company goes away by its name."""

import pytest
from streamlit.testing.v1 import AppTest

from db import sample
from db.engine import data_versions, transaction
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import at
from tests.pages.conftest import OpenPage

PAGE = "pages/setup/data.py"


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
