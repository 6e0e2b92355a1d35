"""Leads as people name them."""

import pytest

from db import leads
from db.engine import reading, transaction
from db.tables import LeadRow
from sla_core.people import COMMAND_LINE, Action


@pytest.mark.usefixtures("database")
def test_leads_are_named_by_what_is_known_of_them() -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(LeadRow(id=1, first_name="Kari", last_name="Nordmann", company="Fjordlys", owner="Ola"))
        db.add(LeadRow(id=2, last_name="Hansen", email="hansen@fjordlys.example"))
        db.add(LeadRow(id=3))
    with reading() as db:
        named = leads.named(db, lead_ids=[1, 2, 3, 99])
        assert leads.count(db) == 3
    assert (named[1].name, named[1].company, named[1].owner) == ("Kari Nordmann", "Fjordlys", "Ola")
    assert (named[2].name, named[2].email, named[2].owner) == ("Hansen", "hansen@fjordlys.example", None)
    assert (named[3].name, named[3].company) == ("", "")
    assert 99 not in named


@pytest.mark.usefixtures("database")
def test_any_number_of_leads_can_be_named_at_once() -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all(LeadRow(id=number, last_name=f"Lead {number}") for number in range(1, 1202))
    with reading() as db:
        assert len(leads.named(db, lead_ids=range(1, 1202))) == 1201
