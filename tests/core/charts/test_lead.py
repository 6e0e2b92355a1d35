"""The charts of one lead, looked at as their specifications: the clock's working days, the boxes of attempts."""

from typing import Any

from sla_core.charts.lead import MOST_OPENINGS, boxes_chart, clock_chart, clock_table
from sla_core.charts.style import LIGHT, Style
from sla_core.i18n import Language, Texts
from sla_core.lead.deadline_walk import walk
from tests.core.oslo import at, oslo

STYLE = Style(root=16, dark=False, language=Language.ENGLISH)
EN = Texts(Language.ENGLISH)
HOUR = 3600


def spec(start: str, seconds: int, end: str) -> dict[str, Any]:
    calendar = oslo()
    due = calendar.deadline(at(start), seconds)
    table = clock_table(walk(calendar, at(start), due, at(end)), "Europe/Oslo", EN)
    return clock_chart(table, STYLE)


def bars(of: dict[str, Any]) -> list[tuple[float, float, str]]:
    rows = next(layer["data"]["values"] for layer in of["layer"] if layer["mark"]["type"] == "rect")
    return [(row["begin"] / HOUR, row["end"] / HOUR, row["colour"]) for row in rows]


def words(of: dict[str, Any]) -> list[str]:
    return [
        row.get("label") or ""
        for layer in of["layer"]
        if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    ]


def test_working_days_stand_side_by_side_without_the_night() -> None:
    gap = 8 * 2 * 0.02
    found = bars(spec("2026-11-19T12:30", 4 * HOUR, "2026-11-20T10:42"))
    assert found == [
        (0, 8, LIGHT.grid),
        (4.5, 8, LIGHT.sales),
        (8 + gap, 16 + gap, LIGHT.grid),
        (8 + gap, 8.5 + gap, LIGHT.sales),
        (8.5 + gap, 10.7 + gap, LIGHT.broken),
    ]


def test_the_rule_stands_at_the_deadline_and_the_days_are_named() -> None:
    found = spec("2026-11-19T12:30", 4 * HOUR, "2026-11-20T10:42")
    assert words(found) == ["Thu 19", "Fri 20", "due 08:30"]
    rule = next(layer for layer in found["layer"] if layer["mark"]["type"] == "rule")
    assert rule["data"]["values"][0]["begin"] == 8.5 * HOUR + 2 * 8 * HOUR * 0.02


def test_what_is_left_of_the_limit_is_not_filled() -> None:
    found = bars(spec("2026-11-19T12:30", 4 * HOUR, "2026-11-19T13:30"))
    assert [colour for _, _, colour in found].count(LIGHT.broken) == 0
    assert (4.5, 5.5, LIGHT.sales) in found


def test_a_very_long_way_shows_its_first_days_and_the_deadline() -> None:
    found = spec("2026-11-02T12:30", 4 * HOUR, "2027-02-19T10:42")
    assert sum(colour == LIGHT.grid for _, _, colour in bars(found)) == MOST_OPENINGS
    assert "due 08:30" in words(found)


def test_a_deadline_on_closing_time_stands_at_the_end_of_its_day() -> None:
    found = spec("2026-11-19T12:00", 4 * HOUR, "2026-11-19T12:00")
    rule = next(layer for layer in found["layer"] if layer["mark"]["type"] == "rule")
    assert rule["data"]["values"][0]["begin"] == 8 * HOUR


def boxes(made: int, floor: int, cap: int) -> list[tuple[str, str, bool]]:
    found = []
    for layer in boxes_chart((made, floor, cap), STYLE, EN)["layer"]:
        if layer["mark"]["type"] == "rect":
            dashed = "strokeDash" in layer["mark"]
            found += [(row["fill"], row["stroke"], dashed) for row in layer["data"]["values"]]
    return found


def test_attempts_are_boxes_made_owed_and_allowed() -> None:
    found = boxes(1, 5, 8)
    assert found[0] == (LIGHT.sales, LIGHT.sales, False)
    assert [stroke for _, stroke, dashed in found if not dashed] == [LIGHT.sales] * 5
    assert len([1 for _, _, dashed in found if dashed]) == 3
    assert sum(fill == LIGHT.sales for fill, _, _ in found) == 1


def test_more_than_the_cap_is_broken_and_no_floor_has_no_boxes_owed() -> None:
    assert [fill for fill, _, _ in boxes(10, 5, 8)].count(LIGHT.broken) == 2
    assert sum(dashed for _, _, dashed in boxes(0, 0, 3)) == 3
