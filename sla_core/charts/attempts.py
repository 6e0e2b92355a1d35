"""The chart of attempts: how many came before the first contact, with the floor and the cap as rules."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from sla_core.charts.style import Style, labels_by_value, rows, ticks
from sla_core.follow_up.attempts import Tries
from sla_core.i18n import Texts

_BAR = 0.375  # half of a bar, of a place's width


@dataclass(frozen=True)
class TriesTable:
    """Episodes by attempts; `floor` and `cap` are None where versions of the period differ: no one rule to draw."""

    tries: Tries
    floor: int | None
    cap: int | None


def tries_chart(table: TriesTable, style: Style, t: Texts, height: float) -> dict[str, Any]:
    """Return the bars: reached in sales' colour, not reached grey, above the cap in broken."""
    places = len(table.tries.reached)
    highest = max(sum(pair) for pair in _pairs(table.tries))
    x = alt.X(
        "from:Q", scale=alt.Scale(domain=[-0.5, places - 0.5], nice=False), axis=_numbers_axis(places, t)
    )
    scale = alt.Scale(domain=[0, max(highest, 1) * 1.4])
    y = alt.Y("low:Q", scale=scale, axis=alt.Axis(values=ticks(highest)))
    bars = alt.Chart(rows(_bars(table, style))).mark_rect()
    bars = bars.encode(x=x, x2="to:Q", y=y, y2="high:Q", color=alt.Color("colour:N", scale=None))
    counts = alt.Chart(rows(_counts(table.tries, t)))
    counts = counts.mark_text(baseline="bottom", dy=-style.rem(0.15), color=style.palette.ink)
    layers = [bars, counts.encode(x=x, y=y, text="count:N")]
    if table.floor:
        layers += _rule(table.floor - 0.5, t("at least {n}", n=t.number(table.floor)), x, style, line=0)
    if table.cap is not None:
        layers += _rule(table.cap + 0.5, t("at most {n}", n=t.number(table.cap)), x, style, line=1)
    return style.finish(layers, height)


def _pairs(tries: Tries) -> list[tuple[int, int]]:
    return list(zip(tries.reached, tries.not_reached, strict=True))


def _bars(table: TriesTable, style: Style) -> list[dict[str, Any]]:
    palette, made = style.palette, []
    for place, (reached, waiting) in enumerate(_pairs(table.tries)):
        above = table.cap is not None and place > table.cap
        edges = {"from": place - _BAR, "to": place + _BAR}
        reached_colour = palette.broken if above else palette.sales
        waiting_colour = palette.broken if above else palette.muted
        for low, count, colour in ((0, reached, reached_colour), (reached, waiting, waiting_colour)):
            if count:
                made.append({**edges, "low": low, "high": low + count, "colour": colour})
    return made


def _counts(tries: Tries, t: Texts) -> list[dict[str, Any]]:
    return [
        {"from": place, "low": sum(pair), "count": t.number(sum(pair))}
        for place, pair in enumerate(_pairs(tries))
        if sum(pair)
    ]


def _numbers_axis(places: int, t: Texts) -> alt.Axis:
    words = {place: t.number(place) for place in range(places - 1)}
    words[places - 1] = f"{t.number(places - 1)}+"
    every = -(-places // 12)
    shown = [place for place in words if place % every == 0 and place < places - 1 - every / 2]
    shown.append(places - 1)
    return alt.Axis(values=shown, labelExpr=labels_by_value(words), grid=False, labelOverlap=False)


def _rule(at: float, text: str, x: alt.X, style: Style, *, line: int) -> list[alt.Chart]:
    base = alt.Chart(rows([{"from": at}]))
    ink = style.palette.ink
    word = base.mark_text(
        text=text, color=ink, fontWeight=600, align="right", baseline="top", dx=-style.rem(0.3)
    )
    return [
        base.mark_rule(color=ink, **style.dash()).encode(x=x),
        word.encode(x=x, y=alt.value(style.rem(1.15 * line))),
    ]
