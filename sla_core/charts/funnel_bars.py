"""Bars of the funnel: lying one under the other with their names, figures and notes as direct labels.

Vertical places are told in root sizes from the top, so that words keep their distance at every size; where bars
begin and end across depends on the width, which only the reader's browser knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import altair as alt

from sla_core.charts.style import Palette, Style, rows

# Average widths of a letter in root sizes: regular, and figures in bold.
LETTER, BOLD = 0.47, 0.5
_NARROW = " \u00a0.,·:;()"
GAP = 0.5


class Paint(StrEnum):
    """What a bar stands for: whose stage it is, or a neutral amount."""

    MARKETING = "marketing"
    SALES = "sales"
    DARK = "muted"
    LIGHT = "neutral"

    def colour(self, palette: Palette) -> str:
        """Return the colour in a theme."""
        colour: str = getattr(palette, self.value)
        return colour


@dataclass(frozen=True)
class Bar:
    """A bar of `parts` one after another, its name, its figure in bold and a note behind that.

    `hatched`: an outline with diagonals, for what is not final. `interval`: where the true value lies.
    """

    name: str
    parts: tuple[tuple[float, Paint], ...]
    figure: str
    note: str = ""
    hatched: bool = False
    interval: tuple[float, float] | None = None

    @property
    def length(self) -> float:
        """All parts together."""
        return sum(amount for amount, _ in self.parts)

    @property
    def reach(self) -> float:
        """The furthest that is drawn."""
        return max(self.length, self.interval[1] if self.interval else 0.0)


@dataclass(frozen=True)
class BarTable:
    """Bars from top to bottom; `rule` is a dashed line across those that are not hatched.

    `names_above`: names are too long to stand beside the bars.
    """

    bars: tuple[Bar, ...]
    rule: float | None = None
    names_above: bool = False


def bars_chart(table: BarTable, style: Style, height: float) -> dict[str, Any]:
    """Return the bars with their labels; `height` in root sizes."""
    pitch = height / max(len(table.bars), 1)
    places = _places(table, pitch)
    begins = 0.0 if table.names_above else longest([bar.name for bar in table.bars]) * LETTER + GAP
    figure = longest([bar.figure for bar in table.bars]) * BOLD + 2 * GAP
    beside = [style.rem(figure + longest([bar.note]) * LETTER) for bar in table.bars]
    ends = [_end(bar, table) for bar in table.bars]
    x = across(ends, beside, style.rem(begins))
    y = down(height)
    layers = [rectangles(_parts(table, places, style), x, y)]
    if hatch := _hatch(table, places, max(ends, default=0.0) or 1.0, style):
        layers.append(lines(hatch, x, y, style.root / 16))
    if whiskers := _whiskers(table, places, style):
        layers.append(lines(whiskers, x, y, style.root / 10))
    if rules := _rules(table, places, pitch, style):
        layers.append(lines(rules, x, y, style.root / 8.5, dashed=True))
    return style.finish([*layers, *_bar_labels(table, places, figure, x, y, style)], height)


def _end(bar: Bar, table: BarTable) -> float:
    """Return behind what the words of a bar stand: its end, or the rule where that crosses it."""
    return bar.reach if bar.hatched else max(bar.reach, table.rule or 0.0)


@dataclass(frozen=True)
class _Place:
    """Where a bar lies, and where its name stands, in root sizes from the top."""

    top: float
    bottom: float
    name: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def _places(table: BarTable, pitch: float) -> list[_Place]:
    found = []
    for number in range(len(table.bars)):
        top = number * pitch
        if table.names_above:
            found.append(_Place(top + 0.5 * pitch, top + 0.85 * pitch, top + 0.28 * pitch))
        else:
            found.append(_Place(top + 0.16 * pitch, top + 0.84 * pitch, top + 0.5 * pitch))
    return found


def longest(texts: Sequence[str]) -> float:
    """Return how many letters the longest text has; spaces, points and the like count half."""
    return max((sum(0.5 if letter in _NARROW else 1.0 for letter in text) for text in texts), default=0.0)


def across(
    reaches: Sequence[float],
    beside: Sequence[float],
    begin: float,
    is_wide: str = "true",
    beside_narrow: Sequence[float] | None = None,
) -> alt.Scale:
    """Return the scale of bars that reach so far, each with so many pixels of words beside it.

    Bars begin at `begin` pixels and are as long as their words leave room for. Where `is_wide`, an expression, is
    false, there are other words.
    """
    furthest = max(reaches, default=0.0) or 1.0
    room = [
        f"(width - ({is_wide} ? {begin + words:.1f} : {begin + fewer:.1f})) / {max(reach / furthest, 0.001):.3f}"
        for reach, words, fewer in zip(reaches, beside, beside_narrow or beside, strict=True)
    ]
    end = f"{begin:.1f} + max(min(width, {', '.join(room)}), 1)" if room else "width"
    return alt.Scale(domain=[0, furthest], nice=False, range=[begin, alt.expr(end)])


def down(height: float) -> alt.Scale:
    """Return the scale of root sizes from the top."""
    return alt.Scale(domain=[height, 0], nice=False)


def encoded(chart: Any, x: alt.Scale, y: alt.Scale, *, ends: bool) -> Any:
    """Return a chart placed by its columns `from` and `top`, with `ends` up to `to` and `bottom`."""
    more = {"x2": "to:Q", "y2": "bottom:Q"} if ends else {}
    return chart.encode(x=alt.X("from:Q", scale=x, axis=None), y=alt.Y("top:Q", scale=y, axis=None), **more)


def rectangles(values: list[dict[str, Any]], x: alt.Scale, y: alt.Scale) -> Any:
    """Return rectangles, each filled with its colour or only outlined."""
    made = alt.Chart(rows(values)).mark_rect(cornerRadius=2)
    made = encoded(made, x, y, ends=True).encode(color=alt.Color("colour:N", scale=None))
    return made.encode(
        fillOpacity=alt.FillOpacity("filled:Q", scale=None), stroke=alt.Stroke("edge:N", scale=None)
    )


def _parts(table: BarTable, places: list[_Place], style: Style) -> list[dict[str, Any]]:
    made = []
    for bar, place in zip(table.bars, places, strict=True):
        begin = 0.0
        for amount, paint in bar.parts:
            if amount:
                colour = paint.colour(style.palette)
                filled = 0 if bar.hatched else 1
                made.append(rectangle(begin, begin + amount, place.top, place.bottom, colour, filled))
            begin += amount
    return made


def rectangle(
    begin: float, end: float, top: float, bottom: float, colour: str, filled: float = 1
) -> dict[str, Any]:
    """Return the row of a rectangle; `filled` 0 leaves the outline."""
    edge = colour if not filled else None
    return {
        "from": begin,
        "to": end,
        "top": top,
        "bottom": bottom,
        "colour": colour,
        "filled": filled,
        "edge": edge,
    }


def _hatch(table: BarTable, places: list[_Place], furthest: float, style: Style) -> list[dict[str, Any]]:
    """Return diagonals inside the hatched bars; one slant and one gap for all of them."""
    slant, gap = furthest / 60, furthest / 80
    made = []
    for bar, place in zip(table.bars, places, strict=True):
        if not bar.hatched or not bar.length:
            continue
        colour = bar.parts[0][1].colour(style.palette)
        high = place.bottom - place.top
        begin = gap - slant
        while begin < bar.length:
            low, end = max(begin, 0.0), min(begin + slant, bar.length)
            at = [place.bottom - high * (across - begin) / slant for across in (low, end)]
            made.append({"from": low, "to": end, "top": at[0], "bottom": at[1], "colour": colour})
            begin += gap
    return made


def _whiskers(table: BarTable, places: list[_Place], style: Style) -> list[dict[str, Any]]:
    return [
        {
            "from": bar.interval[0],
            "to": bar.interval[1],
            "top": place.middle,
            "bottom": place.middle,
            "colour": style.palette.ink,
        }
        for bar, place in zip(table.bars, places, strict=True)
        if bar.interval
    ]


def lines(
    values: list[dict[str, Any]], x: alt.Scale, y: alt.Scale, width: float, *, dashed: bool = False
) -> alt.Chart:
    """Return straight lines, so many pixels wide."""
    made = alt.Chart(rows(values)).mark_rule(strokeWidth=width, strokeDash=[9, 6] if dashed else [1, 0])
    drawn: alt.Chart = encoded(made, x, y, ends=True).encode(color=alt.Color("colour:N", scale=None))
    return drawn


def _rules(table: BarTable, places: list[_Place], pitch: float, style: Style) -> list[dict[str, Any]]:
    """Return the rule as one line over all the bars that it is of."""
    of = [place for bar, place in zip(table.bars, places, strict=True) if not bar.hatched]
    if table.rule is None or not of:
        return []
    top, bottom = of[0].top - 0.1 * pitch, of[-1].bottom + 0.1 * pitch
    return [{"from": table.rule, "to": table.rule, "top": top, "bottom": bottom, "colour": style.palette.ink}]


def _bar_labels(
    table: BarTable, places: list[_Place], figure: float, x: alt.Scale, y: alt.Scale, style: Style
) -> list[alt.Chart]:
    values = [
        {
            "from": _end(bar, table),
            "top": place.middle,
            "name_top": place.name,
            "name": bar.name,
            "figure": bar.figure,
            "note": bar.note,
        }
        for bar, place in zip(table.bars, places, strict=True)
    ]
    base = alt.Chart(rows(values))
    gap, palette = style.rem(GAP), style.palette

    def text(column: str, colour: str, dx: float, *, bold: bool = False) -> Any:
        mark = base.mark_text(
            color=colour, align="left", baseline="middle", dx=dx, fontWeight=600 if bold else 400
        )
        return encoded(mark, x, y, ends=False).encode(text=f"{column}:N")

    names = text("name", palette.ink, 0).encode(x=alt.value(0), y=alt.Y("name_top:Q", scale=y, axis=None))
    return [
        names,
        text("figure", palette.ink, gap, bold=True),
        text("note", palette.muted, style.rem(figure)),
    ]
