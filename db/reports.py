"""Reports: the figures of the screens, put together from the store for the command line."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlmodel import Session

from db import agreements, follow_up, handovers
from sla_core.agreement import in_force_at
from sla_core.errors import SlaError
from sla_core.follow_up.judging import FollowUp, in_period, judge, summarise


@dataclass(frozen=True)
class FollowUpReport:
    """Follow-up of a period (local dates, inclusive; None = without bound) and what it rests on."""

    first: date | None
    last: date | None
    as_of: int
    versions: tuple[str, ...]
    provisional: bool
    figures: FollowUp


def follow_up_report(db: Session, *, first: date | None, last: date | None, now: int) -> FollowUpReport:
    """Return the follow-up of a period; raises `SlaError` where there is no agreement to measure by."""
    versions = agreements.versions_in_force(db)
    if not versions:
        raise SlaError("There is no agreement yet: load the sample company, import leads or start your own.")
    calendar = in_force_at(versions, now).terms.calendar.build()
    begin = calendar.local_midnight(first) if first else None
    end = calendar.local_midnight(last + timedelta(days=1)) if last else None
    known = handovers.load(db)
    edge = follow_up.edge(db, now)
    inside = in_period(known, begin, end)
    used = [versions[place] for place in np.unique(known.version[inside])]
    return FollowUpReport(
        first=first,
        last=last,
        as_of=edge.as_of,
        versions=tuple(version.label for version in used),
        provisional=any(version.provisional for version in used),
        figures=summarise(known, judge(known, edge), inside),
    )
