"""Attempts of sales read again after an act are those of a fresh read."""

from collections.abc import Sequence
from typing import Any

import pytest

from db.engine import Session, reading
from db.handover_facts import outbound
from db.latest import Latest, latest
from sla_core.follow_up.channels_used import Outbound, with_acts_of
from tests.core.episodes import at
from tests.db.acting import Company


@pytest.mark.parametrize("seed", [0, 1, 3, 4])
def test_sales_attempts_are_read_again_as_a_fresh_read_gives_them(database: str, seed: int) -> None:
    company = Company(seed)
    begin = at("2026-11-12")

    def load(db: Session, lead_ids: Sequence[int] | None = None) -> Outbound:
        return outbound(db, begin=begin, end=None, lead_ids=lead_ids)

    before: Latest[Outbound] | None = None
    for _ in range(25):
        company.act()
        with reading() as db:
            before = latest(db, before, load, with_acts_of)
            assert _rows(before.read) == _rows(load(db))
    assert before is not None
    assert len(before.read.lead)


def _rows(of: Outbound) -> list[tuple[Any, ...]]:
    return sorted(zip(*(column.tolist() for column in (of.lead, of.at, of.channel, of.summary)), strict=True))
