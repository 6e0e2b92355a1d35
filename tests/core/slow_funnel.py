"""The funnel once more, one lead at a time and as plainly as can be. Used to judge the fast one.

Shares no code with `sla_core.funnel`. Stages are numbered 0 (subscriber) to 5 (customer).
"""

import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from sla_core.columns import MISSING
from sla_core.funnel import FunnelFacts, Groups
from sla_core.leads import Stage

NAMES = [stage.value for stage in Stage]
PAIRS = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (1, 5)]
Z = 1.959963984540054


@dataclass
class Lead:
    """What is known of a lead; instants in UTC seconds. `into`: the place of the lead it was merged into."""

    created: int | None = None
    stage: int | None = None
    won: bool = False
    won_at: int | None = None
    lost: bool = False
    into: int | None = None
    source: str = ""
    entries: list[tuple[int, int | None, bool]] = field(default_factory=list)  # stage, when, by our criteria


def facts(leads: list[Lead]) -> FunnelFacts:
    """The same leads as columns; their ids are 10, 20, 30, …"""
    entries = [(place, *entry) for place, lead in enumerate(leads) for entry in lead.entries]
    return FunnelFacts(
        lead=np.arange(1, len(leads) + 1) * 10,
        created=_column(lead.created for lead in leads),
        stage=_column((lead.stage for lead in leads), -1),
        won=_column(lead.won for lead in leads) == 1,
        won_at=_column(lead.won_at for lead in leads),
        lost=_column(lead.lost for lead in leads) == 1,
        merged_into=_column((lead.into for lead in leads), -1),
        entry_lead=_column(entry[0] for entry in entries),
        entry_stage=_column(entry[1] for entry in entries),
        entry_at=_column(entry[2] for entry in entries),
        entry_is_ours=_column(entry[3] for entry in entries) == 1,
    )


def _column(values: Any, absent: int = MISSING) -> Any:
    return np.array([absent if value is None else value for value in values], dtype=np.int64)


def sources(leads: list[Lead]) -> Groups:
    """What the leads are told apart by."""
    values = sorted({lead.source for lead in leads})
    return Groups(tuple(values), np.array([values.index(lead.source) for lead in leads], dtype=np.int64))


class Life:
    """What one person went through, told by all leads that are this person."""

    def __init__(self, same: list[Lead]) -> None:
        first = same[0]
        self.source = first.source
        stage = max((lead.stage for lead in same if lead.stage is not None), default=None)
        entries = [entry for lead in same for entry in lead.entries]
        created = min((lead.created for lead in same if lead.created is not None), default=None)
        wins = [lead.won_at for lead in same if lead.won_at is not None]
        own: dict[int, int] = {}
        was = {rank for rank, _, _ in entries}
        for rank, at, _ in entries:
            if at is not None:
                own[rank] = min(at, own.get(rank, at))
        if wins:
            own[5] = min(wins)
        if wins or any(lead.won for lead in same):
            was.add(5)
        noted_subscriber = 0 in was
        if stage is not None:
            was.add(stage)
        begin = 0 if self._subscriber_first(own, was, noted_subscriber) else 1
        was.add(begin)
        if created is not None:
            own[begin] = min(created, own.get(begin, created))
        self.own, self.was = own, was
        self.created = (
            created if created is not None else min((own[r] for r in (0, 1) if r in own), default=None)
        )
        self.reached = max(was)
        self.customer = 5 in was
        self.lost = first.lost and not self.customer
        ours = [rank for rank, _, by_us in entries if by_us]
        self.stands = 5 if self.customer else max([self.reached if stage is None else stage, *ours])
        ranks = range(0 if 0 in was else 1, self.reached + 1)
        self.passed = {rank: min((own[r] for r in own if r >= rank), default=None) for rank in ranks}

    @staticmethod
    def _subscriber_first(own: dict[int, int], was: set[int], noted: bool) -> bool:
        if 0 not in was:
            return False
        if 0 not in own:
            return noted or was == {0}
        return all(own[0] <= at for rank, at in own.items() if rank > 0)


def lives(leads: list[Lead]) -> list[Life]:
    """Everybody once; the lead that stayed comes first among those that are the same person."""
    found: dict[int, list[Lead]] = {place: [lead] for place, lead in enumerate(leads) if lead.into is None}
    for lead in leads:
        if (place := lead.into) is not None:
            while leads[place].into is not None:
                place = leads[place].into
            found[place].append(lead)
    return [Life(same) for same in found.values()]


def figures(
    leads: list[Lead],
    begin: int | None,
    end: int | None,
    now: int,
    *,
    zone: str = "Europe/Oslo",
    least: int = 10,
) -> dict[str, Any]:
    """The funnel of [begin, end), counted directly, under the keys of `report funnel --by source` and some more."""
    everybody = lives(leads)

    def inside(at: int | None) -> bool:
        return at is not None and (begin is None or begin <= at) and (end is None or at < end)

    def passing(rank: int) -> list[Life]:
        return [life for life in everybody if inside(life.passed.get(rank))]

    came = [life for life in everybody if inside(life.created)]
    late = _nearest([s for life in everybody if (s := _journey(life)) > 300], 0.9)
    months = sorted({_month(life.created, zone) for life in came})
    cohorts = {month: [life for life in came if _month(life.created, zone) == month] for month in months}
    return {
        "flow": {name: len(passing(rank)) for rank, name in enumerate(NAMES)},
        "stock": {name: sum(life.stands == rank for life in everybody) for rank, name in enumerate(NAMES)},
        "skipped": sum(rank not in life.was for rank in range(6) for life in passing(rank)),
        "cohorts": [
            {
                "month": month,
                **_rate(of, least),
                "ripe": late is not None and _after(month, zone) + late <= now,
            }
            for month, of in cohorts.items()
        ],
        "total": _rate(came, least),
        "times": [_time(everybody, inside, *pair) for pair in PAIRS],
        "by": {
            value: {name: figure for name, figure in _rate(of, least).items() if name not in ("low", "high")}
            for value in sorted({life.source for life in came})
            if (of := [life for life in came if life.source == value])
        },
        "undated": [sum(life.passed.get(r, 0) is None for life in everybody) for r in range(6)],
        "lost": [sum(life.lost and life.stands == r for life in everybody) for r in range(6)],
        "went_on": [sum(life.reached > r for life in passing(r)) for r in range(5)],
        "flow_of": {
            value: [sum(life.source == value for life in passing(rank)) for rank in range(6)]
            for value in {life.source for life in everybody}
        },
    }


def _journey(life: Life) -> int:
    won = life.passed.get(5)
    return -1 if won is None or life.created is None else won - life.created


def _nearest(values: list[int], share: float) -> int | None:
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else None


def _month(at: int, zone: str) -> str:
    return f"{datetime.fromtimestamp(at, ZoneInfo(zone)):%Y-%m}"


def _after(month: str, zone: str) -> int:
    year, number = map(int, month.split("-"))
    following = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=ZoneInfo(zone))
    return int(following.timestamp())


def _rate(came: list[Life], least: int) -> dict[str, Any]:
    n, of = sum(life.customer for life in came), len(came)
    told: dict[str, Any] = {"leads": of, "customers": n, "rate": None, "low": None, "high": None}
    if of >= least:
        told["rate"] = n / of
        told["low"], told["high"] = _ends(n / of, of)
    return told


def _ends(share: float, of: int) -> tuple[float, float]:
    """The two rates that lie just so far from the share that it would still be seen (roots of a square)."""
    a, b, c = 1 + Z * Z / of, -2 * share - Z * Z / of, share * share
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def _time(everybody: list[Life], inside: Any, earlier: int, later: int) -> dict[str, Any]:
    both = [life for life in everybody if earlier in life.own and later in life.own]
    took = [life.passed[later] - life.passed[earlier] for life in both if inside(life.passed[later])]
    median, late = _nearest(took, 0.5), _nearest(took, 0.9)
    return {
        "from": NAMES[earlier],
        "to": NAMES[later],
        "n": len(took),
        "median_days": None if median is None else median / 86_400,
        "p90_days": None if late is None else late / 86_400,
    }
