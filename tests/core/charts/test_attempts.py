"""The chart of attempts, looked at as its specification."""

from typing import Any

from sla_core.charts.attempts import TriesTable, tries_chart
from sla_core.charts.style import LIGHT, Style
from sla_core.follow_up.attempts import Tries
from sla_core.i18n import Language, Texts

STYLE = Style(root=16, dark=False, language=Language.ENGLISH)
TRIES = Tries(reached=(20, 9, 4, 1), not_reached=(0, 3, 2, 1), unknown=0)


def drawn(floor: int | None = 2, cap: int | None = 2) -> list[dict[str, Any]]:
    spec = tries_chart(TriesTable(TRIES, floor, cap), STYLE, Texts(Language.ENGLISH), 10.0)
    layers: list[dict[str, Any]] = spec["layer"]
    return layers


def test_reached_stand_below_those_not_reached_and_what_is_above_the_cap_is_broken() -> None:
    bars = drawn()[0]["data"]["values"]
    assert [(bar["from"], bar["low"], bar["high"], bar["colour"]) for bar in bars] == [
        (-0.375, 0, 20, LIGHT.sales),
        (0.625, 0, 9, LIGHT.sales),
        (0.625, 9, 12, LIGHT.muted),
        (1.625, 0, 4, LIGHT.sales),
        (1.625, 4, 6, LIGHT.muted),
        (2.625, 0, 1, LIGHT.broken),
        (2.625, 1, 2, LIGHT.broken),
    ]


def test_each_bar_has_its_number_and_none_is_written_where_nobody_is() -> None:
    assert [row["count"] for row in drawn()[1]["data"]["values"]] == ["20", "12", "6", "2"]
    empty = Tries(reached=(0, 0, 0), not_reached=(0, 1, 0), unknown=0)
    spec = tries_chart(TriesTable(empty, None, None), STYLE, Texts(Language.ENGLISH), 10.0)
    assert [row["count"] for row in spec["layer"][1]["data"]["values"]] == ["1"]


def test_the_floor_stands_before_its_number_and_the_cap_behind_its_own() -> None:
    rules = [layer for layer in drawn() if layer["mark"]["type"] == "rule"]
    assert [rule["data"]["values"] for rule in rules] == [[{"from": 1.5}], [{"from": 2.5}]]
    words = [layer["mark"]["text"] for layer in drawn()[2:] if layer["mark"]["type"] == "text"]
    assert words == ["at least 2", "at most 2"]


def test_where_no_floor_is_agreed_or_versions_differ_no_rule_is_drawn() -> None:
    assert [layer["mark"]["type"] for layer in drawn(floor=0, cap=None)] == ["rect", "text"]
    assert [layer["mark"]["type"] for layer in drawn(floor=None, cap=2)] == ["rect", "text", "rule", "text"]


def test_the_last_place_stands_for_all_with_more_attempts() -> None:
    axis = drawn()[0]["encoding"]["x"]["axis"]
    assert axis["values"] == [0, 1, 2, 3]
    assert '"2": "2", "3": "3+"' in axis["labelExpr"]


def test_of_many_places_only_some_are_named_and_always_the_last() -> None:
    many = Tries(reached=(1,) * 32, not_reached=(0,) * 32, unknown=0)
    spec = tries_chart(TriesTable(many, None, None), STYLE, Texts(Language.ENGLISH), 10.0)
    values = spec["layer"][0]["encoding"]["x"]["axis"]["values"]
    assert values[:3] == [0, 3, 6]
    assert values[-1] == 31
    assert len(values) <= 12
