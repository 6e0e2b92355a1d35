"""Earlier imports: what came in, what was refused, and the last import taken back after one has seen what it does."""

import sqlite3
from typing import Any

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from db import engine, leads
from db.attempts import log_attempt
from db.engine import reading, transaction
from db.intake import last_import
from pages.setup import earlier, undo
from sla_core.i18n import Language, Texts
from sla_core.intake.faults import Reason, RowError
from sla_core.intake.refusals import as_csv
from sla_core.leads import Channel, Outcome
from sla_core.people import LOCAL_USER, Action, Role
from tests.db.bringing import NOW, bring, bring_all
from tests.db.company import add_person, set_up
from tests.pages.conftest import OpenPage, words
from tests.pages.test_data import load_sample

PAGE = "pages/setup/data.py"
LEADS = """
    external_id,email,company,created_at
    1,kari@fjordlys.example,Fjordlys,2026-11-02 09:00
    2,*ola*@bryggen.example,Bryggen,2026-11-02 09:00
    3,not an address,Nord,2026-11-02 09:00
"""
CALLS = """
    lead_external_id,channel,direction,outcome,occurred_at
    1,call,outbound,connected,2026-11-03 11:00
    9,call,outbound,no_answer,2026-11-03 11:00
"""


def opened(open_page: OpenPage, **address: str) -> AppTest:
    app = open_page(PAGE, part="earlier", **address)
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    app.run()
    assert not app.exception
    return app


def has_button(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)


def table(app: AppTest, column: str) -> Any:
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def log_by_hand(lead_id: int) -> None:
    with transaction(LOCAL_USER, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=LOCAL_USER,
            lead_id=lead_id,
            channel=Channel.CALL,
            outcome=Outcome.CONNECTED,
            occurred_at=NOW - 60,
            now=NOW,
        )


def lead_count() -> int:
    with reading() as db:
        return leads.count(db)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_imports_are_listed_newest_first_with_their_counts(open_page: OpenPage, language: str) -> None:
    bring(LEADS)
    bring(CALLS)
    t = Texts(Language(language))
    app = opened(open_page, lang=language)
    listed = table(app, t("Unchanged"))
    assert list(listed[t("What it is")]) == [t("Contact attempts"), t("Leads")]
    counted = listed[[t(name) for name in ("Rows", "New", "Changed", "Unchanged", "Refused")]]
    assert counted.values.tolist() == [[2, 1, 0, 0, 1], [3, 2, 0, 0, 1]]
    assert list(listed[t("State")]) == [t("imported")] * 2


def test_at_hall_the_columns_are_few_enough_for_the_screen(open_page: OpenPage) -> None:
    bring(LEADS)
    app = opened(open_page, size="hall")
    assert "Contact" not in words(app)
    assert list(app.table[0].value.columns) == [
        "File",
        "When",
        "Rows",
        "New",
        "Changed",
        "Unchanged",
        "Refused",
    ]


def test_the_refused_rows_of_the_chosen_file_are_shown_with_their_reason(open_page: OpenPage) -> None:
    bring(LEADS)
    bring(CALLS)
    app = opened(open_page)
    assert table(app, "Why").values.tolist() == [[3, "lead_external_id", "9", "no lead is known by “9”"]]
    chosen = app.selectbox(key="refused_of")
    assert ["1 refused row" in option for option in chosen.options] == [True, True]
    chosen.select_index(1)
    app.run()
    assert table(app, "Why").values.tolist() == [
        [4, "email", "not an address", "“not an address” cannot be used in this column"]
    ]


def test_of_many_refused_rows_the_first_are_shown_and_the_file_has_all(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f"    {n},no address" for n in range(5))
    bring(f"    external_id,email\n{rows}\n    6,kari@fjordlys.example\n")
    monkeypatch.setattr(earlier, "REFUSED_SHOWN", 2)
    app = opened(open_page)
    assert list(table(app, "Why")["Line"]) == [2, 3]
    assert "The first 2 of 5; the file has all." in words(app)
    t = Texts(Language.ENGLISH)
    all_rows = [RowError(line, "email", "no address", Reason.BAD_VALUE) for line in range(2, 7)]
    assert as_csv(earlier.all_refused(1), t) == as_csv(all_rows, t)
    assert len(app.get("download_button")) == 1


def test_what_undo_does_is_told_before_it_is_done(open_page: OpenPage) -> None:
    bring(LEADS)
    bring_all(LEADS.replace("Fjordlys", "Fjordlys AS") + "    4,per@nord.example,Nord,2026-11-02\n", CALLS)
    told = words(opened(open_page))
    assert (
        "Undoing file0&#46;csv and file1&#46;csv removes 1 lead and 1 contact attempt "
        "and puts back 1 lead as they were." in told
    )


def test_undo_asks_first_and_then_removes_and_restores(open_page: OpenPage) -> None:
    bring(LEADS)
    app = press(opened(open_page), "undo_last_import")
    assert lead_count() == 2
    assert "**Is removed**  \n2 leads  \n2 ids from other systems" in words(app)
    assert app.button(key="undo_now").label == "Undo: remove 4 rows, restore 0"
    app = press(app, "undo_now")
    assert lead_count() == 0
    assert "Removed: 2 leads" in app.toast[0].value.replace("&#58;", ":")
    assert list(table(app, "State")["State"]) == ["undone"]
    assert "There is no import that could be undone." in words(app)
    assert not has_button(app, "undo_last_import")


def test_whoever_leaves_the_dialog_has_undone_nothing(open_page: OpenPage) -> None:
    bring(LEADS)
    app = press(press(opened(open_page), "undo_last_import"), "undo_not_now")
    assert lead_count() == 2
    assert not has_button(app, "undo_now")


def test_an_import_that_came_meanwhile_is_not_undone_unseen(open_page: OpenPage) -> None:
    bring(LEADS)
    app = press(opened(open_page), "undo_last_import")
    bring(CALLS)
    app = press(app, "undo_now")
    assert "another import became the last one" in words(app)
    assert lead_count() == 2
    with reading() as db:
        last = last_import(db)
    assert last is not None
    assert last.removes["contact_attempt"] == 1


@pytest.mark.parametrize("language", ["en", "nb"])
def test_all_that_was_done_by_hand_is_named_instead_of_the_button(open_page: OpenPage, language: str) -> None:
    bring(LEADS)
    log_by_hand(1)
    log_by_hand(2)
    with transaction(LOCAL_USER, Action.IMPORT) as db:
        db.execute(text("UPDATE lead SET merged_into = 1, merged_at = 1 WHERE id = 2"))
    t = Texts(Language(language))
    app = opened(open_page, lang=language)
    assert not has_button(app, "undo_last_import")
    told = words(app)
    for lead in ("kari&#64;fjordlys&#46;example", "&#42;ola&#42;&#64;bryggen&#46;example"):
        assert t(
            "{person} logged an attempt for {lead}", person=t("The local user"), lead=lead
        ) in told.replace("\u2060", "")
    assert told.count(t("{lead} was merged by hand", lead="")) == 2


def test_of_much_that_was_done_by_hand_a_part_is_named_and_the_rest_counted(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(LEADS)
    for _ in range(3):
        log_by_hand(1)
    monkeypatch.setattr(undo, "HANGING_SHOWN", 2)
    told = words(opened(open_page))
    assert told.count("logged an attempt for") == 2
    assert "and 1 more" in told


def test_a_file_that_told_nothing_new_can_be_undone_too(open_page: OpenPage) -> None:
    bring(LEADS)
    bring(LEADS)
    app = opened(open_page)
    assert "changes nothing: all that it told was known before" in words(app)
    app = press(press(app, "undo_last_import"), "undo_now")
    assert list(table(app, "State")["State"]) == ["undone", "imported"]


def test_others_than_administrators_see_why_they_cannot(open_page: OpenPage) -> None:
    bring(LEADS)
    add_person("Anne Berg", Role.ADMINISTRATOR)
    manager = add_person("Kari Nordmann", Role.MANAGER)
    app = opened(open_page)
    app.session_state["acting_as"] = str(manager.id)
    app.run()
    assert "Only administrators undo imports. You act as Kari Nordmann." in words(app)
    assert not has_button(app, "undo_last_import")


def test_a_locked_database_is_told_in_a_sentence(
    open_page: OpenPage, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WAIT_SECONDS", 0.1)
    engine.engine().dispose()
    engine._engine.cache_clear()
    bring(LEADS)
    app = press(opened(open_page), "undo_last_import")
    with sqlite3.connect(sqlite_database.removeprefix("sqlite:///"), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        app = press(app, "undo_now")
        other.execute("ROLLBACK")
    assert "Somebody else is writing" in app.error[0].value
    assert lead_count() == 2


def test_a_company_without_imports_is_told_so(open_page: OpenPage) -> None:
    set_up()
    told = words(opened(open_page))
    assert "Nothing has been imported yet." in told
    assert "Undo the last import" not in told


def test_the_sample_company_has_no_imports(open_page: OpenPage) -> None:
    load_sample()
    assert "the sample company is invented" in words(opened(open_page))
