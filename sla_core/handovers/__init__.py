"""Handover episodes: openings, closings, responses, and the rows that follow-up judges."""

from sla_core.handovers.closings import CLOSINGS, NONE, REASONS
from sla_core.handovers.episodes import UNJUDGED, Handovers, build
from sla_core.handovers.ranks import RankFacts

__all__ = ["CLOSINGS", "NONE", "REASONS", "UNJUDGED", "Handovers", "RankFacts", "build"]
