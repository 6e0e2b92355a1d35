"""Points, windows, fading, caps and bands, one rule at a time; and models that cannot score."""

from decimal import Decimal

import numpy as np
import pytest

from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Band,
    EngagementRule,
    FitRule,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.criteria import fits_topic
from sla_core.errors import SlaError
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.scoring import (
    Caps,
    Moment,
    check,
    compiled,
    contributions,
    distribution,
    explanation,
    scored,
    scores,
    silent,
)
from sla_core.scoring.words import line_in_words, lines, silent_lines
from sla_core.terms import Scoring, Terms
from tests.core.episodes import at
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import DAY, Lead

TODAY = Moment.today(MIDNIGHT, NOW)
PRICES = ActivityCondition(kind="page_view", topic="/priser", within_days=30)
ENGLISH = Texts(Language.ENGLISH)


def rule(points: int = 25, *, condition: ActivityCondition = PRICES, **known: object) -> EngagementRule:
    return EngagementRule(id=str(known.pop("id", "prices")), condition=condition, points=points, **known)


def fit(value: str, points: int, field: str = "x") -> FitRule:
    condition = AttributeCondition(field=field, operator=Operator.IS, values=(value,))
    return FitRule(id=f"{field} {value}", condition=condition, points=points)


def seen(*moments: int, topic: str = "/priser") -> Lead:
    return Lead(acts=[("page_view", topic, moment) for moment in moments])


def engagement(lead: Lead, *rules: EngagementRule, moment: Moment = TODAY, caps: Caps | None = None) -> int:
    matrix = contributions(prepared([lead]), compiled(Scoring(engagement=rules), caps), moment)
    return int(scores(matrix).engagement[0])


def test_points_halve_with_every_half_life_of_exact_days() -> None:
    faded = rule(half_life_days=10)
    assert engagement(seen(MIDNIGHT - 10 * DAY), faded) == 1250
    assert engagement(seen(MIDNIGHT - 5 * DAY), faded) == 1768  # 25 / √2 = 17.6777
    assert engagement(seen(MIDNIGHT - 10 * DAY, MIDNIGHT - 20 * DAY), faded) == 1875


def test_half_a_hundredth_is_rounded_away_from_zero() -> None:
    lead = seen(MIDNIGHT - 3 * DAY)
    assert engagement(lead, rule(25, half_life_days=1)) == 313  # 312.5
    matrix = contributions(
        prepared([lead]), compiled(Scoring(engagement=(rule(-25, half_life_days=1),))), TODAY
    )
    assert [line.points for line in explanation(matrix, 0)] == [-313, 313]  # and a total is never below 0


def test_today_counts_in_full_and_what_is_still_to_come_not_at_all() -> None:
    faded = rule(half_life_days=1)
    assert engagement(seen(MIDNIGHT), faded) == 2500
    assert engagement(seen(NOW), faded) == 2500
    assert engagement(seen(NOW + 1), faded) == 0
    assert engagement(seen(NOW), faded, moment=Moment.at(NOW)) == 2500
    assert engagement(seen(NOW - DAY), faded, moment=Moment.at(NOW)) == 1250
    assert engagement(seen(MIDNIGHT + 1), faded, moment=Moment.at(MIDNIGHT)) == 0


def test_an_age_of_exactly_the_window_is_within_it() -> None:
    assert engagement(seen(MIDNIGHT - 30 * DAY), rule()) == 2500
    assert engagement(seen(MIDNIGHT - 30 * DAY - 1), rule()) == 0


def test_only_the_most_recent_activities_count() -> None:
    lead = seen(MIDNIGHT - 20 * DAY, MIDNIGHT - DAY, MIDNIGHT - 2 * DAY)
    assert engagement(lead, rule(at_most=2, half_life_days=1)) == 1250 + 625


def test_different_topics_count_once_each_by_their_latest() -> None:
    products = ActivityCondition(kind="page_view", topic="/produkter/*", distinct_topics=True)
    lead = Lead(
        acts=[
            ("page_view", "/produkter/a", MIDNIGHT - 2 * DAY),
            ("page_view", "/produkter/a", MIDNIGHT - 1 * DAY),
            ("page_view", "/produkter/b", MIDNIGHT - 3 * DAY),
        ]
    )
    assert engagement(lead, rule(8, condition=products, half_life_days=1)) == 400 + 100
    assert engagement(lead, rule(8, condition=products, at_most=1, half_life_days=1)) == 400


def test_a_rule_gives_nothing_before_it_was_done_often_enough() -> None:
    twice = rule(10, condition=PRICES.model_copy(update={"at_least": 2}), at_most=1)
    assert engagement(seen(MIDNIGHT), twice) == 0
    assert engagement(seen(MIDNIGHT, MIDNIGHT - 1), twice) == 1000


def test_caps_hold_back_the_rule_then_the_group_then_everything() -> None:
    lead = Lead(
        acts=[("page_view", "/priser", MIDNIGHT)] * 5 + [("form", "/demo", MIDNIGHT)],
    )
    demo = rule(40, condition=ActivityCondition(kind="form"), id="demo")
    web = rule(25, at_most=3, group="web")
    assert engagement(lead, web, demo) == 7500 + 4000
    assert engagement(lead, web, demo, caps=Caps({"web": 50})) == 5000 + 4000
    assert engagement(lead, web, demo, caps=Caps({"web": 50}, 80)) == 8000
    matrix = contributions(
        prepared([lead]), compiled(Scoring(engagement=(web, demo)), Caps({"web": 50}, 80)), TODAY
    )
    told = [line_in_words(line, matrix.model, ENGLISH) for line in explanation(matrix, 0)]
    assert told == [
        "+75 visited /priser within 30 days (3 times)",
        "+40 sent a form (1 time)",
        "-25 the most of group web",
        "-10 the most of all engagement",
    ]


def test_what_is_not_known_gives_no_points_either_way() -> None:
    model = Scoring(fit=(fit("a", 30), fit("b", -10), fit("c", 5, field="y")))
    leads = [Lead(known={"x": value}) for value in ("A ", "b", None, "")] + [Lead(known={"x": "a", "y": "c"})]
    found = scores(contributions(prepared(leads), compiled(model), TODAY))
    assert found.fit.tolist() == [3000, 0, 0, 0, 3500]


def test_a_lead_that_did_nothing_has_the_lowest_rating_and_no_lines() -> None:
    matrix = contributions(prepared([Lead()]), compiled(Scoring(engagement=(rule(),))), TODAY)
    found = scores(matrix)
    assert (found.engagement[0], found.rating[0]) == (0, 0)
    assert explanation(matrix, 0) == ()


def test_rules_that_give_nobody_anything_are_named() -> None:
    nobody = rule(5, condition=ActivityCondition(kind="page_view", topic="/prise"), id="typo")
    model = Scoring(fit=(fit("a", 1), fit("a", 1, field="y")), engagement=(rule(), nobody))
    leads = [Lead(known={"x": "a"}, acts=[("page_view", "/priser", NOW)])]
    matrix = contributions(prepared(leads), compiled(model), TODAY)
    found = silent(matrix)
    assert [[one.id for one in rules] for rules in found] == [["y a"], ["typo"]]
    assert [line.partition(":")[0] for line in silent_lines(*found, ENGLISH)] == [
        "No lead gets anything from the rule “y a”",
        "No lead gets anything from the rule “typo”",
    ]


def test_a_threshold_is_reached_exactly_and_not_a_hundredth_below() -> None:
    bands = (Band(label="A", minimum=Decimal("12.5")), Band(label="B", minimum=Decimal(0)))
    faded = rule(25, half_life_days=10)
    leads = [seen(MIDNIGHT - 10 * DAY), seen(MIDNIGHT - 10 * DAY - 200)]
    found = scores(
        contributions(prepared(leads), compiled(Scoring(engagement=(faded,), ratings=bands)), TODAY)
    )
    assert (found.engagement.tolist(), found.rating.tolist()) == ([1250, 1250], [1, 1])
    later = scores(
        contributions(
            prepared([seen(MIDNIGHT - 10 * DAY - 600)]),
            compiled(Scoring(engagement=(faded,), ratings=bands)),
            TODAY,
        )
    )
    assert (later.engagement.tolist(), later.rating.tolist()) == ([1249], [0])


def test_leads_are_counted_by_band_cell_and_highest_stage() -> None:
    terms = Terms(
        company="Fjordlys",
        scoring=Scoring(fit=(fit("a", 60),), engagement=(rule(),)),
        definitions={
            Stage.LEAD: LeadDefinition(all_of=(PRICES,)),
            Stage.SALES_QUALIFIED: LeadDefinition(all_of=(ScoreCondition(axis="fit", at_least="B"),)),
        },
    )
    leads = [
        Lead(known={"x": "a"}, acts=[("page_view", "/priser", NOW)]),
        Lead(acts=[("page_view", "/priser", NOW)]),
        Lead(),
    ]
    found = distribution(scored(prepared(leads), terms, TODAY))
    assert found.grades == {"A": 1, "B": 0, "C": 0, "D": 2}
    assert found.ratings == {"1": 0, "2": 2, "3": 1}
    assert {cell: n for cell, n in found.cells.items() if n} == {("A", "2"): 1, ("D", "2"): 1, ("D", "3"): 1}
    assert len(found.cells) == 12
    assert {stage.value: n for stage, n in found.stages.items()} == {
        "subscriber": 1,
        "lead": 1,
        "marketing_qualified": 0,
        "sales_qualified": 1,
    }
    assert next(iter(lines(found, ENGLISH))) == "Leads: 3"


@pytest.mark.parametrize(
    ("pattern", "topic", "fits"),
    [
        (None, "/priser", True),
        ("*", "", True),
        ("/priser", "/Priser ", True),
        ("/priser", "/priser/2", False),
        ("/produkter/*", "/produkter/", True),
        ("/produkter/*", "/produkter", False),
        ("*energi*", "Sjekkliste for energimerking", True),
        ("a?[b].c", "a?[b].c", True),
        ("a?[b].c", "axbxc", False),
        ("*bla\u030a", "BLÅ", True),
    ],
)
def test_a_star_stands_for_any_text_and_everything_else_for_itself(
    pattern: str | None, topic: str, fits: bool
) -> None:
    assert fits_topic(pattern)(topic) is fits


def bands(*minima: int, labels: str = "ABCDEFG") -> tuple[Band, ...]:
    return tuple(Band(label=label, minimum=Decimal(low)) for label, low in zip(labels, minima, strict=False))


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (Scoring(grades=bands(20, 40, 0)), "“A” must begin at more points than “B”"),
        (Scoring(ratings=bands(20, 20, 0)), "“A” must begin at more points than “B”"),
        (Scoring(grades=bands(20, 10)), "The lowest band, “B”, must begin at 0"),
        (Scoring(grades=bands(0)), "2 to 6 bands"),
        (Scoring(grades=bands(60, 50, 40, 30, 20, 10, 0)), "2 to 6 bands"),
        (Scoring(grades=bands(20, 0, labels="AA")), "each with a name of its own"),
        (Scoring(fit=(fit("a", 1), fit("a", 2))), "Two rules are called “x a”"),
        (Scoring(engagement=(rule(), rule())), "Two rules are called “prices”"),
        (Scoring(engagement=(rule(10**7),)), "more points than can be counted"),
        (Scoring(fit=(fit("", 1),)), "does not have the values"),
    ],
)
def test_a_model_that_cannot_score_is_refused(model: Scoring, message: str) -> None:
    with pytest.raises(SlaError, match=message):
        compiled(model)


def test_a_definition_that_asks_for_a_band_nobody_has_is_refused() -> None:
    asks = LeadDefinition(all_of=(ScoreCondition(axis="fit", at_least="Z"),))
    terms = Terms(company="Fjordlys", definitions={Stage.LEAD: asks})
    for ask in (check, lambda wanted: scored(prepared([Lead()]), wanted, TODAY)):
        with pytest.raises(SlaError, match=r"“Z”, and no band has that name\. There are A, B, C, D"):
            ask(terms)


def test_a_half_life_of_0_cannot_be_agreed() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        rule(half_life_days=0)


def test_activities_from_before_1970_and_for_ever_do_not_wrap_around() -> None:
    known = prepared([seen(0, MIDNIGHT)])
    acts = known.activities.acts("page_view", None)
    assert acts.at[acts.between(0, None, -1)].tolist() == []
    assert acts.at[acts.between(0, -5, 2**40)].tolist() == [0, MIDNIGHT]
    assert np.array_equal(acts.at[acts.between(0, 1, MIDNIGHT)], [at("2026-11-20")])
