"""The weekly check: one by one through all who wait, then signed off with a name."""

from datetime import date

import pytest

from db.attempts import log_attempt
from db.engine import transaction
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, Action, Role
from sla_core.terms import StopsAt
from sla_core.weekly_check import Decision
from tests.builders import at as instant
from tests.builders import company, handed_over, terms
from tests.db.company import add_leads, add_person
from tests.pages.checking import PAGE, at, kept, press, sign, three, words
from tests.pages.conftest import OpenPage


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture(name="three")
def three_wait(sqlite_database: str) -> list[int]:
    return three()


def call(lead_id: int, when: str) -> None:
    """Somebody calls without an answer."""
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=lead_id,
            channel=Channel.CALL,
            outcome=Outcome.NO_ANSWER,
            occurred_at=instant(when),
            now=instant(when),
        )


@pytest.mark.usefixtures("three")
def test_a_card_tells_who_and_how_it_stands(open_page: OpenPage) -> None:
    app = open_page(PAGE, view="week")
    told = words(app)
    assert at(app) == "Nordvik Energi"
    assert "Åse Bø · " in told
    assert ":red[◆ **17\u00a0h\u00a042\u00a0min**] of 4\u00a0h · respond by Wed 18 Nov 13:00" in told
    assert "Owner: Ola" in told
    assert "0 attempts since the handover" in told
    assert "0 of 3 looked at" in told
    assert "Weekly check overdue since Mon 16 Nov 09:00" in told


def test_a_card_tells_the_last_attempt(open_page: OpenPage) -> None:
    company(terms(sales={"stops_at": StopsAt.CONTACT}))
    handed_over("2026-11-18 09:00", "2026-11-18 10:00")
    told = words(open_page(PAGE, view="week"))
    assert "1 attempt since the handover · the last Wed 18 Nov 10:00: Call, no answer" in told


@pytest.mark.usefixtures("three")
def test_from_the_first_lead_to_the_sign_off(open_page: OpenPage) -> None:
    kari = add_person("Kari Nordmann")
    app = open_page(PAGE, view="week")
    app.selectbox[1].select(kari.id)
    app.text_input(key="comment_1_1").input(" After lunch ")
    press(app, "Call today")
    assert at(app) == "Bjerke Logistikk"
    press(app, "Leave it")
    press(app, "Called now")
    assert at(app) == "Everybody who waits was looked at"
    sign(app, "Sign off as The local user")
    (made,) = kept()
    assert made.week == date(2026, 11, 16)
    assert [(lead.decision, lead.who, lead.comment) for lead in made.snapshot.leads] == [
        (Decision.WILL_CALL, kari.id, "After lunch"),
        (Decision.LEAVE, None, ""),
        (Decision.CALLED, None, ""),
    ]
    assert "Week 47, 2026 is signed off by The local user, Fri 20 Nov 10:42" in words(app)
    assert "Next weekly check: Mon 23 Nov 09:00" in words(app)


@pytest.mark.usefixtures("three")
def test_those_that_nobody_looked_at_are_told_before_signing(open_page: OpenPage) -> None:
    app = open_page(PAGE, view="week")
    press(app, "Leave it")
    press(app, "Sign off the week")
    assert "2 of 3 not looked at" in words(app)
    press(app, "Sign anyway as The local user")
    assert kept()[0].snapshot.not_looked_at == 2


@pytest.mark.usefixtures("three")
def test_steps_go_back_and_a_decision_can_be_changed(open_page: OpenPage) -> None:
    app = open_page(PAGE, view="week")
    press(app, "Leave it")
    press(app, "Previous")
    assert at(app) == "Nordvik Energi"
    assert "✓ Looked at: **leave it**" in words(app)
    press(app, "Return to marketing")
    press(app, "Previous")
    assert "✓ Looked at: **return to marketing**" in words(app)
    assert "1 return to marketing" not in words(app)
    assert "1 to return to marketing" in words(app)


def test_what_was_looked_at_survives_language_size_and_a_change_of_page(
    three: list[int], open_page: OpenPage
) -> None:
    app = open_page(PAGE, view="week")
    press(app, "Leave it")
    app.text_input(key="lang").input("nb").run()
    app.text_input(key="size").input("room").run()
    app.switch_page("pages/track/funnel.py").run()
    app.switch_page(PAGE).run()
    assert at(app) == "Bjerke Logistikk"


def test_a_lead_that_was_called_meanwhile_is_passed_over_and_a_new_one_comes_last(
    three: list[int], open_page: OpenPage
) -> None:
    app = open_page(PAGE, view="week")
    call(three[0], "2026-11-20 10:00")
    handed_over("2026-11-16 09:00", company="Havbris")
    app.run()
    assert at(app) == "Bjerke Logistikk"
    assert [str(info.value) for info in app.info] == ["Nordvik Energi no longer waits and was passed over."]
    assert "0 of 3 looked at · 1 no longer waits" in words(app)
    press(app, "Next")
    assert not app.info
    press(app, "Next")
    assert at(app) == "Havbris"


def test_a_call_is_logged_from_the_card(three: list[int], open_page: OpenPage) -> None:
    app = open_page(PAGE, view="week")
    press(app, "Log a call")
    app.get_by_key("log_outcome_call").set_value("no_answer").run()
    press(app, "Log it now")
    assert at(app) == "Bjerke Logistikk"
    assert "1 no longer waits" in words(app)


@pytest.mark.usefixtures("three")
def test_keys_work_as_long_as_no_dialog_stands_before_the_page(open_page: OpenPage) -> None:
    app = open_page(PAGE, view="week")
    assert {button.label: button.proto.shortcut for button in app.button if button.proto.shortcut} == {
        "Previous": "p",
        "Next": "n",
        "Log a call": "l",
        "Answer": "a",
        "Called now": "1",
        "Call today": "2",
        "Return to marketing": "3",
        "Leave it": "4",
        "Sign off the week": "s",
    }
    press(app, "Sign off the week")
    assert not [button for button in app.button if button.proto.shortcut]


@pytest.mark.usefixtures("three")
def test_a_viewer_looks_through_the_list_and_changes_nothing(open_page: OpenPage) -> None:
    add_person("Ada Administrator", Role.ADMINISTRATOR)
    vera = add_person("Vera Viewer", Role.VIEWER)
    app = open_page(PAGE, view="week", **{"as": str(vera.id)})
    assert "Members and managers decide and sign off" in words(app)
    labels = [button.label for button in app.button if not button.disabled]
    assert "Next" in labels
    assert not {"Called now", "Log a call", "Sign off the week"} & set(labels)


def test_where_nobody_waits_the_week_can_be_signed_off(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-18 09:00", "2026-11-18 10:00")
    app = open_page(PAGE, view="week")
    assert at(app) == "Nobody waits for a first response"
    sign(app, "Sign off as The local user")
    assert kept()[0].snapshot.leads == ()
    assert "nobody waited" in words(app)


def test_five_hundred_and_more_wait(open_page: OpenPage) -> None:
    company()
    add_leads(*["2026-11-18 09:00"] * 600)
    app = open_page(PAGE, view="week")
    assert "0 of 600 looked at" in words(app)
    sign(app, "Sign anyway as The local user")
    assert len(kept()[0].snapshot.leads) == 600
