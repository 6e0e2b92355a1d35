"""Charts of Personas: leads, SQLs and customers, each as one bar parted by the persona they match."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from sla_core.charts.funnel_bars import GAP, LETTER, down, encoded, longest
from sla_core.charts.style import Style, rows

# Petrol in steps, never the colour of a team or a status; who matches no persona is grey. Ink on pale ones.
_STEPS = ("#1F4E5F", "#4A7686", "#7C9FAC", "#A9C3CB")
_PALE = ("#7C9FAC", "#A9C3CB")
_NONE_LIGHT, _NONE_DARK = "#E1E0DA", "#3A4148"
_ON_DARK, _ON_PALE = "#FFFFFF", "#1C2430"


@dataclass(frozen=True)
class Part:
    """A part of a bar: what it is called, how many, and that number in words."""

    name: str
    n: int
    figure: str
    is_none: bool = False


@dataclass(frozen=True)
class CoverageBar:
    """All of one kind, parted."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class CoverageTable:
    """Bars from top to bottom, all of the same length."""

    bars: tuple[CoverageBar, ...]


def coverage_chart(table: CoverageTable, style: Style, height: float) -> dict[str, Any]:
    """Return the bars with name and count in each part where there is room for them; `height` in root sizes."""
    begin = style.rem(longest([bar.name for bar in table.bars]) * LETTER + GAP)
    x = alt.Scale(domain=[0, 1], nice=False, range=[begin, alt.expr("width")])
    y = down(height)
    pitch = height / max(len(table.bars), 1)
    parts = [row for place, bar in enumerate(table.bars) for row in _parts(bar, place * pitch, pitch, style)]
    names = [
        {"from": 0.0, "top": (place + 0.5) * pitch, "name": bar.name} for place, bar in enumerate(table.bars)
    ]
    rectangles = encoded(alt.Chart(rows(parts)).mark_rect(), x, y, ends=True).encode(
        color=alt.Color("colour:N", scale=None)
    )
    room = f"(datum.to - datum.from) * (width - {begin:.1f})"
    label = f"{room} > datum.wide ? datum.label : {room} > datum.narrow ? datum.figure : ''"
    labels = alt.Chart(rows(parts)).transform_calculate(shown=label)
    written = labels.mark_text(align="center", baseline="middle").encode(
        x=alt.X("middle:Q", scale=x, axis=None),
        y=alt.Y("at:Q", scale=y, axis=None),
        text="shown:N",
        color=alt.Color("ink:N", scale=None),
    )
    heads = alt.Chart(rows(names)).mark_text(align="left", baseline="middle", color=style.palette.ink)
    named = heads.encode(x=alt.value(0), y=alt.Y("top:Q", scale=y, axis=None), text="name:N")
    return style.finish([rectangles, written, named], height)


def _parts(bar: CoverageBar, top: float, pitch: float, style: Style) -> list[dict[str, Any]]:
    total = sum(part.n for part in bar.parts) or 1
    made, begin = [], 0.0
    for place, part in enumerate(bar.parts):
        colour = _colour(place, part, style)
        label = f"{part.name} {part.figure}"
        end = begin + part.n / total
        made.append(
            {
                "from": begin,
                "to": end,
                "middle": (begin + end) / 2,
                "top": top + 0.14 * pitch,
                "bottom": top + 0.86 * pitch,
                "at": top + 0.5 * pitch,
                "colour": colour,
                "ink": _ink(part, colour, style),
                "label": label,
                "figure": part.figure,
                "wide": style.rem(len(label) * LETTER + GAP),
                "narrow": style.rem(len(part.figure) * LETTER + GAP / 2),
            }
        )
        begin = end
    return made


def _colour(place: int, part: Part, style: Style) -> str:
    if part.is_none:
        return _NONE_DARK if style.dark else _NONE_LIGHT
    return _STEPS[place % len(_STEPS)]


def _ink(part: Part, colour: str, style: Style) -> str:
    is_pale = colour in _PALE or (part.is_none and not style.dark)
    return _ON_PALE if is_pale else _ON_DARK
