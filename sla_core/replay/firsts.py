"""The instant at which each lead first met a definition, from its own events in order.

What leads are has no history: today's values are held against every event of the past.
"""

import numpy as np

from sla_core.columns import MISSING, NEVER, Flags, Instants
from sla_core.conditions import ActivityCondition, AttributeCondition, Condition, LeadDefinition
from sla_core.criteria import compared
from sla_core.facts import Codes
from sla_core.replay.events import Events, first_rows
from sla_core.replay.ranking import grades
from sla_core.replay.windows import engagement, often_enough
from sla_core.scoring.model import Model, Ranks, scale_of

_COST = {"attribute": 0, "activity": 1, "score": 2}


class Replay:
    """Holds definitions against the events of all leads, each only where the cheaper conditions leave it open."""

    def __init__(self, of: Events, model: Model) -> None:
        self._of, self._model = of, model
        self._grade: Ranks = grades(of.known, model)
        self._ratings: Ranks | None = None
        self._rated = np.zeros(len(of), dtype=bool)

    def first_met(self, definition: LeadDefinition) -> Instants:
        """Return per lead the instant of the first event at which the definition holds for certain, else NEVER.

        MISSING for a lead without any dated event that meets it by what it is: when, nobody knows.
        """
        leads = np.arange(len(self._of.known))
        found = np.full(len(leads), NEVER)
        met, rows = first_rows(self._of, self.kept(definition, np.arange(len(self._of))))
        found[met] = self._of.at[rows]
        undated = np.setdiff1d(leads, self._of.lead)
        if len(undated):
            found[undated[self._met_without_events(definition, undated)]] = MISSING
        return found

    def kept(self, definition: LeadDefinition, rows: Codes) -> Codes:
        """Return which of these events (rows) the definition holds at."""
        for condition in sorted(definition.all_of, key=lambda each: _COST[each.on]):
            rows = rows[self.holds(condition, rows)]
        if not definition.any_of:
            return rows
        any_of = np.zeros(len(rows), dtype=bool)
        for condition in sorted(definition.any_of, key=lambda each: _COST[each.on]):
            open_still = np.flatnonzero(~any_of)
            any_of[open_still] = self.holds(condition, rows[open_still])
        return rows[any_of]

    def holds(self, condition: Condition, rows: Codes) -> Flags:
        """Return whether a condition holds at each of these events."""
        if isinstance(condition, ActivityCondition):
            return often_enough(self._of, condition, rows)
        if isinstance(condition, AttributeCondition) or condition.axis == "fit":
            return self._of_leads(condition)[self._of.lead[rows]]
        yes: Flags = self._rating(rows) >= scale_of(self._model, condition).rank(condition.at_least)
        return yes

    def _of_leads(self, condition: Condition) -> Flags:
        """Return for every lead whether it is so: this holds at all its events alike."""
        if isinstance(condition, AttributeCondition):
            coded = self._of.known.attributes[condition.field]
            return compared(condition, coded.values).yes[coded.codes]
        if isinstance(condition, ActivityCondition):
            return np.zeros(len(self._of.known), dtype=bool)
        scale = scale_of(self._model, condition)
        no_points = np.zeros(len(self._of.known), dtype=np.int64)
        ranks = self._grade if condition.axis == "fit" else scale.ranks(no_points)
        yes: Flags = ranks >= scale.rank(condition.at_least)
        return yes

    def _rating(self, rows: Codes) -> Ranks:
        """Return the rating at these events; each is reckoned once, whoever asks."""
        if self._ratings is None:
            self._ratings = np.zeros(len(self._of), dtype=np.uint8)
        new = rows[~self._rated[rows]]
        self._ratings[new] = self._model.ratings.ranks(engagement(self._of, self._model, new))
        self._rated[new] = True
        return self._ratings[rows]

    def _met_without_events(self, definition: LeadDefinition, leads: Codes) -> Flags:
        yes = np.ones(len(leads), dtype=bool)
        for condition in definition.all_of:
            yes &= self._of_leads(condition)[leads]
        if definition.any_of:
            yes &= np.any([self._of_leads(condition)[leads] for condition in definition.any_of], axis=0)
        return yes
