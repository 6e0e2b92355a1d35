"""The sample company: ✓, ▲ and ◆ on the first screen at any time; its sizes, its order of events."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

import numpy as np
import pytest

from sla_core.columns import MISSING
from sla_core.errors import SlaError
from sla_core.leads import Stage
from sla_core.pace import month_pace
from sla_core.sample_company import SampleCompany, invent, tables
from sla_core.sample_company.setting import (
    HOUR,
    MONTHS,
    local_day,
    month_begin,
)
from sla_core.verdict import Standing, marketing_standing, sales_standing, waiting_standing
from tests.core.episodes import at
from tests.core.sample_companies import ENGLISH, NOW, company, rows, situation

DAYS = (
    "2026-11-16",  # a Monday
    "2026-11-20",
    "2026-11-21",  # a Saturday
    "2026-11-29",
    "2026-12-01",  # the first of a month
    "2026-12-02",
    "2026-12-24",
    "2027-01-01",
    "2027-01-04",  # the first working day of a year
    "2027-03-30",  # the day after Easter
    "2027-06-01",
    "2027-07-19",
    "2027-08-02",
)
TIMES = ("00:00", "07:00", "10:00", "15:30", "22:00")


def standings(known: SampleCompany) -> tuple[Standing, Standing, Standing]:
    """Marketing, sales, waiting: as Meeting shows them."""
    now = situation(known)
    pace = month_pace(
        now.versions, now.today, Stage.SALES_QUALIFIED, reached=now.delivered.net, now=now.edge.now
    )
    return (
        marketing_standing(pace, now.limits),
        sales_standing(now.week[1], now.limits),
        waiting_standing(now.waiting, now.limits),
    )


def worked_since(known: SampleCompany, begin: int) -> int:
    return known.setting.calendar.working_seconds_between(begin, known.setting.now)


def week_before(known: SampleCompany) -> int:
    return known.setting.calendar.local_midnight(known.setting.today - timedelta(days=6))


@pytest.mark.parametrize("day", DAYS)
def test_the_first_screen_shows_kept_at_risk_and_broken_at_any_time(day: str) -> None:
    for time in TIMES:
        known = company(f"{day} {time}")
        marketing, sales, waiting = standings(known)
        assert waiting is Standing.BROKEN, time
        # Too little data on a month's first working day, and in a week that was closed nearly throughout.
        in_month, in_week = (
            worked_since(known, known.setting.month(0)),
            worked_since(known, week_before(known)),
        )
        assert sales in {Standing.KEPT, Standing.KEPT if in_week > 8 * HOUR else Standing.TOO_LITTLE}, time
        few = Standing.AT_RISK if in_month > 8 * HOUR else Standing.TOO_LITTLE
        assert marketing in {Standing.AT_RISK, few}, time


@pytest.mark.parametrize("seed", range(6))
def test_the_first_screen_does_not_depend_on_luck(seed: int) -> None:
    assert standings(company(seed=seed)) == (Standing.AT_RISK, Standing.KEPT, Standing.BROKEN)


@pytest.mark.parametrize("leads", [1_500, 30_000])
def test_the_first_screen_does_not_depend_on_the_size(leads: int) -> None:
    assert standings(company(leads=leads)) == (Standing.AT_RISK, Standing.KEPT, Standing.BROKEN)


def test_a_few_leads_wait_too_long_and_some_are_due_soon() -> None:
    now = situation(company())
    urgencies = Counter(now.wait(int(row)).urgency for row in np.flatnonzero(now.handovers.waiting))
    assert urgencies == {"too_late": 3, "soon": 2, "in_time": 5, "untimed": 2}
    used = [now.wait(int(row)).used / HOUR for row in np.flatnonzero(now.too_long_rows)]
    assert min(used) < 16


def test_the_same_seed_and_instant_give_the_same_rows_and_another_seed_others() -> None:
    def told(seed: int) -> list[tuple[str, dict[str, list[Any]]]]:
        return list(tables(invent(now=at(NOW), seed=seed, leads=300, activities=900, t=ENGLISH)))

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_sizes_are_exactly_as_asked_for() -> None:
    found = rows(company(leads=437, activities=5_001))
    assert [len(found[table]) for table in ("lead", "lead_identity", "activity")] == [437, 437, 5_001]


@pytest.mark.parametrize("leads", [100, 101, 130])
def test_the_smallest_companies_can_be_told(leads: int) -> None:
    found = rows(company(leads=leads, activities=10))
    assert len(found["lead"]) == leads


def test_an_impossible_size_or_seed_is_refused() -> None:
    for size in ({"leads": 99}, {"leads": 2_000_001}, {"activities": -1}, {"seed": -1}):
        with pytest.raises(SlaError):
            invent(**{"now": at(NOW), "seed": 1, "leads": 100, "activities": 0, "t": ENGLISH, **size})


def instants(found: dict[str, list[dict[str, Any]]]) -> Iterator[int]:
    for row in chain.from_iterable(found.values()):
        for name, value in row.items():
            if name.endswith("_at") and value is not None:
                yield value


@pytest.mark.parametrize("time", ["2026-11-20 10:42", "2026-11-21 03:00", "2026-12-01 08:01"])
def test_nothing_lies_in_the_future_and_no_lead_before_the_story(time: str) -> None:
    known = company(time, leads=1_000, activities=9_000)
    assert max(instants(rows(known))) <= known.setting.now
    assert known.story.leads.created.min() >= known.setting.begin
    assert local_day(known.setting.begin) == month_begin(known.setting.today, -MONTHS)


def test_what_happens_to_a_lead_happens_in_order() -> None:
    told = company().story
    leads, ended = told.leads, told.ends
    steps = [leads.created, leads.qualified, leads.handed_over, ended.opportunity, ended.won]
    for place, earlier in enumerate(steps):
        for later in steps[place + 1 :]:
            both = (earlier != MISSING) & (later != MISSING) & ~leads.born_customer
            assert (earlier[both] <= later[both]).all()
    cases = told.episodes
    for number, lead in enumerate(cases.lead.tolist()):
        if cases.reopened_at[number] != MISSING and ended.returned[number] != MISSING:
            assert cases.opened[number] < ended.returned[number] < cases.reopened_at[number], lead


def test_no_activity_is_told_twice() -> None:
    acts = rows(company(leads=300, activities=20_000))["activity"]
    assert len({(act["lead_id"], act["topic_id"], act["occurred_at"]) for act in acts}) == len(acts)
