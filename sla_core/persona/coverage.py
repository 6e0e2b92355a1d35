"""Who the personas cover: leads, SQLs and customers that match each, none, or several; grades that say otherwise.

A lead matches a persona only where its conditions hold for certain. One without conditions matches nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sla_core.columns import MISSING, Flags
from sla_core.conditions import AttributeCondition, Condition, LeadDefinition
from sla_core.criteria import Truth, compared, held
from sla_core.errors import SlaError
from sla_core.facts import Codes
from sla_core.goals.rates import Rate
from sla_core.scoring import Coded, Moment, Prepared, compiled, contributions, grouped, scores
from sla_core.scoring.model import Ranks
from sla_core.terms import Scoring

Matches = NDArray[np.bool_]  # [persona, lead]


@dataclass(frozen=True)
class Tally:
    """How many leads, how many of them came to be SQLs (or further), how many customers."""

    leads: int
    qualified: int
    customers: int

    @classmethod
    def of(cls, chosen: Flags, qualified: Flags, customer: Flags) -> "Tally":
        """Count the chosen leads."""
        return cls(
            int(np.count_nonzero(chosen)),
            int(np.count_nonzero(chosen & qualified)),
            int(np.count_nonzero(chosen & customer)),
        )

    def won(self, least: int) -> Rate:
        """Return how many SQLs became customers; under `least` there is no rate."""
        return Rate(self.customers, self.qualified, least)


@dataclass(frozen=True)
class Coverage:
    """All leads by the personas they match. Arrays have one entry per lead, `matches` one row per persona.

    `low`: whether a lead's grade lies in the lower half of the bands.
    """

    lead: Codes  # ids
    matches: Matches
    qualified: Flags
    customer: Flags
    low: Flags

    @cached_property
    def _matched(self) -> NDArray[np.uint8]:
        """How many personas each lead matches."""
        counted: NDArray[np.uint8] = self.matches.sum(axis=0, dtype=np.uint8)
        return counted

    @cached_property
    def total(self) -> Tally:
        """All leads."""
        return self._tally(np.ones(len(self.lead), dtype=bool))

    @cached_property
    def by_persona(self) -> tuple[Tally, ...]:
        """Who matches each persona, whatever else they match."""
        return tuple(self._tally(row) for row in self.matches)

    @cached_property
    def only(self) -> tuple[Tally, ...]:
        """Who matches each persona and no other: with `several` and `none` they add up to all."""
        return tuple(self._tally(row & (self._matched == 1)) for row in self.matches)

    @cached_property
    def several(self) -> Tally:
        """Who matches more than one."""
        return self._tally(self._matched > 1)

    @cached_property
    def none(self) -> Tally:
        """Who matches none."""
        return self._tally(self._matched == 0)

    @property
    def without_customers(self) -> tuple[int, ...]:
        """The personas (by place) that nobody who became a customer matches."""
        return tuple(place for place, tally in enumerate(self.by_persona) if not tally.customers)

    @cached_property
    def matched_but_low(self) -> Flags:
        """Who matches a persona, but grades low."""
        found: Flags = (self._matched > 0) & self.low
        return found

    @cached_property
    def high_but_unmatched(self) -> Flags:
        """Who matches none, but does not grade low."""
        found: Flags = (self._matched == 0) & ~self.low
        return found

    def _tally(self, chosen: Flags) -> Tally:
        return Tally.of(chosen, self.qualified, self.customer)


def recognised(definition: LeadDefinition, known: Mapping[str, Coded], n: int) -> Truth:
    """Return for each of n leads whether it is a persona: yes, no, or neither where that is not known.

    `known` holds each field the conditions ask about. Without any condition it is neither of everybody.
    """
    if not (definition.all_of or definition.any_of):
        return Truth(np.zeros(n, dtype=bool), np.zeros(n, dtype=bool))

    def answer(condition: Condition) -> Truth:
        if not isinstance(condition, AttributeCondition):
            raise SlaError("A persona is recognised by what is known about a lead, nothing else.")
        column = known[condition.field]
        of_values = compared(condition, column.values)
        return Truth(of_values.yes[column.codes], of_values.no[column.codes])

    return held(definition, n, answer)


def matches(definitions: Sequence[LeadDefinition], known: Mapping[str, Coded], n: int) -> Matches:
    """Return which of n leads match which of the definitions, for certain."""
    found = np.zeros((len(definitions), n), dtype=bool)
    for place, definition in enumerate(definitions):
        found[place] = recognised(definition, known, n).yes
    return found


def low_grades(scoring: Scoring, known: Mapping[str, Coded], n: int) -> Flags:
    """Return whose grade lies in the lower half of the bands: of A to D, those with C and D.

    `known` holds the fields of the fit rules. Raises `SlaError` for a model that cannot score.
    """
    model = replace(compiled(scoring), engagement=())
    nobody = np.zeros(0, dtype=np.int32)
    idle = grouped(nobody, nobody.astype(np.uint32), nobody.astype(np.uint8), (), ())
    unknown = np.full(n, MISSING)
    leads = Prepared(np.arange(n), unknown, np.zeros(n, dtype=bool), unknown, dict(known), idle)
    grade: Ranks = scores(contributions(leads, model, Moment.at(0))).grade
    low: Flags = grade < len(model.grades.labels) // 2
    return low


def spread_sample(chosen: Flags, lead: Codes, most: int) -> list[int]:
    """Return the ids of at most so many of the chosen leads, the oldest, the newest and evenly between them."""
    places = np.flatnonzero(chosen)
    if len(places) > most:
        places = places[np.linspace(0, len(places) - 1, most).astype(np.int64)]
    found: list[int] = lead[places].tolist()
    return found
