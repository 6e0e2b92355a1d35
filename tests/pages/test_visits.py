"""Visits by month: typed in a form, or shown by source; what two people type is never lost in silence."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db.engine import reading, transaction
from db.traffic import save_visits, visits
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action, Role
from tests.db.bringing import bring
from tests.db.company import add_person, set_up
from tests.pages.conftest import OpenPage, words
from tests.pages.test_data import load_sample

PAGE = "pages/setup/data.py"
BY_SOURCE = "month,visits,source\n2026-10,1200,Search\n2026-10,34,*Ads*\n"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.ui.session.now", lambda: 1_795_167_600)  # 2026-11-20 10:00 in Oslo


def opened(open_page: OpenPage, **address: str) -> AppTest:
    app = open_page(PAGE, part="visits", **address)
    assert not app.exception
    return app


def type_in(app: AppTest, figures: dict[int, int | None]) -> AppTest:
    """Type figures in these rows of the table and press the button that saves."""
    edits = {row: {"visits": n} for row, n in figures.items()}
    app.session_state["visits_editor_0"] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    return press(app, "Save the visits")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def stored(*months: str) -> list[int | None]:
    with reading() as db:
        return [month.total for month in visits(db, months=months)]


def somebody_saves(months: dict[str, int | None]) -> None:
    with transaction(COMMAND_LINE, Action.SAVE_VISITS) as db:
        save_visits(db, months=months)


def editor(app: AppTest) -> Any:
    return app.dataframe[0].value


@pytest.mark.parametrize(
    ("language", "running", "last"),
    [("en", "November 2026 so far", "November 2025"), ("nb", "november 2026 så langt", "november 2025")],
)
def test_the_last_twelve_months_and_the_running_one_are_offered(
    open_page: OpenPage, language: str, running: str, last: str
) -> None:
    set_up()
    months = list(editor(opened(open_page, lang=language))["month"])
    assert (len(months), months[0], months[-1]) == (13, running, last)


def test_what_is_typed_is_saved_and_told(open_page: OpenPage) -> None:
    set_up()
    app = type_in(opened(open_page), {0: 700, 1: 1234})
    assert stored("2026-11", "2026-10") == [700, 1234]
    assert app.toast[0].value == "The visits of 2 months are saved&#46;"
    assert list(editor(app)["visits"])[:2] == [700, 1234]


def test_an_emptied_month_is_not_known_any_more(open_page: OpenPage) -> None:
    set_up()
    somebody_saves({"2026-10": 5})
    type_in(opened(open_page), {1: None})
    assert stored("2026-10") == [None]


def test_saving_without_a_change_writes_nothing(open_page: OpenPage) -> None:
    set_up()
    somebody_saves({"2026-10": 5})
    app = opened(open_page)
    somebody_saves({"2026-09": 6})
    app = type_in(app, {1: 5})
    assert "Nothing was changed" in app.toast[0].value
    assert list(editor(app)["visits"])[1:3] == [5, 6]


@pytest.mark.parametrize("typed", [-1, 1.5, 10**10])
def test_what_is_no_number_of_visits_is_refused_and_stays_in_the_table(
    open_page: OpenPage, typed: Any
) -> None:
    set_up()
    app = type_in(opened(open_page), {1: typed, 2: 7})
    assert "is not a number of visits" in app.error[0].value
    assert stored("2026-10", "2026-09") == [None, None]
    app = type_in(app, {1: 6, 2: 7})
    assert stored("2026-10", "2026-09") == [6, 7]


def in_conflict(open_page: OpenPage) -> AppTest:
    set_up()
    app = opened(open_page)
    somebody_saves({"2026-10": 5, "2026-08": 8})
    app = type_in(app, {1: 7, 2: 9})
    assert "Somebody else saved another figure" in app.error[0].value
    assert stored("2026-10", "2026-09") == [5, None]
    return app


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed(open_page: OpenPage) -> None:
    app = in_conflict(open_page)
    assert app.table[0].value.values.tolist() == [["October 2026", "empty", "5", "7"]]


def test_ones_own_figures_are_saved_over_theirs_when_one_says_so(open_page: OpenPage) -> None:
    app = press(in_conflict(open_page), "Save mine")
    assert stored("2026-10", "2026-09", "2026-08") == [7, 9, 8]
    assert "meanwhile" not in words(app)
    assert list(editor(app)["visits"])[1:4] == [7, 9, 8]


def test_theirs_are_kept_when_one_says_so(open_page: OpenPage) -> None:
    app = press(in_conflict(open_page), "Keep theirs, drop mine")
    assert stored("2026-10", "2026-09") == [5, None]
    assert "meanwhile" not in words(app)
    assert list(editor(app)["visits"])[1] == 5


def test_a_third_figure_is_again_a_conflict(open_page: OpenPage) -> None:
    app = in_conflict(open_page)
    somebody_saves({"2026-10": 6})
    app = press(app, "Save mine")
    assert stored("2026-10") == [6]
    assert app.table[0].value.values.tolist() == [["October 2026", "empty", "6", "7"]]


def test_what_somebody_saved_for_other_months_disturbs_nobody(open_page: OpenPage) -> None:
    set_up()
    app = opened(open_page)
    somebody_saves({"2026-08": 8})
    app = type_in(app, {1: 7})
    assert stored("2026-10", "2026-08") == [7, 8]
    assert list(editor(app)["visits"].dropna()) == [7, 8]


def test_the_form_shows_what_is_stored_now_when_one_comes_back(open_page: OpenPage) -> None:
    set_up()
    app = opened(open_page)
    app.switch_page("pages/setup/company.py").run()
    somebody_saves({"2026-10": 5})
    app.switch_page(PAGE).run()
    assert list(editor(app)["visits"])[1] == 5


def test_months_known_by_source_are_shown_with_their_sum_and_not_offered(open_page: OpenPage) -> None:
    somebody_saves({"2026-10": 50})
    bring(BY_SOURCE)
    app = opened(open_page)
    assert "October 2026" not in list(editor(app)["month"])
    sources = app.dataframe[1].value
    assert sources[["Source", "Visits"]].values.tolist() == [["*Ads*", 34], ["Search", 1200]]
    assert sources["All sources"].tolist()[0] == 1234
    told = words(app)
    assert "1,234 visits in 1 month" in told
    assert "October 2026 also has a figure for all sources, 50: its sources count." in told


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_sample_company_has_all_months_by_source(open_page: OpenPage, language: str) -> None:
    load_sample()
    t = Texts(Language(language))
    assert t("All of the last months are known by source, so there is nothing to enter.") in words(
        opened(open_page, lang=language)
    )


def test_members_see_the_figures_and_why_they_cannot_enter_them(open_page: OpenPage) -> None:
    set_up()
    somebody_saves({"2026-10": 1234})
    add_person("Anne Berg", Role.ADMINISTRATOR)
    member = add_person()
    app = opened(open_page)
    app.session_state["acting_as"] = str(member.id)
    app.run()
    assert "Only managers and administrators enter visits. You act as Kari Nordmann." in words(app)
    assert list(app.table[0].value["Visits"])[:2] == ["", "1,234"]
    assert not any(button.label == "Save the visits" for button in app.button)


def test_history_tells_what_was_typed(open_page: OpenPage) -> None:
    set_up()
    somebody_saves({"2026-10": 5})
    somebody_saves({"2026-10": 1234, "2026-09": 7})
    told = words(open_page("pages/setup/history.py"))
    assert "entered visits by month" in told
    assert "Oct 2026: 1,234, was 5 · Sept 2026: 7, was empty" in told
