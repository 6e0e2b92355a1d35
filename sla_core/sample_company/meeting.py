"""The sample company's last meeting: the handovers as they were known then, and what was decided."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from sla_core.columns import MISSING, Flags
from sla_core.facts import When
from sla_core.handovers import NONE, Handovers
from sla_core.i18n import Texts, mark
from sla_core.meeting import Outcome
from sla_core.people import Department
from sla_core.sample_company.people import MARKETING, SALES
from sla_core.sample_company.setting import DAY, HOUR, Setting, local_day

_BEGAN = 4 * DAY + 9 * HOUR  # after the Monday of last week: a Friday at nine
_TOOK = 1_500  # seconds
_RESPONSES = ("responded", "responded_latest", "first_attempt", "first_contact")


@dataclass(frozen=True)
class SampleDecision:
    """A decision of the meeting; `outcome` is what the one who did it said of it on the last working day."""

    what: str
    who: str
    due: date
    clause: str
    outcome: Outcome | None = None


@dataclass(frozen=True)
class SampleMeeting:
    """The meeting: when, who was there, what was decided. `said_at` is when the outcomes were said."""

    began_at: int
    ended_at: int
    led_by: str
    present: dict[Department, tuple[str, ...]]
    decisions: tuple[SampleDecision, ...]
    said_at: int


def meeting(setting: Setting, t: Texts) -> SampleMeeting:
    """Return the meeting of last week."""
    began = setting.week(1) + _BEGAN
    day = local_day(began)
    return SampleMeeting(
        began_at=began,
        ended_at=began + _TOOK,
        led_by=MARKETING[0],
        present={Department.MARKETING: tuple(MARKETING[:2]), Department.SALES: tuple(SALES[:3])},
        decisions=(
            SampleDecision(t(_CALL_FIRST), SALES[1], day + timedelta(days=4), "3.3", Outcome.KEPT),
            SampleDecision(t(_FEWER_DOWNLOADS), MARKETING[1], day + timedelta(days=14), "2.1"),
        ),
        said_at=min(began + 3 * DAY, setting.now),
    )


_CALL_FIRST = mark("Whoever is at work first calls the leads of the night before")
_FEWER_DOWNLOADS = mark("Try the price calculator instead of free downloads for two weeks")


def as_known(of: Handovers, at: int) -> Handovers:
    """Return the handovers as they stood at an earlier instant: what came later had not happened."""
    kept = of.handed_over.known & (of.handed_over.at <= at)
    found = Handovers(**{field.name: _taken(getattr(of, field.name), kept) for field in fields(of)})
    responses: dict[str, Any] = {
        name: np.where(getattr(found, name) > at, MISSING, getattr(found, name)) for name in _RESPONSES
    }
    open_then = (found.closed_by == NONE) | (found.closed > at)
    answered = (responses["responded"] != MISSING) | found.attempted_before
    return replace(
        found,
        **responses,
        response_seconds=np.where(answered, found.response_seconds, MISSING),
        closed=np.where(open_then, MISSING, found.closed),
        closed_latest=np.where(open_then, MISSING, found.closed_latest),
        closed_by=np.where(open_then, NONE, found.closed_by),
        return_reason=np.where(open_then, NONE, found.return_reason),
        returned_in_time=found.returned_in_time & ~open_then,
        waiting=open_then & ~answered,
    )


def _taken(column: Any, rows: Flags) -> Any:
    return column.take(rows) if isinstance(column, When) else column[rows]
