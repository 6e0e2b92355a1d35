"""The charts of the funnel, looked at as their specifications."""

import json
from dataclasses import replace
from typing import Any

import pytest

from sla_core.charts.funnel import PICKED, StageBar, StageTable, stages_chart
from sla_core.charts.funnel_bars import Bar, BarTable, Paint, bars_chart
from sla_core.charts.style import DARK, LIGHT, Style
from sla_core.i18n import Language
from sla_core.verdict import Standing

STYLE = Style(root=16, dark=False, language=Language.ENGLISH)
MQL = StageBar(
    stage="marketing_qualified",
    name="MQL",
    paint=Paint.MARKETING,
    n=604,
    figure="604",
    target=640,
    status=("◆ 36 short · 640 promised", "◆ of 640"),
    standing=Standing.BROKEN,
    before=580,
    figure_before="580",
    onward=("↓ 35 % (214 of 604), between 32 % and 39 %", "↓ 35 % (214 of 604)"),
)
SQL = replace(
    MQL,
    stage="sales_qualified",
    name="SQL",
    paint=Paint.SALES,
    n=214,
    figure="214",
    target=200,
    status=("✓ 200 promised", "✓ of 200"),
    standing=Standing.KEPT,
    before=None,
    figure_before="",
    onward=("", ""),
)
FLOW = StageTable((MQL, SQL), "Q2 2026")


def values(spec: dict[str, Any], mark: str, place: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == mark
    ][place]
    return found


def test_each_stage_has_its_bar_in_its_teams_colour_what_is_missing_and_the_period_before() -> None:
    bars = values(stages_chart(FLOW, STYLE, 3.0), "rect")
    assert [(bar["from"], bar["to"], bar["colour"]) for bar in bars] == [
        (0, 604, LIGHT.marketing),
        (604, 640, LIGHT.grid),
        (0, 580, LIGHT.neutral),
        (0, 214, LIGHT.sales),
    ]


def test_the_promise_is_a_tick_where_there_is_a_target() -> None:
    assert [tick["from"] for tick in values(stages_chart(FLOW, STYLE, 3.0), "rule")] == [640, 200]
    without = StageTable((replace(MQL, target=None),), "")
    assert values(stages_chart(without, STYLE, 3.0), "rule") == []


def test_words_stand_beyond_whatever_reaches_furthest() -> None:
    words = values(stages_chart(FLOW, STYLE, 3.0), "text")
    assert [row["from"] for row in words] == [640, 214]
    assert [row["colour"] for row in words] == [LIGHT.broken, LIGHT.kept]


def test_the_column_of_the_period_before_has_a_head_and_is_left_out_without_one() -> None:
    spec = stages_chart(FLOW, STYLE, 3.0)
    assert [row["word"] for row in values(spec, "text", -1)] == ["Q2 2026", "580", ""]
    without = stages_chart(StageTable(FLOW.bars, ""), STYLE, 3.0)
    assert len(without["layer"]) == len(spec["layer"]) - 1


def test_a_click_anywhere_on_a_stage_tells_its_value() -> None:
    spec = stages_chart(FLOW, STYLE, 3.0)
    (param,) = spec["params"]
    assert (param["name"], param["select"]["fields"]) == (PICKED, ["stage"])
    clicks = spec["layer"][-1]  # on top of all others
    assert clicks["name"] in param["views"]
    assert [row["stage"] for row in clicks["data"]["values"]] == ["marketing_qualified", "sales_qualified"]
    assert (clicks["encoding"]["x"]["value"], clicks["encoding"]["x2"]["value"]) == (0, {"expr": "width"})


def test_the_height_grows_with_the_stages_and_the_root() -> None:
    low = stages_chart(StageTable((MQL,), ""), STYLE, 3.0)["height"]
    high = stages_chart(FLOW, STYLE, 3.0)["height"]
    assert high - low == 48
    assert stages_chart(FLOW, replace(STYLE, root=32), 3.0)["height"] == pytest.approx(2 * high, abs=1)


def bars(*shown: Bar, rule: float | None = None) -> dict[str, Any]:
    return bars_chart(BarTable(shown, rule), STYLE, 2.0 * len(shown))


def test_parts_follow_each_other_and_nothing_is_drawn_for_zero() -> None:
    spec = bars(
        Bar("SQL", ((530, Paint.SALES), (870, Paint.LIGHT)), "1,400"),
        Bar("Lead", ((0, Paint.MARKETING),), "0"),
    )
    assert [(part["from"], part["to"]) for part in values(spec, "rect")] == [(0, 530), (530, 1400)]


def test_an_unripe_bar_is_an_outline_with_diagonals_that_stay_inside_it() -> None:
    spec = bars(
        Bar("Aug", ((0.5, Paint.SALES),), "50 %"), Bar("Sep", ((0.2, Paint.SALES),), "20 %", hatched=True)
    )
    ripe, unripe = values(spec, "rect")
    assert (ripe["filled"], unripe["filled"], unripe["edge"]) == (1, 0, LIGHT.sales)
    diagonals = values(spec, "rule")
    assert len(diagonals) > 5
    for line in diagonals:
        assert 0 <= line["from"] < line["to"] <= 0.2
        assert unripe["top"] - 1e-9 <= line["bottom"] < line["top"] <= unripe["bottom"] + 1e-9


def test_the_average_is_a_dashed_line_over_the_ripe_alone_and_words_stand_behind_it() -> None:
    ripe, unripe = (
        Bar(name, ((0.1, Paint.SALES),), "10 %", hatched=hatched)
        for name, hatched in (("Aug", False), ("Sep", True))
    )
    spec = bars(ripe, unripe, rule=0.4)
    (rule,) = values(spec, "rule", -1)
    first, second = values(spec, "rect")
    assert rule["from"] == 0.4
    assert first["bottom"] < rule["bottom"] < second["top"]
    assert [row["from"] for row in values(spec, "text")] == [0.4, 0.1]


def test_an_interval_is_a_line_and_the_words_stand_behind_it() -> None:
    spec = bars(Bar("Aug", ((0.1, Paint.SALES),), "10 %", interval=(0.05, 0.2)))
    (line,) = values(spec, "rule")
    assert (line["from"], line["to"], line["top"]) == (0.05, 0.2, line["bottom"])
    assert values(spec, "text")[0]["from"] == 0.2


def test_no_bars_at_all_draw_nothing_and_do_not_fail() -> None:
    assert values(bars_chart(BarTable(()), STYLE, 2.0), "rect") == []


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_colours_follow_the_theme_and_labels_have_no_limit(dark: bool, palette: Any) -> None:
    spec = stages_chart(FLOW, replace(STYLE, dark=dark), 3.0)
    assert values(spec, "rect")[0]["colour"] == palette.marketing
    assert spec["config"]["axis"]["labelLimit"] == 0


def test_what_users_wrote_is_a_value_and_never_a_column_or_an_expression() -> None:
    evil = "x'] + datum['y"
    spec = bars(Bar(evil, ((1, Paint.SALES),), "1", evil))
    for layer in spec["layer"]:
        layer.pop("data")
    assert "datum" not in json.dumps(spec)
