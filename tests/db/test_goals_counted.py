"""`report goals` on the sample company against a slow count of the rows."""

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from db import follow_up
from db.engine import reading
from sla_core.goals.periods import read
from sla_core.leads import NOT_DELIVERED, ReturnReason, Stage
from tests.core.episodes import terms
from tests.db.goal_reports import by_stage, load_sample


def month_of(instant: int | None) -> str:
    if instant is None:
        return ""
    return f"{datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo('Europe/Oslo')):%Y-%m}"


def slow_counts() -> dict[str, Counter[str]]:
    """Leads, MQLs, handovers, returned ones and customers per month, row by row in plain Python."""
    qualified = [stage.value for stage in list(Stage)[Stage.MARKETING_QUALIFIED.rank :]]
    with reading() as db:
        leads = db.execute(text("SELECT id, created_at, won_at FROM lead")).all()
        entries = db.execute(text("SELECT lead_id, stage, entered_at, superseded_by FROM stage_entry")).all()
        episodes = db.execute(
            text("SELECT handed_over_at, returned_in_time, return_reason FROM handover")
        ).all()
    first: dict[int, int] = {}
    for lead, stage, entered, superseded in entries:
        if stage in qualified and superseded is None and entered is not None:
            first[lead] = min(entered, first.get(lead, entered))
    found: dict[str, Counter[str]] = {name: Counter() for name in ("lead", "mql", "gross", "back", "won")}
    for lead, created, won in leads:
        found["lead"][month_of(created)] += 1
        found["mql"][month_of(min((m for m in (first.get(lead), won) if m is not None), default=None))] += 1
        found["won"][month_of(won)] += 1
    for handed_over, in_time, reason in episodes:
        found["gross"][month_of(handed_over)] += 1
        if in_time and ReturnReason(reason) in NOT_DELIVERED:
            found["back"][month_of(handed_over)] += 1
    return found


def test_on_the_sample_company_every_figure_is_what_a_count_of_the_rows_gives(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    load_sample()
    slow = slow_counts()
    quarters = {"2026-Q4": ["2026-10", "2026-11", "2026-12"], "2026-Q2": ["2026-04", "2026-05", "2026-06"]}
    for label, months in ({"2026-11": ["2026-11"], "2026-06": ["2026-06"]} | quarters).items():
        stages = by_stage(capsys, "--period", label)
        counted = {name: sum(counts[month] for month in months) for name, counts in slow.items()}
        sql = stages["sales_qualified"]
        assert (sql["gross"], sql["returned"]) == (counted["gross"], counted["back"])
        assert sql["delivered"] == counted["gross"] - counted["back"]
        assert stages["lead"]["delivered"] == counted["lead"]
        assert stages["marketing_qualified"]["delivered"] == counted["mql"]
        assert stages["customer"]["delivered"] == counted["won"]
        begin, end = read(label).bounds(terms().calendar.build())
        with reading() as db:
            assert follow_up.customers_won(db, begin=begin, end=end) == counted["won"]
