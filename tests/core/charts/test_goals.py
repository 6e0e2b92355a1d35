"""The chart of Goals, looked at as its specification."""

from typing import Any

import pytest

from sla_core.charts.goals import LoadBar, LoadTable, load_chart
from sla_core.charts.style import DARK, LIGHT, Style
from sla_core.i18n import Language, Texts

STYLE = Style(root=16, dark=False, language=Language.ENGLISH)
FITS = LoadTable((LoadBar("now 177", 177.0), LoadBar("agreed 200", 200.0), LoadBar("needed 20", 20.0)), 231.0)
TOO_MANY = LoadTable((LoadBar("agreed 300", 300.0),), 231.0)


def draw(table: LoadTable, style: Style = STYLE) -> dict[str, Any]:
    return load_chart(table, style, Texts(style.language), 9.0)


def layers(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def bars(spec: dict[str, Any]) -> list[dict[str, Any]]:
    (layer,) = layers(spec, "bar")
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


def test_bars_begin_at_zero_in_sales_colour() -> None:
    assert bars(draw(FITS)) == [
        {"row": place + 1, "begin": 0.0, "end": end, "colour": LIGHT.sales}
        for place, end in enumerate((177.0, 200.0, 20.0))
    ]
    assert draw(FITS)["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0


def test_what_lies_beyond_the_room_stands_out() -> None:
    assert [(part["begin"], part["end"], part["colour"]) for part in bars(draw(TOO_MANY))] == [
        (0.0, 231.0, LIGHT.sales),
        (231.0, 300.0, LIGHT.broken),
    ]


def test_every_bar_tells_its_hours_inside_or_where_it_is_short_beside_it() -> None:
    inside, beside, room = layers(draw(FITS), "text")
    assert [row["said"] for row in inside["data"]["values"]] == ["177 h", "200 h"]
    assert (inside["mark"]["align"], inside["mark"]["color"]) == ("right", "#FFFFFF")
    assert [row["said"] for row in beside["data"]["values"]] == ["20 h"]
    assert (beside["mark"]["align"], beside["mark"]["color"]) == ("left", LIGHT.ink)
    assert room["mark"]["text"] == "room for 231 h"


@pytest.mark.parametrize(("table", "side"), [(FITS, "right"), (TOO_MANY, "right")])
def test_the_word_at_the_rule_stays_in_the_drawing(table: LoadTable, side: str) -> None:
    assert layers(draw(table), "text")[-1]["mark"]["align"] == side


def test_the_word_at_a_rule_far_left_stands_to_its_right() -> None:
    table = LoadTable((LoadBar("agreed 300", 300.0),), 20.0)
    assert layers(draw(table), "text")[-1]["mark"]["align"] == "left"


def test_the_axis_names_the_bars_and_keeps_a_row_for_the_word_at_the_rule() -> None:
    y = draw(FITS)["layer"][0]["encoding"]["y"]
    assert y["scale"]["domain"] == [0, 1, 2, 3]
    assert y["axis"]["values"] == [1, 2, 3]
    assert '"1": "now 177"' in y["axis"]["labelExpr"]


def test_colours_follow_the_theme_and_sizes_the_root() -> None:
    spec = draw(FITS, Style(root=36, dark=True, language=Language.BOKMAL))
    assert bars(spec)[0]["colour"] == DARK.sales
    assert layers(spec, "text")[0]["mark"]["color"] == "#0F1216"
    assert spec["config"]["text"]["fontSize"] == 31.5


def test_column_names_are_our_own() -> None:
    for layer in draw(TOO_MANY)["layer"]:
        for row in layer["data"]["values"]:
            assert set(row) <= {"row", "begin", "end", "colour", "said"}
