"""The chart of Meeting, looked at as its specification."""

from datetime import date
from typing import Any

import pytest

from sla_core.charts.meeting import PaceTable, pace_chart
from sla_core.charts.style import DARK, LIGHT, Style, ticks
from sla_core.i18n import Language, Texts
from sla_core.pace import PaceDay
from tests.core.charts.months import table

STYLE = Style(root=26, dark=False, language=Language.ENGLISH)


def draw(shown: PaceTable, style: Style = STYLE) -> dict[str, Any]:
    return pace_chart(shown, style, Texts(style.language), 10.0)


def words(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["text"] for layer in spec["layer"] if layer["mark"]["type"] == "text"]


def values(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    (layer,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


def test_bars_count_up_to_today_and_the_line_goes_on_to_the_promise() -> None:
    spec = draw(table(15, 182))
    bars = values(spec, "bar")
    assert len(bars) == 15
    assert bars[-1] == {"day": 14, "count": 182, "now": True}
    assert values(spec, "line")[-1] == {"day": 20, "count": 280.0}
    assert [point["day"] for point in values(spec, "point")] == [14, 20]


def test_three_direct_labels_tell_the_figures() -> None:
    assert words(draw(table(15, 182))) == ["280 promised", "182 delivered", "200 expected by today"]


@pytest.mark.parametrize("today", [1, 3, 18, 21])
def test_labels_move_to_the_top_left_where_there_is_no_room_beside_today(today: int) -> None:
    spec = draw(table(today, 100))
    marks = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    assert [mark["encoding"]["x"]["value"]["expr"].startswith("false ?") for mark in marks] == [
        False,
        True,
        True,
    ]
    heights = [mark["encoding"]["y"]["value"]["expr"] for mark in marks[1:]]
    assert [height.rsplit(" ", 1)[1] for height in heights] == [str(1.4 * STYLE.root), str(2.6 * STYLE.root)]


def test_without_a_target_there_is_no_line_and_one_label() -> None:
    spec = draw(table(15, 182, target=None))
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "text"]
    assert words(spec) == ["182 delivered"]


def test_before_the_first_working_day_only_the_promise_is_drawn() -> None:
    shown = table(15, 0)
    empty = PaceTable(
        tuple(PaceDay(day.day, None, day.expected) for day in shown.days), shown.pace, date(2026, 11, 1)
    )
    assert values(draw(empty), "bar") == []


def test_the_scale_begins_at_zero_and_holds_what_exceeds_the_promise() -> None:
    for reached in (182, 400):
        (low, high) = draw(table(15, reached))["layer"][0]["encoding"]["y"]["scale"]["domain"]
        assert low == 0
        assert high > max(reached, 280)


def test_the_axis_names_the_first_day_the_mondays_today_and_the_last_day() -> None:
    axis = draw(table(15, 182))["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == [0, 5, 10, 14, 20]
    for word in ("2 Nov", "9", "16", "today", "30"):
        assert f'"{word}"' in axis["labelExpr"]


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_colours_follow_the_theme_and_sizes_the_root(dark: bool, palette: Any) -> None:
    spec = draw(table(15, 182), Style(root=36, dark=dark, language=Language.BOKMAL))
    config = spec["config"]
    assert spec["layer"][0]["encoding"]["color"]["condition"][0]["value"] == palette.marketing
    assert config["axis"]["gridColor"] == palette.grid
    assert (config["axis"]["labelFontSize"], config["axis"]["labelLimit"]) == (31.5, 0)
    assert config["text"]["fontSize"] == 31.5
    assert config["locale"]["number"]["decimal"] == ","
    assert spec["height"] == 360


def test_column_names_are_our_own() -> None:
    for layer in draw(table(15, 182))["layer"]:
        for row in layer["data"]["values"]:
            assert set(row) <= {"day", "count", "now"}


@pytest.mark.parametrize(
    ("highest", "expected"), [(280, [0, 100, 200]), (1, [0, 1]), (11, [0, 5, 10]), (2999, [0, 1000, 2000])]
)
def test_ticks_are_few_and_round(highest: int, expected: list[int]) -> None:
    assert ticks(highest) == expected
