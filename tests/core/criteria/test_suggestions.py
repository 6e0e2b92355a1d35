"""What the data suggest: log-odds by hand, direct counts, and nothing where there is too little."""

import math

from sla_core.columns import MISSING
from sla_core.conditions import ActivityCondition, AttributeCondition, EngagementRule, FitRule, Operator
from sla_core.lead_criteria.suggestions import LEAST, Suggestions, odds, suggestions
from sla_core.replay import events
from sla_core.scoring import Prepared
from sla_core.terms import Scoring
from tests.core.scoring.companies import NOW, prepared
from tests.core.scoring.slow import DAY, Lead
from tests.core.scoring.test_scores_by_hand import sample

IS_A = AttributeCondition(field="x", operator=Operator.IS, values=("a",))
PRICES = ActivityCondition(kind="page_view", topic="/priser")


def rules(points: int = 20, at_least: int = 1, *, distinct: bool = False) -> Scoring:
    condition = PRICES.model_copy(update={"at_least": at_least, "distinct_topics": distinct})
    return Scoring(
        fit=(FitRule(id="a", condition=IS_A, points=points),),
        engagement=(EngagementRule(id="prices", condition=condition, points=points),),
    )


def people(won_a: int, won_b: int, other_a: int, other_b: int, *, after_the_win: bool = False) -> Prepared:
    """Customers and others that are `a` and visited the price list, or neither."""
    moment = NOW - 5 * DAY if after_the_win else NOW - 20 * DAY

    def lead(is_a: bool, won: bool) -> Lead:
        acts = [("page_view", "/priser", moment)] if is_a else []
        return Lead(
            known={"x": "a" if is_a else "b"}, acts=acts, won=won, won_at=NOW - 10 * DAY if won else None
        )

    told = ((won_a, True, True), (won_b, False, True), (other_a, True, False), (other_b, False, False))
    return prepared([lead(is_a, won) for n, is_a, won in told for _ in range(n)], fields=("x",))


def found(known: Prepared, scoring: Scoring) -> Suggestions:
    return suggestions(known, events(known, NOW), scoring)


def test_log_odds_and_their_error_are_those_reckoned_by_hand() -> None:
    of = odds(20, 10, 30, 60)
    assert of is not None
    assert math.isclose(of.log, math.log((20.5 * 60.5) / (10.5 * 30.5)))
    assert math.isclose(of.error, math.sqrt(1 / 20.5 + 1 / 10.5 + 1 / 30.5 + 1 / 60.5))
    assert of.n == 20


def test_a_single_rule_is_suggested_as_it_is_agreed_and_the_interval_says_how_sure_that_is() -> None:
    of = found(people(20, 10, 30, 60), rules(20))
    log, error = math.log((20.5 * 60.5) / (10.5 * 30.5)), odds(20, 10, 30, 60)
    assert error is not None
    factor = 20 / log
    for place in (("fit", "a"), ("engagement", "prices")):
        told = of.of[place]
        assert (told.points, told.n, told.won) == (20, 20, 30)
        assert told.low == round(factor * (log - 1.959963984540054 * error.error))
        assert told.high == round(factor * (log + 1.959963984540054 * error.error))
    assert math.isclose(of.points_per_doubling["fit"], factor * math.log(2))


def test_points_of_rules_are_told_on_one_scale() -> None:
    known = people(20, 10, 30, 60)
    both = Scoring(
        fit=(
            FitRule(id="a", condition=IS_A, points=30),
            FitRule(id="again", condition=IS_A, points=10),
        )
    )
    of = found(known, both).of
    assert of["fit", "a"].points == of["fit", "again"].points == 20


def test_agreed_points_outside_the_interval_are_noticed() -> None:
    of = found(people(20, 10, 30, 60), rules(20)).of["fit", "a"]
    assert [of.is_outside(points) for points in (of.low - 1, of.low, of.high, of.high + 1)] == [
        True,
        False,
        False,
        True,
    ]


def test_below_twenty_customers_or_others_nothing_is_suggested() -> None:
    for known in (people(10, LEAST - 11, 30, 60), people(30, 60, 10, LEAST - 11)):
        of = found(known, rules())
        assert of.too_little
        assert of.of == {}
    assert not found(people(10, LEAST - 10, 30, 60), rules()).too_little


def test_a_rule_that_nearly_nobody_meets_or_nearly_everybody_is_left_out() -> None:
    assert odds(5, 30, LEAST - 6, 90) is None
    assert odds(30, 5, 90, LEAST - 6) is None
    assert odds(5, 30, LEAST - 5, 90) is not None


def test_data_that_point_the_other_way_than_everything_agreed_give_no_points() -> None:
    of = found(people(20, 10, 30, 60), rules(-20))
    assert of.of == {}
    assert not of.too_little


def test_what_customers_did_after_they_were_won_does_not_count() -> None:
    known = people(20, 10, 30, 60, after_the_win=True)
    of = found(known, rules())
    assert (
        "engagement",
        "prices",
    ) not in of.of  # of the others alone did anybody visit in time: it points away
    assert of.of["fit", "a"].n == 20


def test_how_often_and_different_topics_are_asked_as_the_rule_does() -> None:
    known = people(20, 10, 30, 60)
    assert ("engagement", "prices") not in found(known, rules(at_least=2)).of
    assert found(known, rules(distinct=True)).of["engagement", "prices"].n == 20


def test_rules_that_are_off_get_no_suggestion() -> None:
    model = rules()
    off = model.model_copy(update={"fit": (model.fit[0].model_copy(update={"on": False}),)})
    assert set(found(people(20, 10, 30, 60), off).of) == {("engagement", "prices")}


def test_counts_of_the_sample_are_those_of_a_direct_count() -> None:
    terms, leads = sample()
    for lead in leads[:25]:  # few customers among so few leads: these are taken for more
        lead.won = True
    known = prepared(leads, ("title", "industry", "company_size"))
    of = found(known, terms.scoring)
    rule = next(rule for rule in terms.scoring.engagement if rule.id == "prices")
    direct = sum(
        any(
            (kind, topic) == ("page_view", "/priser") and (lead.won_at is None or when <= lead.won_at)
            for kind, topic, when in lead.acts
            if when <= NOW
        )
        for lead in leads
        if lead.won
    )
    assert of.won == sum(lead.won for lead in leads)
    assert known.won_at[0] == MISSING or known.won[0]
    assert of.of["engagement", rule.id].n == direct
