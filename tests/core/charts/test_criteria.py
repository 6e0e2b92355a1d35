"""The chart of points: every lead in one bar, each chart with its own height, the limit where a bar begins."""

import numpy as np
import pytest

from sla_core.charts.criteria import ScoreTable, score_chart, score_table
from sla_core.charts.style import Style
from sla_core.i18n import Language, Texts

ENGLISH = Texts(Language.ENGLISH)
STYLE = Style(16, False, Language.ENGLISH)
POINTS = np.array([0, 999, 1_000, 2_499, 2_500, 9_999, 10_000, 55_555])
ALL = np.ones(len(POINTS), dtype=bool)


def table(limit: float | None, which: np.ndarray = ALL) -> ScoreTable:
    return score_table(POINTS, which, limit, is_won=True, shows_axis=True)


@pytest.mark.parametrize(("limit", "step"), [(None, 10), (40.0, 10), (25.0, 5), (12.5, 5)])
def test_a_bar_begins_at_the_limit_where_one_can(limit: float | None, step: int) -> None:
    assert table(limit).step == step
    assert sum(table(limit).counts) == len(POINTS)


def test_every_lead_stands_in_the_bar_of_its_points_and_the_rest_in_the_last() -> None:
    assert table(None).counts == (2, 1, 1 + 1, 0, 0, 0, 0, 0, 0, 3)
    assert table(None, POINTS < 1_000).counts[0] == 2


def test_bars_below_the_limit_are_pale_and_a_rule_stands_at_it() -> None:
    spec = score_chart(table(25.0), STYLE, ENGLISH, 5)
    bars = spec["layer"][0]["data"]["values"]
    assert [bar["strength"] for bar in bars[3:7]] == [0.35, 0.35, 1.0, 1.0]
    assert spec["layer"][2]["data"]["values"] == [{"begin": 25.0}]
    assert len(score_chart(table(None), STYLE, ENGLISH, 5)["layer"]) == 2


def test_other_counts_change_nothing_but_the_rows() -> None:
    one, other = (score_chart(table(25.0, which), STYLE, ENGLISH, 5) for which in (ALL, POINTS > 0))
    said = [[row["said"] for row in spec["layer"][0]["data"]["values"]] for spec in (one, other)]
    assert said[0][0] == "1"
    assert said[1][0] == ""
    assert one["layer"][2] == other["layer"][2]
    assert {**one, "layer": ()} == {**other, "layer": ()}


def test_the_highest_bar_has_its_full_height_whatever_the_counts() -> None:
    for which in (ALL, POINTS > 50_000):
        heights = [
            row["height"]
            for row in score_chart(table(None, which), STYLE, ENGLISH, 5)["layer"][0]["data"]["values"]
        ]
        assert max(heights) == 1.0


def test_nobody_at_all_is_an_empty_chart() -> None:
    spec = score_chart(table(40.0, POINTS < 0), STYLE, ENGLISH, 5)
    assert {row["said"] for row in spec["layer"][0]["data"]["values"]} == {""}
