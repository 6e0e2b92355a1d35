"""How all charts look: colours of both themes, sizes that follow the root font, numbers of the language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from sla_core.i18n import Language

# Vega writes its own numbers and dates only where a chart asks for them; these are d3's definitions.
_NUMBERS: dict[Language, dict[str, Any]] = {
    Language.ENGLISH: {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
    Language.BOKMAL: {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", ""]},
}


@dataclass(frozen=True)
class Palette:
    """Colours of one theme. Teams and statuses never share one."""

    ink: str
    muted: str
    grid: str
    neutral: str
    marketing: str
    marketing_tint: str
    sales: str
    kept: str
    broken: str


LIGHT = Palette(
    ink="#1C2430",
    muted="#5F6368",
    grid="#E9E7E1",
    neutral="#C9CDD2",
    marketing="#0072B2",
    marketing_tint="#9CC7E1",
    sales="#9B3F78",
    kept="#00704F",
    broken="#B34700",
)
DARK = Palette(
    ink="#ECEAE4",
    muted="#A9AFB5",
    grid="#2A3139",
    neutral="#4A535D",
    marketing="#56B4E9",
    marketing_tint="#2C5A76",
    sales="#CC79A7",
    kept="#009E73",
    broken="#D55E00",
)


@dataclass(frozen=True)
class Style:
    """What a chart is drawn for: the root font in pixels, the theme, the language."""

    root: int
    dark: bool
    language: Language

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return DARK if self.dark else LIGHT

    @property
    def text_size(self) -> float:
        """The size of every text in a chart, in pixels."""
        return 0.875 * self.root

    def rem(self, amount: float) -> float:
        """Return pixels for an amount of root sizes."""
        return amount * self.root

    def finish(self, layers: Sequence[alt.Chart], height: float) -> dict[str, Any]:
        """Return the specification of layers drawn over each other in this style; `height` in root sizes."""
        axis = {
            "labelFontSize": self.text_size,
            "labelColor": self.palette.muted,
            "labelLimit": 0,
            "labelPadding": self.rem(0.35),
            "domain": False,
            "ticks": False,
            "gridColor": self.palette.grid,
            "title": None,
        }
        chart: Any = alt.layer(*layers)  # Altair's own types do not know that layers stay layers
        made = (
            chart.properties(
                height=round(self.rem(height)),
                padding={"left": 0, "right": 2, "top": 2, "bottom": self.rem(0.15)},
            )
            .configure(font="Source Sans", locale={"number": _NUMBERS[self.language]})
            .configure_axis(**axis)
            .configure_text(fontSize=self.text_size, font="Source Sans")
            .configure_view(strokeWidth=0)
        )
        spec: dict[str, Any] = made.to_dict()
        # Tables this small are sent as they are: apart from the layers, each would cost a data frame.
        tables, shared = spec.pop("datasets"), spec.pop("data", None)
        for layer in spec["layer"]:
            layer["data"] = {"values": tables[layer.get("data", shared)["name"]]}
        return spec

    def dash(self) -> dict[str, Any]:
        """Return the marks of a promise: a dashed line in ink."""
        return {"strokeDash": [9, 6], "strokeWidth": self.root / 8.5}


def rows(table: list[dict[str, Any]]) -> alt.InlineData:
    """Return the rows of a layer; column names are ours, never a user's."""
    return alt.InlineData(values=table)


def labels_by_value(words: Mapping[int, str]) -> str:
    """Return the Vega expression that writes these words at the axis' values."""
    return f"{json.dumps({str(value): word for value, word in words.items()})}[datum.value]"


def ticks(highest: float, most: int = 3) -> list[int]:
    """Return at most so many round values from 0 up to the highest."""
    step = 1
    while highest / step >= most:
        digits = 10 ** (len(str(step)) - 1)
        step = {1: 2, 2: 5, 5: 10}[step // digits] * digits
    return [step * number for number in range(int(highest / step) + 1)]
