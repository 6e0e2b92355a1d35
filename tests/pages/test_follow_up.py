"""Follow-up: who waits now, and the results of a period with the leads behind each number."""

import pytest
from streamlit.testing.v1 import AppTest

from sla_core.leads import ReturnReason
from tests.builders import company, handed_over
from tests.pages.conftest import OpenPage, words

PAGE = "pages/track/follow_up.py"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def week(sqlite_database: str) -> None:
    """Ten in time, two late, one overdue, one due, one without a date; last week one in time."""
    company()
    for _ in range(10):
        handed_over("2026-11-18 09:00", "2026-11-18 10:10")
    for _ in range(2):
        handed_over("2026-11-18 09:00", "2026-11-18 15:00")
    handed_over("2026-11-19 09:00", company="Bjerke Logistikk")
    handed_over("2026-11-20 09:42", company="Tindra Helse", owner=None)
    handed_over(None, company="Udatert")
    handed_over("2026-11-11 09:00", "2026-11-11 10:00")


def count(app: AppTest, name: str) -> str:
    return next((str(b.label) for b in app.button if b.key == f"leads_{name}"), "none")


@pytest.mark.usefixtures("week")
def test_the_denominator_is_spelled_out_and_the_five_numbers_stand_beside_it(open_page: OpenPage) -> None:
    app = open_page(PAGE)
    assert app.title[0].value == "Follow-up fails at 76\u00a0%; 1 lead waits too long"
    told = words(app)
    assert "14 leads to follow up, week 47" in told
    assert "10 of the 13 due were met = 76\u00a0%, 90\u00a0% promised" in told
    assert "**10**" in count(app, "met")
    assert "**2**" in count(app, "late")
    assert "**1**" in count(app, "overdue")
    assert "**1**" in count(app, "due")
    assert count(app, "not_measurable") == "none"  # zero: the words stand there without a button
    assert "○ **0**" in told


@pytest.mark.usefixtures("week")
def test_the_waiting_list_has_least_time_left_first_and_those_without_a_clock_last(
    open_page: OpenPage,
) -> None:
    told = words(open_page(PAGE))
    assert "Waiting now: 3 leads, least time left first" in told
    assert told.index("Bjerke Logistikk") < told.index("Tindra Helse") < told.index("Udatert")
    assert "○ no date of handover" in told
    assert "nobody assigned" in told


def test_each_row_shows_how_much_of_the_limit_is_used(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-20 09:42")
    handed_over("2026-11-18 09:42")
    app = open_page(PAGE)
    assert [bar.value for bar in app.progress] == [100, 25]


def test_five_wait_in_rows_and_the_rest_in_a_table_that_opens(open_page: OpenPage) -> None:
    company()
    for number in range(10):
        handed_over("2026-11-20 09:42", company=f"Lead {number}")
    app = open_page(PAGE)
    assert len([button for button in app.button if button.label == "Log a call"]) == 5
    assert [part.label for part in app.expander] == ["Show the other 5"]
    assert not app.dataframe  # made only when it is asked for
    app.session_state["others"] = True
    table = app.run().expander[0].dataframe[0].value
    assert list(table["Lead"]) == [f"Lead {number}" for number in range(5, 10)]
    assert list(table.columns)[:2] == ["Lead", "Log a call"]  # both are seen on a phone
    assert set(table["Limit used"]) == {25}


@pytest.mark.usefixtures("week")
def test_a_number_of_zero_has_no_colour(open_page: OpenPage) -> None:
    told = words(open_page(PAGE))
    assert ":gray[○ **0**]" in told
    assert ":red[◆ **1**]" in told
    assert ":gray[◆ **0**]" in words(open_page(PAGE, view="results", period="last-week"))


def test_where_nothing_was_due_in_the_period_the_verdict_names_it(open_page: OpenPage) -> None:
    company()
    handed_over("2026-10-20 09:00")
    assert open_page(PAGE).title[0].value == "None due in the last 7 days; 1 lead waits too long"


@pytest.mark.usefixtures("week")
def test_a_number_opens_the_leads_behind_it_with_status_deadline_and_response(open_page: OpenPage) -> None:
    app = open_page(PAGE)
    app.button(key="leads_late").click().run()
    rows = app.dataframe[0].value
    assert len(rows) == 2
    assert set(rows["Status"]) == {"late"}
    assert set(rows["Respond by"]) == {"Wed 18 Nov 13:00"}
    assert set(rows["Response"]) == {"6\u00a0h"}


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("this-week", "14 leads to follow up, week 47"),
        ("last-week", "1 lead to follow up, week 46"),
        ("this-month", "15 leads to follow up, November"),
        ("last-month", "No lead was to be followed up: October."),
        ("this-quarter", "15 leads to follow up, Q4 2026"),
        ("all", "16 leads to follow up, all time"),
        ("nonsense", "14 leads to follow up, week 47"),
    ],
)
def test_results_are_of_the_period_in_the_address(open_page: OpenPage, period: str, told: str) -> None:
    app = open_page(PAGE, view="results", period=period)
    assert not app.exception
    assert told in words(app)


@pytest.mark.usefixtures("week")
def test_of_too_few_cases_there_are_counts_and_no_share(open_page: OpenPage) -> None:
    told = words(open_page(PAGE, view="results", period="last-week"))
    assert "1 of the 1 due were met: too little data for a share" in told
    assert "100\u00a0%" not in told


@pytest.mark.usefixtures("week")
def test_results_tell_how_long_responses_took(open_page: OpenPage) -> None:
    app = open_page(PAGE, view="results")
    assert "half within 1\u00a0h\u00a010\u00a0min, nine of ten within 6\u00a0h (13 leads)" in words(app)
    assert len(app.get("vega_lite_chart")) == 2


@pytest.mark.usefixtures("week")
def test_reasons_and_findings_lead_to_their_leads(open_page: OpenPage) -> None:
    app = open_page(PAGE, view="results", period="all")
    assert "no date of handover" in words(app)
    assert "**1**" in count(app, "unassigned")
    app.button(key="leads_unassigned").click().run()
    assert list(app.dataframe[0].value["Company"]) == ["Tindra Helse"]


def test_what_stands_beside_the_promise_is_counted(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-18 09:00", "2026-11-18 08:30")
    app = open_page(PAGE, view="results")
    assert "**1**" in count(app, "before")
    assert count(app, "returned") == "none"
    assert "No response in this period." in words(app)


def test_a_returned_lead_stands_beside_compliance_with_its_reason(open_page: OpenPage) -> None:
    from db import handovers
    from db.engine import transaction
    from db.tables import LeadReturnRow
    from sla_core.people import COMMAND_LINE, Action
    from tests.builders import at

    company()
    lead_id = handed_over("2026-11-18 09:00")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        moment = at("2026-11-18 10:00")
        reason = ReturnReason.WRONG_PERSON
        db.add(LeadReturnRow(lead_id=lead_id, returned_at=moment, reason=reason, returned_by="Ola"))
        db.flush()
        handovers.rebuild(db, [lead_id])
    app = open_page(PAGE, view="results")
    app.button(key="leads_returned").click().run()
    (status,) = app.dataframe[0].value["Status"]
    assert status == "not measurable: returned before the deadline · returned: wrong person"


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("view", ["now", "results", "attempts", "returned", "week"])
def test_all_parts_are_drawn_in_both_languages(open_page: OpenPage, lang: str, view: str) -> None:
    app = open_page(PAGE, lang=lang, view=view)
    assert not app.exception
    assert "76\u00a0%" in app.title[0].value


@pytest.mark.usefixtures("week")
def test_the_choice_of_the_part_is_kept_in_the_address(open_page: OpenPage) -> None:
    app = open_page(PAGE)
    app.get_by_key("view_choice").set_value("results").run()
    assert app.query_params["view"] == "results"
    assert "Beside the promise" in words(app)
    app.get_by_key("view_choice").set_value("now").run()
    assert "view" not in app.query_params
