"""Leads that qualify at their next act, released to sales by marketing before they act."""

import json
from typing import Any

import pytest

from db import audit, handovers, qualifying, scoring
from db.engine import reading, transaction
from db.tables import LeadReturnRow
from sla_core.conditions import ActivityCondition, LeadDefinition
from sla_core.errors import NotAllowed, SlaError
from sla_core.leads import Basis
from sla_core.people import COMMAND_LINE, Action, Department, Person, Role
from tests.core.episodes import at
from tests.db.bringing import bring_all, stored
from tests.db.company import MONDAY, add_person
from tests.db.criteria import LEADS, NOW, READY, SQL, VISITS, agree, criteria, entries, sound
from tests.db.ranking import start


@pytest.fixture
def marketing(database: str) -> Person:
    start(criteria(sql=LeadDefinition(all_of=(ActivityCondition(kind="webinar"),))))
    bring_all(LEADS, VISITS, now=NOW)
    agree(criteria(sql=READY), f"{MONDAY} 12:30")
    return add_person("Mette Nordmann", Role.MANAGER, Department.MARKETING)


LATER = at(f"{MONDAY} 13:00")


def release(by: Person, *lead_ids: int) -> None:
    with transaction(by, Action.RELEASE_LEADS) as db:
        qualifying.release(db, by=by, lead_ids=lead_ids, stage=SQL, now=LATER)


def test_marketing_releases_leads_that_are_above_the_bar(marketing: Person) -> None:
    release(marketing, 1)
    assert entries(Basis.PERSON) == [(1, SQL, LATER, LATER)]
    assert stored("SELECT lead_id, handed_over_at FROM handover") == [(1, LATER)]
    evidence: Any = stored("SELECT evidence FROM stage_entry")[0]
    told = json.loads(evidence) if isinstance(evidence, str) else evidence
    assert told == {"released_by": "Mette Nordmann", "grade": "A", "rating": "1"}
    with reading() as db:
        entry = audit.entries(db, limit=1)[0]
        assert (entry.actor, entry.action, entry.subject) == (
            "Mette Nordmann",
            Action.RELEASE_LEADS,
            "lead 1",
        )
        terms = scoring.terms_at(db, LATER)
        assert qualifying.waiting_at_the_bar(db, terms=terms, stage=SQL, now=LATER) == []
    assert sound()


@pytest.mark.parametrize("leads", [(2,), (1, 2), (), (99,)])
def test_leads_that_do_not_qualify_are_not_released(marketing: Person, leads: tuple[int, ...]) -> None:
    with pytest.raises(SlaError, match="Only leads that meet the criteria now"):
        release(marketing, *leads)
    assert entries(Basis.PERSON) == []


def test_a_released_lead_is_not_released_again(marketing: Person) -> None:
    release(marketing, 1)
    with pytest.raises(SlaError, match="Only leads that meet the criteria now"):
        release(marketing, 1)


@pytest.mark.parametrize(
    ("role", "department"), [(Role.MANAGER, Department.SALES), (Role.MEMBER, Department.MARKETING)]
)
def test_only_a_manager_of_marketing_releases_leads(
    marketing: Person, role: Role, department: Department
) -> None:
    with pytest.raises(NotAllowed):
        release(add_person("Ola Nordmann", role, department), 1)
    assert entries(Basis.PERSON) == []


def test_a_lead_that_sales_returned_may_be_released_again(marketing: Person) -> None:
    release(marketing, 1)
    with transaction(COMMAND_LINE, Action.RETURN_LEAD) as db:
        db.add(LeadReturnRow(lead_id=1, returned_at=LATER + 60, reason="no_need_now", returned_by="Ola"))
        db.flush()
        handovers.rebuild(db, [1])
    with transaction(marketing, Action.RELEASE_LEADS) as db:
        qualifying.release(db, by=marketing, lead_ids=[1], stage=SQL, now=LATER + 3_600)
    assert stored("SELECT number, handed_over_at FROM handover ORDER BY number") == [
        (1, LATER),
        (2, LATER + 3_600),
    ]
    assert sound()
