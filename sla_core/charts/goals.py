"""Chart of Goals: how many hours the leads take that come now, are agreed and are needed, and how many there are."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from sla_core.charts.style import Style, labels_by_value, rows
from sla_core.i18n import Texts

_SHORT = 0.3  # bars below this share of the drawing have their word beside them
_ON = {False: "#FFFFFF", True: "#0F1216"}  # text on a bar, by theme


@dataclass(frozen=True)
class LoadBar:
    """Leads of some kind (`agreed 205`) and the hours that they take."""

    words: str
    hours: float


@dataclass(frozen=True)
class LoadTable:
    """What sales has to work, and the hours that there are for it (`room`)."""

    bars: tuple[LoadBar, ...]
    room: float


def load_chart(table: LoadTable, style: Style, t: Texts, height: float) -> dict[str, Any]:
    """Return horizontal bars in hours with the room as a dashed rule; what lies beyond it stands out."""
    highest = max(table.room, *(bar.hours for bar in table.bars), 1) * 1.02
    x = alt.X("begin:Q", scale=alt.Scale(domain=[0, highest], nice=False), axis=None)
    y = _rows_axis(table)
    return style.finish(
        [
            alt.Chart(rows(_parts(table, style)))
            .mark_bar(cornerRadiusEnd=3)
            .encode(x=x, x2="end:Q", y=y, color=alt.Color("colour:N", scale=None)),
            *_words(table, style, t, y, highest),
            *_room(table, style, t, highest),
        ],
        height,
    )


def _rows_axis(table: LoadTable) -> alt.Y:
    words = {place + 1: bar.words for place, bar in enumerate(table.bars)}
    axis = alt.Axis(values=sorted(words), labelExpr=labels_by_value(words), grid=False)
    # The first row is kept free for the word at the rule.
    domain = list(range(len(table.bars) + 1))
    return alt.Y("row:O", axis=axis, scale=alt.Scale(domain=domain, paddingInner=0.35, paddingOuter=0.1))


def _parts(table: LoadTable, style: Style) -> list[dict[str, Any]]:
    made = []
    for place, bar in enumerate(table.bars):
        fits = min(bar.hours, table.room)
        edges = ((0.0, fits, style.palette.sales), (fits, bar.hours, style.palette.broken))
        made += [
            {"row": place + 1, "begin": begin, "end": end, "colour": colour}
            for begin, end, colour in edges
            if end > begin
        ]
    return made


def _words(table: LoadTable, style: Style, t: Texts, y: alt.Y, highest: float) -> list[alt.Chart]:
    """Return the hours of each bar: at its end inside where there is room, otherwise beside it."""
    made = []
    for is_short in (False, True):
        values = [
            {"row": place + 1, "begin": bar.hours, "said": t("{n} h", n=t.number(round(bar.hours)))}
            for place, bar in enumerate(table.bars)
            if (bar.hours < _SHORT * highest) is is_short
        ]
        if values:
            made.append(
                alt.Chart(rows(values))
                .mark_text(
                    align="left" if is_short else "right",
                    baseline="middle",
                    dx=style.rem(0.4 if is_short else -0.4),
                    color=style.palette.ink if is_short else _ON[style.dark],
                    fontWeight=600,
                )
                .encode(x="begin:Q", y=y, text="said:N")
            )
    return made


def _room(table: LoadTable, style: Style, t: Texts, highest: float) -> list[alt.Chart]:
    at = alt.Chart(rows([{"begin": table.room}])).encode(x="begin:Q")
    is_right = table.room > highest / 2
    word = at.mark_text(
        text=t("room for {n} h", n=t.number(round(table.room))),
        color=style.palette.ink,
        fontWeight=600,
        align="right" if is_right else "left",
        baseline="top",
        dx=style.rem(-0.4 if is_right else 0.4),
    ).encode(y=alt.value(style.rem(0.1)))
    return [at.mark_rule(color=style.palette.ink, **style.dash()), word]
