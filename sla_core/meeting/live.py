"""What has changed since a meeting froze its figures: counts of then against counts of now."""

from pydantic import NonNegativeInt

from sla_core.columns import MISSING
from sla_core.conditions import Document
from sla_core.i18n import Texts
from sla_core.situation import Situation


class Counted(Document):
    """How many handovers there are in all, how many of them somebody has tried, how many were returned."""

    handed_over: NonNegativeInt
    tried: NonNegativeInt
    returned: NonNegativeInt


def counted(now: Situation) -> Counted:
    """Return the counts of now. Counts, not times: what is entered late counts as well."""
    return Counted(
        handed_over=len(now.handovers),
        tried=int((now.handovers.first_attempt != MISSING).sum()),
        returned=int(now.returned_rows.sum()),
    )


def since(then: Counted, now: Counted, t: Texts) -> str:
    """Return what came since: `2 more called · 1 new lead`; what was taken back is left out."""
    called, new, returned = (
        getattr(now, field) - getattr(then, field) for field in ("tried", "handed_over", "returned")
    )
    told = [
        t.plural("{n} more called", "{n} more called", called) if called > 0 else "",
        t.plural("{n} new lead", "{n} new leads", new) if new > 0 else "",
        t.plural("{n} more returned", "{n} more returned", returned) if returned > 0 else "",
    ]
    return " · ".join(text for text in told if text) or t("nothing new")
