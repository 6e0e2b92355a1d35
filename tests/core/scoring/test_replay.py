"""When leads first met a definition, and the backtest: the same as a walk through every event of every lead."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_core.columns import MISSING, NEVER
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Band,
    EngagementRule,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.errors import SlaError
from sla_core.leads import Stage
from sla_core.replay import Backtest, Replay, backtest, events
from sla_core.scoring import Caps, compiled, fields
from sla_core.terms import CalendarTerms, Scoring, Terms
from tests.core.episodes import at
from tests.core.scoring import companies, slow
from tests.core.scoring.companies import NOW, prepared
from tests.core.scoring.slow import Lead
from tests.core.scoring.test_scores_by_hand import sample

CALENDAR = CalendarTerms().build()
PRICES = ActivityCondition(kind="page_view", topic="/priser")
TWICE = LeadDefinition(all_of=(PRICES.model_copy(update={"at_least": 2, "within_days": 10}),))
IS_A = LeadDefinition(all_of=(AttributeCondition(field="x", operator=Operator.IS, values=("a",)),))


def told(instant: int) -> int | str | None:
    return None if instant == NEVER else "undated" if instant == MISSING else int(instant)


def seen(*moments: str, topic: str = "/priser", **known: Any) -> Lead:
    return Lead(acts=[("page_view", topic, at(moment)) for moment in moments], **known)


def first(definition: LeadDefinition, lead: Lead, scoring: Scoring | None = None) -> int | str | None:
    known = prepared([lead])
    return told(Replay(events(known, NOW), compiled(scoring or Scoring())).first_met(definition)[0])


@given(
    leads=st.lists(companies.leads, max_size=6),
    model=companies.scorings,
    definition=companies.definitions,
    caps=companies.caps,
)
def test_the_first_instant_is_that_of_a_walk_through_all_events(
    leads: list[Lead], model: Scoring, definition: LeadDefinition, caps: Caps | None
) -> None:
    replay = Replay(events(prepared(leads), NOW), compiled(model, caps))

    def slowly(lead: Lead) -> int | str | None:
        return slow.first_met(definition, _capped(model, caps), lead, NOW)

    assert [told(instant) for instant in replay.first_met(definition)] == [slowly(lead) for lead in leads]


def _capped(model: Scoring, caps: Caps | None) -> Any:
    """A model that brings its caps to the slow score."""

    class Capped:
        fit, engagement, grades, ratings = model.fit, model.engagement, model.grades, model.ratings

    Capped.caps = caps
    return Capped


def test_a_definition_is_met_at_the_event_that_completes_it() -> None:
    assert first(TWICE, seen("2026-11-01 10:00", "2026-11-09 12:00")) == at("2026-11-09 12:00")
    assert first(TWICE, seen("2026-11-01 10:00", "2026-11-11 10:00")) == at(
        "2026-11-11 10:00"
    )  # ten days exactly
    assert first(TWICE, seen("2026-11-01 10:00", "2026-11-11 10:01")) is None
    assert first(TWICE, seen("2026-11-01 10:00", "2026-11-01 10:00")) == at("2026-11-01 10:00")


def test_a_window_longer_than_time_itself_holds_no_act_of_another_lead() -> None:
    ever = LeadDefinition(all_of=(PRICES.model_copy(update={"at_least": 2, "within_days": 100_000}),))
    known = prepared([seen("2026-11-01"), seen("2026-11-02"), seen("2026-11-03", "2026-11-04")])
    found = Replay(events(known, NOW), compiled(Scoring())).first_met(ever)
    assert [told(instant) for instant in found] == [None, None, at("2026-11-04")]


def test_what_has_not_happened_yet_does_not_count() -> None:
    assert first(TWICE, seen("2026-11-20 10:00", "2026-11-20 10:43")) is None


def test_a_rating_is_met_while_it_is_fresh_and_not_after_it_faded() -> None:
    rule = EngagementRule(id="prices", condition=PRICES, points=20, half_life_days=5)
    hot = LeadDefinition(all_of=(ScoreCondition(axis="engagement", at_least="2"),))  # from 25
    model = Scoring(engagement=(rule,))
    assert first(hot, seen("2026-11-01 10:00", "2026-11-11 10:00"), model) == at("2026-11-11 10:00")  # 20 + 5
    assert first(hot, seen("2026-11-01 10:00", "2026-11-11 10:30"), model) is None  # 20 + 4.98…


def test_what_a_lead_is_holds_from_its_first_event() -> None:
    created = at("2026-10-01 09:00")
    assert first(IS_A, Lead(known={"x": "a"}, created=created)) == created
    assert first(IS_A, Lead(known={"x": "b"}, created=created)) is None
    assert first(IS_A, Lead(known={"x": None}, created=created)) is None
    assert first(IS_A, Lead(known={"x": "a"})) == "undated"


def by_hand(terms: Terms, leads: list[Lead], months: list[str], begin: int) -> dict[str, Any]:
    """The figures of a backtest by a direct count."""
    first = {
        stage: [slow.first_met(definition, terms.scoring, lead, NOW) for lead in leads]
        for stage, definition in terms.definitions.items()
    }
    zone = ZoneInfo("Europe/Oslo")
    counted = {
        stage: Counter(
            f"{datetime.fromtimestamp(w, UTC).astimezone(zone):%Y-%m}" for w in told if type(w) is int
        )
        for stage, told in first.items()
    }
    figures = {"won": 0, "won_caught": 0, "mql": 0, "mql_won": 0}
    for lead, when in zip(leads, first[Stage.MARKETING_QUALIFIED], strict=True):
        own = [lead.won_at, lead.created, min((act[2] for act in lead.acts if act[2] <= NOW), default=None)]
        place = next((moment for moment in own if moment is not None), None)
        inside = place is None or begin <= place <= NOW
        met_first = when == "undated" or (type(when) is int and when <= (lead.won_at or NOW))
        became = inside if when == "undated" else type(when) is int and when >= begin
        figures["won"] += lead.won and inside
        figures["won_caught"] += lead.won and inside and met_first
        figures["mql"] += became
        figures["mql_won"] += became and lead.won and met_first
    return {"months": [{stage: counted[stage][month] for stage in counted} for month in months], **figures}


def figures(of: Backtest) -> dict[str, Any]:
    return {
        "months": [month.met for month in of.months],
        "won": of.caught.of,
        "won_caught": of.caught.found,
        "mql": of.won.of,
        "mql_won": of.won.found,
    }


@given(leads=st.lists(companies.leads, max_size=8), terms=companies.agreements, early=st.booleans())
def test_a_backtest_is_a_direct_count(leads: list[Lead], terms: Terms, early: bool) -> None:
    for place, lead in enumerate(leads):
        if lead.won and place % 2:
            lead.won_at = NOW - 3 * slow.DAY if early else NOW
    months = ["2026-10", "2026-11"]
    found = backtest(prepared(leads), terms, 2, calendar=CALENDAR, now=NOW)
    assert figures(found) == by_hand(terms, leads, months, at("2026-10-01"))


def test_the_backtest_of_the_sample_company_is_a_direct_count() -> None:
    terms, leads = sample()
    found = backtest(prepared(leads, fields(terms)), terms, 3, calendar=CALENDAR, now=NOW)
    assert figures(found) == by_hand(terms, leads, ["2026-09", "2026-10", "2026-11"], at("2026-09-01"))
    assert found.caught.found > 0
    assert all(month.met[Stage.SALES_QUALIFIED] > 0 for month in found.months)


def test_a_month_begins_at_local_midnight() -> None:
    leads = [seen("2026-10-31 23:59"), seen("2026-11-01 00:00")]
    once = LeadDefinition(all_of=(PRICES,))
    terms = Terms(company="Fjordlys", definitions={Stage.LEAD: once})
    found = backtest(prepared(leads), terms, 2, calendar=CALENDAR, now=NOW)
    assert [(f"{month.first:%m}", month.met[Stage.LEAD]) for month in found.months] == [("10", 1), ("11", 1)]
    assert found.without_definition == (Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED)


def test_a_customer_is_caught_only_by_what_it_did_before_it_was_won() -> None:
    before, after = (seen("2026-11-10 10:00", won=True, won_at=at(f"2026-11-{day}")) for day in ("12", "09"))
    terms = Terms(
        company="Fjordlys", definitions={Stage.MARKETING_QUALIFIED: LeadDefinition(all_of=(PRICES,))}
    )
    found = backtest(prepared([before, after]), terms, 1, calendar=CALENDAR, now=NOW)
    assert figures(found) | {"months": []} == {
        "months": [],
        "won": 2,
        "won_caught": 1,
        "mql": 2,
        "mql_won": 1,
    }
    assert found.seconds_before == (at("2026-11-12") - at("2026-11-10 10:00"),)


def test_nobody_at_all_is_no_fault() -> None:
    found = backtest(prepared([]), Terms(company="Fjordlys"), 1, calendar=CALENDAR, now=NOW)
    assert (found.caught.of, found.won.of, found.undated) == (0, 0, 0)


def test_a_backtest_of_no_months_is_refused() -> None:
    with pytest.raises(SlaError, match="at least one month"):
        backtest(prepared([]), Terms(company="Fjordlys"), 0, calendar=CALENDAR, now=NOW)


def test_a_lead_without_events_has_the_rating_of_no_points_which_need_not_be_the_lowest() -> None:
    ratings = tuple(
        Band(label=label, minimum=Decimal(least)) for label, least in (("A", 10), ("B", 0), ("C", -5))
    )
    wanted = LeadDefinition(all_of=(ScoreCondition(axis="engagement", at_least="B"),))
    terms = Terms(
        company="Fjordlys",
        scoring=Scoring(ratings=ratings),
        definitions={Stage.MARKETING_QUALIFIED: wanted},
    )
    nobody = Lead(known={}, acts=[], created=None, won=False)
    found = backtest(prepared([nobody]), terms, 1, calendar=CALENDAR, now=NOW)
    assert (found.won.of, found.undated) == (1, 1)
