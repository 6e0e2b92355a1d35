"""The funnel of random leads: counted as a slow count does, and the laws that always hold."""

import random
from itertools import pairwise
from typing import Any

import pytest

from sla_core.funnel import FunnelReport
from sla_core.leads import Stage
from tests.core import slow_funnel
from tests.core.episodes import DAY, at
from tests.core.funnels import LEAD, NOW, entered, told
from tests.core.slow_funnel import NAMES, Lead


def random_leads(chance: random.Random, count: int) -> list[Lead]:
    """Leads of all sorts: undated, out of order, moved back, merged, of other CRMs' words."""

    def moment() -> int | None:
        return chance.choice([None, *[at("2025-06-01") + 7 * DAY * chance.randrange(64) for _ in range(5)]])

    leads = []
    for place in range(count):
        stages = chance.sample(range(6), chance.choice([0, 1, 2, 3, 5]))
        created = moment()
        leads.append(
            Lead(
                created=created,
                stage=chance.choice([None, *range(6)]),
                won=chance.random() < 0.1,
                won_at=moment() if chance.random() < 0.2 else None,
                lost=chance.random() < 0.3,
                into=chance.randrange(place) if place and chance.random() < 0.15 else None,
                source=chance.choice(["", "Webinar", "Referral"]),
                entries=[(stage, moment(), chance.random() < 0.3) for stage in stages for _ in range(2)],
            )
        )
    return leads


def as_counted(found: FunnelReport) -> dict[str, Any]:
    """A report under the keys of the slow count."""

    def rate(won: Any) -> dict[str, Any]:
        low, high = won.interval or (None, None)
        share = None if won.share is None else float(won.share)
        return {"leads": won.of, "customers": won.found, "rate": share, "low": low, "high": high}

    def in_days(seconds: int | None) -> float | None:
        return None if seconds is None else seconds / DAY

    return {
        "flow": dict(found.flow.entered),
        "stock": dict(found.stock),
        "skipped": sum(found.flow.skipped.values()),
        "cohorts": [{"month": f"{c.first:%Y-%m}", **rate(c.won), "ripe": c.ripe} for c in found.cohorts],
        "total": rate(found.total),
        "times": [
            {
                "from": time.earlier,
                "to": time.later,
                "n": time.n,
                "median_days": in_days(time.median),
                "p90_days": in_days(time.p90),
            }
            for time in found.times
        ],
        "by": {
            group.value: {
                "leads": group.won.of,
                "customers": group.won.found,
                "rate": rate(group.won)["rate"],
            }
            for group in sorted(found.groups, key=lambda group: group.value)
            if group.won.of
        },
        "undated": list(found.flow.undated.values()),
        "lost": list(found.lost.values()),
        "went_on": [step.went_on.found for step in found.steps],
        "flow_of": {group.value: list(group.entered.values()) for group in found.groups},
    }


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(
    ("first", "until"), [(None, None), ("2025-11-12", "2026-03-01"), ("2026-02-01", None)]
)
def test_random_leads_are_counted_as_a_slow_count_does(
    seed: int, first: str | None, until: str | None
) -> None:
    leads = random_leads(random.Random(seed), 60)
    found = as_counted(told(*leads, first=first, until=until))
    begin, end = (at(day) if day else None for day in (first, until))
    slow = slow_funnel.figures(leads, begin, end, NOW)
    close_ends(found, slow)
    for value in set(slow["flow_of"]) - set(found["flow_of"]):
        assert slow["flow_of"].pop(value) == [0] * 6
    assert found == slow


def close_ends(found: dict[str, Any], slow: dict[str, Any]) -> None:
    """Compare intervals apart, which two ways of reckoning give to the last digit but one."""
    for one, other in zip(
        [*found["cohorts"], found["total"]], [*slow["cohorts"], slow["total"]], strict=True
    ):
        for end in ("low", "high"):
            mine, theirs = one.pop(end), other.pop(end)
            assert mine == (None if theirs is None else pytest.approx(theirs, abs=1e-9))


@pytest.mark.parametrize("seed", range(10))
def test_the_laws_hold(seed: int) -> None:
    leads = random_leads(random.Random(1_000 + seed), 400)
    period = {"first": "2025-09-01", "until": "2026-06-01"}
    found, ever = told(*leads, **period), told(*leads)
    people = sum(lead.into is None for lead in leads)
    passed = [ever.flow.entered[stage] + ever.flow.undated[stage] for stage in Stage]
    assert passed[LEAD:] == sorted(passed[LEAD:], reverse=True)
    assert all(later <= earlier for earlier, later in pairwise(entered(ever)[LEAD:]))
    assert sum(found.stock.values()) == people
    assert found.stock == ever.stock
    for told_of in (found, ever):
        assert sum(cohort.won.of for cohort in told_of.cohorts) == told_of.total.of
        assert sum(cohort.won.found for cohort in told_of.cohorts) == told_of.total.found
        assert sum(group.won.of for group in told_of.groups) == told_of.total.of
        assert sum(group.won.found for group in told_of.groups) == told_of.total.found
        for stage in Stage:
            assert sum(group.entered[stage] for group in told_of.groups) == told_of.flow.entered[stage]
    before, after = told(*leads, until="2025-09-01"), told(*leads, first="2026-06-01")
    for stage, name in zip(Stage, NAMES, strict=True):
        parts = [part.flow.entered[stage] for part in (before, found, after)]
        assert sum(parts) == ever.flow.entered[stage], name
