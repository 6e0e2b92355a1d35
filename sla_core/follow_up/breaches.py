"""Where sales' promise was not kept, and what sales says about why."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from sla_core.columns import Flags
from sla_core.facts import Codes
from sla_core.follow_up.judging import Judgement, Status
from sla_core.handovers import NONE, Handovers
from sla_core.leads import BreachReason

REASONS = list(BreachReason)
Said: TypeAlias = Mapping[tuple[int, int], BreachReason]  # by lead id and number of the handover


def broken(judgement: Judgement) -> Flags:
    """Return the handovers whose deadline passed without a response in time: late and overdue."""
    return judgement.where(Status.LATE) | judgement.where(Status.OVERDUE)


def reasons(handovers: Handovers, said: Said) -> Codes:
    """Return for each handover the position of its reason in REASONS, NONE where nothing was said."""
    found = np.full(len(handovers), NONE)
    for (lead_id, number), reason in said.items():
        begin, end = np.searchsorted(handovers.lead, [lead_id, lead_id + 1])
        mine = begin + np.flatnonzero(handovers.number[begin:end] == number)
        found[mine] = REASONS.index(reason)
    return found
