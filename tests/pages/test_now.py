"""Now: a rep logs, accepts and returns from the waiting list, and says why a lead was called too late."""

from datetime import date, time
from html import unescape

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from db import breaches, merging, returned, returns
from db.engine import reading, transaction
from sla_core.leads import BreachReason, Direction, ReturnReason
from sla_core.people import COMMAND_LINE, Action, Department, Person
from sla_core.terms import Treatment
from tests.builders import at, company, handed_over, terms
from tests.db.bringing import stored
from tests.db.company import add_person
from tests.pages.conftest import OpenPage, words

PAGE = "pages/track/follow_up.py"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def ola(sqlite_database: str) -> Person:
    company()
    add_person("Eirik Moseby", department=Department.MARKETING)
    return add_person("Ola Brattli")


def as_(person: Person) -> dict[str, str]:
    return {"as": str(person.id)}


def unanswered() -> list[returned.Returned]:
    with reading() as db:
        return returned.unanswered(db)


def read(app: AppTest) -> str:
    """What is written, without what keeps it from being markup."""
    return unescape(words(app)).replace("\u2060", "")


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def test_a_call_can_be_logged_for_the_moment_at_which_it_happened(open_page: OpenPage, ola: Person) -> None:
    lead_id = handed_over("2026-11-20 09:00")
    app = press(open_page(PAGE, **as_(ola)), f"log_{lead_id}_1")
    app.get_by_key("log_outcome_call").set_value("connected").run()
    app.get_by_key("log_when").set_value("earlier").run()
    app.date_input(key="log_day").set_value(date(2026, 11, 20)).run()
    app.time_input(key="log_time").set_value(time(9, 30)).run()
    press(app, "log_now")
    assert stored("SELECT occurred_at, recorded_at, person, outcome FROM contact_attempt") == [
        (at("2026-11-20 09:30"), at("2026-11-20 10:42"), "Ola Brattli", "connected")
    ]
    assert "nobody waits for a first response" in words(app)


def test_a_call_that_lies_in_the_future_is_refused_and_nothing_is_logged(
    open_page: OpenPage, ola: Person
) -> None:
    lead_id = handed_over("2026-11-20 09:00")
    app = press(open_page(PAGE, **as_(ola)), f"log_{lead_id}_1")
    app.get_by_key("log_outcome_call").set_value("connected").run()
    app.get_by_key("log_when").set_value("earlier").run()
    app.time_input(key="log_time").set_value(time(11, 0)).run()
    press(app, "log_now")
    assert "lies in the future" in words(app)
    assert stored("SELECT COUNT(*) FROM contact_attempt") == [0]


def test_a_call_that_the_lead_made_is_logged_as_its_own(open_page: OpenPage, ola: Person) -> None:
    lead_id = handed_over("2026-11-20 09:00")
    app = press(open_page(PAGE, **as_(ola)), f"log_{lead_id}_1")
    app.get_by_key("log_direction").set_value(Direction.INBOUND).run()
    app.get_by_key("log_outcome_call").set_value("connected").run()
    press(app, "log_now")
    assert stored("SELECT direction FROM contact_attempt") == ["inbound"]
    assert stored("SELECT first_contact_at FROM handover") == [at("2026-11-20 10:42")]


def test_a_rep_accepts_a_lead_and_it_still_waits_for_its_call(open_page: OpenPage, ola: Person) -> None:
    lead_id = handed_over("2026-11-20 09:00", company="Tindra Helse")
    app = press(open_page(PAGE, **as_(ola)), f"answer_{lead_id}_1")
    assert "accepted from Tue 24 Nov 16:00" in read(app)
    app = press(app, "accept_now")
    assert "accepted by Ola Brattli" in words(app)
    assert "Tindra Helse" in words(app)
    assert "accept_now" not in [button.key for button in press(app, f"answer_{lead_id}_1").button]


def test_a_rep_returns_a_lead_with_a_reason_and_a_comment(open_page: OpenPage, ola: Person) -> None:
    lead_id = handed_over("2026-11-20 09:00")
    app = press(open_page(PAGE, **as_(ola)), f"answer_{lead_id}_1")
    assert app.button(key="return_now").disabled
    app.get_by_key("return_reason").set_value(ReturnReason.BAD_DATA).run()
    app.text_input(key=f"return_comment_{lead_id}").set_value("No number")
    app = press(app, "return_now")
    (found,) = unanswered()
    assert (found.reason, found.note, found.returned_by) == (
        ReturnReason.BAD_DATA,
        "No number",
        "Ola Brattli",
    )
    assert "nobody waits for a first response" in words(app)


def test_a_duplicate_is_returned_with_the_other_lead(open_page: OpenPage, ola: Person) -> None:
    other = handed_over("2026-11-19 09:00", "2026-11-19 10:00", company="Tindra Helse", last_name="Bø")
    handed_over("2026-11-19 09:00", "2026-11-19 10:00", company="Bjerke Logistikk")
    lead_id = handed_over("2026-11-20 09:00", company="Tindra Helse")
    app = press(open_page(PAGE, **as_(ola)), f"answer_{lead_id}_1")
    app.get_by_key("return_reason").set_value(ReturnReason.DUPLICATE).run()
    assert app.button(key="return_now").disabled
    choice = app.selectbox(key=f"return_other_{lead_id}")
    assert choice.options == ["Tindra Helse · Bø"]  # found by the company, without the lead itself
    choice.set_value(other).run()
    press(app, "return_now")
    assert unanswered()[0].other_id == other


def test_who_returns_a_lead_that_somebody_returned_meanwhile_is_told(
    open_page: OpenPage, ola: Person
) -> None:
    lead_id = handed_over("2026-11-20 09:00")
    app = press(open_page(PAGE, **as_(ola)), f"answer_{lead_id}_1")
    app.get_by_key("return_reason").set_value(ReturnReason.BAD_DATA).run()
    kari = add_person("Kari Nordmann")
    with transaction(kari, Action.RETURN_LEAD) as db:
        reason, now = ReturnReason.WRONG_PERSON, at("2026-11-20 10:41")
        returns.give_back(db, by=kari, lead_id=lead_id, number=1, reason=reason, now=now)
    app = press(app, "return_now")
    assert "Kari Nordmann has already returned this lead" in words(app)
    assert [each.returned_by for each in unanswered()] == ["Kari Nordmann"]


def test_marketing_neither_accepts_nor_says_why(open_page: OpenPage, ola: Person) -> None:
    waiting = handed_over("2026-11-18 09:00")
    jonas = add_person("Jonas Hauge", department=Department.MARKETING)
    app = open_page(PAGE, **as_(jonas))
    assert app.button(key=f"answer_{waiting}_1").disabled
    assert not [box for box in app.selectbox if box.label == "Why"]
    assert "no reason given" in words(app)


def test_the_reason_of_a_late_call_is_saved_as_soon_as_it_is_chosen(open_page: OpenPage, ola: Person) -> None:
    late = handed_over("2026-11-18 09:00", "2026-11-18 15:00")
    app = open_page(PAGE, **as_(ola))
    assert "0 of 1 have a reason" in words(app)
    app.selectbox(key=f"why_{late}_1").set_value(BreachReason.FORGOTTEN).run()
    with reading() as db:
        assert breaches.said(db) == {(late, 1): BreachReason.FORGOTTEN}
    assert "1 of 1 have a reason" in words(app)
    app.selectbox(key=f"why_{late}_1").set_value(None).run()
    assert stored("SELECT COUNT(*) FROM breach_reason") == [0]


def test_leads_without_an_owner_are_counted_at_the_list(open_page: OpenPage, ola: Person) -> None:
    handed_over("2026-11-20 09:00", owner=None, company="Tindra Helse")
    handed_over("2026-11-20 09:00")
    app = press(open_page(PAGE, **as_(ola)), "leads_unassigned")
    assert list(app.dataframe[0].value["Company"]) == ["Tindra Helse"]


def test_each_row_tells_how_such_a_lead_is_to_be_treated(open_page: OpenPage, sqlite_database: str) -> None:
    cells = [
        Treatment(
            grade="D", rating="3", name="Warm up", owner=Department.MARKETING, action="Invite to a webinar"
        )
    ]
    agreed = terms().model_copy(update={"treatments": tuple(cells)})
    company(agreed)
    handed_over("2026-11-20 09:00")
    assert "D3: Warm up. Invite to a webinar (left to marketing)" in read(open_page(PAGE))


def test_what_is_copied_from_a_table_is_no_formula(open_page: OpenPage, ola: Person) -> None:
    handed_over("2026-11-20 09:00", owner=None, company="=1+1", first_name="@SUM(A1)")
    app = press(open_page(PAGE, **as_(ola)), "leads_unassigned")
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["Lead"], row["Company"]) == ("'@SUM(A1) ›", "'=1+1")


def test_answers_stand_in_the_table_of_the_others_too(open_page: OpenPage, ola: Person) -> None:
    for number in range(6):
        handed_over("2026-11-20 09:42", company=f"Lead {number}")
    app = open_page(PAGE, **as_(ola))
    app.session_state["others"] = True
    table = app.run().expander[0].dataframe[0].value
    assert list(table["Answer"]) == ["Accept?"]


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_dialogs_are_drawn_in_both_languages(open_page: OpenPage, ola: Person, lang: str) -> None:
    lead_id = handed_over("2026-11-16 09:00")
    app = press(open_page(PAGE, lang=lang, **as_(ola)), f"answer_{lead_id}_1")
    app.get_by_key("return_reason").set_value(ReturnReason.DUPLICATE).run()
    assert not app.exception
    told = {"en": "counts as accepted, also when it is returned now", "nb": "også om det returneres nå"}
    assert told[lang] in words(app)


def test_who_accepted_from_the_command_line_has_a_name_too(open_page: OpenPage, ola: Person) -> None:
    lead_id = handed_over("2026-11-20 09:00")
    with transaction(COMMAND_LINE, Action.ACCEPT_LEAD) as db:
        returns.accept(db, by=COMMAND_LINE, lead_id=lead_id, number=1, now=at("2026-11-20 10:00"))
    assert "accepted by The command line" in words(open_page(PAGE, **as_(ola)))


@pytest.mark.parametrize(("opens", "commits"), [("log", "log_now"), ("answer", "accept_now")])
def test_a_dialog_goes_with_its_page_and_does_not_stand_there_on_return(
    open_page: OpenPage, ola: Person, opens: str, commits: str
) -> None:
    lead_id = handed_over("2026-11-20 09:00")
    app = press(open_page(PAGE, **as_(ola)), f"{opens}_{lead_id}_1")
    assert commits in {button.key for button in app.run().button}
    app.switch_page("pages/track/funnel.py").run()
    app.switch_page(PAGE).run()
    assert commits not in {button.key for button in app.button}


def test_the_leads_behind_a_number_go_with_their_page(open_page: OpenPage, ola: Person) -> None:
    handed_over("2026-11-20 09:00", owner=None)
    app = press(open_page(PAGE, **as_(ola)), "leads_unassigned")
    app.switch_page("pages/track/funnel.py").run()
    app.switch_page(PAGE).run()
    assert not app.dataframe


@pytest.mark.parametrize(("opens", "commits"), [("log", "log_now"), ("answer", "accept_now")])
def test_the_dialog_of_a_lead_that_is_gone_meanwhile_closes_and_says_why(
    open_page: OpenPage, ola: Person, opens: str, commits: str
) -> None:
    handed_over("2026-11-20 09:00")
    lead_id = handed_over("2026-11-20 09:10")
    app = press(open_page(PAGE, **as_(ola)), f"{opens}_{lead_id}_1")
    with transaction(COMMAND_LINE, Action.UNDO_IMPORT) as db:
        for table in ("handover_rank", "handover", "stage_entry", "lead_identity"):
            db.execute(text(f"DELETE FROM {table} WHERE lead_id = :id"), {"id": lead_id})
        db.execute(text("DELETE FROM lead WHERE id = :id"), {"id": lead_id})
    app.run()
    assert commits not in {button.key for button in app.button}
    assert "This lead is no longer there." in read(app)


def test_a_lead_that_was_merged_meanwhile_is_not_accepted(open_page: OpenPage, ola: Person) -> None:
    one, other = handed_over("2026-11-20 09:00"), handed_over("2026-11-20 09:10")
    app = press(open_page(PAGE, **as_(ola)), f"answer_{other}_1")
    with transaction(COMMAND_LINE, Action.MERGE_LEADS) as db:
        merging.merge(db, by=COMMAND_LINE, lead_id=other, into=one, now=at("2026-11-20 10:30"))
    press(app, "accept_now")
    assert "This lead is no longer there." in read(app)
    assert stored("SELECT COUNT(*) FROM lead_acceptance") == [0]


def test_who_may_not_accept_reads_who_does(open_page: OpenPage, ola: Person) -> None:
    handed_over("2026-11-20 09:00")
    marketer = add_person("Jonas Hauge", department=Department.MARKETING)
    said = "Leads are accepted and returned by sales."
    assert said in read(open_page(PAGE, **as_(marketer)))
    assert said not in read(open_page(PAGE, **as_(ola)))
