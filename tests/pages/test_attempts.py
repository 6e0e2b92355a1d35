"""Attempts of a period against the agreement: how often, how early, through what, and another promise."""

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from db import handovers
from db.engine import transaction
from db.tables import ContactAttemptRow
from sla_core.leads import Channel, Direction, Outcome
from sla_core.people import COMMAND_LINE, Action, Department
from sla_core.terms import Terms, Treatment
from tests.builders import at, company, handed_over, terms
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import words

PAGE = "pages/track/follow_up.py"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


def tried(
    lead_id: int, *when: str, channel: Channel = Channel.CALL, outcome: Outcome = Outcome.NO_ANSWER
) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for moment in when:
            db.add(
                ContactAttemptRow(
                    lead_id=lead_id,
                    channel=channel,
                    direction=Direction.OUTBOUND,
                    outcome=outcome,
                    occurred_at=at(moment),
                    recorded_at=at(moment),
                )
            )
        db.flush()
        handovers.rebuild(db, [lead_id])


def attempts(open_page: OpenPage, **address: str) -> AppTest:
    app = open_page(PAGE, view="attempts", period="this-month", **address)
    assert not app.exception
    return app


def count(app: AppTest, name: str) -> str:
    return next((str(b.label) for b in app.button if b.key == f"leads_{name}"), "none")


def test_too_few_and_too_many_lead_to_their_leads_with_the_clause(open_page: OpenPage) -> None:
    company(terms(sales={"attempts_at_least": 2, "attempts_at_most": 3}))
    handed_over("2026-11-02 09:00", company="Seldom")
    often = handed_over("2026-11-02 09:00", company="Often")
    tried(often, *(f"2026-11-02 1{hour}:00" for hour in range(4)))
    app = attempts(open_page)
    assert (count(app, "too_few"), count(app, "too_many")) == ("**1**", "**1**")
    told = words(app)
    assert "Too few attempts :small[:gray[clause 3.6]]" in told
    assert "How often, and how early** :small[:gray[of 2 leads]]" in told
    app.button(key="leads_too_many").click().run()
    assert list(app.dataframe[-1].value["Company"]) == ["Often"]


def early_agreed() -> Terms:
    return terms(early_contact={"allowed": True, "at_most": 1, "channels": (Channel.EMAIL,)})


def test_contact_before_ready_is_seen_whether_it_was_allowed_or_not(open_page: OpenPage) -> None:
    company(early_agreed())
    allowed = handed_over("2026-11-18 09:00", company="Allowed")
    tried(allowed, "2026-11-10 09:00", channel=Channel.EMAIL, outcome=Outcome.SENT)
    forbidden = handed_over("2026-11-18 09:00", company="Forbidden")
    tried(forbidden, "2026-11-10 09:00", "2026-11-11 09:00")
    app = attempts(open_page)
    assert (count(app, "early_allowed"), count(app, "early")) == ("**1**", "**1**")
    assert "3 contacts before the handover: 2 not allowed, 1 allowed" in words(app)
    app.button(key="leads_early_allowed").click().run()
    assert list(app.dataframe[-1].value["Company"]) == ["Allowed"]


def treatments_agreed() -> Terms:
    def cell(grade: str, owner: Department, *channels: Channel) -> Treatment:
        return Treatment(grade=grade, rating="3", name=grade, owner=owner, action="", channels=channels)

    cells = (cell("A", Department.SALES, Channel.CALL), cell("D", Department.MARKETING))
    return terms().model_copy(update={"treatments": cells})


def ranked(lead_id: int, grade: str) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        of_lead = text("UPDATE handover SET grade = :grade, rating = '3' WHERE lead_id = :lead")
        db.execute(of_lead, {"grade": grade, "lead": lead_id})


def test_treatments_not_followed_are_told_by_what_was_otherwise(open_page: OpenPage) -> None:
    company(treatments_agreed())
    for name, grade, channel in (
        ("Kept", "A", Channel.CALL),
        ("Written", "A", Channel.EMAIL),
        ("Cold", "D", Channel.CALL),
    ):
        lead_id = handed_over("2026-11-18 09:00", company=name)
        tried(lead_id, "2026-11-18 10:00", channel=channel)
        ranked(lead_id, grade)
    app = attempts(open_page)
    assert "Treatments not followed** :small[:gray[of 3 leads with a rank]]" in words(app)
    assert (count(app, "left_to_marketing"), count(app, "other_channel")) == ("**1**", "**1**")
    assert count(app, "own_limit") == "none"
    app.button(key="leads_other_channel").click().run()
    assert list(app.dataframe[-1].value["Company"]) == ["Written"]


def test_how_many_attempts_it_took_is_told_apart_from_who_was_not_reached(open_page: OpenPage) -> None:
    company()
    tried(handed_over("2026-11-18 09:00"), "2026-11-18 10:00", outcome=Outcome.CONNECTED)
    handed_over("2026-11-18 09:00")
    app = attempts(open_page)
    assert "1 reached" in words(app)
    assert "1 not reached yet" in words(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_a_period_without_leads_says_so_and_draws_nothing(open_page: OpenPage) -> None:
    company()
    handed_over("2026-10-18 09:00")
    app = attempts(open_page)
    assert "Nobody to follow up in this period." in words(app)
    assert not app.get("vega_lite_chart")


def test_another_number_of_attempts_is_judged_at_once_also_by_source(open_page: OpenPage) -> None:
    company()
    for _ in range(10):
        tried(handed_over("2026-11-02 09:00", source="Search"), "2026-11-02 10:00", "2026-11-02 11:00")
    app = attempts(open_page)
    assert "In November, as agreed: too few attempts 10, too many 0" in words(app)
    app.number_input(key="if_at_least").set_value(2).run()
    assert "In November: too few attempts 10 → 0, too many 0 → 0" in words(app)
    (row,) = app.table[0].value.to_dict("records")
    assert row["Too few or too many"].replace("\u00a0", " ") == "100 % (10 of 10)"
    assert row["Then"].replace("\u00a0", " ") == "0 % (0 of 10)"
    app.button(key="leads_moved_attempts").click().run()
    assert len(app.dataframe[-1].value) == 10


def test_a_floor_above_the_cap_is_answered_with_a_reason(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-18 09:00")
    app = attempts(open_page)
    app.number_input(key="if_at_least").set_value(9).run()
    assert "At least 9 attempts and at most 8 cannot both be kept." in words(app)


@pytest.mark.parametrize("size", ["desk", "hall"])
def test_the_view_is_drawn_in_norwegian_at_any_size(open_page: OpenPage, size: str) -> None:
    company()
    handed_over("2026-11-18 09:00")
    attempts(open_page, lang="nb", size=size)


def test_without_ranks_nothing_is_said_to_have_been_followed(
    open_page: OpenPage, sqlite_database: str
) -> None:
    company()
    handed_over("2026-11-18 09:00")
    told = words(attempts(open_page))
    assert "No lead of this period has a rank" in told
    assert "Handed over, though marketing keeps them" not in told
