"""Treatments as a table with a row for every cell, and back."""

from collections.abc import Sequence
from typing import Final

from sla_core import draft_values
from sla_core.conditions import Band
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.lead_criteria.rule_tables import Fault, Reading, Row, number
from sla_core.leads import Channel
from sla_core.people import Department
from sla_core.terms import Duration, Treatment, Unit

_LONGEST_NAME = 40  # characters: it stands in a cell of the matrix
_MOST: Final = {Unit.MINUTES: 10_000, Unit.HOURS: 1_000, Unit.DAYS: 250}


def cells(grades: Sequence[Band], ratings: Sequence[Band]) -> list[tuple[str, str]]:
    """Return all cells, row by row, the best first."""
    return [(grade.label, rating.label) for grade in grades for rating in ratings]


def treatment_rows(
    treatments: Sequence[Treatment], grades: Sequence[Band], ratings: Sequence[Band]
) -> list[Row]:
    """Return a row for every cell, then one for each treatment that no cell is left for.

    `grade`, `rating` and `place` (in the terms) are not shown.
    """
    placed = list(enumerate(treatments))
    rows = []
    for cell in cells(grades, ratings):
        mine = [(place, each) for place, each in placed if (each.grade, each.rating) == cell]
        rows += [_row(each, place) for place, each in mine] or [_empty(*cell)]
    known = set(cells(grades, ratings))
    return [*rows, *(_row(each, place) for place, each in placed if (each.grade, each.rating) not in known)]


def _empty(grade: str, rating: str) -> Row:
    return {
        "grade": grade,
        "rating": rating,
        "place": None,
        "cell": f"{grade}{rating}",
        "name": "",
        "owner": None,
        "action": "",
        "amount": None,
        "unit": None,
        "channels": [],
    }


def _row(of: Treatment, place: int) -> Row:
    return {
        **_empty(of.grade, of.rating),
        "place": place,
        "name": of.name,
        "owner": of.owner.value,
        "action": of.action,
        "amount": of.respond_within.amount if of.respond_within else None,
        "unit": of.respond_within.unit.value if of.respond_within else None,
        "channels": [channel.value for channel in of.channels],
    }


def treatments(rows: Sequence[Row], t: Texts) -> tuple[tuple[Treatment, ...], list[Fault]]:
    """Return the treatments that the rows tell, in their old order, new ones last, and what is wrong with them."""
    reading = Reading("treatments", t)
    found: list[tuple[int, Treatment]] = []
    for reading.row, row in enumerate(rows, start=1):
        name = reading.text("name", row, most=_LONGEST_NAME)
        action = reading.text("action", row, most=draft_values.SENTENCE)
        if not name and not action and (row.get("place") is not None or not _is_begun(row)):
            continue  # nothing is agreed for the cell, or no more
        if not name:
            reading.refuse("name", SlaError("A treatment needs a name: it stands in its cell."))
        owner = row.get("owner")
        if owner not in set(Department):
            reading.refuse("owner", SlaError("Say whose these leads are: marketing's or sales'."))
            continue
        channels = tuple(Channel(each) for each in row.get("channels") or () if each in set(Channel))
        made = Treatment(
            grade=str(row["grade"]),
            rating=str(row["rating"]),
            name=name,
            owner=Department(owner),
            action=action,
            respond_within=_within(row, reading),
            channels=channels,
        )
        place = row.get("place")
        found.append((len(rows) if place is None else int(place), made))
    in_order = sorted(found, key=lambda each: each[0])
    return tuple(each for _, each in in_order), reading.faults


def _is_begun(row: Row) -> bool:
    """Whether anything was typed for a cell without a treatment."""
    return bool(row.get("owner") or row.get("channels")) or not _is_blank(row.get("amount"))


def _is_blank(amount: object) -> bool:
    return amount is None or str(amount) in {"", "nan", "<NA>"}


def _within(row: Row, reading: Reading) -> Duration | None:
    amount, unit = row.get("amount"), row.get("unit")
    if _is_blank(amount):
        return None
    if unit not in set(Unit):
        reading.refuse("unit", SlaError("A number without its unit: minutes, working hours or working days?"))
        return None
    typed = number("amount", row, reading, most=_MOST[Unit(unit)], least=0)
    return None if typed is None else Duration(amount=typed, unit=Unit(unit))
