"""Handovers read again after an act are those of a fresh read, and only the leads that changed are read."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text

from db import handover_changes, handovers, merging
from db.engine import Session, reading, transaction, unrecorded
from db.latest import Latest, latest
from db.tables import MetaRow
from sla_core.facts import When
from sla_core.handovers import Handovers
from sla_core.handovers.replacing import replaced
from sla_core.people import COMMAND_LINE, Action
from tests.db.acting import NOW, Company, call
from tests.db.bringing import stored
from tests.db.company import MONDAY, add_leads, set_up


def newest(db: Session, before: Latest[Handovers] | None) -> Latest[Handovers]:
    return latest(db, before, handovers.load, replaced)


def refreshed(before: Latest[Handovers] | None = None) -> Latest[Handovers]:
    with reading() as db:
        return newest(db, before)


def fresh() -> Handovers:
    with reading() as db:
        return handovers.load(db)


def columns(of: Handovers) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in (field.name for field in fields(of)):
        column = getattr(of, name)
        found |= (
            {f"{name}.at": column.at, f"{name}.span": column.span}
            if isinstance(column, When)
            else {name: column}
        )
    return found


def assert_same(one: Handovers, other: Handovers) -> None:
    for name, column in columns(one).items():
        np.testing.assert_array_equal(column, columns(other)[name], err_msg=name)
        assert column.dtype == columns(other)[name].dtype


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was read of the table: lead ids, None for everything."""
    asked: list[Any] = []
    load = handovers.load

    def keep(db: Any, lead_ids: Any = None) -> Handovers:
        asked.append(lead_ids)
        return load(db, lead_ids)

    monkeypatch.setattr(handovers, "load", keep)
    return asked


@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_do_what_is_read_again_is_what_a_fresh_read_gives(
    database: str, seed: int, read: list[Any]
) -> None:
    company = Company(seed)
    often = seldom = refreshed()
    for number in range(45):
        company.act()
        often = refreshed(often)
        assert_same(often.read, fresh())
        if number % 7 == 0:
            seldom = refreshed(seldom)
            assert_same(seldom.read, fresh())
    assert company.done > 10
    assert any(leads is not None and len(leads) > 1 for leads in read if not isinstance(leads, int))


def test_a_logged_call_reads_its_lead_only(database: str, read: list[Any]) -> None:
    set_up()
    _, lead_id, _ = add_leads(*[f"{MONDAY} 09:00"] * 3)
    before = refreshed()
    assert read == [None]
    call(lead_id)
    after = refreshed(before)
    assert read == [None, [lead_id]]
    assert after.read.attempts.tolist() == [0, 1, 0]
    assert refreshed(after).read is after.read
    assert read == [None, [lead_id]]


def test_what_was_read_before_stays_as_it_was_and_columns_that_did_not_change_are_shared(
    database: str,
) -> None:
    set_up()
    lead_id, _ = add_leads(*[f"{MONDAY} 09:00"] * 2)
    before = refreshed()
    for column in columns(before.read).values():
        column.flags.writeable = False
    call(lead_id)
    after = refreshed(before).read
    assert before.read.attempts.tolist() == [0, 0]
    assert after.attempts.tolist() == [1, 0]
    assert after.lead is before.read.lead
    assert after.handed_over.at is before.read.handed_over.at


def test_the_handovers_of_a_lead_that_was_merged_and_of_what_it_is_part_of_are_read(
    database: str, read: list[Any]
) -> None:
    set_up()
    duplicate, whole, other = add_leads(*[f"{MONDAY} 09:00"] * 3)
    call(other)
    with transaction(COMMAND_LINE, Action.MERGE_LEADS) as db:
        merging.merge(db, by=COMMAND_LINE, lead_id=duplicate, into=whole, now=NOW)
    before = refreshed()
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        handovers.rebuild(db, [duplicate])
    assert_same(refreshed(before).read, fresh())
    assert [duplicate, whole] in read


def test_a_lead_may_lose_all_its_handovers(database: str, read: list[Any]) -> None:
    set_up()
    first, second = add_leads(*[f"{MONDAY} 09:00"] * 2)
    before = refreshed()
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        db.execute(text(f"DELETE FROM stage_entry WHERE lead_id = {first}"))
        handovers.rebuild(db, [first])
    assert refreshed(before).read.lead.tolist() == [second]
    assert read == [None, [first]]


def test_a_read_that_began_before_an_act_is_followed_by_one_that_sees_it(database: str) -> None:
    set_up()
    (lead_id,) = add_leads(f"{MONDAY} 09:00")
    with reading() as db:
        db.execute(text("SELECT COUNT(*) FROM handover")).scalar_one()
        call(lead_id)
        meanwhile = newest(db, None)
    assert meanwhile.read.attempts.tolist() == [0]
    assert refreshed(meanwhile).read.attempts.tolist() == [1]


def test_many_leads_at_once_are_read_as_everything(
    database: str, read: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_changes, "LEADS", 2)
    set_up()
    leads = add_leads(*[f"{MONDAY} 09:00"] * 3)
    before = refreshed()
    for chosen, told in ((leads[:2], leads[:2]), (leads, None), (None, None)):
        with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
            handovers.rebuild(db, chosen)
        before = refreshed(before)
        assert read[-1] == told
    for lead_id in leads:
        call(lead_id)
    refreshed(before)
    assert read == [None, leads[:2], None, None, None]


def test_what_changed_too_long_ago_is_forgotten_and_everything_is_read(
    database: str, read: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_changes, "VERSIONS", 3)
    set_up()
    (lead_id,) = add_leads(f"{MONDAY} 09:00")
    before = refreshed()
    call(lead_id)
    call(lead_id, NOW - 1000)
    assert_same(refreshed(before).read, fresh())
    assert read[-2:] == [[lead_id], None]
    call(lead_id, NOW - 2000)
    read.clear()
    assert refreshed(before).read.attempts.tolist() == [3]
    assert read == [None]
    assert len(stored("SELECT * FROM handover_change")) == 3


def test_everything_is_read_of_another_database_other_leads_or_other_terms(
    database: str, read: list[Any]
) -> None:
    set_up()
    add_leads(f"{MONDAY} 09:00")
    before = refreshed()
    add_leads(f"{MONDAY} 10:00")
    before = refreshed(before)
    assert len(before.read) == 2
    with unrecorded() as db:
        db.execute(text("UPDATE data_version SET version = version + 1 WHERE topic = 'terms'"))
    before = refreshed(before)
    with unrecorded() as db:
        db.get_one(MetaRow, "instance").value = "another"
    before = refreshed(before)
    assert read == [None] * 4
    with unrecorded() as db:  # as a backup that was put back by copying files
        db.execute(text("UPDATE data_version SET version = version - 1 WHERE topic = 'attempts'"))
    refreshed(before)
    assert read == [None] * 5


def _fails(db: Session, lead_id: int) -> None:
    handovers.rebuild(db, [lead_id])
    raise RuntimeError


def test_a_rebuild_that_is_taken_back_tells_nothing(database: str) -> None:
    set_up()
    (lead_id,) = add_leads(f"{MONDAY} 09:00")
    before = stored("SELECT * FROM handover_change")
    with pytest.raises(RuntimeError), transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        _fails(db, lead_id)
    assert stored("SELECT * FROM handover_change") == before
