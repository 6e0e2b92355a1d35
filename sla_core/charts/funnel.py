"""The flow through the funnel: a bar per stage with its promise, the rate to the next one, the period before.

A click anywhere on a stage selects it. In a narrow drawing notes are shorter; how wide it is, only the reader's
browser knows, so that choice is an expression of Vega.
"""

from dataclasses import dataclass
from typing import Any

import altair as alt

from sla_core.charts.funnel_bars import (
    BOLD,
    GAP,
    LETTER,
    Paint,
    across,
    down,
    encoded,
    lines,
    longest,
    rectangle,
    rectangles,
)
from sla_core.charts.style import Palette, Style, rows
from sla_core.verdict import Standing

PICKED = "stage"  # the selection that a click makes, and the column it tells
_HEAD = 1.7  # root sizes over the first bar, for the head of the last column
_LAST = 0.55  # of the height of a stage, what the last one takes: nobody goes on from it
_WIDE = 42  # from so many root sizes on, notes are told in full


@dataclass(frozen=True)
class StageBar:
    """A stage: how many came to it in a period and in the one before, what was promised, who goes on.

    `status` and `onward` are told in full and shortly. `target` and `before` are None where there is none.
    """

    stage: str
    name: str
    paint: Paint
    n: int
    figure: str
    target: int | None
    status: tuple[str, str]
    standing: Standing
    before: int | None
    figure_before: str
    onward: tuple[str, str]

    @property
    def reach(self) -> int:
        """The furthest that is drawn."""
        return max(self.n, self.target or 0, self.before or 0)


@dataclass(frozen=True)
class StageTable:
    """The stages from top to bottom; `before` heads the column of the period before."""

    bars: tuple[StageBar, ...]
    before: str


def stages_chart(table: StageTable, style: Style, pitch: float) -> dict[str, Any]:
    """Return the bars of the flow; a stage takes `pitch` root sizes of the height."""
    height = _HEAD + (len(table.bars) - 1 + _LAST) * pitch
    tops = [_HEAD + number * pitch for number in range(len(table.bars))]
    x, y = _across(table, style), down(height)
    layers = [
        rectangles(_bars(table, tops, pitch, style), x, y),
        lines(_promises(table, tops, pitch, style), x, y, style.root / 6),
        *_words(table, tops, pitch, x, y, style),
        *_before(table, tops, pitch, y, style),
        _clicks(table, tops, pitch, y),
    ]
    return style.finish(layers, height)


def _across(table: StageTable, style: Style) -> alt.Scale:
    """Return the scale of the bars: beside them stand names to the left, figures and notes to the right."""
    begin = style.rem(longest([bar.name for bar in table.bars]) * LETTER + GAP)
    figures = _figures(table) + longest([bar.figure_before for bar in table.bars]) * LETTER + GAP
    full, short = (
        [style.rem(figures + longest([bar.status[form]]) * LETTER) for bar in table.bars] for form in (0, 1)
    )
    return across([bar.reach for bar in table.bars], full, begin, _is_wide(style), short)


def _is_wide(style: Style) -> str:
    return f"width >= {style.rem(_WIDE)}"


def _figures(table: StageTable) -> float:
    """Return the root sizes that the figures beside the bars take."""
    return longest([bar.figure for bar in table.bars]) * BOLD + 2 * GAP


def _bars(table: StageTable, tops: list[float], pitch: float, style: Style) -> list[dict[str, Any]]:
    palette, made = style.palette, []
    for bar, top in zip(table.bars, tops, strict=True):
        if bar.n:
            made.append(rectangle(0, bar.n, top, top + 0.4 * pitch, bar.paint.colour(palette)))
        if bar.target is not None and bar.target > bar.n:  # what is missing to the promise
            made.append(rectangle(bar.n, bar.target, top + 0.02 * pitch, top + 0.38 * pitch, palette.grid))
        if bar.before:
            made.append(rectangle(0, bar.before, top + 0.42 * pitch, top + 0.52 * pitch, palette.neutral))
    return made


def _promises(table: StageTable, tops: list[float], pitch: float, style: Style) -> list[dict[str, Any]]:
    return [
        {
            "from": bar.target,
            "to": bar.target,
            "top": top - 0.06 * pitch,
            "bottom": top + 0.46 * pitch,
            "colour": style.palette.ink,
        }
        for bar, top in zip(table.bars, tops, strict=True)
        if bar.target is not None
    ]


def _words(
    table: StageTable, tops: list[float], pitch: float, x: alt.Scale, y: alt.Scale, style: Style
) -> list[alt.Chart]:
    palette = style.palette
    values = [
        {
            "from": bar.reach,
            "top": top + 0.21 * pitch,
            "onward_top": top + 0.74 * pitch,
            "zero": 0,
            "name": bar.name,
            "figure": bar.figure,
            "status": bar.status[0],
            "status_short": bar.status[1],
            "colour": _status_colour(bar.standing, palette),
            "onward": bar.onward[0],
            "onward_short": bar.onward[1],
        }
        for bar, top in zip(table.bars, tops, strict=True)
    ]
    base = alt.Chart(rows(values))

    def text(colour: str, dx: float, *, bold: bool = False) -> Any:
        mark = base.mark_text(
            color=colour, align="left", baseline="middle", dx=dx, fontWeight=600 if bold else 400
        )
        return encoded(mark, x, y, ends=False)

    onward_top = alt.Y("onward_top:Q", scale=y, axis=None)
    return [
        text(palette.ink, 0, bold=True).encode(x=alt.value(0), text="name:N"),
        text(palette.ink, style.rem(GAP), bold=True).encode(text="figure:N"),
        text(palette.ink, style.rem(_figures(table))).encode(
            text=_told("status", style), color=alt.Color("colour:N", scale=None)
        ),
        text(palette.muted, 0).encode(
            x=alt.X("zero:Q", scale=x, axis=None), y=onward_top, text=_told("onward", style)
        ),
    ]


def _told(column: str, style: Style) -> Any:
    """Return a note in full where there is room for it."""
    return alt.value(alt.expr(f"{_is_wide(style)} ? datum.{column} : datum.{column}_short"))


def _status_colour(standing: Standing, palette: Palette) -> str:
    """Return the colour of a status; charts have none of their own for what is at risk: the sign tells it."""
    colours = {Standing.KEPT: palette.kept, Standing.BROKEN: palette.broken}
    muted = standing in {Standing.NO_TARGET, Standing.TOO_LITTLE}
    return colours.get(standing, palette.muted if muted else palette.ink)


def _before(
    table: StageTable, tops: list[float], pitch: float, y: alt.Scale, style: Style
) -> list[alt.Chart]:
    values = [
        {"top": top + 0.21 * pitch, "word": bar.figure_before}
        for bar, top in zip(table.bars, tops, strict=True)
    ]
    if not table.before:
        return []
    mark = alt.Chart(rows([{"top": 0.65, "word": table.before}, *values])).mark_text(
        color=style.palette.muted, align="right", baseline="middle"
    )
    column: alt.Chart = mark.encode(
        x=alt.value(alt.expr("width")), y=alt.Y("top:Q", scale=y, axis=None), text="word:N"
    )
    return [column]


def _clicks(table: StageTable, tops: list[float], pitch: float, y: alt.Scale) -> alt.Chart:
    """Return a layer on top of all that takes the clicks, over the whole width of each stage."""
    values = [
        {"stage": bar.stage, "top": top - 0.1 * pitch, "bottom": top + 0.9 * pitch}
        for bar, top in zip(table.bars, tops, strict=True)
    ]
    picked = alt.selection_point(name=PICKED, fields=["stage"])
    marks: alt.Chart = (
        alt.Chart(rows(values))
        .mark_rect(opacity=0, cursor="pointer")
        .encode(
            x=alt.value(0),
            x2=alt.value(alt.expr("width")),
            y=alt.Y("top:Q", scale=y, axis=None),
            y2="bottom:Q",
            detail="stage:N",
        )
        .add_params(picked)
    )
    return marks
