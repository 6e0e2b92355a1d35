"""Charts of Follow-up: the five numbers as one strip, and how long first responses took."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from sla_core.charts.style import Style, labels_by_value, rows, ticks
from sla_core.columns import Flags, Seconds
from sla_core.i18n import Texts

STRIP_HEIGHT = 1.6
_BAR = 0.9


def strip_chart(counts: tuple[int, ...], style: Style) -> dict[str, Any]:
    """Return the counts of met, late, overdue, due and not measurable side by side in one thin bar."""
    palette = style.palette
    colours = (palette.kept, palette.broken, palette.broken, palette.neutral, palette.grid)
    total = max(sum(counts), 1)
    gap = total * 0.002
    begin, values = 0.0, []
    for count, colour in zip(counts, colours, strict=True):
        if count:
            values.append({"begin": begin, "end": begin + max(count - gap, count / 2), "colour": colour})
        begin += count
    top = style.rem((STRIP_HEIGHT - _BAR) / 2)
    bar = (
        alt.Chart(rows(values))
        .mark_rect(cornerRadius=3)
        .encode(
            x=alt.X("begin:Q", scale=alt.Scale(domain=[0, total], nice=False), axis=None),
            x2="end:Q",
            y=alt.value(top),
            y2=alt.value(top + style.rem(_BAR)),
            color=alt.Color("colour:N", scale=None),
        )
    )
    return style.finish([bar], STRIP_HEIGHT)


@dataclass(frozen=True)
class Bin:
    """Responses that took [begin, begin + width) seconds; `beyond` gathers all that took longer."""

    begin: int
    in_time: int
    late: int
    beyond: bool = False


@dataclass(frozen=True)
class ResponseTable:
    """Responses by working time; `limit` is None where the promise counts days."""

    bins: tuple[Bin, ...]
    width: int
    limit: int | None

    @property
    def in_time(self) -> int:
        """How many came in time."""
        return sum(part.in_time for part in self.bins)

    @property
    def late(self) -> int:
        """How many came late."""
        return sum(part.late for part in self.bins)


_MINUTE_WIDTHS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680)
_WIDTHS = [10, 20, 30, *(60 * minutes for minutes in _MINUTE_WIDTHS)]
_BINS_TO_LIMIT, _MOST_BINS = 8, 16


def response_table(seconds: Seconds, late: Flags, limit: int | None) -> ResponseTable:
    """Return responses gathered in bins of which about eight make up the promise; the rest is `beyond`."""
    scale = limit or int(np.quantile(seconds, 0.5)) if len(seconds) else limit or 3600
    width = next((w for w in _WIDTHS if w * _BINS_TO_LIMIT >= scale), _WIDTHS[-1])
    # A response at the very limit is in time and stands before the rule.
    place = np.maximum(np.ceil(seconds / width).astype(np.int64) - 1, 0)
    count = min(int(place.max(initial=0)) + 1, _MOST_BINS) if len(seconds) else 1
    count = max(count, -(-(limit or 0) // width))
    place = np.minimum(place, count)
    in_time = np.bincount(place[~late], minlength=count + 1).tolist()
    too_late = np.bincount(place[late], minlength=count + 1).tolist()
    bins = [
        Bin(number * width, in_time[number], too_late[number], number == count) for number in range(count + 1)
    ]
    return ResponseTable(tuple(b for b in bins if not b.beyond or b.in_time or b.late), width, limit)


def response_chart(table: ResponseTable, style: Style, t: Texts, height: float) -> dict[str, Any]:
    """Return the histogram: in time in sales' colour, late in broken, the promise as a dashed rule."""
    highest = max((b.in_time + b.late for b in table.bins), default=1)
    width = len(table.bins) * table.width
    x = alt.X("begin:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=_hours_axis(table, t))
    headroom = 1.55 if table.limit is not None else 1.1
    y = alt.Y("low:Q", scale=alt.Scale(domain=[0, highest * headroom]), axis=alt.Axis(values=ticks(highest)))
    layers: list[alt.Chart] = [
        alt.Chart(rows(_rectangles(table, style)))
        .mark_rect()
        .encode(x=x, x2="end:Q", y=y, y2="high:Q", color=alt.Color("colour:N", scale=None))
    ]
    if table.limit is not None:
        layers += [mark.encode(x=x) for mark in _rule(table, style, t)]
    return style.finish(layers, height)


def _rectangles(table: ResponseTable, style: Style) -> list[dict[str, Any]]:
    made = []
    for part in table.bins:
        edges = {"begin": part.begin + table.width * 0.04, "end": part.begin + table.width * 0.96}
        for low, count, colour in (
            (0, part.in_time, style.palette.sales),
            (part.in_time, part.late, style.palette.broken),
        ):
            if count:
                made.append({**edges, "low": low, "high": low + count, "colour": colour})
    return made


def _hours_axis(table: ResponseTable, t: Texts) -> alt.Axis:
    bins = len(table.bins)
    every = next(n for n in (1, 2, 4, 8, 16) if bins / n <= 8.5)
    regular = bins - 1 if table.bins and table.bins[-1].beyond else bins
    words = {n * table.width: t.duration(n * table.width) if n else "0" for n in range(0, regular + 1, every)}
    if regular < bins:
        words = {at: word for at, word in words.items() if at < (regular - every / 2) * table.width}
        words[regular * table.width] = t("{time} or more", time=t.duration(regular * table.width))
    return alt.Axis(values=sorted(words), labelExpr=labels_by_value(words), grid=False, labelFlush=True)


def _rule(table: ResponseTable, style: Style, t: Texts) -> list[alt.Chart]:
    limit = table.limit or 0
    palette = style.palette
    promised = t("promised: {time}", time=t.duration(limit))
    in_time, late = t("✓ {n} in time", n=t.number(table.in_time)), t("◆ {n} late", n=t.number(table.late))
    at = alt.Chart(rows([{"begin": limit}]))
    gap = style.rem(0.3)

    def word(text: str, colour: str, line: int, *, left: bool, bold: bool = False) -> alt.Chart:
        made: alt.Chart = at.mark_text(
            text=text,
            color=colour,
            fontWeight=600 if bold else 400,
            align="right" if left else "left",
            baseline="top",
            dx=-gap if left else gap,
        ).encode(y=alt.value(style.rem(1.15 * line)))
        return made

    return [
        at.mark_rule(color=palette.ink, **style.dash()),
        word(in_time, palette.kept if table.in_time else palette.muted, 0, left=True),
        word(promised, palette.ink, 0, left=False, bold=True),
        word(late, palette.broken if table.late else palette.muted, 1, left=False),
    ]
