"""Charts of one lead: the clock over working days laid side by side, and the boxes of its attempts."""

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import altair as alt

from sla_core.charts.style import Style, rows
from sla_core.i18n import Texts
from sla_core.lead.deadline_walk import DeadlineWalk, Opening

MOST_OPENINGS: Final = 12
CLOCK_HEIGHT, BOXES_HEIGHT = 4.2, 3.4
_GAP = 0.02  # between openings, of all of them together
_TOP, _BAR = 1.35, 1.5  # rem above the bar, and its own
_MOST_LABELS = 6
_MOST_BOXES = 20

Side: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Stretch:
    """A piece of an opening, in working seconds from the begin of the first one, nights left out."""

    begin: float
    end: float
    kind: str  # open, used, over


@dataclass(frozen=True)
class ClockTable:
    """The openings a clock ran through; `due` is where the deadline stands, None where that is beyond what is shown."""

    stretches: tuple[Stretch, ...]
    days: tuple[tuple[float, str], ...]
    due: float
    due_label: str
    width: float


def clock_table(of: DeadlineWalk, zone: str, t: Texts) -> ClockTable:
    """Return the first openings of a walk, one after the other."""
    shown = of.openings[:MOST_OPENINGS]
    gap = _GAP * sum(opening.closes - opening.opens for opening in shown)
    stretches: list[Stretch] = []
    days: list[tuple[float, str]] = []
    at, due = 0.0, 0.0
    for place, opening in enumerate(shown):
        stretches += _stretches(opening, at, of)
        if not place or shown[place - 1].date != opening.date:
            days.append((at, t.day(opening.date, "Ed")))
        if opening.opens < of.due or not place:
            due = at + min(max(of.due - opening.opens, 0), opening.closes - opening.opens)
        at += opening.closes - opening.opens + gap
    every = -(-len(days) // _MOST_LABELS)
    label = t("due {time}", time=t.time(of.due, zone))
    return ClockTable(tuple(stretches), tuple(days[::every] if days else ()), due, label, max(at - gap, 1.0))


def _stretches(opening: Opening, at: float, of: DeadlineWalk) -> list[Stretch]:
    found = [Stretch(at, at + opening.closes - opening.opens, "open")]
    for kind, begin, end in (("used", of.start, min(of.due, of.end)), ("over", of.due, of.end)):
        begin, end = max(begin, opening.opens), min(end, opening.closes)
        if begin < end:
            found.append(Stretch(at + begin - opening.opens, at + end - opening.opens, kind))
    return found


def clock_chart(table: ClockTable, style: Style) -> dict[str, Any]:
    """Return the openings as one bar: what was used of the limit, what went over it, the deadline as a dashed rule."""
    palette = style.palette
    colours = {"open": palette.grid, "used": palette.sales, "over": palette.broken}
    x = alt.X("begin:Q", scale=alt.Scale(domain=[0, table.width], nice=False), axis=None)
    top, bottom = style.rem(_TOP), style.rem(_TOP + _BAR)
    values = [{"begin": s.begin, "end": s.end, "colour": colours[s.kind]} for s in table.stretches]
    bar = (
        alt.Chart(rows(values))
        .mark_rect(cornerRadius=3)
        .encode(
            x=x,
            x2="end:Q",
            y=alt.value(top),
            y2=alt.value(bottom),
            color=alt.Color("colour:N", scale=None),
        )
    )
    days = alt.Chart(rows([{"begin": at, "label": label} for at, label in table.days]))
    names = days.mark_text(align="left", baseline="top", color=palette.muted)
    at_due = alt.Chart(rows([{"begin": table.due, "label": table.due_label}]))
    rule = at_due.mark_rule(color=palette.ink, **style.dash())
    word = at_due.mark_text(align=_align(table), baseline="bottom", color=palette.ink, fontWeight=600)
    return style.finish(
        [
            bar,
            names.encode(x=x, y=alt.value(bottom + style.rem(0.25)), text="label:N"),
            rule.encode(x=x, y=alt.value(top - style.rem(0.2)), y2=alt.value(bottom)),
            word.encode(x=x, y=alt.value(top - style.rem(0.25)), text="label:N"),
        ],
        CLOCK_HEIGHT,
    )


def _align(table: ClockTable) -> Side:
    share = table.due / table.width
    return "left" if share < 0.15 else "right" if share > 0.85 else "center"


def boxes_chart(counts: tuple[int, int, int], style: Style, t: Texts) -> dict[str, Any]:
    """Return a box per attempt: made (filled), owed (outlined), allowed (dashed); those above the cap are broken.

    `counts`: made before the first contact, the floor, the cap.
    """
    made, floor, cap = counts
    count = min(max(made, cap), _MOST_BOXES)
    palette = style.palette
    solid: list[dict[str, Any]] = []
    dashed: list[dict[str, Any]] = []
    for place in range(count):
        row = {"begin": place + 0.04, "end": place + 0.96, "fill": "transparent", "stroke": palette.neutral}
        if place < made:
            row["fill"] = row["stroke"] = palette.sales if place < cap else palette.broken
        elif place < floor:
            row["stroke"] = palette.sales
        (solid if place < max(made, floor) else dashed).append(row)
    x = alt.X("begin:Q", scale=alt.Scale(domain=[0, max(count, 1)], nice=False), axis=None)
    layers = [
        _boxes(solid, x, style),
        _boxes(dashed, x, style, strokeDash=[style.rem(0.2), style.rem(0.15)]),
        *_counted(made, floor, cap, count, x, style, t),
    ]
    return style.finish([layer for layer in layers if layer is not None], BOXES_HEIGHT)


def _boxes(values: list[dict[str, Any]], x: alt.X, style: Style, **mark: Any) -> alt.Chart | None:
    if not values:
        return None
    chart: alt.Chart = (
        alt.Chart(rows(values))
        .mark_rect(cornerRadius=3, strokeWidth=style.root / 10, **mark)
        .encode(
            x=x,
            x2="end:Q",
            y=alt.value(style.rem(0.1)),
            y2=alt.value(style.rem(1.5)),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
    )
    return chart


def _counted(
    made: int, floor: int, cap: int, count: int, x: alt.X, style: Style, t: Texts
) -> list[alt.Chart]:
    """Return the words below the boxes: how many were made at the left, floor and cap where they end."""
    muted, ink = style.palette.muted, style.palette.ink
    told: list[tuple[int, str, Side, str]] = [(0, t("{n} made", n=t.number(made)), "left", ink)]
    if floor and floor < cap:
        told.append((min(floor, count), t("at least {n}", n=t.number(floor)), "right", muted))
    told.append((min(cap, count), t("at most {n}", n=t.number(cap)), "right", muted))
    layers = []
    for at, label, align, colour in told:
        text = alt.Chart(rows([{"begin": at, "label": label}])).mark_text(
            align=align, baseline="top", color=colour, fontWeight=600 if colour == ink else 400
        )
        layers.append(text.encode(x=x, y=alt.value(style.rem(1.75)), text="label:N"))
    return layers
