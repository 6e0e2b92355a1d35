"""Whether leads were treated as the agreement says for their grade and rating as of the handover."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import Flags
from sla_core.follow_up.breaches import broken
from sla_core.follow_up.channels_used import ChannelsUsed
from sla_core.handovers import NONE, ranks
from sla_core.leads import Channel
from sla_core.people import Department
from sla_core.situation import Situation
from sla_core.terms import Treatment

_CHANNELS = list(Channel)


@dataclass(frozen=True)
class NotFollowed:
    """One row per handover: what was against the treatment of its cell. `ranked`: those that have a rank at all."""

    ranked: Flags
    left_to_marketing: Flags  # handed over, although marketing keeps the leads of the cell
    other_channel: Flags  # sales tried in a way that the cell does not name
    own_limit: Flags  # sales' cell with a limit of its own, which was not kept


def not_followed(now: Situation, used: ChannelsUsed) -> NotFollowed:
    """Return it, each episode by the treatments of the version it is judged by. A cell without channels allows all."""
    known, versions = now.handovers, now.versions
    return NotFollowed(
        ranked=known.grade != NONE,
        left_to_marketing=ranks.against_treatment(known, versions),
        other_channel=_other_channel(now, used),
        own_limit=~ranks.promised(known, versions) & broken(now.judgement),
    )


def _other_channel(now: Situation, used: ChannelsUsed) -> Flags:
    known = now.handovers
    found = np.zeros(len(known), dtype=bool)
    for position, version in enumerate(now.versions):
        of_version = known.version == position
        if not of_version.any():
            continue
        for grade, rating, treatment in ranks.cells(version.terms):
            if treatment.owner is Department.SALES and treatment.channels:
                mine = of_version & (known.grade == grade) & (known.rating == rating)
                found |= mine & (used.channels & ~_bits(treatment) != 0)
    return found


def _bits(treatment: Treatment) -> int:
    return sum(1 << _CHANNELS.index(channel) for channel in set(treatment.channels))
