"""The field for a new target: as a number, or as an amount of money that becomes a number, rounded up."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import streamlit as st

from pages.agree.goals_parts import typing_in
from pages.agree.goals_parts.view import View
from pages.ui import goal_reads, session
from pages.ui.text import plain, quiet
from sla_core import draft_values
from sla_core.errors import SlaError
from sla_core.goals import value_words
from sla_core.goals.amounts import NotComputable
from sla_core.goals.periods import GoalPeriod
from sla_core.goals.stage_value import StageValue, in_money, number_worth
from sla_core.i18n import Texts
from sla_core.leads import Stage

_WIDTH = 260  # pixels at Desk
Found = tuple[int | None, SlaError | None]  # the number, and what is wrong with what was typed


@dataclass(frozen=True)
class Target:
    """What is asked for: a stage's target of a period, agreed as `was`; `begin` begins the keys of its fields."""

    view: View
    period: GoalPeriod
    stage: Stage
    was: int | None
    begin: str
    t: Texts

    def _key(self, name: str) -> str:
        return f"{self.begin}{name}_{self.stage}_{self.period.label}"

    @property
    def _each(self) -> StageValue:
        goals = goal_reads.goals(self.view.known, self.view.now, self.period)
        return self.view.values_of(goals)[self.stage]

    def number(self) -> Found:
        """Ask for a number, as text: a field for numbers reads `12,5` as 125 in most browsers."""
        t, key = self.t, self._key("number")
        typing_in.ask(self._label(), None if self.was is None else Decimal(self.was), key, t, width=_WIDTH)
        try:
            return draft_values.count(t("New number"), session.value(key)), None
        except SlaError as problem:
            return None, problem

    def _label(self) -> str:
        t, was = self.t, self.was
        if was is None:
            return t("New number")
        if self.view.is_draft:
            return t("New number, {n} in the draft", n=t.number(was))
        return t("New number, agreed {n}", n=t.number(was))

    def value(self) -> Found:
        """Ask for an amount; return the number that is worth it. Where no value is known, ask for the number."""
        t, each = self.t, self._each
        if isinstance(each.each, NotComputable):
            return self.number()
        currency = self.view.promise.currency
        key = self._key(f"value_{t.language}")
        agreed = None if self.was is None else in_money(self.was, each)
        label = t("New value in {currency}", currency=plain(currency))
        if isinstance(agreed, Fraction):
            worth = value_words.money(agreed, plain(currency), t)
            label = t("New value, agreed {amount}", amount=worth)
        typing_in.ask(label, _decimal(agreed), key, t, width=_WIDTH)
        typed = typing_in.read(t("New value"), key, t, most=draft_values.MOST * 1_000)
        if typed.number is None or typed.problem is not None:
            return None, typed.problem
        number = number_worth(Fraction(typed.number), each)
        if isinstance(number, NotComputable):
            return None, None
        try:
            return draft_values.whole(t("New number"), number), None
        except SlaError as problem:
            return None, problem

    def explain(self, number: int | None, problem: SlaError | None) -> None:
        """Say what the amount is in numbers, and what one is worth; or why there is none."""
        t, each, currency = self.t, self._each, plain(self.view.promise.currency)
        worth = value_words.each_line(each, currency, t)
        if isinstance(each.each, NotComputable):
            st.markdown(f":orange[▲ {worth}]")
            return
        if number is None or problem is not None:
            st.markdown(quiet(worth))
            return
        st.markdown(f"{value_words.number_line(number, self.stage, t)} {quiet(worth)}")


def _decimal(amount: object) -> Decimal | None:
    if not isinstance(amount, Fraction):
        return None
    return Decimal(amount.numerator) / Decimal(amount.denominator)
