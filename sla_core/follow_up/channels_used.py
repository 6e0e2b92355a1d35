"""Through which channels sales tried to reach a lead in an episode, and how often before the lead was its task."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.facts import Codes
from sla_core.handovers import Handovers
from sla_core.handovers.openings import key


@dataclass(frozen=True)
class Outbound:
    """One row per attempt that sales made; `lead` is an id, `at` the latest second it can mean.

    `summary`: a date on the lead's own row, which tells no channel.
    """

    lead: Codes
    at: Instants
    channel: Codes  # position in `Channel`
    summary: Flags


def with_acts_of(acts: Outbound, leads: Codes, by: Outbound) -> Outbound:
    """Return the attempts with `by` in the place of all that these leads had; in no order."""
    others = ~np.isin(acts.lead, leads)
    return Outbound(
        np.concatenate([acts.lead[others], by.lead]),
        np.concatenate([acts.at[others], by.at]),
        np.concatenate([acts.channel[others], by.channel]),
        np.concatenate([acts.summary[others], by.summary]),
    )


@dataclass(frozen=True)
class ChannelsUsed:
    """One row per handover."""

    channels: Codes  # one bit per position in `Channel`: used while the episode was open
    before: Codes  # attempts before the lead's first handover, in the row of that handover


def channels_used(handovers: Handovers, acts: Outbound) -> ChannelsUsed:
    """Return how sales tried, and how often too early, as the handovers themselves count it.

    An attempt belongs to the episode with opened ≤ at < next opened, up to its closing.
    """
    channels, before = np.zeros(len(handovers), dtype=np.int64), np.zeros(len(handovers), dtype=np.int64)
    if not len(handovers):
        return ChannelsUsed(channels, before)
    opened = np.where(handovers.handed_over.known, handovers.handed_over.at, 0)
    place = np.searchsorted(key(handovers.lead, opened), key(acts.lead, acts.at), side="right") - 1
    row = np.maximum(place, 0)
    inside = (place >= 0) & (handovers.lead[row] == acts.lead)
    closed = handovers.closed_latest[row]
    tried = inside & ~acts.summary & ((closed == MISSING) | (acts.at <= closed))
    np.bitwise_or.at(channels, row[tried], 1 << acts.channel[tried])
    first = np.searchsorted(handovers.lead, acts.lead)
    first = np.minimum(first, len(handovers) - 1)
    early = ~inside & (handovers.lead[first] == acts.lead) & (acts.at < handovers.handed_over.at[first])
    np.add.at(before, first[early], 1)
    return ChannelsUsed(channels, before)
