"""Chart of Meeting: leads delivered this month, counted up, against the promise."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from sla_core.charts.style import Style, labels_by_value, rows, ticks
from sla_core.i18n import Texts
from sla_core.pace import Pace, PaceDay

# So many working days beside today, and a drawing of so many root sizes, are needed for words to stand there.
_ROOM_BEFORE, _ROOM_AFTER, _WIDE = 8, 5, 26
# Root sizes of the height that the words above the promise and the axis below the bars take.
_ABOVE, _BELOW = 1.6, 1.6


@dataclass(frozen=True)
class PaceTable:
    """The working days of a month, and the figures that the labels tell."""

    days: tuple[PaceDay, ...]
    pace: Pace
    today: date

    @property
    def last(self) -> int:
        """Position of the last day that has begun; -1 where none has."""
        return sum(day.delivered is not None for day in self.days) - 1


def pace_chart(table: PaceTable, style: Style, t: Texts, height: float) -> dict[str, Any]:
    """Return bars of what was delivered and, where there is a target, the dashed line to it."""
    highest = max(table.pace.target or 0, table.pace.reached, 1)
    x = _days_axis(table, t)
    top = highest / (1 - _ABOVE / (height - _BELOW))
    y = alt.Y("count:Q", scale=alt.Scale(domain=[0, top]), axis=alt.Axis(values=ticks(highest)))
    layers = [_bars(table, style).encode(x=x, y=y)]
    if table.pace.target is not None:
        layers += [mark.encode(x=x, y=y) for mark in _promise(table, style)]
    layers += _labels(table, style, t)
    return style.finish(layers, height)


def _days_axis(table: PaceTable, t: Texts) -> alt.X:
    words = {
        number: t.day(day.day, t("d")) for number, day in enumerate(table.days) if day.day.weekday() == 0
    }
    words[0] = t.day(table.days[0].day, t("d MMM"))
    words[len(table.days) - 1] = t.day(table.days[-1].day, t("d"))
    if table.last >= 0 and table.days[table.last].day == table.today:
        words = {number: word for number, word in words.items() if abs(number - table.last) > 1}
        words[table.last] = t("today")
    words = {n: word for n, word in words.items() if n == len(table.days) - 1 or len(table.days) - 1 - n > 1}
    words = {n: word for n, word in words.items() if n == 0 or n > 1}
    axis = alt.Axis(
        values=sorted(words),
        labelExpr=labels_by_value(words),
        labelAngle=0,
        labelOverlap="greedy",  # on a phone
        grid=False,
    )
    return alt.X(
        "day:O",
        axis=axis,
        scale=alt.Scale(domain=list(range(len(table.days))), paddingInner=0.4, paddingOuter=0.3),
    )


def _bars(table: PaceTable, style: Style) -> alt.Chart:
    values = [
        {"day": number, "count": day.delivered, "now": number == table.last}
        for number, day in enumerate(table.days)
        if day.delivered is not None
    ]
    colour = (
        alt.when("datum.now")
        .then(alt.value(style.palette.marketing))
        .otherwise(alt.value(style.palette.marketing_tint))
    )
    bars: alt.Chart = alt.Chart(rows(values)).mark_bar(cornerRadiusEnd=3).encode(color=colour)
    return bars


def _promise(table: PaceTable, style: Style) -> list[alt.Chart]:
    line = [
        {"day": number, "count": float(day.expected)}
        for number, day in enumerate(table.days)
        if day.expected is not None
    ]
    marked = [point for point in line if point["day"] in {table.last, len(table.days) - 1}]
    colour = style.palette.muted
    return [
        alt.Chart(rows(line)).mark_line(color=colour, **style.dash()),
        alt.Chart(rows(marked)).mark_point(
            color=colour, filled=True, opacity=1, size=style.rem(0.35) ** 2, shape="circle"
        ),
    ]


@dataclass(frozen=True)
class _Word:
    text: str
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class _Spot:
    """A place at a mark: above the count, ending at its day, or below it, beginning at the day after."""

    day: int
    count: int
    above: bool


def _labels(table: PaceTable, style: Style, t: Texts) -> list[alt.Chart]:
    """Return the words at the marks: beside today where there is room for them, otherwise at the top."""
    pace, palette = table.pace, style.palette
    delivered = _Word(t("{n} delivered", n=t.number(pace.reached)), palette.marketing, bold=True)
    if pace.target is None or pace.needed is None:
        return [_placed(delivered, None, style, line=0)]
    end = len(table.days) - 1
    promised = _Word(t("{n} promised", n=t.number(pace.target)), palette.ink, bold=True)
    expected = _Word(t("{n} expected by today", n=t.number(pace.needed)), palette.ink)
    spots: tuple[_Spot | None, _Spot | None] = (None, None)
    if _ROOM_BEFORE <= table.last <= end - _ROOM_AFTER:
        ahead = pace.reached >= pace.needed
        spots = (_Spot(table.last, pace.reached, ahead), _Spot(table.last, pace.needed, not ahead))
    return [
        _placed(promised, _Spot(end, pace.target, above=True), style, line=0, right=True),
        _placed(delivered, spots[0], style, line=1),
        _placed(expected, spots[1], style, line=2),
    ]


def _placed(word: _Word, spot: _Spot | None, style: Style, *, line: int, right: bool = False) -> alt.Chart:
    """Return a word at its spot; without one, and in a narrow drawing, in a line of its own at the top.

    The reader's browser alone knows how wide the drawing is, so the choice is an expression of Vega.
    """
    at_spot = f"width >= {style.rem(_WIDE)}" if spot else "false"
    above = spot is not None and spot.above
    x, y = _at(spot, style) if spot else ("0", "0")
    made: alt.Chart = (
        alt.Chart(rows([{"count": 0}]))
        .mark_text(
            text=word.text,
            color=word.colour,
            fontWeight=600 if word.bold else 400,
            align=alt.expr(f"{at_spot} ? {_side(above)} : {_side(right)}"),
            baseline=alt.expr(f"{at_spot} && {str(above).lower()} ? 'bottom' : 'top'"),
        )
        .encode(
            x=alt.value(alt.expr(f"{at_spot} ? {x} : {'width' if right else '0'}")),
            y=alt.value(alt.expr(f"{at_spot} ? {y} : {style.rem(0.2 + 1.2 * line)}")),
        )
    )
    return made


def _side(is_right: bool) -> str:
    return "'right'" if is_right else "'left'"


def _at(spot: _Spot, style: Style) -> tuple[str, str]:
    """Return where a spot lies in the drawing; below a low count, words stay above the axis."""
    if spot.above:
        x = f"scale('x', {spot.day}) + 0.7 * bandwidth('x')"
        return x, f"scale('y', {spot.count}) - {style.rem(0.4)}"
    lowest = f"height - {style.rem(1.2)}"
    return f"scale('x', {spot.day + 1})", f"min(scale('y', {spot.count}) + {style.rem(0.1)}, {lowest})"
