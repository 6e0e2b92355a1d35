"""The charts of Follow-up, looked at as their specifications and tables."""

from typing import Any

import numpy as np
import pytest

from sla_core.charts.follow_up import ResponseTable, response_chart, response_table, strip_chart
from sla_core.charts.style import LIGHT, Style
from sla_core.i18n import NBSP, Language, Texts

STYLE = Style(root=16, dark=False, language=Language.ENGLISH)
HOUR = 3600


def gathered(hours: list[float], late: list[bool], limit: int | None = 4 * HOUR) -> ResponseTable:
    return response_table(
        np.array([h * HOUR for h in hours], dtype=np.int64), np.array(late, dtype=bool), limit
    )


def words(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["text"] for layer in spec["layer"] if layer["mark"]["type"] == "text"]


def test_the_strip_shows_each_number_once_in_its_colour_and_nothing_that_is_zero() -> None:
    (layer,) = strip_chart((52, 3, 0, 5, 2), STYLE)["layer"]
    rows = layer["data"]["values"]
    assert [row["colour"] for row in rows] == [LIGHT.kept, LIGHT.broken, LIGHT.neutral, LIGHT.grid]
    assert [row["begin"] for row in rows] == [0, 52, 55, 60]
    assert all(row["end"] > row["begin"] for row in rows)


def test_the_strip_of_nothing_is_empty() -> None:
    (layer,) = strip_chart((0, 0, 0, 0, 0), STYLE)["layer"]
    assert layer["data"]["values"] == []


def test_eight_bins_make_up_the_promise_and_the_limit_itself_is_before_the_rule() -> None:
    table = gathered([0, 0.5, 0.51, 4, 4.01], [False, False, False, False, True])
    assert table.width == HOUR // 2
    assert [(b.begin / HOUR, b.in_time, b.late) for b in table.bins if b.in_time or b.late] == [
        (0, 2, 0),
        (0.5, 1, 0),
        (3.5, 1, 0),
        (4, 0, 1),
    ]


def test_what_took_very_long_is_gathered_beyond_the_last_bin_and_none_is_lost() -> None:
    table = gathered([1, 9, 300], [False, True, True])
    assert table.bins[-1].beyond
    assert (table.bins[-1].begin, table.bins[-1].late) == (8 * HOUR, 2)
    assert (table.in_time, table.late) == (1, 2)


def test_without_late_answers_the_promise_still_stands_on_the_scale() -> None:
    table = gathered([0.2, 0.4], [False, False])
    assert len(table.bins) * table.width == 4 * HOUR
    assert not table.bins[-1].beyond


@pytest.mark.parametrize("limit", [60, 30 * 60, 4 * HOUR, 40 * HOUR, 1000 * HOUR])
def test_any_promise_gives_a_readable_number_of_bins(limit: int) -> None:
    table = gathered([0.01, limit / HOUR, limit * 3 / HOUR], [False, False, True], limit)
    assert table.in_time + table.late == 3
    assert 4 <= len(table.bins) <= 17


def test_the_histogram_draws_the_promise_as_a_rule_with_its_words() -> None:
    table = gathered([1, 2, 6], [False, False, True])
    spec = response_chart(table, STYLE, Texts(Language.ENGLISH), 8.0)
    assert [layer["mark"]["type"] for layer in spec["layer"][:2]] == ["rect", "rule"]
    assert words(spec) == ["✓ 2 in time", f"promised: 4{NBSP}h", "◆ 1 late"]
    colours = {row["colour"] for row in spec["layer"][0]["data"]["values"]}
    assert colours == {LIGHT.sales, LIGHT.broken}


def test_a_count_of_zero_has_no_colour() -> None:
    spec = response_chart(gathered([1, 2], [False, False]), STYLE, Texts(Language.ENGLISH), 8.0)
    colours = {layer["mark"]["text"]: layer["mark"]["color"] for layer in spec["layer"][2:]}
    assert (colours["✓ 2 in time"], colours["◆ 0 late"]) == (LIGHT.kept, LIGHT.muted)


def test_a_promise_in_days_has_no_rule_because_hours_do_not_tell_it() -> None:
    table = gathered([5, 9], [False, True], limit=None)
    spec = response_chart(table, STYLE, Texts(Language.ENGLISH), 8.0)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect"]
    assert (table.in_time, table.late) == (1, 1)
