"""Who meets a definition: conditions held against what is known about leads.

Three-valued: what is not known about a lead is neither yes nor no, so that an empty cell never fails or passes
anybody by itself. A column is compared once per distinct value, never lead by lead.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np

from sla_core.columns import Flags
from sla_core.conditions import AttributeCondition, Condition, LeadDefinition, Operator
from sla_core.errors import SlaError
from sla_core.facts import Codes
from sla_core.intake.numbers import read_money

Column: TypeAlias = Sequence[str | None]  # a field's value per lead; None and blank are not known
_Comparison: TypeAlias = Callable[[str], bool | None]  # of a folded value; None: not known, or not comparable

_VALUES = {Operator.BETWEEN: 2, Operator.IS_KNOWN: 0, Operator.IS_NOT_KNOWN: 0}  # the others compare with one
# Numbers without currency, and without the leading zeros that phone numbers and ids have.
_NUMBER = re.compile(
    r"[-−]?(?:0(?:[.,]\d+)?|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|[1-9](?:[\d.,]*\d)?)"
)


@dataclass(frozen=True)
class Truth:
    """What holds for each lead: yes, no, or neither where it is not known (Kleene's logic)."""

    yes: Flags
    no: Flags

    def __and__(self, other: "Truth") -> "Truth":
        return Truth(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: "Truth") -> "Truth":
        return Truth(self.yes | other.yes, self.no & other.no)


def meets(definition: LeadDefinition, known: Mapping[str, Column], n: int) -> Flags:
    """Return which of n leads meet a definition for certain; those of which it is not known do not.

    Raises `SlaError` as `check` does.
    """
    return truth(definition, known, n).yes


def truth(definition: LeadDefinition, known: Mapping[str, Column], n: int) -> Truth:
    """Return for each of n leads whether it meets all of the first conditions and any of the others, if any.

    `known` holds a column of n values for each of `fields_of` the definition. Raises `SlaError` as `check` does.
    """
    coded = {field: _coded(known[field]) for field in fields_of(definition)}
    return held(definition, n, lambda condition: _holds(_of_attribute(condition), coded))


def held(definition: LeadDefinition, n: int, answer: Callable[[Condition], Truth]) -> Truth:
    """Return for each of n leads whether a definition holds, given what answers each of its conditions.

    For definitions that also ask what a lead did and how it scores: `sla_core.scoring` has those answers.
    """
    found = Truth(np.ones(n, dtype=bool), np.zeros(n, dtype=bool))
    for condition in definition.all_of:
        found &= answer(condition)
    if definition.any_of:
        any_of = Truth(np.zeros(n, dtype=bool), np.ones(n, dtype=bool))
        for condition in definition.any_of:
            any_of |= answer(condition)
        found &= any_of
    return found


def fields_of(definition: LeadDefinition) -> tuple[str, ...]:
    """Return the fields that a definition asks about, each once. Raises `SlaError` as `check` does."""
    asked = [_of_attribute(condition).field for condition in (*definition.all_of, *definition.any_of)]
    return tuple(dict.fromkeys(asked))


def check(definition: LeadDefinition) -> None:
    """Raise `SlaError` for what no lead can be held against: a value too few, a word for a number, what it did."""
    for condition in (*definition.all_of, *definition.any_of):
        _comparison(_of_attribute(condition))


def folded(text: str) -> str:
    """Return a text as it is compared: composed letters (NFC), trimmed, without upper case."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def number_in(text: str) -> Decimal | None:
    """Return the number that a text is, with either decimal sign; None for `1,234`, which can be two numbers."""
    text = text.strip()
    found = read_money(text, None) if _NUMBER.fullmatch(text) else None
    return found if isinstance(found, Decimal) else None


def _of_attribute(condition: Condition) -> AttributeCondition:
    if not isinstance(condition, AttributeCondition):
        raise SlaError(
            "A condition here can only name what is known about the lead, not what it did or its score."
        )
    return condition


_Coded: TypeAlias = tuple[list[str | None], Codes]


def _coded(column: Column) -> _Coded:
    """Return the distinct values of a column, and which of them each lead has."""
    place = {value: code for code, value in enumerate(dict.fromkeys(column))}
    return list(place), np.fromiter(map(place.__getitem__, column), dtype=np.int64, count=len(column))


def _holds(condition: AttributeCondition, coded: Mapping[str, _Coded]) -> Truth:
    values, codes = coded[condition.field]
    of_values = compared(condition, values)
    return Truth(of_values.yes[codes], of_values.no[codes])


def compared(condition: AttributeCondition, values: Sequence[str | None]) -> Truth:
    """Return whether a condition holds for each value of its field. Raises `SlaError` as `check` does."""
    compare = _comparison(condition)
    answers = [compare(folded(value or "")) for value in values]
    yes = np.array([answer is True for answer in answers], dtype=bool)
    return Truth(yes, np.array([answer is False for answer in answers], dtype=bool))


def fits_topic(pattern: str | None) -> Callable[[str], bool]:
    """Return whether a topic fits a pattern, in which * stands for any text; None for whatever topic.

    Compared as texts are: trimmed, case-folded, NFC. Every other sign stands for itself.
    """
    if pattern is None:
        return lambda _topic: True
    parts = [re.escape(part) for part in folded(pattern).split("*")]
    wanted = re.compile(".*".join(parts), re.DOTALL)
    return lambda topic: wanted.fullmatch(folded(topic)) is not None


def _comparison(condition: AttributeCondition) -> _Comparison:
    """Return how a condition compares a folded value; an empty one is not known."""
    operator, wanted = condition.operator, [folded(value) for value in condition.values]
    _check_values(operator, wanted)
    if operator is Operator.IS_KNOWN:
        return lambda value: value != ""
    if operator is Operator.IS_NOT_KNOWN:
        return lambda value: value == ""
    if operator in {Operator.IS, Operator.IS_ANY_OF}:
        compare = _equals(wanted)
    elif operator is Operator.CONTAINS:
        compare = _contains(wanted[0])
    elif operator is Operator.STARTS_WITH:
        compare = _starts_with(wanted[0])
    else:
        compare = _within(operator, condition.values)
    return lambda value: compare(value) if value else None


def _check_values(operator: Operator, wanted: Sequence[str]) -> None:
    needed = _VALUES.get(operator, 1)
    too_many = operator is not Operator.IS_ANY_OF and len(wanted) > needed
    if len(wanted) < needed or too_many or "" in wanted:
        raise SlaError(
            "A condition does not have the values that it compares with: none may be empty or left over."
        )


def _equals(wanted: Sequence[str]) -> _Comparison:
    """Compare as numbers where both sides are numbers (5,0 is 5), otherwise as texts."""
    texts = frozenset(wanted)
    numbers = {number for text in wanted if (number := number_in(text)) is not None}
    if not numbers:
        return lambda value: value in texts
    return lambda value: value in texts or number_in(value) in numbers


def _contains(part: str) -> _Comparison:
    return lambda value: part in value


def _starts_with(begin: str) -> _Comparison:
    return lambda value: value.startswith(begin)


def _number(text: str) -> Decimal:
    found = number_in(text)
    if found is None:
        raise SlaError("A condition compares with a number, and “{value}” cannot be read as one.", value=text)
    return found


def _within(operator: Operator, wanted: Sequence[str]) -> _Comparison:
    """Compare with a range, both ends in it; a value that is no number is neither inside nor outside."""
    first, last = _number(wanted[0]), _number(wanted[-1])
    if first > last:
        raise SlaError(
            "A range goes from the lower number to the higher, not from {first} to {last}.",
            first=wanted[0],
            last=wanted[-1],
        )
    least = None if operator is Operator.AT_MOST else first
    most = None if operator is Operator.AT_LEAST else last

    def inside(value: str) -> bool | None:
        number = number_in(value)
        if number is None:
            return None
        return (least is None or least <= number) and (most is None or number <= most)

    return inside
