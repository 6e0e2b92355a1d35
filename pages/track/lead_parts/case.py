"""The lead that a page is about."""

from dataclasses import dataclass

from sla_core.lead.history import LeadHistory
from sla_core.situation import Situation


@dataclass(frozen=True)
class Case:
    """One lead at an instant. `now` holds its handovers alone; `row` is the newest, None where there is none."""

    history: LeadHistory
    now: Situation
    row: int | None

    @property
    def lead_id(self) -> int:
        """Its id."""
        return self.history.profile.lead_id

    @property
    def number(self) -> int | None:
        """The number of its newest handover."""
        return None if self.row is None else int(self.now.handovers.number[self.row])
