"""Targets and what was delivered of them, told in numbers or in money."""

from dataclasses import dataclass
from fractions import Fraction

from pages.agree.goals_parts.view import View
from pages.ui.text import plain
from sla_core.goals import value_words
from sla_core.goals.amounts import NotComputable
from sla_core.goals.forecast import Forecast
from sla_core.goals.stage_value import in_money
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.pace import Pace


@dataclass(frozen=True)
class Told:
    """In what a reader wants to see the targets. Where no value is known, numbers stand, and why in `basis`."""

    view: View
    in_value: bool
    t: Texts

    def _worth(self, stage: Stage, number: int) -> Fraction | None:
        """Return what so many are worth; None where they are told in numbers."""
        found = in_money(number, self.view.values[stage]) if self.in_value else None
        return None if isinstance(found, NotComputable) else found

    @property
    def _currency(self) -> str:
        return plain(self.view.promise.currency)

    def amount(self, stage: Stage, number: int) -> str:
        """Return so many at a stage."""
        worth = self._worth(stage, number)
        return self.t.number(number) if worth is None else value_words.money(worth, self._currency, self.t)

    def delivered(self, stage: Stage, pace: Pace) -> str:
        """Return what is reached of the target."""
        t, reached = self.t, self._worth(stage, pace.reached)
        if reached is not None:
            target = None if pace.target is None else self._worth(stage, pace.target)
            return value_words.amounts_of(reached, target, self._currency, t)
        if pace.target is None:
            return t("{n}, no target", n=t.number(pace.reached))
        return t("{n} of {of}", n=t.number(pace.reached), of=t.number(pace.target))

    def apart(self, stage: Stage, deviation: int) -> str:
        """Return how far off it is."""
        t, worth = self.t, self._worth(stage, deviation)
        if worth is not None:
            return value_words.apart(worth, self._currency, t)
        if deviation < 0:
            return t.plural("{n} behind", "{n} behind", -deviation)
        if deviation == 0:
            return t("on plan")
        return t.plural("{n} ahead", "{n} ahead", deviation)

    def forecast(self, stage: Stage, found: Forecast) -> str:
        """Return what the period may come to."""
        t = self.t
        low, mid, high = (self._worth(stage, n) for n in (found.low, found.mid, found.high))
        if low is not None and mid is not None and high is not None:
            return value_words.between_line(low, mid, high, self._currency, t)
        numbers = {"low": t.number(found.low), "mid": t.number(found.mid), "high": t.number(found.high)}
        return t("{low} to {high} by the end, likeliest {mid}", **numbers)

    def basis(self, stage: Stage) -> str:
        """Return what one is worth and by which figures; nothing where numbers are told."""
        if not self.in_value:
            return ""
        return value_words.each_line(self.view.values[stage], self._currency, self.t)
