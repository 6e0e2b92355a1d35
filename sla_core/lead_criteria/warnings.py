"""What can be agreed but does nothing, or too much: told at its row, so that no number is taken for more than it is."""

from collections.abc import Iterator, Sequence

from sla_core.conditions import ActivityCondition, AttributeCondition, FitRule, LeadDefinition, Operator
from sla_core.criteria import compared, number_in
from sla_core.errors import SlaError
from sla_core.lead_criteria.rule_tables import Fault
from sla_core.scoring import Contributions, Moment, Prepared, silent
from sla_core.scoring.model import HUNDRED, Scale
from sla_core.scoring.windows import met
from sla_core.terms import Scoring

_OF_NUMBERS = (Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN)
_OF_TEXTS = (Operator.CONTAINS, Operator.STARTS_WITH)
_MOSTLY = 0.5


def operators(values: Sequence[str]) -> tuple[Operator, ...]:
    """Return the operators that fit a field with such values: numbers are compared by size, texts by their letters."""
    numbers = sum(number_in(value) is not None for value in values)
    unfit = _OF_TEXTS if values and numbers > _MOSTLY * len(values) else _OF_NUMBERS
    first = (Operator.IS_ANY_OF, Operator.IS)
    return (*first, *(each for each in Operator if each not in (*unfit, *first)))


def warnings(scoring: Scoring, known: Prepared, matrix: Contributions) -> list[Fault]:
    """Return what does nothing, by table, row and column; `matrix` holds the rules that are on, with their bands."""
    return [
        *_of_fit(scoring, known, matrix),
        *_of_engagement(scoring, known, matrix),
        *_of_groups(scoring),
        *_of_bands(scoring, matrix),
    ]


def of_definition(of: LeadDefinition, known: Prepared, moment: Moment) -> list[Fault]:
    """Return the conditions that no lead meets, by table, row and column: 0 leads are then no finding."""
    conditions = (*of.all_of, *of.any_of)
    attributes = [each for each in conditions if isinstance(each, AttributeCondition)]
    acts = [each for each in conditions if isinstance(each, ActivityCondition)]
    found = [(row, "known", _unknown(each, known)) for row, each in enumerate(attributes, start=1)]
    found += [(row, "done", _undone(each, known, moment)) for row, each in enumerate(acts, start=1)]
    return [Fault(table, row, *told) for row, table, told in found if told is not None]


def _unknown(of: AttributeCondition, known: Prepared) -> tuple[str, SlaError] | None:
    coded = known.attributes[of.field]
    if compared(of, coded.values).yes[coded.codes].any():
        return None
    values = [value for value in coded.values if value and value.strip()]
    if not values and of.operator is not Operator.IS_NOT_KNOWN:
        return "field", SlaError(
            "No lead has anything in “{field}”: nobody meets the condition.", field=of.field
        )
    if of.operator in _OF_NUMBERS and not any(number_in(value) is not None for value in values):
        return "operator", SlaError(
            "No value of “{field}” is a number: nobody meets the condition.", field=of.field
        )
    return "values", SlaError("No lead has this: nobody meets the condition.")


def _undone(of: ActivityCondition, known: Prepared, moment: Moment) -> tuple[str, SlaError] | None:
    if met(known, of, moment).any():
        return None
    if (never := _never_done(of, known)) is not None:
        return never
    if of.within_days is not None:
        return "within", SlaError("No lead has done this often enough within that time.")
    return "times", SlaError("No lead has done this often enough.")


def _never_done(of: ActivityCondition, known: Prepared) -> tuple[str, SlaError] | None:
    if not known.activities.groups(of.kind, None):
        return "kind", SlaError("No lead has done this, ever.")
    if not known.activities.groups(of.kind, of.topic):
        return "topic", SlaError("“{pattern}” fits no topic of any lead.", pattern=of.topic or "")
    return None


def _of_fit(scoring: Scoring, known: Prepared, matrix: Contributions) -> Iterator[Fault]:
    for rule in silent(matrix)[0]:
        column, problem = _why_nobody(rule.condition, known)
        yield Fault("fit", scoring.fit.index(_same(rule, scoring.fit)) + 1, column, problem)


def _same(rule: FitRule, rules: Sequence[FitRule]) -> FitRule:
    return next(each for each in rules if each.id == rule.id)


def _why_nobody(of: AttributeCondition, known: Prepared) -> tuple[str, SlaError]:
    values = [value for value in known.attributes[of.field].values if value and value.strip()]
    if not values and of.operator is not Operator.IS_NOT_KNOWN:
        return "field", SlaError(
            "No lead has anything in “{field}”: the rule gives nobody points.", field=of.field
        )
    if of.operator in _OF_NUMBERS and not any(number_in(value) is not None for value in values):
        return "operator", SlaError(
            "No value of “{field}” is a number: the rule gives nobody points.", field=of.field
        )
    return "values", SlaError("No lead has this: the rule gives nobody points.")


def _of_engagement(scoring: Scoring, known: Prepared, matrix: Contributions) -> Iterator[Fault]:
    places = {rule.id: place for place, rule in enumerate(scoring.engagement, start=1)}
    for rule in silent(matrix)[1]:
        asked = rule.condition
        column = "within" if asked.within_days is not None else "times"
        never = _never_done(asked, known) or (column, SlaError("Nobody has points by this now."))
        yield Fault("engagement", places[rule.id], *never)


def _of_groups(scoring: Scoring) -> Iterator[Fault]:
    used = {rule.group for rule in scoring.engagement if rule.on}
    for row, group in enumerate(scoring.caps.groups, start=1):
        if group not in used:
            yield Fault("groups", row, "group", SlaError("No rule is in the group “{group}”.", group=group))


def _of_bands(scoring: Scoring, matrix: Contributions) -> Iterator[Fault]:
    """A band that the rules together cannot reach is empty for ever."""
    most_fit = sum(max(rule.points, 0) for rule in matrix.model.fit)
    yield from _unreachable("grades", matrix.model.grades, most_fit * HUNDRED)
    total = scoring.caps.total
    if total is not None:
        yield from _unreachable("ratings", matrix.model.ratings, total * HUNDRED)


def _unreachable(table: str, scale: Scale, most: int) -> Iterator[Fault]:
    best_first = list(zip(reversed(scale.labels), reversed(scale.minima), strict=True))
    for row, (label, minimum) in enumerate(best_first, start=1):
        if minimum > max(most, 0):
            problem = SlaError(
                "No lead can reach “{band}”: all rules together give at most {most} points.",
                band=label,
                most=max(most, 0) // HUNDRED,
            )
            yield Fault(table, row, "minimum", problem)
