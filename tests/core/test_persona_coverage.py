"""Who the personas cover, counted against a walk through the leads one by one."""

import random

import numpy as np

from sla_core.conditions import AttributeCondition, Band, FitRule, LeadDefinition, Operator
from sla_core.criteria import truth
from sla_core.persona.coverage import Coverage, Tally, low_grades, matches, recognised, spread_sample
from sla_core.scoring import Coded
from sla_core.terms import Scoring


def asks(field: str, operator: Operator, *values: str) -> AttributeCondition:
    return AttributeCondition(field=field, operator=operator, values=values)


MANAGER = LeadDefinition(
    all_of=(asks("title", Operator.IS_ANY_OF, "Driftsleder", "Teknisk sjef"),),
    any_of=(asks("size", Operator.AT_LEAST, "50"), asks("industry", Operator.IS, "Hotell")),
)
HOTEL = LeadDefinition(all_of=(asks("industry", Operator.IS, "hotell "),))
TITLES = ("Driftsleder", "Teknisk sjef", "Student", None)
SIZES = ("10", "50", "1 200", "mange", None)
INDUSTRIES = ("Hotell", "Eiendom", None)


def columns(n: int = 400) -> dict[str, list[str | None]]:
    chance = random.Random(8)
    offered = {"title": TITLES, "size": SIZES, "industry": INDUSTRIES}
    return {field: [chance.choice(values) for _ in range(n)] for field, values in offered.items()}


def coded(of: dict[str, list[str | None]]) -> dict[str, Coded]:
    return {field: Coded.of(column) for field, column in of.items()}


def test_who_matches_is_what_a_comparison_of_every_lead_gives() -> None:
    known = columns()
    for definition in (MANAGER, HOTEL):
        ours, theirs = recognised(definition, coded(known), 400), truth(definition, known, 400)
        assert (ours.yes == theirs.yes).all()
        assert (ours.no == theirs.no).all()
        assert 0 < np.count_nonzero(ours.yes) < 400
    both = matches((MANAGER, HOTEL), coded(known), 400)
    assert (both[0] == truth(MANAGER, known, 400).yes).all()


def test_a_persona_without_conditions_matches_nobody_and_of_nobody_is_it_known_that_they_are_not() -> None:
    found = recognised(LeadDefinition(), {}, 3)
    assert not found.yes.any()
    assert not found.no.any()


def covered(*rows: str, qualified: str, customer: str, low: str) -> Coverage:
    def flags(marks: str) -> np.ndarray:
        return np.array([mark == "x" for mark in marks])

    return Coverage(
        np.arange(1, len(low) + 1),
        np.array([flags(row) for row in rows]),
        flags(qualified),
        flags(customer),
        flags(low),
    )


FOUND = covered("xxx.....", ".xx.x...", qualified="x.xx.x..", customer="..x..x..", low="xx......")


def test_each_persona_counts_all_its_leads_and_the_parts_add_up_to_everybody() -> None:
    assert FOUND.by_persona == (Tally(3, 2, 1), Tally(3, 1, 1))
    assert FOUND.only == (Tally(1, 1, 0), Tally(1, 0, 0))
    assert FOUND.several == Tally(2, 1, 1)
    assert FOUND.none == Tally(4, 2, 1)
    parts = [*FOUND.only, FOUND.several, FOUND.none]
    assert sum(part.leads for part in parts) == FOUND.total.leads == 8
    assert sum(part.customers for part in parts) == FOUND.total.customers


def test_grades_that_say_otherwise_are_found_in_both_directions() -> None:
    assert FOUND.lead[FOUND.matched_but_low].tolist() == [1, 2]
    assert FOUND.lead[FOUND.high_but_unmatched].tolist() == [4, 6, 7, 8]


def test_a_persona_without_customers_is_named_and_a_rate_of_few_cases_is_none() -> None:
    found = covered("xx..", "..xx", qualified="xxxx", customer="x...", low="....")
    assert found.without_customers == (1,)
    assert found.by_persona[0].won(10).share is None
    assert found.by_persona[0].won(2).share == 1 / 2


def test_the_lower_half_of_the_bands_is_low() -> None:
    rule = FitRule(id="t", condition=asks("title", Operator.IS, "Driftsleder"), points=40)
    scoring = Scoring(fit=(rule,))
    known = {"title": Coded.of(["Driftsleder", "Student", None])}
    assert low_grades(scoring, known, 3).tolist() == [False, True, True]
    three = (Band(label="A", minimum=50), Band(label="B", minimum=10), Band(label="C", minimum=0))
    assert low_grades(scoring.model_copy(update={"grades": three}), known, 3).tolist() == [False, True, True]


def test_a_sample_is_spread_from_the_oldest_to_the_newest() -> None:
    chosen = np.ones(100, dtype=bool)
    lead = np.arange(1000, 1100)
    assert spread_sample(chosen, lead, 4) == [1000, 1033, 1066, 1099]
    assert spread_sample(chosen & (lead < 1002), lead, 4) == [1000, 1001]
