"""Bands and most points as tables, and what becomes of treatments and definitions where a band is renamed or gone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from sla_core.conditions import Band, LeadDefinition, ScoreCondition
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.lead_criteria.rule_tables import COLUMNS, Fault, Reading, Row, is_empty, number
from sla_core.scoring.model import LEAST_BANDS, MOST_BANDS, MOST_POINTS
from sla_core.terms import MostPoints, Terms

_LONGEST = 20  # characters of a band's name: it stands in a cell of the matrix


def band_rows(bands: Sequence[Band]) -> list[Row]:
    """Return bands as rows; `was` and `exact` are not shown: they tell what a row was before."""
    return [
        {
            "label": band.label,
            "minimum": float(band.minimum),
            "was": band.label,
            "exact": str(band.minimum),
        }
        for band in bands
    ]


def bands(rows: Sequence[Row], axis: str, t: Texts) -> tuple[tuple[Band, ...], list[Fault]]:
    """Return the bands that the rows tell, the best first, and what is wrong with them."""
    reading = Reading(axis, t)
    found: list[tuple[int, Band]] = []
    for reading.row, row in enumerate(rows, start=1):
        if is_empty(row, ("label", "minimum")):
            continue
        label = reading.text("label", row, needed=True, most=_LONGEST)
        minimum = _minimum(row, reading)
        if label and label in [band.label for _, band in found]:
            reading.refuse("label", SlaError("Another band is called “{band}” already.", band=label))
        elif label and minimum is not None:
            found.append((reading.row, Band(label=label, minimum=minimum)))
    if not reading.faults:
        _check_order(found, reading)
    return tuple(band for _, band in found), reading.faults


def _minimum(row: Row, reading: Reading) -> Decimal | None:
    """Return where a band begins; what was not changed stays as exact as it was. None where it is refused."""
    try:
        found = Decimal(str(row.get("minimum")))
    except InvalidOperation:
        found = Decimal("NaN")
    name = reading.t(COLUMNS["minimum"])
    if not found.is_finite():
        reading.refuse("minimum", SlaError("“{field}” needs a number.", field=name))
        return None
    if abs(found) > MOST_POINTS:
        reading.refuse("minimum", SlaError("“{field}” cannot be above {most}.", field=name, most=MOST_POINTS))
        return None
    exact = Decimal(str(row.get("exact") or "NaN"))
    if float(exact) == float(found):
        return exact
    whole = found.to_integral()
    return whole if found == whole else found


def _check_order(found: Sequence[tuple[int, Band]], reading: Reading) -> None:
    if not LEAST_BANDS <= len(found) <= MOST_BANDS:
        reading.row = 0
        wrong = SlaError(
            "An axis has {least} to {most} bands, each with a name of its own.",
            least=LEAST_BANDS,
            most=MOST_BANDS,
        )
        reading.refuse("label", wrong)
        return
    for (_, better), (reading.row, worse) in pairwise(found):
        if better.minimum <= worse.minimum:
            wrong = SlaError(
                "The bands are out of order: “{better}” must begin at more points than “{worse}”.",
                better=better.label,
                worse=worse.label,
            )
            reading.refuse("minimum", wrong)
    reading.row, lowest = found[-1]
    if lowest.minimum > 0:
        wrong = SlaError(
            "The lowest band, “{band}”, must begin at 0: otherwise some leads are in none.", band=lowest.label
        )
        reading.refuse("minimum", wrong)


def group_rows(caps: MostPoints) -> list[Row]:
    """Return the most points of groups as rows."""
    return [{"group": group, "points": points} for group, points in caps.groups.items()]


def groups(rows: Sequence[Row], t: Texts) -> tuple[dict[str, int], list[Fault]]:
    """Return the most points of each group, and what is wrong with the rows."""
    reading = Reading("groups", t)
    found: dict[str, int] = {}
    for reading.row, row in enumerate(rows, start=1):
        if is_empty(row, ("group", "points")):
            continue
        name = reading.text("group", row, needed=True)
        points = number("points", row, reading, most=MOST_POINTS, least=1)
        if name in found:
            reading.refuse("group", SlaError("The group “{group}” stands here twice.", group=name))
        elif name and points is not None:
            found[name] = points
    return found, reading.faults


def renames(rows: Sequence[Row], before: Sequence[Band]) -> dict[str, str | None]:
    """Return what each band of before is called now, None for one that is gone."""
    now = {row["was"]: str(row.get("label") or "").strip() for row in rows if row.get("was")}
    kept = {str(row.get("label") or "").strip() for row in rows}
    return {
        band.label: now.get(band.label) or (band.label if band.label in kept else None) for band in before
    }


def followed(terms: Terms, grades: Mapping[str, str | None], ratings: Mapping[str, str | None]) -> Terms:
    """Return terms whose treatments and definitions have gone along with renamed bands.

    Treatments of a band that is gone go with it. Raises `SlaError` where a definition asks for it.
    """
    treatments = [
        each.model_copy(update={"grade": grade, "rating": rating})
        for each in terms.treatments
        if (grade := grades.get(each.grade, each.grade)) and (rating := ratings.get(each.rating, each.rating))
    ]
    by_axis = {"fit": grades, "engagement": ratings}
    definitions = {stage: _defined(of, by_axis) for stage, of in terms.definitions.items()}
    return terms.model_copy(update={"treatments": tuple(treatments), "definitions": definitions})


def _defined(of: LeadDefinition, by_axis: Mapping[str, Mapping[str, str | None]]) -> LeadDefinition:
    def follow(condition: Any) -> Any:
        if not isinstance(condition, ScoreCondition):
            return condition
        label = by_axis[condition.axis].get(condition.at_least, condition.at_least)
        if label is None:
            raise SlaError(
                "A definition asks for “{label}”: change the definition before this band goes.",
                label=condition.at_least,
            )
        return condition.model_copy(update={"at_least": label})

    return LeadDefinition(
        all_of=tuple(follow(each) for each in of.all_of), any_of=tuple(follow(each) for each in of.any_of)
    )
