"""Goals in money, and the journey of each ideal customer beside what the data say."""

import pytest

from sla_core.terms import PersonaRef, Targets
from tests import builders
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import PAGE, cells, planned, words


@pytest.fixture(autouse=True)
def november(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")


def history_of_wins(won: int = 20, of: int = 20) -> None:
    """SQLs of October, of whom so many were won."""
    for place in range(of):
        end = builders.at("2026-10-20") if place < won else None
        builders.handed_over("2026-10-05 10:00", won_at=end)


def test_targets_are_told_in_money_with_what_one_lead_is_worth(open_page: OpenPage) -> None:
    planned(targets={"2026-11": Targets(sales_qualified=30, customers=10)})
    history_of_wins(won=10, of=20)
    for _ in range(12):
        builders.handed_over("2026-11-05 10:00")
    app = open_page(PAGE, part="pace", **{"in": "value"})
    told = words(app)
    assert "Value = number × the share that become customers × the average purchase." in told
    assert "#### 600,000 of 1,500,000 NOK" in told  # 12 of 30
    assert "1,250,000 NOK expected by today · 650,000 NOK behind" in told  # 25, 13
    assert "50,000 NOK each: 50 % (own, 10 of 20) × 100,000 NOK (agreed)" in told
    assert "#### 0 of 1,000,000 NOK" in told  # customers
    assert "600,000 NOK, no target" in told  # leads
    app.get_by_key("in_choice").set_value("number").run()
    assert "#### 12 of 30" in words(app)
    assert "in" not in app.query_params


def test_a_value_that_is_not_known_is_said_and_the_number_stands(open_page: OpenPage) -> None:
    planned(average_purchase=None)
    told = words(open_page(PAGE, part="pace", **{"in": "value"}))
    assert "#### 0 of 30" in told
    assert "Cannot be computed: the average purchase is not known." in told
    planned_numbers = words(open_page(PAGE, part="adjust", **{"in": "value"}))
    assert "inf" not in planned_numbers


def test_a_quarter_is_told_in_money_month_by_month(open_page: OpenPage) -> None:
    months = {f"2026-{month}": Targets(sales_qualified=30) for month in (10, 11, 12)}
    planned(targets=months)
    history_of_wins(won=10, of=20)
    told = cells(open_page(PAGE, part="pace", period="quarter", **{"in": "value"}))
    assert "1,000,000 of 1,500,000" in told.replace("\u00a0", " ")
    assert "1,500,000 NOK promised" in told.replace("\u00a0", " ")


def test_the_journey_of_each_persona_stands_beside_what_the_data_say(open_page: OpenPage) -> None:
    personas = (
        PersonaRef(persona="p1", version=1, name="Driftsleder *Dag*"),
        PersonaRef(persona="p2", version=1, name="Eva"),
    )
    planned(personas=personas, journey_days=48, journey_days_by_persona={"p1": 45, "gone": 9})
    for _ in range(12):
        builders.handed_over(
            "2026-10-05 10:00",
            created_at=builders.at("2026-09-05 10:00"),
            won_at=builders.at("2026-10-20 10:00"),
            persona="driftsleder *dag*",
        )
    for _ in range(2):
        entered = builders.at("2026-10-20 10:00")
        builders.handed_over("2026-10-20 10:00", created_at=entered, won_at=entered)
    told = words(open_page(PAGE))
    assert (
        "Left out: 2 customers that came in as customers, without a journey that can be measured; the times of "
        "Funnel count them."
    ) in told
    assert "Driftsleder *Dag* **45 days**" in told
    assert "own: half within 45.0 days, nine of ten within 45.0 (12 customers in a year)" in told
    assert "Eva **as everybody**" in told
    assert "own: 0 journeys, too little data" in told
    assert "9 days are agreed for a persona that the agreement does not name: they do not count." in told
    told = words(open_page(PAGE, part="pace"))
    assert (
        "A lead for this period's customers had to exist by 13 Oct 2026 (Eva, 48 days) and 16 Oct 2026 "
        "(Driftsleder *Dag*, 45 days)."
    ) in told
    told = cells(open_page(PAGE, part="pace", **{"in": "value"})).replace("\u00a0", " ")
    assert "100 % (12 of 12)" in told
