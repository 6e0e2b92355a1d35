"""Charts of Lead criteria: how many points customers and other leads have, each with its own height from 0."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np

from sla_core.charts.style import Style, rows
from sla_core.columns import Flags
from sla_core.i18n import Texts
from sla_core.scoring.model import HUNDRED, Points

MOST = 100  # points; the last bar holds everything from there on
_STEPS = (10, 5)  # points per bar: the first in which a bar begins at the limit
_PALE = 0.35
_HEADROOM = 1.3  # above the highest bar, for its count
_LAYERS_OF_BARS = 2  # the bars, and the counts on them
_LABEL = 1.8  # root sizes that a count takes
_NOT_WON = {False: "#A8A297", True: "#7C766D"}
_WON = {False: "#1F4E5F", True: "#7FA9B8"}


@dataclass(frozen=True)
class ScoreTable:
    """Leads by their points in bars of `step` points; from `limit` points on they reach the band that SQL asks for."""

    counts: tuple[int, ...]
    step: int
    limit: float | None
    is_won: bool
    shows_axis: bool


def score_table(
    points: Points, which: Flags, limit: float | None, *, is_won: bool, shows_axis: bool
) -> ScoreTable:
    """Return how many of some leads have how many points; `points` in hundredths."""
    step = next((each for each in _STEPS if limit is None or limit % each == 0), _STEPS[-1])
    place = np.minimum(points[which] // (step * HUNDRED), MOST // step - 1)
    counts = tuple(np.bincount(place, minlength=MOST // step).tolist())
    return ScoreTable(counts, step, limit, is_won, shows_axis)


def score_chart(table: ScoreTable, style: Style, t: Texts, height: float) -> dict[str, Any]:
    """Return the bars with their counts; those below the limit pale, the limit as a dashed rule.

    With every moved weight only the rows differ: the rest is made once.
    """
    highest = max(*table.counts, 1)
    values = [
        _bar(place, n / highest, t.number(n) if n else "", table) for place, n in enumerate(table.counts)
    ]
    made = _without_rows(replace(table, counts=(0,) * len(table.counts)), style, height)
    bars = [{**layer, "data": {"values": values}} for layer in made["layer"][:_LAYERS_OF_BARS]]
    return {**made, "layer": [*bars, *made["layer"][_LAYERS_OF_BARS:]]}


@lru_cache(maxsize=64)
def _without_rows(table: ScoreTable, style: Style, height: float) -> dict[str, Any]:
    ticks = list(range(0, MOST + 1, 20))
    axis = alt.Axis(values=ticks, grid=False) if table.shows_axis else None
    across = alt.Scale(domain=[0, MOST], nice=False)
    x, middle = (alt.X(f"{column}:Q", scale=across, axis=axis) for column in ("begin", "middle"))
    y = alt.Y("height:Q", scale=alt.Scale(domain=[0, _HEADROOM], nice=False), axis=None)
    base = alt.Chart(rows([_bar(place, 0, "", table) for place in range(len(table.counts))]))
    # On a phone counts would run into each other: they are left out there.
    fits = f"width > {len(table.counts) * style.rem(_LABEL):.0f} ? 1 : 0"
    layers = [
        base.mark_rect(color=(_WON if table.is_won else _NOT_WON)[style.dark]).encode(
            x=x, x2="end:Q", y=y, y2="zero:Q", opacity=alt.Opacity("strength:Q", scale=None)
        ),
        base.mark_text(
            baseline="bottom", dy=-style.rem(0.15), color=style.palette.muted, opacity=alt.expr(fits)
        ).encode(x=middle, y=y, text="said:N"),
    ]
    if table.limit is not None and 0 < table.limit <= MOST:
        rule = alt.Chart(rows([{"begin": table.limit}])).mark_rule(color=style.palette.ink, **style.dash())
        layers.append(rule.encode(x=x))
    return style.finish(layers, height)


def _bar(place: int, height: float, said: str, table: ScoreTable) -> dict[str, Any]:
    begin, end = place * table.step, (place + 1) * table.step
    is_below = table.limit is not None and begin < table.limit
    return {
        "begin": begin + 0.3,
        "end": end - 0.3,
        "middle": begin + table.step / 2,
        "height": height,
        "zero": 0,
        "said": said,
        "strength": _PALE if is_below else 1.0,
    }
