"""Rules as tables and tables as rules: what was typed is read cell by cell, and each fault is told at its place.

A row is a dict as `st.data_editor` holds it: numbers may be None, lists may be None, texts may have spaces around
them. A wholly empty row is no rule.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sla_core import draft_values
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    EngagementRule,
    FitRule,
    LeadDefinition,
    Operator,
)
from sla_core.criteria import check
from sla_core.errors import SlaError
from sla_core.i18n import Texts, mark
from sla_core.scoring.model import MOST_POINTS

Row = dict[str, Any]
T = TypeVar("T")
WITHOUT_VALUES = (Operator.IS_KNOWN, Operator.IS_NOT_KNOWN)
MOST_TIMES, MOST_DAYS = 1_000, 36_500
COLUMNS = {
    "on": mark("On"),
    "id": mark("Name"),
    "field": mark("Field"),
    "operator": mark("Operator"),
    "values": mark("Values"),
    "points": mark("Points"),
    "kind": mark("What it does"),
    "topic": mark("Topic, * for any"),
    "times": mark("At least"),
    "different": mark("Different"),
    "within": mark("Within"),
    "at_most": mark("At most"),
    "half_life": mark("Half-life"),
    "group": mark("Group"),
    "label": mark("Band"),
    "minimum": mark("From points"),
    "must": mark("Needed"),
    "cell": mark("Cell"),
    "name": mark("Treatment"),
    "owner": mark("Whose"),
    "action": mark("What is done"),
    "amount": mark("Respond within"),
    "unit": mark("Unit"),
    "channels": mark("Channels"),
}


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be agreed: which table, which row (from 1; 0: the table as a whole), which column."""

    table: str
    row: int
    column: str
    problem: SlaError


@dataclass
class Reading:
    """Reads the cells of one row; what is wrong is collected, so that all of it can be told at once."""

    table: str
    t: Texts
    faults: list[Fault] = field(default_factory=list)
    row: int = 0

    def cell(self, column: str, read: Callable[[str], T], instead: T) -> T:
        """Return what a cell holds, read by a function of the column's name; `instead` where it is refused."""
        try:
            return read(self.t(COLUMNS[column]))
        except SlaError as problem:
            self.refuse(column, problem)
            return instead

    def text(self, column: str, row: Row, *, needed: bool = False, most: int = draft_values.NAME) -> str:
        """Return the text of a cell without the spaces around it."""

        def read(name: str) -> str:
            found = draft_values.text(name, _text(row.get(column)), most)
            if needed and not found:
                raise SlaError("“{field}” is empty.", field=name)
            return found

        return self.cell(column, read, "")

    def refuse(self, column: str, problem: SlaError) -> None:
        """Collect a fault of this row."""
        self.faults.append(Fault(self.table, self.row, column, problem))


def is_empty(row: Row, columns: Sequence[str]) -> bool:
    """Whether nothing was typed into any of these columns."""
    return not any(_text(row.get(column)) if column != "values" else _values(row) for column in columns)


def _text(typed: object) -> str:
    return "" if typed is None or typed != typed else str(typed).strip()


def _values(row: Row) -> tuple[str, ...]:
    typed = row.get("values")
    if typed is None or isinstance(typed, float):
        return ()
    return tuple(text for value in typed if (text := _text(value)))


def fit_rows(rules: Sequence[FitRule]) -> list[Row]:
    """Return rules about what leads are as rows."""
    return [
        {"on": rule.on, **attribute_row(rule.condition), "points": rule.points, "id": rule.id}
        for rule in rules
    ]


def attribute_row(of: AttributeCondition) -> Row:
    """Return a condition on what is known as cells."""
    return {"field": of.field, "operator": of.operator.value, "values": list(of.values)}


def engagement_rows(rules: Sequence[EngagementRule]) -> list[Row]:
    """Return rules about what leads do as rows."""
    return [
        {
            "on": rule.on,
            **activity_row(rule.condition),
            "points": rule.points,
            "at_most": rule.at_most,
            "half_life": rule.half_life_days,
            "group": rule.group or "",
            "id": rule.id,
        }
        for rule in rules
    ]


def activity_row(of: ActivityCondition) -> Row:
    """Return a condition on what was done as cells."""
    return {
        "kind": of.kind,
        "topic": of.topic or "",
        "times": of.at_least,
        "different": of.distinct_topics,
        "within": of.within_days,
    }


def fit_rules(rows: Sequence[Row], t: Texts) -> tuple[tuple[FitRule, ...], list[Fault]]:
    """Return the rules that the rows tell, and what is wrong with them; only without faults are they complete."""
    reading = Reading("fit", t)
    names = _Names(rows)
    found = []
    for reading.row, row in enumerate(rows, start=1):
        if is_empty(row, ("field", "values", "id")):
            continue
        condition = attribute(row, reading)
        points = number("points", row, reading, most=MOST_POINTS, least=-MOST_POINTS)
        name = names.of(row, condition.field if condition else "", reading)
        if condition is not None:
            found.append(FitRule(id=name, condition=condition, points=points or 0, on=_flag(row, "on", True)))
    return tuple(found), reading.faults


def engagement_rules(rows: Sequence[Row], t: Texts) -> tuple[tuple[EngagementRule, ...], list[Fault]]:
    """Return the rules that the rows tell, and what is wrong with them; only without faults are they complete."""
    reading = Reading("engagement", t)
    names = _Names(rows)
    found = []
    for reading.row, row in enumerate(rows, start=1):
        if is_empty(row, ("kind", "topic", "id")):
            continue
        condition = activity(row, reading)
        points = number("points", row, reading, most=MOST_POINTS, least=-MOST_POINTS)
        at_most = optional("at_most", row, reading, MOST_TIMES)
        half_life = optional("half_life", row, reading, MOST_DAYS)
        group = reading.text("group", row)
        name = names.of(row, condition.topic or condition.kind if condition else "", reading)
        if condition is not None:
            found.append(
                EngagementRule(
                    id=name,
                    condition=condition,
                    points=points or 0,
                    at_most=at_most,
                    half_life_days=half_life,
                    group=group or None,
                    on=_flag(row, "on", True),
                )
            )
    return tuple(found), reading.faults


def attribute(row: Row, reading: Reading) -> AttributeCondition | None:
    """Return the condition on what is known that a row tells; None where it is refused."""
    name = reading.text("field", row, needed=True)
    operator = _text(row.get("operator"))
    if operator not in set(Operator):
        reading.refuse("operator", SlaError("Choose how the field is compared."))
        return None
    values = () if Operator(operator) in WITHOUT_VALUES else _values(row)
    found = AttributeCondition(field=name or "–", operator=Operator(operator), values=values)
    try:
        for value in values:
            draft_values.text(reading.t(COLUMNS["values"]), value, draft_values.NAME)
        check(LeadDefinition(all_of=(found,)))
    except SlaError as problem:
        reading.refuse("values", problem)
        return None
    return found if name else None


def activity(row: Row, reading: Reading) -> ActivityCondition | None:
    """Return the condition on what was done that a row tells; None where it is refused."""
    kind = reading.text("kind", row, needed=True)
    topic = reading.text("topic", row)
    times = optional("times", row, reading, MOST_TIMES)
    within = optional("within", row, reading, MOST_DAYS)
    if not kind:
        return None
    return ActivityCondition(
        kind=kind,
        topic=topic or None,
        at_least=times or 1,
        distinct_topics=_flag(row, "different", False),
        within_days=within,
    )


def _flag(row: Row, column: str, instead: bool) -> bool:
    typed = row.get(column)
    return instead if typed is None else bool(typed)


def number(column: str, row: Row, reading: Reading, *, most: int, least: int) -> int | None:
    """Return the whole number of a cell that cannot be empty; None where it is refused."""
    return reading.cell(
        column, lambda name: draft_values.whole(name, _given(row.get(column)), most, least), None
    )


def optional(column: str, row: Row, reading: Reading, most: int) -> int | None:
    """Return the whole number, at least 1, of a cell that may be empty; None also where it is refused."""
    typed = _given(row.get(column))
    if typed is None:
        return None
    return reading.cell(column, lambda name: draft_values.whole(name, typed, most, 1), None)


def _given(typed: Any) -> Any:
    """Return None for an empty cell: pandas writes it as NaN or NA."""
    return None if typed is None or typed is not typed or str(typed) in {"", "nan", "<NA>"} else typed


class _Names:
    """Gives rules without a name one of their own, and refuses names that come twice."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._given = [_text(row.get("id")) for row in rows]
        self._taken = set(self._given)
        self._seen: set[str] = set()

    def of(self, row: Row, about: str, reading: Reading) -> str:
        name = reading.text("id", row)
        if not name:
            return self._new(about)
        if name in self._seen:
            reading.refuse(
                "id",
                SlaError("Two rules are called “{rule}”: their points could not be told apart.", rule=name),
            )
        self._seen.add(name)
        return name

    def _new(self, about: str) -> str:
        base = re.sub(r"[^\w]+", "-", about.casefold()).strip("-")[:40] or "rule"
        name, again = base, 1
        while name in self._taken:
            again += 1
            name = f"{base}-{again}"
        self._taken.add(name)
        return name
