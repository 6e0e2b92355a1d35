"""Trying numbers and rates in the chain of Goals: what follows, what is said, and that nothing is stored."""

import pytest
from streamlit.testing.v1 import AppTest

from tests import builders
from tests.core.episodes import terms
from tests.db.agreeing import whole
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import PAGE, charts, field, planned, press, words


@pytest.fixture(autouse=True)
def november(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")


def test_a_number_typed_into_a_box_says_what_it_takes_and_nothing_is_stored(open_page: OpenPage) -> None:
    planned()
    for _ in range(20):  # 20 SQLs in October, 10 of them won: 50 %
        builders.handed_over("2026-10-05 10:00", won_at=builders.at("2026-10-20"))
    app = open_page(PAGE)
    assert app.title[0].value == "30 SQLs a month lead to 30 customers; marketing's goal is 8"
    assert ":orange[▲ 22 above the 8 needed]" in words(app)
    before = whole()
    field(app, "_sales_qualified").set_value("12").run()
    assert not app.exception
    told = words(app)
    assert "Tried: SQL." in told
    assert "as typed" in told
    assert "expect 12" in told  # customers
    assert "it takes 12" in told  # MQLs: every one of them became one
    assert "marketing's leads bring 1,200,000 NOK" in told
    assert whole() == before
    press(app, "Back to what is agreed")
    assert field(app, "_sales_qualified").value == "30"
    assert "Tried" not in words(app)


def test_an_emptied_box_says_that_there_is_nothing_to_start_from(open_page: OpenPage) -> None:
    planned()
    app = open_page(PAGE)
    assert "○ not agreed" in words(app)  # no target of leads
    field(app, "_leads").set_value("200").run()
    field(app, "_leads").set_value("").run()
    assert "Cannot be computed: the number to start from is not known." in words(app)


def rates_opened(app: AppTest) -> AppTest:
    box = str(field(app, "_sales_qualified").key)
    app.session_state[box.replace("sales_qualified", "rates")] = True
    app.run()
    return app


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ("25", "To reach 8 customers you need 32 SQLs; you agreed 30, expect about 7.5 customers."),
        ("12,5 %", "To reach 8 customers you need 64 SQLs"),
        ("12.5", "÷ 12.5 %"),
        ("half", "Our own rate counts."),
        ("0", "Cannot be computed: the rate from SQL to customer is 0."),
        ("120", "Cannot be computed: the rate from SQL to customer is above 100 %."),
        ("-5", "Cannot be computed: the rate from SQL to customer is negative."),
        ("half", "Cannot be computed: the rate from SQL to customer is not known."),  # our own counts
    ],
)
def test_a_rate_that_is_tried_goes_before_the_own_one_and_a_bad_one_is_said(
    open_page: OpenPage, rate: str, told: str
) -> None:
    planned()
    app = rates_opened(open_page(PAGE))
    field(app, "_sales_qualified_to_customer").set_value(rate).run()
    assert not app.exception
    assert told in words(app)


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ("-5", "“SQL → customer, %” cannot be below 0."),
        ("120", "“SQL → customer, %” cannot be above 100."),
        ("half", "“SQL → customer, %”: half cannot be read as a number."),
    ],
)
def test_what_is_wrong_with_a_rate_is_said_beneath_its_field(
    open_page: OpenPage, rate: str, told: str
) -> None:
    planned()
    app = rates_opened(open_page(PAGE))
    field(app, "_sales_qualified_to_customer").set_value(rate).run()
    assert f":red[{told}]" in words(app)


def test_what_is_tried_is_said_and_sales_hours_follow(open_page: OpenPage) -> None:
    agreed = terms(sales={"reps": 4, "hours_per_rep_and_week": 14, "minutes_per_attempt": 12})
    planned(sales=agreed.sales)
    app = rates_opened(open_page(PAGE))
    title = app.title[0].value
    field(app, "_sales_qualified_to_customer").set_value("25").run()
    told = words(app)
    assert "Tried with another rate: SQL → customer." in told
    assert "the line at the top stays with what is agreed" in told
    assert "needed 32" in charts(app)
    assert "tried" not in charts(app)
    field(app, "_customers").set_value("20").run()
    assert "tried 80" in charts(app)
    assert "these 80 fit" in words(app)
    assert app.title[0].value == title
    press(app, "Back to what is agreed")
    assert "Tried" not in words(app)
    assert "tried" not in charts(app)


def test_a_norwegian_sees_and_types_a_decimal_comma(open_page: OpenPage) -> None:
    planned(revenue_goal=22_900_000)
    for _ in range(20):
        builders.handed_over("2026-10-05 10:00", won_at=builders.at("2026-10-20"))
    app = open_page(PAGE, lang="nb")
    assert field(app, "_revenue").value == "1,91"
    field(app, "_revenue").set_value("2,5").run()
    assert not app.exception
    assert field(app, "_customers").value == "8"
    assert "20" in words(app)  # 2.5 million × 80 % ÷ 100,000
    assert field(open_page(PAGE), "_revenue").value == "1.91"


def test_an_emptied_box_asks_for_a_number(open_page: OpenPage) -> None:
    planned()
    app = open_page(PAGE)
    field(app, "_sales_qualified").set_value("").run()
    told = words(app)
    assert "○ Type a number here." in told
    assert "as typed" not in told


@pytest.mark.parametrize(
    ("number", "told"),
    [("-3", "“SQL” cannot be below 0."), ("a few", "“SQL”: a few cannot be read as a number.")],
)
def test_what_is_wrong_with_a_number_in_a_box_is_said_beneath_it(
    open_page: OpenPage, number: str, told: str
) -> None:
    planned()
    app = open_page(PAGE)
    field(app, "_sales_qualified").set_value(number).run()
    assert f":red[{told}]" in words(app)
    assert "Cannot be computed: the number to start from is not known." in words(app)
