"""The quality of what came in: how many handovers can be judged, what stands in the way, how much was refused.

Counts of the store and the judgement (counts) become findings (findings); what they are called and what to do
about each is in words.
"""

from sla_core.quality.counts import Batch, Quality, Refused, Share
from sla_core.quality.findings import (
    Cause,
    Finding,
    Group,
    Of,
    findings,
    handover_rows,
    judged,
    standing,
)

__all__ = [
    "Batch",
    "Cause",
    "Finding",
    "Group",
    "Of",
    "Quality",
    "Refused",
    "Share",
    "findings",
    "handover_rows",
    "judged",
    "standing",
]
