"""What other criteria would do: the same as scoring and replaying everything anew; who moves, and by which rule."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from sla_core.errors import SlaError
from sla_core.i18n import Language, Texts
from sla_core.lead_criteria.effect import (
    WEEKS,
    Effect,
    Ground,
    Trial,
    asks_for,
    effect,
    fading,
    highest,
    trial,
    without_points,
)
from sla_core.lead_criteria.movers import changes, movers, why
from sla_core.leads import Stage
from sla_core.replay import backtest
from sla_core.scoring import compiled, scored
from sla_core.terms import CalendarTerms, MostPoints, Scoring, Terms
from tests.core.scoring import companies, slow
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import DAY, Lead

CALENDAR = CalendarTerms().build()
ENGLISH = Texts(Language.ENGLISH)
SQL, MQL = Stage.SALES_QUALIFIED, Stage.MARKETING_QUALIFIED


def ground(leads: list[Lead]) -> Ground:
    return Ground.of(prepared(leads), CALENDAR, NOW)


def tried(of: Ground, terms: Terms, kept_of: Scoring | None = None) -> Trial:
    return trial(of, fading(of, kept_of or terms.scoring), terms)


def other_points(model: Scoring, data: st.DataObject) -> Scoring:
    points = st.integers(-60, 60)
    return model.model_copy(
        update={
            "fit": tuple(rule.model_copy(update={"points": data.draw(points)}) for rule in model.fit),
            "engagement": tuple(
                rule.model_copy(update={"points": data.draw(points)}) for rule in model.engagement
            ),
            "caps": data.draw(
                st.builds(
                    MostPoints,
                    groups=st.dictionaries(st.sampled_from(["web", "mail"]), st.integers(1, 60)),
                    total=st.none() | st.integers(1, 90),
                )
            ),
        }
    )


@given(leads=st.lists(companies.leads, max_size=6), terms=companies.agreements, data=st.data())
def test_a_trial_of_other_points_is_a_full_re_score(
    leads: list[Lead], terms: Terms, data: st.DataObject
) -> None:
    of = ground(leads)
    other = terms.model_copy(update={"scoring": other_points(terms.scoring, data)})
    found = tried(of, other, without_points(terms.scoring))
    anew = scored(of.known, other, of.moment)
    assert np.array_equal(found.grade, anew.scores.grade)
    assert np.array_equal(found.rating, anew.scores.rating)
    assert np.array_equal(found.totals.fit, anew.scores.fit)
    assert np.array_equal(found.totals.engagement, anew.scores.engagement)
    for place, lead in enumerate(leads):
        assert found.passes is not None
        assert found.passes[place] == slow.meets(other.definitions[SQL], other.scoring, lead, MIDNIGHT, NOW)
        by_axis = {
            axis: sum(line.points for line in found.lines(place) if line.axis == axis)
            for axis in ("fit", "engagement")
        }
        assert by_axis == {"fit": found.totals.fit[place], "engagement": found.totals.engagement[place]}


@given(leads=st.lists(companies.leads, max_size=6), terms=companies.agreements)
def test_customers_caught_are_those_of_the_backtest(leads: list[Lead], terms: Terms) -> None:
    of = ground(leads)
    found = effect(of, tried(of, terms))
    as_mql = terms.model_copy(update={"definitions": {MQL: terms.definitions[SQL]}})
    expected = backtest(of.known, as_mql, 12, calendar=CALENDAR, now=NOW)
    assert found is not None
    assert (found.caught, found.leads) == (expected.caught, len(leads))


@given(leads=st.lists(companies.leads, max_size=6), model=companies.scorings)
def test_the_highest_engagement_is_that_of_a_walk_through_all_events(
    leads: list[Lead], model: Scoring
) -> None:
    of = ground(leads)
    found = highest(of, compiled(model))
    for place, lead in enumerate(leads):
        own = [when for _, _, when in lead.acts] + ([lead.created] if lead.created is not None else [])
        last = lead.won_at if lead.won and lead.won_at is not None else NOW
        own = [when for when in own if when <= min(last, NOW)]
        expected = max((slow.score(model, lead, when, when).engagement for when in own), default=0)
        assert found[place] == expected


IS_A = AttributeCondition(field="x", operator=Operator.IS, values=("a",))
PRICES = ActivityCondition(kind="page_view", topic="/priser")
TERMS = Terms(
    company="Fjordlys",
    scoring=Scoring(
        fit=(),
        engagement=(EngagementRule(id="prices", condition=PRICES, points=25),),
    ),
    definitions={SQL: LeadDefinition(all_of=(ScoreCondition(axis="engagement", at_least="2"),))},
)


def worth(points: int, of: Terms = TERMS, **known: Any) -> Terms:
    rules = tuple(rule.model_copy(update={"points": points, **known}) for rule in of.scoring.engagement)
    return of.model_copy(update={"scoring": of.scoring.model_copy(update={"engagement": rules})})


def visits(*days_ago: int, **known: Any) -> Lead:
    return Lead(acts=[("page_view", "/priser", NOW - days * DAY) for days in days_ago], **known)


def test_sqls_of_a_week_are_the_mean_of_the_last_twelve() -> None:
    of = ground([visits(0), visits(83), visits(84), visits(200)])
    found = effect(of, tried(of, TERMS))
    assert isinstance(found, Effect)
    assert found.per_week * WEEKS == 2
    assert found.passes == 4


def test_without_a_definition_of_sql_there_is_no_effect_and_nobody_passes() -> None:
    of = ground([visits(0)])
    nobody = tried(of, TERMS.model_copy(update={"definitions": {}}))
    assert effect(of, nobody) is None
    assert nobody.passes is None
    assert not nobody.lets_everybody_pass
    assert list(movers(tried(of, TERMS), nobody).leaves) == [0]


def test_points_that_let_every_lead_pass_are_noticed() -> None:
    of = ground([visits(0), visits(1)])
    assert tried(of, TERMS).lets_everybody_pass
    of = ground([visits(0), Lead()])
    assert not tried(of, TERMS).lets_everybody_pass
    assert not tried(ground([]), TERMS).lets_everybody_pass


def test_bands_out_of_order_are_refused_and_no_number_is_told() -> None:
    of = ground([visits(0)])
    bands = (Band(label="1", minimum=0), Band(label="2", minimum=25))
    wrong = TERMS.model_copy(update={"scoring": TERMS.scoring.model_copy(update={"ratings": bands})})
    with pytest.raises(SlaError, match="out of order"):
        tried(of, wrong, TERMS.scoring)


def test_a_condition_that_does_not_depend_on_points_is_found_out_once() -> None:
    did = LeadDefinition(all_of=(PRICES,))
    of = ground([visits(0), Lead()])
    terms = TERMS.model_copy(update={"definitions": {SQL: did}})
    first = tried(of, terms).passes
    assert first is not None
    assert list(first) == [True, False]
    assert list(of._truths) == [PRICES]
    assert first is not tried(of, worth(1, terms)).passes


def test_who_joins_who_leaves_and_who_only_changes_cell() -> None:
    leads = [visits(0), visits(0, 1), visits(0, 1, 2), Lead()]
    of = ground(leads)
    before, stricter, milder = (tried(of, worth(points)) for points in (25, 20, 60))
    found = movers(before, stricter)
    assert (list(found.joins), list(found.leaves), list(found.cell)) == ([], [0], [])
    assert list(movers(stricter, before).joins) == [0]
    found = movers(before, milder)  # everybody who did anything is in the best band
    assert (list(found.joins), list(found.leaves), list(found.cell)) == ([], [], [1, 0])
    assert (before.cell(1), milder.cell(1)) == (("D", "2"), ("D", "1"))


@given(leads=st.lists(companies.leads, max_size=6), one=companies.agreements, other=companies.agreements)
def test_what_changes_for_a_lead_adds_up_to_the_change_in_its_totals(
    leads: list[Lead], one: Terms, other: Terms
) -> None:
    of = ground(leads)
    before, after = tried(of, one), tried(of, other)
    for place in range(len(leads)):
        told = changes(before, after, place)
        difference = sum(change.becomes - change.was for change in told)
        expected = sum(
            int(getattr(after.totals, axis)[place] - getattr(before.totals, axis)[place])
            for axis in ("fit", "engagement")
        )
        assert difference == expected
        assert why(before, after, place, ENGLISH)


def test_why_a_lead_moves_is_told_by_the_rule_that_gives_it_other_points() -> None:
    of = ground([visits(0, 0)])
    assert why(tried(of, TERMS), tried(of, worth(20)), 0, ENGLISH) == "visited /priser 40, was 50"


def test_why_a_lead_moves_leaves_out_the_days_within_which_it_counts() -> None:
    of, recent = ground([visits(0, 0)]), ActivityCondition(kind="page_view", topic="/priser", within_days=30)
    before, after = (tried(of, worth(points, condition=recent)) for points in (25, 20))
    assert why(before, after, 0, ENGLISH) == "visited /priser 40, was 50"


def test_why_a_lead_moves_is_told_by_the_band_where_its_points_are_the_same() -> None:
    of = ground([visits(0)])
    bands = (Band(label="1", minimum=60), Band(label="2", minimum=30), Band(label="3", minimum=0))
    stricter = TERMS.model_copy(update={"scoring": TERMS.scoring.model_copy(update={"ratings": bands})})
    assert why(tried(of, TERMS), tried(of, stricter), 0, ENGLISH) == "2 from 30, was 25"
    assert why(tried(of, stricter), tried(of, TERMS), 0, ENGLISH) == "2 from 25, was 30"


def test_why_a_lead_moves_is_the_definition_where_neither_points_nor_bands_differ() -> None:
    of = ground([visits(0)])
    other = TERMS.model_copy(
        update={"definitions": {SQL: LeadDefinition(all_of=(ScoreCondition(axis="fit", at_least="A"),))}}
    )
    assert why(tried(of, TERMS), tried(of, other), 0, ENGLISH) == "the definition differs"


def test_rules_that_differ_in_nothing_but_points_share_what_is_kept() -> None:
    fit = FitRule(id="x", condition=IS_A, points=5)
    model = TERMS.scoring.model_copy(update={"fit": (fit,)})
    assert without_points(model) == without_points(
        worth(99, TERMS.model_copy(update={"scoring": model})).scoring
    )
    assert without_points(model) != without_points(
        model.model_copy(update={"fit": (fit.model_copy(update={"on": False}),)})
    )


def test_which_band_a_definition_asks_for() -> None:
    assert asks_for(TERMS.definitions[SQL], "engagement") == "2"
    assert asks_for(TERMS.definitions[SQL], "fit") is None
    assert asks_for(None, "fit") is None


def test_caps_that_are_agreed_hold_back_points() -> None:
    of = ground([visits(0, 0)])
    rules = TERMS.scoring.engagement[0].model_copy(update={"group": "web"})
    for caps, total in ((MostPoints(groups={"web": 30}), 3_000), (MostPoints(total=40), 4_000)):
        model = TERMS.scoring.model_copy(update={"engagement": (rules,), "caps": caps})
        found = tried(of, TERMS.model_copy(update={"scoring": model}))
        assert found.totals.engagement[0] == total
        assert sum(line.points for line in found.lines(0)) == total
