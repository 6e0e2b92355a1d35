"""One lead: everything that its page tells, and what is done from it."""

import pytest

from db import breaches, returns
from db.engine import reading, transaction
from db.tables import (
    ActivityRow,
    ContactAttemptRow,
    LeadRow,
)
from sla_core.i18n import NBSP
from sla_core.leads import BreachReason, ReturnReason
from sla_core.people import COMMAND_LINE, Action
from tests.builders import at, company, handed_over, terms
from tests.pages.conftest import OpenPage, words
from tests.pages.one_lead import PAGE, add_nordvik, scored_terms, told


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def nordvik(sqlite_database: str) -> int:
    return add_nordvik()


def test_the_head_says_how_the_lead_stands_and_who_it_is(nordvik: int, open_page: OpenPage) -> None:
    app = open_page(PAGE, lead=str(nordvik))
    assert app.title[0].value == f":red[◆] Nordvik Energi was contacted 40{NBSP}min too late"
    text = told(app)
    assert "Ingrid Dahl, Head of operations" in text
    assert "Energy · SQL, owner Ola · judged by agreement v3, in force from 1 Jan 2026" in text


def test_the_page_tells_what_happened_why_it_ranks_so_and_why_it_was_due(
    nordvik: int, open_page: OpenPage
) -> None:
    text = told(open_page(PAGE, lead=str(nordvik)))
    assert "Visited /prices (2 times)" in text
    assert ":violet[**SQL · in the CRM**]" in text
    assert ":red[◆ **Deadline passed**]" in text
    assert "**Fit B** · from 40, A from 60" in text
    assert "Industry is Energy" in text
    assert "**Engagement 1** · from 60" in text
    assert "For SQL it lacks: grade A or better (15 points more)." in text
    assert "**Why it was due Fri 20 Nov 08:30**" in text
    assert "Thu 19 12:30–16:00" in text
    assert "30 min, makes 4 h" in text
    assert ":red[◆ **40 min over**]" in text
    assert "4 working hours (Mon–Fri 08–16, Oslo), by clause 3.3 of agreement v3." in text


def test_the_treatment_of_the_cell_is_told_with_who_does_it(nordvik: int, open_page: OpenPage) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.delete(db.get_one(ActivityRow, 2))
    text = told(open_page(PAGE, lead=str(nordvik)))
    assert "**B2** :small[Write (sales). Offer an example. Time to respond: as promised for all.]" in text


def test_attempts_are_counted_against_floor_and_cap_and_listed(nordvik: int, open_page: OpenPage) -> None:
    text = told(open_page(PAGE, lead=str(nordvik)))
    assert "**Attempts** :small[:gray[· 10 working days, to 3 Dec]]" in text
    assert ":gray[Fri 20 Nov 09:10] Call, no answer · command line" in text


def test_a_call_is_logged_from_the_page_and_its_story_goes_on(
    sqlite_database: str, open_page: OpenPage
) -> None:
    company()
    lead = handed_over("2026-11-20 09:42")
    app = open_page(PAGE, lead=str(lead))
    assert "Nordvik Energi waits; 3 h left" in told(app)
    app.button(key="log_lead").click().run()
    app.get_by_key("log_outcome_call").set_value("no_answer").run()
    app.button(key="log_now").click().run()
    with reading() as db:
        assert db.get_one(ContactAttemptRow, 1).lead_id == lead
    assert app.title[0].value == ":green[✓] Nordvik Energi was contacted in time"


def test_a_lead_can_be_answered_from_its_page_and_one_without_a_handover_cannot(
    sqlite_database: str, open_page: OpenPage
) -> None:
    company()
    lead = handed_over("2026-11-20 09:42")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(LeadRow(id=99, last_name="New"))
    assert not open_page(PAGE, lead=str(lead)).button(key="answer_lead").disabled
    new = open_page(PAGE, lead="99")
    assert new.button(key="answer_lead").disabled
    assert "Nobody has handed this lead over to sales, so no clock runs." in told(new)


def test_a_returned_duplicate_leads_to_the_lead_it_is_of(sqlite_database: str, open_page: OpenPage) -> None:
    company()
    first, second = handed_over("2026-11-18 09:00", company="First AS"), handed_over("2026-11-19 09:00")
    with transaction(COMMAND_LINE, Action.RETURN_LEAD) as db:
        returns.give_back(
            db,
            by=COMMAND_LINE,
            lead_id=second,
            number=1,
            reason=ReturnReason.DUPLICATE,
            duplicate_of=first,
            now=at("2026-11-19 10:00"),
        )
    app = open_page(PAGE, lead=str(second))
    assert "Returned by sales: duplicate" in told(app)
    app.button(key=f"open_{first}").click().run()
    assert app.query_params["lead"] == str(first)
    assert "First AS" in app.title[0].value


def test_a_merged_lead_leads_on_to_the_one_it_became_and_that_one_tells_of_it(
    sqlite_database: str, open_page: OpenPage
) -> None:
    company()
    whole, part = (
        handed_over("2026-11-18 09:00", last_name="Whole"),
        handed_over("2026-11-19 09:00", last_name="Part"),
    )
    with transaction(COMMAND_LINE, Action.MERGE_LEADS) as db:
        row = db.get_one(LeadRow, part)
        row.merged_into, row.merged_at = whole, at("2026-11-20 09:00")
    app = open_page(PAGE, lead=str(part))
    assert app.title[0].value == "This lead is part of another one"
    assert "It was merged with **Whole**. What is known of both stands there." in words(app)
    app.button(key=f"open_{whole}").click().run()
    assert "1 merged lead" in told(app)
    assert "Another lead became part of this one: Part" in told(app)


def test_of_an_erased_lead_only_the_erasure_is_told(nordvik: int, open_page: OpenPage) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.get_one(LeadRow, nordvik).erased_at = at("2026-11-20")
    app = open_page(PAGE, lead=str(nordvik))
    assert app.title[0].value == "This lead was erased"
    assert "Ingrid" not in told(app)


def test_everything_held_is_shown_with_where_it_came_from_when_it_is_asked_for(
    nordvik: int, open_page: OpenPage
) -> None:
    app = open_page(PAGE, lead=str(nordvik))
    assert "ingrid@nordvik.example" not in told(app)
    app.session_state["lead_held"] = True
    text = told(app.run())
    assert "ingrid@nordvik.example" in text
    assert "Id in crm" in text
    assert "2 activities, 1 attempt, 1 stage entry, 1 handover" in text
    assert len(app.get("download_button")) == 2


def test_earlier_handovers_and_stages_open_when_they_are_asked_for(
    sqlite_database: str, open_page: OpenPage
) -> None:
    company()
    lead = handed_over("2026-11-17 09:00")
    with transaction(COMMAND_LINE, Action.RETURN_LEAD) as db:
        made = returns.give_back(
            db,
            by=COMMAND_LINE,
            lead_id=lead,
            number=1,
            reason=ReturnReason.BAD_DATA,
            now=at("2026-11-17 10:00"),
        )
    with transaction(COMMAND_LINE, Action.ANSWER_RETURN) as db:
        returns.reopen(db, by=COMMAND_LINE, return_id=made, answer="New number", now=at("2026-11-20 09:00"))
    app = open_page(PAGE, lead=str(lead))
    assert "1 earlier handover" in told(app)
    assert "Handed over to sales again (2)" in told(app)
    app.session_state["lead_earlier"] = True
    app.session_state["lead_entries"] = True
    text = told(app.run())
    assert "not measurable: returned before the deadline · returned: bad data" in text
    assert "in the CRM" in text


def test_what_users_typed_is_never_markup(sqlite_database: str, open_page: OpenPage) -> None:
    company()
    lead = handed_over("2026-11-20 09:42", company="**bold** ![x](http://evil/x.png)", last_name=":red[x]")
    written = words(open_page(PAGE, lead=str(lead)))
    assert "**bold**" not in written
    assert "](http" not in written
    assert ":red[x]" not in written


def test_terms_that_cannot_score_are_said_in_place_of_the_score(
    sqlite_database: str, open_page: OpenPage
) -> None:
    scoring = scored_terms().scoring
    upside_down = scoring.model_copy(update={"grades": tuple(reversed(scoring.grades))})
    company(terms().model_copy(update={"scoring": upside_down}))
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(LeadRow(id=7, last_name="New"))
    assert "The bands are out of order" in told(open_page(PAGE, lead="7"))


def test_what_sales_said_of_the_lead_stands_at_its_attempts(nordvik: int, open_page: OpenPage) -> None:
    with transaction(COMMAND_LINE, Action.SAY_WHY) as db:
        breaches.say_why(
            db,
            by=COMMAND_LINE,
            lead_id=nordvik,
            number=1,
            shown=None,
            reason=BreachReason.FORGOTTEN,
            now=at("2026-11-20 10:42"),
        )
    with transaction(COMMAND_LINE, Action.ACCEPT_LEAD) as db:
        returns.accept(db, by=COMMAND_LINE, lead_id=nordvik, number=1, now=at("2026-11-20 10:00"))
    text = told(open_page(PAGE, lead=str(nordvik)))
    assert "Why not in time, as sales says: forgotten" in text
    assert ":green[✓ accepted by command line]" in text
    assert "Accepted · command line" in text


def test_the_oldest_of_what_happened_stand_further_down_and_open_when_asked_for(
    nordvik: int, open_page: OpenPage
) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for day in range(1, 21):
            db.add(ActivityRow(lead_id=nordvik, topic_id=1, occurred_at=at(f"2026-10-{day:02d} 09:00")))
    app = open_page(PAGE, lead=str(nordvik))
    text = told(app)
    assert "20 Oct 09:00" in text
    assert "9 Oct 09:00" not in text.replace("19 Oct 09:00", "")
    assert "and 9 more, further down" in text
    app.session_state["lead_older"] = True
    assert " 9 Oct 09:00" in told(app.run())
