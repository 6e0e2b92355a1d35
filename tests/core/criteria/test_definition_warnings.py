"""A condition of a definition that no lead meets is told at its row, so that 0 leads are not taken for a finding."""

import pytest

from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Condition,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.i18n import Language, Texts
from sla_core.lead_criteria.warnings import of_definition
from sla_core.scoring import Moment
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import DAY, Lead

ENGLISH = Texts(Language.ENGLISH)
TODAY = Moment.today(MIDNIGHT, NOW)
LEADS = [
    Lead(known={"title": "Director", "empty": None}, acts=[("page_view", "/priser", NOW - 40 * DAY)]),
    Lead(known={"title": "Student", "empty": ""}),
]
MET = AttributeCondition(field="title", operator=Operator.IS, values=("director",))
BAND = ScoreCondition(axis="fit", at_least="A")


def warned(*conditions: Condition) -> list[tuple[str, int, str, str]]:
    found = of_definition(
        LeadDefinition(all_of=(BAND, *conditions[:1]), any_of=conditions[1:]),
        prepared(LEADS, ("title", "empty")),
        TODAY,
    )
    return [(each.table, each.row, each.column, ENGLISH.error(each.problem)) for each in found]


def attribute(operator: Operator, *values: str, field: str = "title") -> AttributeCondition:
    return AttributeCondition(field=field, operator=operator, values=values)


def visited(topic: str | None = "/priser", kind: str = "page_view", **known: int) -> ActivityCondition:
    return ActivityCondition(kind=kind, topic=topic, **known)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            attribute(Operator.IS, "Chef"),
            ("known", 1, "values", "No lead has this: nobody meets the condition."),
        ),
        (
            attribute(Operator.IS_KNOWN, field="empty"),
            ("known", 1, "field", "No lead has anything in “empty”: nobody meets the condition."),
        ),
        (
            attribute(Operator.AT_LEAST, "5"),
            ("known", 1, "operator", "No value of “title” is a number: nobody meets the condition."),
        ),
        (visited(kind="dance"), ("done", 1, "kind", "No lead has done this, ever.")),
        (visited("/nirvana*"), ("done", 1, "topic", "“/nirvana*” fits no topic of any lead.")),
        (
            visited(within_days=30),
            ("done", 1, "within", "No lead has done this often enough within that time."),
        ),
        (visited(at_least=2), ("done", 1, "times", "No lead has done this often enough.")),
    ],
)
def test_a_condition_that_nobody_meets_is_told_at_its_cell(
    condition: Condition, expected: tuple[str, int, str, str]
) -> None:
    assert warned(condition) == [expected]


@pytest.mark.parametrize(
    "condition",
    [MET, BAND, attribute(Operator.IS_NOT_KNOWN, field="empty"), visited(), visited(within_days=50)],
)
def test_a_condition_that_somebody_meets_is_not_told(condition: Condition) -> None:
    assert warned(condition) == []


def test_rows_are_those_of_the_tables() -> None:
    told = warned(MET, attribute(Operator.IS, "Chef"), visited(), visited("/nirvana"))
    assert [each[:3] for each in told] == [("known", 2, "values"), ("done", 2, "topic")]
