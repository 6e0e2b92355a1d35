"""Prepared arrays that are extended by what came since are those that are loaded anew."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import prepared
from db.engine import reading, transaction
from db.intake import undo_last_import
from db.tables import LeadRow
from sla_core.people import COMMAND_LINE, Action
from sla_core.scoring import Activities, Prepared, grouped
from tests.db.bringing import NOW, bring, bring_all
from tests.db.ranking import start, visit
from tests.db.test_handovers import call

FIELDS = ["title", "Segment"]
LEADS = """
    external_id,email,title,Segment
    1,kari@fjordlys.example,Director,SMB
    2,ola@bryggen.example,Student,
    3,per@x.example,,Large
"""
FIRST = """
    external_id,lead_external_id,kind,topic,occurred_at
    v1,1,page_view,/prices,2026-11-18 11:00
    v2,2,page_view,/prices,2026-11-18 11:00
    v3,1,form,/demo,2026-11-19 11:00
"""
MORE = """
    external_id,lead_external_id,kind,topic,occurred_at
    w1,3,page_view,/prices,2026-11-18 11:00
    w2,1,page_view,/prices,2026-11-17 11:00
    w3,2,download,Guide,2026-11-20 11:00
    w4,2,form,/demo,2026-11-18 09:00
"""
CORRECTED = """
    external_id,lead_external_id,kind,topic,occurred_at
    v1,3,page_view,/about,2026-11-18 12:00
"""


def load() -> Prepared:
    with reading() as db:
        return prepared.prepare(db, FIELDS)


def extended(known: Prepared) -> Prepared:
    with reading() as db:
        return prepared.extend(db, known)


def as_told(of: Activities) -> list[tuple[tuple[str, str], list[int], list[int]]]:
    groups, lead = [], of.lead
    for name, begins in zip(of.names, of.begins, strict=True):
        part = slice(begins[0], begins[-1])
        groups.append((name, lead[part].tolist(), of.at[part].tolist()))
    return groups


def same(found: Prepared, fresh: Prepared) -> bool:
    columns = [(getattr(one, name) for one in (found, fresh)) for name in ("id", "created", "won", "won_at")]
    return (
        all(np.array_equal(*pair) for pair in columns)
        and as_told(found.activities) == as_told(fresh.activities)
        and (found.activities.last_id, found.activities.corrected)
        == (fresh.activities.last_id, fresh.activities.corrected)
        and [array.dtype for array in (found.activities.lead, found.activities.at)]
        == [array.dtype for array in (fresh.activities.lead, fresh.activities.at)]
        and {name: coded.codes.tolist() for name, coded in found.attributes.items()}
        == {name: coded.codes.tolist() for name, coded in fresh.attributes.items()}
    )


def undo() -> None:
    undo_last_import(COMMAND_LINE)


STEPS: dict[str, list[Callable[[], object]]] = {
    "more of them, with a topic that is new": [lambda: bring(MORE, now=NOW)],
    "in two steps": [lambda: bring(MORE, now=NOW), lambda: bring(MORE.replace("w", "x"), now=NOW)],
    "one that is corrected": [lambda: bring(CORRECTED, now=NOW)],
    "some that are taken back": [lambda: bring(MORE, now=NOW), undo],
    "taken back, and others under the same numbers": [
        lambda: bring(MORE, now=NOW),
        undo,
        lambda: bring(MORE.replace("/prices", "/start"), now=NOW),
    ],
    "a correction taken back": [lambda: bring(CORRECTED, now=NOW), undo],
    "nothing": [],
}


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("after_each", [True, False])
def test_extended_arrays_equal_those_loaded_anew(
    database: str, steps: list[Callable[[], object]], after_each: bool
) -> None:
    start()
    bring_all(LEADS, FIRST, now=NOW, keep_all=True)
    known = load()
    for step in steps:
        step()
        if after_each:
            known = extended(known)
            assert same(known, load())
    assert same(extended(known), load())


def test_after_a_logged_call_they_are_the_same_arrays(database: str) -> None:
    start()
    bring_all(LEADS, FIRST, now=NOW)
    known = load()
    call(1)
    assert extended(known) is known


def test_attributes_are_not_decoded_again(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    bring_all(LEADS, FIRST, now=NOW, keep_all=True)
    known = load()
    bring(MORE, now=NOW)
    monkeypatch.setattr(prepared, "_attributes", None)
    more = extended(known)
    assert more.attributes is known.attributes
    assert len(more.activities) == len(known.activities) + 4


def test_what_merged_and_erased_leads_do_later_goes_where_it_goes_when_loaded_anew(database: str) -> None:
    start()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all([LeadRow(), LeadRow(), LeadRow(erased_at=NOW)])
        db.flush()
        db.get_one(LeadRow, 2).merged_into = 1
        visit(db, 1, "2026-11-20 10:00")
    known = load()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for lead_id in (2, 3, 1):
            visit(db, lead_id, "2026-11-20 09:00")
    found = extended(known)
    assert same(found, load())
    assert found.activities.lead.tolist() == [0, 0, 0]


_acts = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 2)), max_size=12)


@given(before=_acts, after=_acts)
def test_activities_with_more_are_grouped_as_if_they_had_come_together(
    before: list[tuple[int, int, int]], after: list[tuple[int, int, int]]
) -> None:
    def columns(acts: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        table = np.array(acts, dtype=np.int64).reshape(-1, 3)
        return table[:, 0].astype(np.int32), table[:, 1].astype(np.uint32), table[:, 2].astype(np.uint8)

    before = [act for act in before if act[2] < 2]  # the third topic is new
    first = grouped(*columns(before), ["a", "a"], ["x", "y"], 3)
    more = first.with_more(*columns(after), ["a", "a", "b"], ["x", "y", "z"], 9)
    assert as_told(more) == as_told(grouped(*columns([*before, *after]), ["a", "a", "b"], ["x", "y", "z"], 9))
    assert more.last_id == 9
