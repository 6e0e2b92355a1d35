"""Results of a period: times, why some were late, figures per person, win rates, another response time."""

import pytest
from streamlit.testing.v1 import AppTest

from db import breaches
from db.engine import reading
from sla_core.leads import BreachReason
from tests.builders import company, handed_over
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import cells, words

PAGE = "pages/track/follow_up.py"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def week(sqlite_database: str) -> None:
    """Kari's ten in time and one late, Ola's one overdue, one that nobody owns."""
    company()
    for _ in range(10):
        handed_over("2026-11-18 09:00", "2026-11-18 10:10", owner="Kari", source="Search")
    handed_over("2026-11-18 09:00", "2026-11-18 15:00", owner="Kari", source="Fair", company="Bjerke")
    handed_over("2026-11-19 09:00", owner="Ola", source="Fair", company="Tindra")
    handed_over("2026-11-20 09:42", owner=None)


def results(open_page: OpenPage, **address: str) -> AppTest:
    app = open_page(PAGE, view="results", **address)
    assert not app.exception
    return app


def said() -> list[BreachReason]:
    with reading() as db:
        return list(breaches.said(db).values())


@pytest.mark.usefixtures("week")
def test_first_attempt_and_first_contact_are_both_told_with_the_one_that_stops_the_clock(
    open_page: OpenPage,
) -> None:
    told = words(results(open_page))
    assert "**First attempt** :small[:gray[(stops the clock, 3.4)]]: half within 1 h 10 min" in told
    assert "nine of ten within 6 h (12 leads)" in told
    assert "**First contact**: more than half not yet (12 leads)" in told


@pytest.mark.usefixtures("week")
def test_the_time_before_the_handover_is_told_apart_and_of_nobody_without_an_act(
    open_page: OpenPage,
) -> None:
    told = words(results(open_page))
    assert "from the lead's own last act to its handover**: no lead to tell it of" in told


def test_late_and_overdue_are_counted_by_reason_and_sales_says_it_in_the_list(
    open_page: OpenPage, week: None
) -> None:
    app = results(open_page)
    assert "2 leads late or overdue" in words(app)
    app.button(key="leads_why_not_said").click().run()
    fields = [field for field in app.selectbox if str(field.key).startswith("why_")]
    assert [field.value for field in fields] == [None, None]
    assert words(app).index("Tindra") < words(app).index("Bjerke")  # the newest deadline first
    fields[0].set_value(BreachReason.FORGOTTEN).run()
    assert said() == [BreachReason.FORGOTTEN]
    again = results(open_page)
    assert "**1**" in str(again.button(key="leads_why_forgotten").label)
    assert "**1**" in str(again.button(key="leads_why_not_said").label)


def test_the_reasons_of_a_period_count_its_own_leads_only(open_page: OpenPage, week: None) -> None:
    app = results(open_page, period="last-week")
    assert "0 leads late or overdue" in words(app)
    assert "Nothing in this period." in words(app)


def test_where_all_were_answered_in_time_the_block_says_so(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-18 09:00", "2026-11-18 10:10")
    assert "Every lead that was due was answered in time." in words(results(open_page))


@pytest.mark.usefixtures("week")
def test_figures_per_person_are_off_until_asked_for_and_tell_shares_only_of_enough_cases(
    open_page: OpenPage,
) -> None:
    app = results(open_page)
    assert not app.toggle(key="per_person").value
    assert "Kari" not in cells(app)
    app.toggle(key="per_person").set_value(True).run()
    rows = app.table[0].value.set_index("Owner")
    assert rows.loc["Kari", "In time"].replace("\u00a0", " ") == "90 % (10 of 11)"
    assert rows.loc["Ola", "In time"] == "0 of 1 (too little data)"
    assert rows.loc["nobody", "In time"] == "–"
    assert rows[["met", "late", "overdue"]].to_numpy().tolist() == [
        ["10", "1", "0"],
        ["0", "0", "1"],
        ["0", "0", "0"],
    ]


@pytest.mark.usefixtures("week")
def test_leaving_the_view_turns_the_figures_per_person_off_again(open_page: OpenPage) -> None:
    app = results(open_page)
    app.toggle(key="per_person").set_value(True).run()
    app.get_by_key("period_choice").set_value("this-month").run()
    assert app.toggle(key="per_person").value  # still the same view
    assert "per_person" not in app.query_params
    app.get_by_key("view_choice").set_value("now").run()
    app.get_by_key("view_choice").set_value("results").run()
    assert not app.toggle(key="per_person").value


@pytest.mark.usefixtures("week")
def test_another_response_time_is_judged_at_once_also_by_source(open_page: OpenPage) -> None:
    app = results(open_page)
    app.number_input(key="if_response_amount").set_value(1).run()
    told = words(app)
    assert "With 1 working hour instead of 4 in week 47: 83 % → 0 % (n 12)" in told
    rows = app.table[0].value.set_index("Source")
    assert rows.loc["Search", "In time"].replace("\u00a0", " ") == "100 % (10 of 10)"
    assert rows.loc["Search", "Then"].replace("\u00a0", " ") == "0 % (0 of 10)"
    assert rows.loc["Fair", "In time"] == "0 of 2 (too little data)"
    app.button(key="leads_moved_response").click().run()
    assert len(app.dataframe[-1].value) == 10


@pytest.mark.usefixtures("week")
def test_from_another_response_time_a_manager_gets_to_the_draft(open_page: OpenPage) -> None:
    (link,) = [link for link in results(open_page).page_link if link.label == "To the draft of the agreement"]
    assert "section=response" in link.query_string
    assert "part=edit" in link.query_string


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("period", ["this-week", "all", "last-month"])
def test_the_view_is_drawn_in_norwegian_for_any_period(open_page: OpenPage, period: str) -> None:
    results(open_page, lang="nb", period=period)


def test_leads_contacted_before_the_handover_are_said_to_be_left_out_of_the_histogram(
    open_page: OpenPage, sqlite_database: str
) -> None:
    company()
    handed_over("2026-11-18 09:00", "2026-11-18 10:10")
    handed_over("2026-11-18 09:00", "2026-11-18 08:30")
    told = words(results(open_page))
    assert "**Working hours to the first response** :small[:gray[1 lead, 1 left out: contacted before" in told
