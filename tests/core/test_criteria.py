"""Criteria: who meets a definition, where what is not known is neither yes nor no."""

from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Condition,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.criteria import Truth, check, fields_of, meets, number_in, truth
from sla_core.errors import SlaError

IS, AT_LEAST = Operator.IS, Operator.AT_LEAST
SIGNS = {"y": "a", "n": "b", "?": None}  # cells for which `x is a` is yes, no and not known


def asks(operator: Operator, *values: str, field: str = "x") -> AttributeCondition:
    return AttributeCondition(field=field, operator=operator, values=values)


def all_of(*conditions: Condition) -> LeadDefinition:
    return LeadDefinition(all_of=conditions)


def told(found: Truth) -> str:
    """One sign per lead: y, n or ?."""
    return "".join("y" if yes else "n" if no else "?" for yes, no in zip(found.yes, found.no, strict=True))


def answers(condition: AttributeCondition, *cells: str | None) -> str:
    return told(truth(all_of(condition), {condition.field: cells}, len(cells)))


@pytest.mark.parametrize(
    ("condition", "cells", "signs"),
    [
        (asks(IS, "Norge"), ["Norge", " norge\t", "NORGE", "Sverige", "", "  ", None], "yyyn???"),
        (asks(IS, " norge "), ["Norge"], "y"),
        (asks(IS, "Blåbær"), ["BLA\u030aBÆR", "Blabær"], "yn"),  # composed or not: the same letters
        (asks(Operator.IS_ANY_OF, "Hotell", "Eiendom"), ["eiendom", "hotell", "bank", None], "yyn?"),
        (asks(Operator.CONTAINS, "SJEF"), ["Teknisk sjef", "Sjefen", "Daglig leder", None], "yyn?"),
        (asks(Operator.STARTS_WITH, "tek"), ["Teknisk sjef", "Arkitekt", None], "yn?"),
        (asks(Operator.IS_KNOWN), ["x", " ", None], "ynn"),
        (asks(Operator.IS_NOT_KNOWN), ["x", " ", None], "nyy"),
    ],
)
def test_texts_compare_without_case_spaces_and_ways_of_writing_a_letter(
    condition: AttributeCondition, cells: list[str | None], signs: str
) -> None:
    assert answers(condition, *cells) == signs


@pytest.mark.parametrize(
    ("condition", "cells", "signs"),
    [
        (asks(AT_LEAST, "20"), ["20", "19", "19,99", "20.0", "100", "1 000", "1\u00a0000"], "ynnyyyy"),
        (asks(Operator.AT_MOST, "20"), ["20", "21", "9", "-3"], "ynyy"),
        (asks(Operator.BETWEEN, "10", "20"), ["10", "20", "9", "21", "12,5"], "yynny"),
        (asks(AT_LEAST, "20"), ["50–249", "1000+", "mange", "kr 50", "1,234", "", None], "???????"),
        (asks(IS, "5"), ["5,0", "5.00", "05", "5 stk", None], "yynn?"),
        (asks(IS, "007"), ["007", "7"], "yn"),
        (asks(Operator.IS_ANY_OF, "1000", "ukjent"), ["1 000", "Ukjent", "999"], "yyn"),
    ],
)
def test_numbers_compare_as_numbers_and_what_is_none_cannot_be_held_against_one(
    condition: AttributeCondition, cells: list[str | None], signs: str
) -> None:
    assert answers(condition, *cells) == signs


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,50", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1,234,567", "1234567"),
        ("0,125", "0.125"),
        ("−7", "-7"),
        ("0", "0"),
        ("1.234", None),  # can be two numbers
        ("12 34", None),
        ("1,", None),
        ("TOP20", None),
        ("", None),
    ],
)
def test_only_what_can_be_read_in_one_way_is_a_number(text: str, number: str | None) -> None:
    assert number_in(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(("left", "right"), list(product("yn?", repeat=2)))
def test_all_of_is_no_with_any_no_and_yes_only_where_all_are_known_to_be(left: str, right: str) -> None:
    both = all_of(asks(IS, "a", field="l"), asks(IS, "a", field="r"))
    expected = "n" if "n" in left + right else "?" if "?" in left + right else "y"
    assert told(truth(both, {"l": [SIGNS[left]], "r": [SIGNS[right]]}, 1)) == expected


@pytest.mark.parametrize(("left", "right"), list(product("yn?", repeat=2)))
def test_any_of_is_yes_with_any_yes_and_no_only_where_all_are_known_not_to_be(left: str, right: str) -> None:
    either = LeadDefinition(any_of=(asks(IS, "a", field="l"), asks(IS, "a", field="r")))
    expected = "y" if "y" in left + right else "?" if "?" in left + right else "n"
    assert told(truth(either, {"l": [SIGNS[left]], "r": [SIGNS[right]]}, 1)) == expected


def test_any_of_narrows_all_of_and_only_a_certain_yes_meets() -> None:
    definition = LeadDefinition(
        all_of=(asks(IS, "Norge", field="country"),),
        any_of=(asks(AT_LEAST, "20", field="size"), asks(IS, "Hotell", field="industry")),
    )
    known = {
        "country": ["Norge", "Norge", "Norge", None, "Sverige"],
        "size": ["20", None, None, "20", "20"],
        "industry": [None, "Hotell", None, "Hotell", "Hotell"],
    }
    assert fields_of(definition) == ("country", "size", "industry")
    assert told(truth(definition, known, 5)) == "yy??n"
    assert meets(definition, known, 5).tolist() == [True, True, False, False, False]


def test_a_definition_without_conditions_is_met_by_everybody_and_reads_nothing() -> None:
    assert meets(LeadDefinition(), {}, 3).tolist() == [True, True, True]
    assert fields_of(LeadDefinition()) == ()
    assert meets(all_of(asks(IS, "a")), {"x": []}, 0).tolist() == []


def test_a_column_is_compared_once_per_distinct_value(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    monkeypatch.setattr("sla_core.criteria.number_in", lambda text: compared.append(text) or Decimal(1))
    found = meets(all_of(asks(AT_LEAST, "1")), {"x": ["3", "4", None] * 1000}, 3000)
    assert np.array_equal(found, [True, True, False] * 1000)
    assert compared == ["1", "1", "3", "4"]


@pytest.mark.parametrize(
    "condition",
    [
        ActivityCondition(kind="page_view", topic="/priser"),
        ScoreCondition(axis="fit", at_least="B"),
    ],
)
def test_what_a_lead_did_and_how_it_scores_cannot_be_asked_yet(condition: Condition) -> None:
    for definition in (all_of(condition), LeadDefinition(any_of=(condition,))):
        for ask in (check, fields_of, lambda asked: meets(asked, {}, 1)):
            with pytest.raises(SlaError, match="can only name what is known about the lead"):
                ask(definition)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (asks(IS), "does not have the values"),
        (asks(IS, "a", "b"), "does not have the values"),
        (asks(Operator.CONTAINS, " "), "does not have the values"),
        (asks(Operator.IS_ANY_OF), "does not have the values"),
        (asks(Operator.BETWEEN, "1"), "does not have the values"),
        (asks(Operator.IS_KNOWN, "a"), "does not have the values"),
        (asks(AT_LEAST, "Mange"), "“Mange” cannot be read as one"),
        (asks(Operator.AT_MOST, "1,234"), "“1,234” cannot be read as one"),
        (asks(Operator.BETWEEN, "20", "10"), "not from 20 to 10"),
    ],
)
def test_a_condition_that_no_lead_can_be_held_against_is_refused(
    condition: AttributeCondition, message: str
) -> None:
    with pytest.raises(SlaError, match=message):
        check(all_of(condition))
    with pytest.raises(SlaError, match=message):
        meets(all_of(condition), {"x": ["a"]}, 1)


def test_a_condition_that_can_be_asked_passes() -> None:
    check(
        all_of(
            asks(Operator.BETWEEN, "10", "10"), asks(Operator.IS_ANY_OF, "a", "b"), asks(Operator.IS_KNOWN)
        )
    )
