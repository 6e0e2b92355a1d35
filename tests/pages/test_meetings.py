"""Meetings held: two in a row a week apart, as their people do; what is frozen, what is live, what is refused."""

from datetime import date

import pytest

from db import attempts
from db.engine import transaction
from sla_core.leads import Channel, Outcome
from sla_core.meeting import Outcome as Became
from sla_core.people import COMMAND_LINE, Action, Department, Person, Role
from tests.builders import at, company, handed_over, imported_attempts
from tests.db.company import add_person
from tests.pages.conftest import OpenPage
from tests.pages.meeting_acts import PAGE, decide, decided, held, press, say, start, step, words
from tests.pages.test_meeting import week, with_target

THEN, NOW = "2026-11-13T10:42+01:00", "2026-11-20T10:42+01:00"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOW)


@pytest.fixture
def people(sqlite_database: str) -> tuple[Person, Person]:
    """A company with leads of this week: Kari leads marketing, Ola is of sales."""
    company(with_target(20))
    week(in_time=11)
    return add_person("Kari Nordmann", Role.ADMINISTRATOR, Department.MARKETING), add_person("Ola Hansen")


def test_without_a_meeting_the_page_is_the_live_one_with_a_way_to_start(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    app = open_page(PAGE)
    assert app.title[0].value.startswith("Week 47: 1 lead behind plan")
    app = press(app, "Start a meeting")
    assert app.title[0].value == "Meetings"
    assert "No meeting has been held yet." in words(app)
    assert press(app, "Live overview").title[0].value.startswith("Week 47")


def test_a_started_meeting_freezes_its_figures_and_a_line_goes_on(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    kari, _ = people
    app = start(open_page, kari)
    assert app.title[0].value == "Did we do what we decided?"
    (meeting,) = held()
    assert meeting.attendees == {Department.MARKETING: ("Kari Nordmann",), Department.SALES: ("Ola Hansen",)}
    assert meeting.led_by == "Kari Nordmann"
    assert "Since the meeting began: nothing new" in words(app)
    step(app, 2)
    before = words(app)
    assert ":orange[**▲ At risk**] · 13 delivered in November · 14 expected by then · 20 promised" in before
    lead = handed_over("2026-11-20 10:40", company="Havbris")
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        attempts.log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=lead,
            channel=Channel.CALL,
            outcome=Outcome.NO_ANSWER,
            occurred_at=at("2026-11-20 10:41"),
            now=at("2026-11-20 10:42"),
        )
    app.run()
    assert "13 delivered in November" in words(app)
    assert "Since the meeting began: 1 more called · 1 new lead" in words(app)
    assert "Figures frozen 10:42" in words(app)


def test_each_step_has_its_question_and_the_same_figures_as_the_live_page(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    app = start(open_page, people[0])
    assert "11 of 12" in words(step(app, 3))
    assert app.title[0].value == "Does sales follow up as promised?"
    assert ":green[**✓ Kept**] · 91 % (11 of 12) in time, week 47 · 90 % promised" in words(app)
    assert "1 of 2 waited too long · the longest 9 h 42 min of 4 h" in words(step(app, 4))
    assert [each.label for each in app.button].count("Log a call") == 2
    press(app, "Back")
    assert app.query_params["step"] in ("3", ["3"])
    press(app, "Next")
    press(app, "Next")
    assert app.title[0].value == "What do we decide?"


def test_two_meetings_a_week_apart_carry_their_decisions_over(
    open_page: OpenPage, people: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    kari, ola = people
    monkeypatch.setenv("SLA_NOW", THEN)
    app = start(open_page, kari)
    decide(app, "Call  before noon", ola, "3.1", date(2026, 11, 18))
    decide(app, "Ask *the* fair", kari)
    assert "2 decisions in this meeting" in words(app)
    press(app, "End the meeting")
    assert app.title[0].value == "Minutes"
    assert "1. Call before noon · Ola Hansen, by 18 Nov 2026 · clause 3.1" in words(app)
    first, second = decided()
    assert (first.who, first.due, first.clause) == ("Ola Hansen", date(2026, 11, 18), "3.1")
    assert (second.due, second.clause) == (date(2026, 11, 20), "")

    monkeypatch.setenv("SLA_NOW", NOW)
    app = start(open_page, ola)
    told = words(app)
    assert "What changed since Fri 13 Nov" in told
    assert told.index("Call before noon") < told.index("Ask *the* fair")
    assert "▲ the day is over" in told
    say(app, first, Became.KEPT)
    say(app, second, Became.LATE)
    told = words(app)
    assert ":green[**✓ Kept**] :small[:gray[Ola Hansen, 20 Nov 2026]]" in told
    assert told.index("Ask *the* fair") < told.index("Call before noon")  # what is open stands first
    decide(app, "Sign version 4", ola)
    press(app, "End the meeting")
    told = words(app)
    assert "- Call before noon · Ola Hansen, by 18 Nov 2026 · clause 3.1 · ✓ Kept" in told
    assert "- Ask *the* fair · Kari Nordmann, by 20 Nov 2026 · ▲ Late" in told
    assert "1. Sign version 4 · Ola Hansen" in told
    assert "Since the meeting of 13 Nov 2026" in told
    assert [one.last and one.last.outcome for one in decided()] == [Became.KEPT, Became.LATE, None]
    assert [one.is_closed for one in held()] == [True, True]

    app = open_page(PAGE, meeting="new")
    told = words(app)
    assert "2 open decisions" in told
    assert "Meeting of 20 Nov 2026" in told
    app = open_page(PAGE, meeting=str(held()[1].id))
    assert app.title[0].value == "Did we do what we decided?"
    assert "ended Fri 13 Nov 10:42 by Kari Nordmann" in words(app)
    assert not [button for button in app.button if button.label == "End the meeting"]
    assert not [each for each in step(app, 5).text_input if each.key == "decision_what"]
    assert "2 decisions in this meeting" in words(app)


@pytest.mark.parametrize(
    ("what", "with_person", "due", "told"),
    [
        ("", True, None, "Write at least a word."),
        ("Call", False, None, "choose a person"),
        ("Call", True, date(2026, 11, 19), "The day is over"),
    ],
)
def test_a_bad_decision_is_refused_beside_the_form_and_what_was_typed_stays(
    open_page: OpenPage,
    people: tuple[Person, Person],
    what: str,
    with_person: bool,
    due: date | None,
    told: str,
) -> None:
    app = decide(start(open_page, people[0]), what, people[1] if with_person else None, due=due)
    assert told in words(app)
    assert app.text_input(key="decision_what").value == what
    assert decided() == []


def test_a_decision_opens_its_clause_in_the_draft_and_that_is_noted(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    app = decide(start(open_page, people[0]), "Sooner", people[1], "3.3")
    press(app, "Change it in the draft")
    assert app.query_params["section"] in ("response", ["response"])
    assert decided()[0].change_by == "Kari Nordmann"


def test_who_starts_second_joins_the_meeting_that_goes_on(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    kari, ola = people
    other = open_page(PAGE, **{"as": str(ola.id)}, meeting="new")
    start(open_page, kari)
    press(other, "Start the meeting")
    assert len(held()) == 1
    assert "A meeting goes on already: you have joined it." in words(other)
    live = open_page(PAGE)
    assert live.title[0].value.startswith("Week 47")
    assert press(live, "Go to the meeting").title[0].value == "Did we do what we decided?"
    assert open_page(PAGE, step="4").title[0].value == "Who waits, and who calls?"
    press(live, "Leave the meeting")
    assert live.title[0].value.startswith("Week 47")


def test_a_note_stands_at_its_step_and_in_the_minutes(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    app = step(start(open_page, people[0]), 2)
    app.text_input(key="note_2").input("Fewer from <b>the fair</b>")
    press(app, "Note it")
    assert "Fewer from <b>the fair</b>" in words(app)
    assert "- Leads delivered: Fewer from <b>the fair</b> (Kari Nordmann)" in words(step(app, "minutes"))


def test_a_viewer_looks_on(open_page: OpenPage, people: tuple[Person, Person]) -> None:
    app = decide(start(open_page, people[0]), "Call", people[1])
    viewer = add_person("Vera Viewer", Role.VIEWER)
    app = open_page(PAGE, **{"as": str(viewer.id)}, meeting=str(held()[0].id), step="5")
    labels = [button.label for button in app.button]
    assert "Write the decision down" not in labels
    assert "End the meeting" not in labels
    assert "1 decision in this meeting" in words(app)


def test_without_people_the_form_leads_to_where_they_are_entered(open_page: OpenPage) -> None:
    company(with_target(20))
    week(in_time=1)
    app = open_page(PAGE, meeting="new")
    assert "Enter the people of both departments first." in words(app)


def test_an_unknown_meeting_in_the_address_shows_the_live_page(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    assert open_page(PAGE, meeting="77").title[0].value.startswith("Week 47")


def test_the_menu_can_be_hidden_and_comes_back(open_page: OpenPage, people: tuple[Person, Person]) -> None:
    app = press(start(open_page, people[0]), "Hide the menu")
    assert app.query_params["view"] in ("projector", ["projector"])
    press(app, "Show the menu")
    assert "view" not in app.query_params


def test_in_bokmal_the_meeting_speaks_it(open_page: OpenPage, people: tuple[Person, Person]) -> None:
    start(open_page, people[0])
    app = open_page(PAGE, lang="nb", step="2")
    assert app.title[0].value == "Leverer markedsføring som lovet?"
    assert "13 levert i november · 14 forventet da · 20 lovet" in words(app)


def test_under_working_rules_every_frozen_figure_says_so(open_page: OpenPage) -> None:
    company(with_target(20), signed=False)
    week(in_time=11)
    kari = add_person("Kari Nordmann", Role.ADMINISTRATOR, Department.MARKETING)
    app = step(start(open_page, kari), 2)
    assert "working rule 20" in words(app)
    assert "provisional: not signed yet" in words(app)
    assert "▲ nobody from sales" in words(app)


def test_history_tells_what_was_done_in_a_meeting(open_page: OpenPage, people: tuple[Person, Person]) -> None:
    app = decide(start(open_page, people[0]), "Call *twice*", people[1])
    press(app, "End the meeting")
    told = words(open_page("pages/setup/history.py"))
    assert "**Kari Nordmann** started a meeting :small[:gray[meeting of 20 Nov 2026]]" in told
    assert "**Kari Nordmann** wrote down a decision: Call *twice*" in told
    assert "**Kari Nordmann** ended a meeting" in told


def test_old_calls_are_said_to_be_old_at_the_frozen_figure(
    open_page: OpenPage, people: tuple[Person, Person]
) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(imported_attempts(at("2026-11-18 09:00")))
    app = step(start(open_page, people[0]), 3)
    assert "calls known until Wed 18 Nov 09:00" in words(app)
