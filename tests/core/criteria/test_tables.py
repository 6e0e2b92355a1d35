"""Rules, bands and definitions as tables and back: nothing is lost, and what is wrong is told at its cell."""

import json
from decimal import Decimal
from typing import Any

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
from sla_core.lead_criteria.band_tables import band_rows, bands, followed, group_rows, groups, renames
from sla_core.lead_criteria.definition_tables import definition, done_rows, known_rows, least
from sla_core.lead_criteria.rule_tables import Fault, engagement_rows, engagement_rules, fit_rows, fit_rules
from sla_core.lead_criteria.weight_tables import moved
from sla_core.leads import Stage
from sla_core.terms import MostPoints, Scoring, Terms
from tests.core.sample_companies import company
from tests.core.scoring import companies

ENGLISH = Texts(Language.ENGLISH)


def as_the_browser_has_it(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """JSON, as edited rows come back."""
    return [json.loads(json.dumps(row)) for row in rows]


def places(faults: list[Fault]) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in faults]


def said(faults: list[Fault]) -> list[str]:
    return [str(fault.problem) for fault in faults]


@given(model=companies.scorings)
def test_rules_survive_being_a_table(model: Scoring) -> None:
    rows = as_the_browser_has_it(fit_rows(model.fit))
    assert fit_rules(rows, ENGLISH) == (model.fit, [])
    rows = as_the_browser_has_it(engagement_rows(model.engagement))
    assert engagement_rules(rows, ENGLISH) == (model.engagement, [])


@given(model=companies.scorings)
def test_bands_survive_being_a_table_to_the_last_sign(model: Scoring) -> None:
    for axis in (model.grades, model.ratings):
        found, faults = bands(as_the_browser_has_it(band_rows(axis)), "grades", ENGLISH)
        assert faults == []
        assert [(band.label, str(band.minimum)) for band in found] == [
            (band.label, str(band.minimum)) for band in axis
        ]


_scores = st.builds(
    ScoreCondition, axis=st.sampled_from(["fit", "engagement"]), at_least=st.sampled_from(["A", "B"])
)


@given(of=companies.definitions, data=st.data())
def test_a_definition_survives_being_tables_whatever_order_it_stands_in(
    of: LeadDefinition, data: st.DataObject
) -> None:
    one_band = LeadDefinition(
        all_of=_first_of_each_axis(data.draw(st.permutations(of.all_of))),
        any_of=_first_of_each_axis(data.draw(st.permutations(of.any_of))),
    )
    rows = known_rows(one_band), done_rows(one_band)
    assert definition(
        as_the_browser_has_it(rows[0]), as_the_browser_has_it(rows[1]), least(one_band), one_band, ENGLISH
    ) == (one_band, [])


def _first_of_each_axis(conditions: Any) -> tuple[Any, ...]:
    found: list[Any] = []
    for each in conditions:
        again = isinstance(each, ScoreCondition) and any(
            isinstance(other, ScoreCondition) and other.axis == each.axis for other in found
        )
        if not again and each not in found:
            found.append(each)
    return tuple(found)


def test_the_sample_companys_criteria_survive_as_they_are() -> None:
    terms = company().versions[-1].terms
    assert fit_rules(fit_rows(terms.scoring.fit), ENGLISH) == (terms.scoring.fit, [])
    for of in terms.definitions.values():
        assert definition(known_rows(of), done_rows(of), least(of), of, ENGLISH) == (of, [])


def test_a_new_rule_gets_a_name_of_its_own_and_a_row_without_anything_is_none() -> None:
    rows = [
        {"field": "country", "operator": "is", "values": ["NO"], "points": 5, "id": "country"},
        {"field": "country", "operator": "is", "values": ["SE"], "points": 3},
        {"on": True, "points": None},
        {},
    ]
    rules, faults = fit_rules(rows, ENGLISH)
    assert faults == []
    assert [rule.id for rule in rules] == ["country", "country-2"]
    acted, faults = engagement_rules([{"kind": "page_view", "topic": "/priser", "points": 5}], ENGLISH)
    assert faults == []
    assert (acted[0].id, acted[0].condition.at_least, acted[0].on) == ("priser", 1, True)


FIT = {"field": "country", "operator": "is", "values": ["NO"], "points": 5}
ACT = {"kind": "page_view", "topic": "/priser", "points": 5}


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ({**FIT, "field": " "}, "field", "is empty"),
        ({**FIT, "operator": None}, "operator", "Choose how"),
        ({**FIT, "values": []}, "values", "does not have the values"),
        ({**FIT, "operator": "at_least"}, "values", "cannot be read as one"),
        ({**FIT, "operator": "between", "values": ["9", "2"]}, "values", "lower number to the higher"),
        ({**FIT, "points": None}, "points", "needs a number"),
        ({**FIT, "points": 1.5}, "points", "whole number"),
        ({**FIT, "points": 2_000_000}, "points", "cannot be above"),
        ({**FIT, "values": ["x" * 101]}, "values", "at most 100 fit"),
    ],
)
def test_what_is_wrong_with_a_rule_on_a_field_is_told_at_its_cell(
    row: dict[str, Any], column: str, message: str
) -> None:
    _, faults = fit_rules([FIT, row], ENGLISH)
    assert places(faults) == [(2, column)]
    assert message in said(faults)[0]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ({**ACT, "half_life": 0}, "half_life", "cannot be below 1"),
        ({**ACT, "at_most": -1}, "at_most", "cannot be below 1"),
        ({**ACT, "within": 0}, "within", "cannot be below 1"),
        ({**ACT, "times": 0.5}, "times", "whole number"),
        ({**ACT, "kind": ""}, "kind", "is empty"),
    ],
)
def test_what_is_wrong_with_a_rule_on_an_act_is_told_at_its_cell(
    row: dict[str, Any], column: str, message: str
) -> None:
    _, faults = engagement_rules([ACT, row], ENGLISH)
    assert places(faults) == [(2, column)]
    assert message in said(faults)[0]


def test_a_name_that_comes_twice_is_refused_where_it_comes_again() -> None:
    _, faults = fit_rules([{**FIT, "id": "a"}, {**FIT, "id": "b"}, {**FIT, "id": "a"}], ENGLISH)
    assert places(faults) == [(3, "id")]


def test_all_faults_are_told_at_once() -> None:
    _, faults = fit_rules([{**FIT, "points": None, "values": []}, {**FIT, "field": ""}], ENGLISH)
    assert places(faults) == [(1, "values"), (1, "points"), (2, "field")]


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        ([("A", 10)], (0, "label"), "2 to 6 bands"),
        ([(str(n), 70 - n * 10) for n in range(8)], (0, "label"), "2 to 6 bands"),
        ([("A", 10), ("B", 20), ("C", 0)], (2, "minimum"), "out of order"),
        ([("A", 10), ("B", 5)], (2, "minimum"), "must begin at 0"),
        ([("A", 10), ("A", 0)], (2, "label"), "is called “A” already"),
        ([("A", 10), ("", 0)], (2, "label"), "is empty"),
        ([("A", None), ("B", 0)], (1, "minimum"), "needs a number"),
        ([("A", float("nan")), ("B", 0)], (1, "minimum"), "needs a number"),
    ],
)
def test_bands_that_cannot_be_are_told_at_their_cell(
    rows: list[tuple[str, Any]], place: tuple[int, str], message: str
) -> None:
    _, faults = bands([{"label": label, "minimum": points} for label, points in rows], "grades", ENGLISH)
    assert places(faults) == [place]
    assert message in said(faults)[0]


def test_most_points_of_groups_survive_and_a_group_that_comes_twice_is_refused() -> None:
    caps = MostPoints(groups={"web": 40, "mail": 10})
    assert groups(group_rows(caps), ENGLISH) == (caps.groups, [])
    _, faults = groups([{"group": "web", "points": 4}, {"group": "web", "points": 0}], ENGLISH)
    assert places(faults) == [(2, "points"), (2, "group")]


def test_treatments_and_definitions_go_along_with_a_band_that_is_renamed() -> None:
    terms = company().versions[-1].terms
    rows = band_rows(terms.scoring.grades)
    rows[1]["label"] = "Good"
    changed = followed(terms, renames(rows, terms.scoring.grades), {})
    assert {each.grade for each in changed.treatments} == {"A", "Good", "C", "D"}
    asked = [
        c.at_least
        for c in changed.definitions[Stage.SALES_QUALIFIED].all_of
        if isinstance(c, ScoreCondition) and c.axis == "fit"
    ]
    assert asked == ["Good"]


def test_a_band_that_goes_takes_its_treatments_but_not_one_that_a_definition_asks_for() -> None:
    terms = company().versions[-1].terms
    gone = [row for row in band_rows(terms.scoring.grades) if row["label"] != "C"]
    changed = followed(terms, renames(gone, terms.scoring.grades), {})
    assert {each.grade for each in changed.treatments} == {"A", "B", "D"}
    gone = [row for row in band_rows(terms.scoring.grades) if row["label"] != "B"]
    with pytest.raises(SlaError, match="asks for “B”"):
        followed(terms, renames(gone, terms.scoring.grades), {})


def test_bands_that_change_places_are_followed_by_name() -> None:
    before = (Band(label="A", minimum=Decimal(10)), Band(label="B", minimum=Decimal(0)))
    assert renames([{"label": "A"}, {"label": "C", "was": "B"}], before) == {"A": "A", "B": "C"}


def test_conditions_that_are_wrong_are_told_by_table_and_row() -> None:
    known = [{"must": "all_of", "field": "email", "operator": "is", "values": []}]
    done = [{"must": "any_of", "kind": "", "topic": "/priser"}]
    _, faults = definition(known, done, {}, LeadDefinition(), ENGLISH)
    assert [(fault.table, fault.row, fault.column) for fault in faults] == [
        ("known", 1, "values"),
        ("done", 1, "kind"),
    ]


def test_new_conditions_stand_behind_those_that_were_there() -> None:
    before = LeadDefinition(
        all_of=(
            ScoreCondition(axis="fit", at_least="B"),
            AttributeCondition(field="email", operator=Operator.IS_KNOWN),
        )
    )
    rows = [*known_rows(before), {"field": "title", "operator": "is_known", "values": []}]
    made, faults = definition(rows, [], least(before), before, ENGLISH)
    assert faults == []
    assert made.all_of[:2] == before.all_of
    assert made.all_of[2] == AttributeCondition(field="title", operator=Operator.IS_KNOWN)


def test_what_stands_in_cells_are_the_words_that_were_agreed() -> None:
    rule = EngagementRule(
        id="p",
        condition=ActivityCondition(kind="page_view", topic="/priser", at_least=2, within_days=30),
        points=5,
        group="web",
    )
    (row,) = engagement_rows([rule])
    assert (row["kind"], row["topic"], row["times"], row["within"], row["group"]) == (
        "page_view",
        "/priser",
        2,
        30,
        "web",
    )
    known = AttributeCondition(field="title", operator=Operator.IS_ANY_OF, values=("A", "B"))
    (fit,) = fit_rows([FitRule(id="t", condition=known, points=-5, on=False)])
    assert (fit["field"], fit["operator"], fit["values"], fit["points"], fit["on"]) == (
        "title",
        "is_any_of",
        ["A", "B"],
        -5,
        False,
    )


def test_terms_without_any_criteria_have_empty_tables() -> None:
    empty = Terms(company="Fjordlys")
    assert (fit_rows(empty.scoring.fit), group_rows(empty.scoring.caps)) == ([], [])


def test_what_was_moved_is_counted_by_rule_band_and_limit() -> None:
    before = next(version.terms for version in company().versions if version.number == 3).scoring
    assert moved(before, before) == 0
    heavier = before.engagement[0].model_copy(update={"points": 60, "half_life_days": 7})
    lower = before.grades[0].model_copy(update={"minimum": Decimal(55)})
    after = before.model_copy(
        update={
            "engagement": (heavier, *before.engagement[1:]),
            "grades": (lower, *before.grades[1:]),
            "caps": MostPoints(groups=before.caps.groups, total=90),
        }
    )
    assert moved(before, after) == 3
