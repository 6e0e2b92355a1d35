"""The frame around every page: language, size, who acts, what time it is, notices, errors."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from db import agreements, audit, people
from db.engine import engine, reading, transaction
from db.versions import DatabaseKind
from sla_core.people import COMMAND_LINE, Action, Role
from sla_core.terms import Terms
from tests.db.company import add_person
from tests.pages.conftest import ROOT, OpenPage, words

COMPANY, HISTORY = "pages/setup/company.py", "pages/setup/history.py"


def labels(app: AppTest) -> list[str]:
    return [app.selectbox(key="person_choice").label]


@pytest.mark.parametrize(
    ("locale", "label"), [("nb-NO", "Opptrer som"), ("en-US", "Acting as"), ("fr", "Acting as")]
)
def test_the_browser_decides_the_language(sqlite_database: str, locale: str, label: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.context = {"locale": locale}
    app.run()
    assert labels(app) == [label]


def test_the_address_decides_before_the_browser(open_page: OpenPage) -> None:
    app = open_page(HISTORY, lang="nb")
    assert labels(app) == ["Opptrer som"]


def test_a_chosen_language_goes_along_to_other_pages_and_into_the_address(open_page: OpenPage) -> None:
    app = open_page(COMPANY)
    app.get_by_key("language_choice").set_value("nb").run()
    assert labels(app) == ["Opptrer som"]
    app.switch_page(HISTORY).run()
    assert labels(app) == ["Opptrer som"]
    assert app.query_params["lang"] == "nb"


def test_a_chosen_size_goes_along_to_other_pages_and_into_the_address(open_page: OpenPage) -> None:
    app = open_page(COMPANY)
    app.get_by_key("size_choice").set_value("room").run()
    app.switch_page(HISTORY).run()
    assert app.query_params["size"] == "room"
    assert "font-size:26px" in app.html[0].value


def test_desk_needs_no_word_in_the_address(open_page: OpenPage) -> None:
    app = open_page(COMPANY, size="hall")
    assert "font-size:36px" in app.html[0].value
    app.get_by_key("size_choice").set_value("desk").run()
    assert "size" not in app.query_params
    assert "font-size:16px" in app.html[0].value


def test_a_size_or_language_that_does_not_exist_is_passed_over(open_page: OpenPage) -> None:
    app = open_page(COMPANY, size="huge", lang="xx")
    assert "font-size:16px" in app.html[0].value
    assert labels(app) == ["Acting as"]


def test_until_there_is_an_administrator_the_local_user_acts(open_page: OpenPage) -> None:
    add_person("Ola Hansen", Role.MEMBER)
    app = open_page(COMPANY)
    assert app.selectbox(key="person_choice").options == [
        "The local user · Administrator",
        "Ola Hansen · Sales",
    ]
    assert app.selectbox(key="person_choice").value == 0


def test_with_an_administrator_the_local_user_is_gone(open_page: OpenPage) -> None:
    add_person("Ola Hansen", Role.MEMBER)
    kari = add_person("Kari Nordmann", Role.ADMINISTRATOR)
    app = open_page(COMPANY)
    assert app.selectbox(key="person_choice").options == ["Kari Nordmann · Sales", "Ola Hansen · Sales"]
    assert app.selectbox(key="person_choice").value == kari.id


def test_who_acts_stays_on_other_pages_and_is_told_what_the_name_means(open_page: OpenPage) -> None:
    ola, _ = add_person("Ola Hansen", Role.MEMBER), add_person("Kari Nordmann", Role.ADMINISTRATOR)
    app = open_page(COMPANY)
    app.selectbox(key="person_choice").set_value(ola.id).run()
    app.switch_page(HISTORY).run()
    assert app.selectbox(key="person_choice").value == ola.id
    assert "everybody at this machine can act as anybody" in words(app)


def tell_the_time() -> None:
    import streamlit as st

    from pages.ui import session

    st.markdown(str(session.now()))


@pytest.mark.parametrize(
    ("kind", "obeyed"), [(None, True), (DatabaseKind.SAMPLE, True), (DatabaseKind.REAL, False)]
)
def test_sla_now_sets_the_clock_unless_the_company_is_real(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, kind: DatabaseKind | None, obeyed: bool
) -> None:
    if kind:
        with transaction(COMMAND_LINE, Action.SET_UP) as db:
            agreements.start(db, terms=Terms(company="Fjordlys"), kind=kind, now=0, by="test")
    monkeypatch.setenv("SLA_NOW", "2020-11-20T10:42:00+01:00")
    app = AppTest.from_function(tell_the_time).run()
    assert (app.markdown[0].value == "1605865320") is obeyed


def write_and_fail() -> None:
    import streamlit as st

    from db import people
    from pages.ui import frame, session
    from sla_core.errors import SlaError
    from sla_core.people import Action, Department, Role

    def store(email: str, fails: bool) -> None:
        with session.write(Action.SAVE_PERSON, "Stored *as typed*.") as db:
            people.save_person(
                db, name="Kari", email=email, department=Department.SALES, role=Role.ADMINISTRATOR
            )
            if fails:
                raise SlaError("No: {what}", what="*that*")

    frame.head("Test")
    st.button("fail", on_click=store, args=("a@x.example", True))
    st.button("store", on_click=store, args=("b@x.example", False))


def test_a_write_that_fails_is_undone_and_says_why_once(sqlite_database: str) -> None:
    app = AppTest.from_function(write_and_fail).run()
    app.button[0].click().run()
    assert [error.value for error in app.error] == ["No&#58; &#42;that&#42;"]
    with reading() as db:
        assert people.people(db) == []
        assert audit.entries(db, limit=9) == []
    assert not app.run().error


def test_a_write_that_succeeds_says_so_once_as_plain_text(sqlite_database: str) -> None:
    app = AppTest.from_function(write_and_fail).run()
    app.button[1].click().run()
    assert [toast.value for toast in app.toast] == ["Stored &#42;as typed&#42;&#46;"]
    assert not app.run().toast
    with reading() as db:
        assert [entry.actor for entry in audit.entries(db, limit=9)] == ["local user"]


def test_a_write_while_somebody_else_writes_says_so_and_stores_nothing(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = AppTest.from_function(write_and_fail).run()
    file = sqlite_database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as other, engine().connect() as ours:
        ours.exec_driver_sql("PRAGMA busy_timeout = 0")
        ours.rollback()
        ours.close()
        other.execute("BEGIN IMMEDIATE")
        app.button[1].click().run()
    assert "Somebody else is writing" in app.error[0].value
    assert app.toast[0].value == app.error[0].value
    assert len(app.toast) == 1
    with reading() as db:
        assert people.people(db) == []


def fault() -> None:
    import streamlit as st

    from pages.ui import boundary
    from sla_core.errors import SlaError

    boundary.show(SlaError("Choose another file than {file}.", file="<b>.csv"))
    st.divider()
    boundary.show(ValueError("postgresql://user:secret@host"))


def test_an_error_that_nobody_caught_shows_a_number_and_the_log_has_the_rest(
    sqlite_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = AppTest.from_function(fault).run()
    mendable, other = (error.value for error in app.error)
    assert mendable == "Choose another file than &#60;b&#62;&#46;csv&#46;"
    assert "secret" not in other
    (record,) = [record for record in caplog.records if record.name == "handslag"]
    number = record.getMessage().removeprefix("Fault ")
    assert number in other
    assert record.exc_info is not None
    assert "secret" in str(record.exc_info[1])


def test_an_unusable_database_is_explained_on_the_only_page_and_forgotten_when_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert [title.value for title in app.title] == ["The database cannot be used"]
    assert "0 bytes" in app.error[0].value
    assert not app.exception
    file.unlink()
    assert "The database cannot be used" not in words(app.run())


def test_without_sign_in_the_app_refuses_to_listen_to_others(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.address", "0.0.0.0"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert told.returncode == 2
    assert "does not listen on 0.0.0.0 without sign-in" in told.stderr
    assert "Traceback" not in told.stderr
