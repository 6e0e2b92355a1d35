"""Definitions of Lead, MQL and SQL as tables: what is known, what was done, which bands; and back.

Conditions that stay keep their place, so that opening and saving a definition changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Condition,
    LeadDefinition,
    ScoreCondition,
)
from sla_core.i18n import Texts, mark
from sla_core.lead_criteria.rule_tables import (
    Fault,
    Reading,
    Row,
    activity,
    activity_row,
    attribute,
    attribute_row,
    is_empty,
)

ALL_OF, ANY_OF = "all_of", "any_of"
GROUPS: Final = {ALL_OF: mark("always"), ANY_OF: mark("one of these")}
AXES: Final[tuple[Literal["fit", "engagement"], ...]] = ("fit", "engagement")
Least = Mapping[tuple[str, str], str | None]  # (group, axis) -> the band that must be reached


def known_rows(of: LeadDefinition) -> list[Row]:
    """Return the conditions on what is known as rows."""
    return [
        {"must": group, **attribute_row(each)}
        for group in GROUPS
        for each in _of(of, group)
        if isinstance(each, AttributeCondition)
    ]


def done_rows(of: LeadDefinition) -> list[Row]:
    """Return the conditions on what was done as rows."""
    return [
        {"must": group, **activity_row(each)}
        for group in GROUPS
        for each in _of(of, group)
        if isinstance(each, ActivityCondition)
    ]


def least(of: LeadDefinition) -> dict[tuple[str, str], str | None]:
    """Return the band that each group asks for on each axis; None where it asks for none."""
    return {(group, axis): next(_bands(of, group, axis), None) for group in GROUPS for axis in AXES}


def _of(of: LeadDefinition, group: str) -> tuple[Condition, ...]:
    return of.all_of if group == ALL_OF else of.any_of


def _bands(of: LeadDefinition, group: str, axis: str) -> Iterator[str]:
    return iter(
        [each.at_least for each in _of(of, group) if isinstance(each, ScoreCondition) and each.axis == axis]
    )


def definition(
    known: Sequence[Row], done: Sequence[Row], bands: Least, before: LeadDefinition, t: Texts
) -> tuple[LeadDefinition, list[Fault]]:
    """Return the definition that the tables tell, and what is wrong with them."""
    found: dict[str, list[Condition]] = {group: [] for group in GROUPS}
    reading_known, reading_done = Reading("known", t), Reading("done", t)
    for reading_known.row, row in enumerate(known, start=1):
        if not is_empty(row, ("field", "values")):
            _add(found, row, attribute(row, reading_known))
    for reading_done.row, row in enumerate(done, start=1):
        if not is_empty(row, ("kind", "topic")):
            _add(found, row, activity(row, reading_done))
    for (group, axis), label in bands.items():
        if label is not None:
            found[group].append(ScoreCondition(axis="fit" if axis == "fit" else "engagement", at_least=label))
    made = LeadDefinition(
        all_of=_in_place(found[ALL_OF], before.all_of), any_of=_in_place(found[ANY_OF], before.any_of)
    )
    return made, [*reading_known.faults, *reading_done.faults]


def _add(found: dict[str, list[Condition]], row: Row, condition: Condition | None) -> None:
    if condition is not None:
        found[ANY_OF if row.get("must") == ANY_OF else ALL_OF].append(condition)


def _in_place(found: Sequence[Condition], before: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return conditions in the order in which they stood before, new ones last."""
    places = {condition: place for place, condition in reversed(list(enumerate(before)))}
    return tuple(sorted(found, key=lambda condition: places.get(condition, len(before))))
