"""Bringing in files on the Data page: recognised, counted, questions answered, imported in the background."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from db import agreements, leads
from db.engine import data_versions, reading
from db.intake import runs
from sla_core.i18n import Language, Texts
from sla_core.terms import HandoverEvent
from tests.db.bringing import stored
from tests.pages.conftest import OpenPage, words

PAGE = "pages/setup/data.py"
LEADS = (
    b"external_id,email,created_at,handed_over_at,Segment,Phone\n"
    b"1,ola@fjordlys.example,2026-11-02 09:00,2026-11-02 10:00,A,+47 900 00 000\n"
    b"2,not an address,2026-11-02 09:00,2026-11-02 10:00,B,\n"
)
CALLS = (
    b"lead_external_id,channel,direction,outcome,occurred_at\n1,call,outbound,connected,2026-11-02 11:00\n"
)
BOTH = (("leads.csv", LEADS), ("calls.csv", CALLS))


def choose(at_: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, content in files:
        at_.file_uploader[0].upload(name, content, "text/csv")
    at_.run()
    assert not at_.exception
    return at_


def press(at_: AppTest, label: str) -> AppTest:
    next(button for button in at_.button if label in button.label).click()
    at_.run()
    assert not at_.exception
    return at_


def select(at_: AppTest, label: str, value: object) -> AppTest:
    next(box for box in at_.selectbox if label in box.label).set_value(value)
    at_.run()
    assert not at_.exception
    return at_


def imported(at_: AppTest, label: str = "Import") -> AppTest:
    """Press the button that counts, and wait until the import is done."""
    press(at_, label)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with reading() as db:
            (run,) = runs.recent(db, limit=1)
        if not run.is_running:
            break
        time.sleep(0.05)
    return at_.run()


def tables(at_: AppTest) -> str:
    return "\n".join(frame.value.to_csv(index=False) for frame in at_.dataframe)


def test_files_are_recognised_and_counted_at_once_and_nothing_is_stored(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), *BOTH)
    assert at_.title[0].value == "2 of 3 rows can be imported, 1 cannot"
    assert "Import 2 rows" in words(at_)
    assert data_versions().kind == "empty"


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_button_imports_in_the_background_and_the_result_is_told(
    open_page: OpenPage, language: str
) -> None:
    t = Texts(Language(language))
    at_ = choose(open_page(PAGE, lang=language), *BOTH)
    at_.text_input(key="own_company_name").input("Fjordlys AS").run()
    imported(at_, t("Import"))
    with reading() as db:
        assert leads.count(db) == 1
        assert agreements.versions_in_force(db)[0].terms.company == "Fjordlys AS"
    assert at_.title[0].value == t.plural("{n} lead is known", "{n} leads are known", 1)
    told = t(
        "{new} new, {changed} changed, {unchanged} unchanged, {rejected} refused",
        new=2,
        changed=0,
        unchanged=0,
        rejected=1,
    )
    assert told in words(at_)
    assert data_versions().company == "Fjordlys AS"


def test_an_import_that_fails_says_why_and_stores_nothing(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_ = choose(open_page(PAGE), *BOTH)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("db.intake.importing.follow_from", fail)
    imported(at_)
    assert "stored nothing" in at_.error[0].value
    assert "secret" not in words(at_)
    assert data_versions().kind == "empty"


def test_a_running_import_is_seen_by_everybody_and_no_other_is_offered(open_page: OpenPage) -> None:
    at_ = open_page(PAGE)
    runs.begin("1", files=["november.csv"], person="Kari")
    at_.run()
    assert not at_.exception
    assert "Importing november.csv" in words(at_).replace("&#46;", ".")
    assert len(at_.file_uploader) == 0


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", b"PK\x03\x04 not a table"))
    assert len(at_.error) == 1
    assert not any("Import" in button.label for button in at_.button)


def test_what_is_new_changes_or_is_refused_is_shown_row_by_row(open_page: OpenPage) -> None:
    at_ = imported(choose(open_page(PAGE), *BOTH))
    changed = LEADS.replace(b"10:00,A", b"12:00,A") + b"3,per@havnes.example,2026-11-03 09:00,,,\n"
    at_ = choose(at_, ("leads.csv", changed))
    assert at_.title[0].value == "2 of 3 rows can be imported, 1 cannot"
    assert "per@havnes.example" in tables(at_)
    views = next(each for each in at_.get("segmented_control") if "Changed" in str(each.options))
    views.set_value("changed").run()
    assert "2 Nov 2026 10:00,2 Nov 2026 12:00" in tables(at_)
    views.set_value("refused").run()
    assert "not an address" in tables(at_)


def test_unclear_dates_are_asked_with_two_buttons(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", b"external_id,created_at\n1,03/04/2026\n2,05/06/2026\n"))
    assert "03&#47;04&#47;2026" in words(at_)
    assert at_.title[0].value == "Which column is what?"
    at_ = press(at_, "The day")
    assert at_.title[0].value == "All 2 rows can be imported"
    assert "3 Apr 2026" in tables(at_)


def test_unknown_status_words_are_asked_and_not_guessed(open_page: OpenPage) -> None:
    file = b"external_id,email,stage\n1,a@x.example,Kald\n2,b@x.example,lead\n3,c@x.example,Kald\n"
    at_ = choose(open_page(PAGE), ("leads.csv", file))
    assert at_.title[0].value == "1 of 3 rows can be imported, 2 cannot"
    next(box for box in at_.selectbox if "Kald" in box.label).set_value("lost")
    at_ = press(at_, "Use these answers")
    assert at_.title[0].value == "All 3 rows can be imported"
    imported(at_)
    assert stored("SELECT COUNT(*) FROM lead WHERE lost") == [2]


def test_headers_that_tell_nothing_make_the_page_ask_what_the_rows_are(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("liste.csv", b"Nr,Adresse,Dato\n1,a@x.example,2026-11-02\n"))
    assert "What are they?" in words(at_)
    at_ = select(at_, "The rows are", "leads")
    assert at_.warning[0].value == "Choose the column that tells: Id or E-mail"


def test_contact_details_are_kept_only_when_ticked(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", LEADS))
    assert at_.multiselect[0].value == ["Segment"]
    at_ = imported(at_)
    assert stored("SELECT attributes FROM lead") == ['{"Segment":"A"}']
    at_ = choose(at_, ("leads.csv", LEADS))
    at_.multiselect[0].set_value(["Segment", "Phone"])
    at_ = imported(press(at_, "Use these columns"))
    assert stored("SELECT attributes FROM lead") == ['{"Segment":"A","Phone":"+47 900 00 000"}']


def test_answers_are_remembered_for_the_next_file_of_the_same_form(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", b"external_id,created_at\n1,03/04/2026\n"))
    at_ = imported(press(at_, "The day"))
    at_ = choose(at_, ("next.csv", b"external_id,created_at\n2,05/06/2026\n"))
    assert at_.title[0].value == "1 row can be imported"


def test_when_sales_gets_the_leads_is_asked_with_the_first_import(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", b"external_id,created_at\n1,2026-11-02 09:00\n"))
    next(box for box in at_.selectbox if "When does sales get" in box.label).set_value(HandoverEvent.ASSIGNED)
    imported(press(at_, "Use these columns"))
    with reading() as db:
        assert agreements.versions_in_force(db)[0].terms.handover.event is HandoverEvent.ASSIGNED


def test_a_column_can_tell_when_sales_gets_the_leads(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", b"external_id,created_at\n1,2026-11-02 09:00\n"))
    next(box for box in at_.selectbox if "When does sales get" in box.label).set_value("created_at")
    imported(press(at_, "Use these columns"))
    assert stored("SELECT handed_over_at = created_at FROM lead") == [1]


def test_the_same_file_again_changes_nothing(open_page: OpenPage) -> None:
    at_ = imported(choose(open_page(PAGE), *BOTH))
    at_ = choose(at_, *BOTH)
    assert "stays as it is" in words(at_)
    imported(at_)
    assert "0 new, 0 changed, 2 unchanged, 1 refused" in words(at_)


def test_a_file_that_cannot_be_read_is_named_beside_a_good_one(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", LEADS), ("empty.csv", b""))
    assert at_.title[0].value == "empty&#46;csv cannot be read: remove it"
    assert not any("Import" in button.label for button in at_.button)


def test_a_header_without_rows_is_told(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", b"external_id,email,created_at\n"))
    assert at_.title[0].value == "There are column names, but no rows"


def test_leads_without_any_date_are_warned_about(open_page: OpenPage) -> None:
    at_ = choose(open_page(PAGE), ("leads.csv", b"external_id,email\n1,a@x.example\n"))
    assert "no lead can be judged" in at_.warning[0].value
