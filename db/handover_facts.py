"""What lies around handovers, read in bulk: their leads, what these did before, and what sales did."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from db.bulk import integers
from db.chosen import listed
from sla_core.columns import NEVER, Instants
from sla_core.facts import Codes
from sla_core.follow_up.channels_used import Outbound
from sla_core.leads import Channel, Direction


def lead_ids(db: Session) -> Codes:
    """Return the ids of all leads, merged ones too: in the order in which `funnel.groups` tells them apart."""
    return integers(db, "SELECT id FROM lead ORDER BY id", 1)[0]


@dataclass(frozen=True)
class LastActs:
    """When leads (ids, rising) last did something before their first handover, or were created."""

    lead: Codes
    acted_at: Instants


def last_acts(db: Session, *, begin: int | None, end: int | None) -> LastActs:
    """Return it for first handovers of a period, where it is known to the second.

    A lead whose newest act is known to the day only is left out: what it did last is not known.
    """
    lead, acted_at = integers(db, _LAST_ACTS.format(inside=_inside(begin, end)), 2)
    return LastActs(lead, acted_at)


def _inside(begin: int | None, end: int | None) -> str:
    """Return the condition of `follow_up.in_period` in a form that the indexes of both columns answer."""
    if begin is None and end is None:
        return "1 = 1"
    first, last = begin or 0, NEVER if end is None else end
    by_deadline = f"(response_by >= {first} AND response_by < {last})"
    return (
        f"({by_deadline} OR (response_by IS NULL AND handed_over_at >= {first} AND handed_over_at < {last}))"
    )


# The newest act is found in the index that begins with the lead, its span in the one row that it leads to.
_LAST_ACTS = """
WITH chosen AS MATERIALIZED (
  SELECT lead_id, handed_over_at FROM handover WHERE number = 1 AND handed_over_at IS NOT NULL AND {inside}
), newest AS MATERIALIZED (
  SELECT lead_id, handed_over_at, (SELECT MAX(a.occurred_at) FROM activity AS a
         WHERE a.lead_id = chosen.lead_id AND a.occurred_at <= chosen.handed_over_at) AS acted_at FROM chosen
), known AS (
  SELECT lead_id, handed_over_at, acted_at FROM newest WHERE (SELECT MAX(a.occurred_at_span) FROM activity AS a
         WHERE a.lead_id = newest.lead_id AND a.occurred_at = newest.acted_at) <= 1
  UNION ALL
  SELECT n.lead_id, n.handed_over_at, l.created_at FROM newest AS n JOIN lead AS l ON l.id = n.lead_id
         WHERE n.acted_at IS NULL AND l.created_at IS NOT NULL AND l.created_at_span <= 1
)
SELECT lead_id, acted_at FROM known WHERE acted_at <= handed_over_at ORDER BY lead_id
"""


def outbound(
    db: Session, *, begin: int | None, end: int | None, lead_ids: Sequence[int] | None = None
) -> Outbound:
    """Return every attempt that sales made on leads of a period, but for those another record stands for.

    `lead_ids` are the leads that are asked about, all by default.
    """
    of = "" if lead_ids is None else f"lead_id IN ({listed(db, lead_ids, 'asked_lead')}) AND "
    cases = " ".join(f"WHEN '{channel}' THEN {place}" for place, channel in enumerate(Channel))
    latest = "occurred_at + CASE WHEN occurred_at_span > 1 THEN occurred_at_span - 1 ELSE 0 END"
    lead, at, channel, summary = integers(
        db,
        f"SELECT lead_id, {latest}, CASE channel {cases} END, CASE WHEN summary THEN 1 ELSE 0 END "
        f"FROM contact_attempt WHERE merged_into IS NULL AND direction = '{Direction.OUTBOUND}' "
        f"AND {of}lead_id IN (SELECT lead_id FROM handover WHERE {of}{_inside(begin, end)})",
        4,
    )
    return Outbound(lead, at, channel, summary == 1)
