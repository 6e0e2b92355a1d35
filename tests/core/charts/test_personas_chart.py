"""The bars of the personas, looked at as their specification."""

from typing import Any

from sla_core.charts.personas import CoverageBar, CoverageTable, Part, coverage_chart
from sla_core.charts.style import Style
from sla_core.i18n import Language

STYLE = Style(root=16, dark=False, language=Language.ENGLISH)
HOSTILE = "datum['x'] + <b> {{y}}"
TABLE = CoverageTable(
    (
        CoverageBar("Leads 200", (Part(HOSTILE, 50, "50"), Part("no persona", 150, "150", is_none=True))),
        CoverageBar("Customers 4", (Part(HOSTILE, 4, "4"), Part("no persona", 0, "0", is_none=True))),
    )
)


def values(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return next(layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == mark)


def test_every_bar_is_as_long_as_the_others_and_parted_by_shares() -> None:
    parts = values(coverage_chart(TABLE, STYLE, 6.0), "rect")
    assert [(part["from"], part["to"]) for part in parts] == [(0, 0.25), (0.25, 1), (0, 1), (1, 1)]


def test_who_matches_nobody_is_gray_and_no_part_has_a_status_or_team_colour() -> None:
    for dark in (False, True):
        style = Style(root=26, dark=dark, language=Language.BOKMAL)
        colours = [part["colour"] for part in values(coverage_chart(TABLE, style, 6.0), "rect")]
        assert colours[0] == colours[2] != colours[1]
        palette = style.palette
        assert not {palette.marketing, palette.sales, palette.kept, palette.broken} & set(colours)


def test_a_name_is_only_a_value_and_its_label_is_left_out_where_there_is_no_room() -> None:
    spec = coverage_chart(TABLE, STYLE, 6.0)
    text = next(layer for layer in spec["layer"] if "transform" in layer)
    assert text["transform"][0]["calculate"].endswith("datum.figure : ''")
    assert HOSTILE not in str(text["transform"])
    assert values(spec, "rect")[0]["label"] == f"{HOSTILE} 50"
