"""What conditions may ask about leads, the values they are offered, and which handovers count by them."""

from functools import partial

import numpy as np
import pytest

from db import agreements, handovers, lead_fields
from db.engine import reading, transaction
from db.tables import LeadRow
from sla_core.agreement import Status
from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.errors import SlaError
from sla_core.follow_up.judging import counting, delivered
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import at, terms
from tests.db.company import MONDAY, add_lead, set_up

NOVEMBER = at("2026-11-01"), at("2026-12-01")


def add(*leads: dict[str, object]) -> list[int]:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        rows = [LeadRow(**known) for known in leads]
        db.add_all(rows)
        db.flush()
        return [row.id or 0 for row in rows]


def handed_over(*leads: tuple[str, dict[str, object]]) -> list[int]:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        return [add_lead(db, when, **known) for when, known in leads]


def country_is(country: str) -> LeadDefinition:
    condition = AttributeCondition(field="country", operator=Operator.IS, values=(country,))
    return LeadDefinition(all_of=(condition,))


def agree(number: int, begin: str, counts: LeadDefinition) -> None:
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        agreements.add_version(
            db,
            number=number,
            terms=terms(delivery={"counts": counts}),
            status=Status.SIGNED,
            in_force_from=at(begin),
            now=at(MONDAY),
            by="test",
        )


def test_values_come_per_lead_in_the_order_of_their_ids(database: str) -> None:
    kept = {"Segment": "A", "Størrelse.x": "1"}
    ids = add(
        {"country": "Norge", "attributes": kept}, {"attributes": {"Segment": "B"}}, {"country": "Sverige"}
    )
    with reading() as db:
        found = lead_fields.values(db, ["country", "Segment", "Størrelse.x", "Ukjent"])
        one = lead_fields.values(db, ["Segment"], f"SELECT id FROM lead WHERE id = {ids[1]}")
        assert lead_fields.values(db, []).lead.tolist() == ids
    assert found.lead.tolist() == ids
    assert found.columns == {
        "country": ["Norge", None, "Sverige"],
        "Segment": ["A", "B", None],
        "Størrelse.x": ["1", None, None],
        "Ukjent": [None, None, None],
    }
    assert (one.lead.tolist(), one.columns) == ([ids[1]], {"Segment": ["B"]})


@pytest.mark.parametrize("name", ["a.b", '"', "$x", "[0]", "it's", "a\\b", ":x", "%s", ""])
def test_a_kept_column_of_any_name_is_read(database: str, name: str) -> None:
    add({"attributes": {name: "here", "other": "not"}})
    with reading() as db:
        assert lead_fields.values(db, [name]).columns[name] == ["here"]


def test_a_kept_column_named_as_one_of_ours_does_not_stand_for_it(database: str) -> None:
    add({"attributes": {"country": "Norge", "id": "7"}}, {"country": "Sverige"})
    with reading() as db:
        assert lead_fields.known_fields(db) == ["country", "id"]
        found = lead_fields.values(db, ["country", "id"])
    assert found.columns == {"country": [None, "Sverige"], "id": ["7", None]}


def test_fields_are_offered_when_something_is_known_and_none_that_tells_how_a_lead_ended(
    database: str,
) -> None:
    kept = {
        "Segment": "A",
        "antall lisenser": "5",
        "Deal - Owner": "Ola",
        "Lead Status": "Open",
        "Beløp": "9",
    }
    known = {
        "source": "web",
        "title": "Sjef",
        "owner": "Ola",
        "stage": "customer",
        "won": True,
        "amount": "9",
    }
    add({**known, "attributes": kept}, {"attributes": {"Segment": "B"}}, {})
    with reading() as db:
        assert lead_fields.known_fields(db) == ["title", "source", "antall lisenser", "Segment"]


@pytest.mark.parametrize(
    "field", ["won", "owner", "stage", "amount", "Lead Status", "Deal - Won time", "Eier"]
)
def test_a_condition_on_how_a_lead_ended_is_refused(database: str, field: str) -> None:
    with reading() as db, pytest.raises(SlaError, match="tells how a lead ended"):
        lead_fields.values(db, ["country", field])


def test_nothing_is_offered_of_an_empty_database(database: str) -> None:
    with reading() as db:
        assert lead_fields.known_fields(db) == []
        assert lead_fields.offered_values(db, "country", 5) == []


def test_the_most_frequent_values_are_offered_and_spellings_that_count_as_one_stand_together(
    database: str,
) -> None:
    told = ["Norge", "Norge", "norge ", "Sverige", "Sverige", "Danmark", "Albania", " ", None]
    add(*({"country": country, "attributes": {"Land": country} if country else None} for country in told))
    with reading() as db:
        for field in ("country", "Land"):
            offered = lead_fields.offered_values(db, field, 3)
            assert offered == [("Norge", 3), ("Sverige", 2), ("Albania", 1)]


def test_names_and_addresses_of_people_are_not_listed(database: str) -> None:
    add({"first_name": "Kari", "last_name": "Nordmann", "email": "kari@fjordlys.example"})
    with reading() as db:
        fields = lead_fields.known_fields(db)
        assert fields == ["email", "first_name", "last_name"]
        assert [lead_fields.offered_values(db, field, 5) for field in fields] == [[], [], []]


def test_a_handover_counts_by_the_condition_of_the_version_it_was_handed_over_under(database: str) -> None:
    set_up()
    agree(1, "2026-11-10", country_is("Norge"))
    agree(2, "2026-11-20", country_is("Sverige"))
    norge, sverige = {"country": "norge "}, {"country": "Sverige"}
    handed_over(
        ("2026-11-03 09:00", sverige),
        ("2026-11-11 09:00", norge),
        ("2026-11-11 10:00", sverige),
        ("2026-11-11 11:00", {}),  # not known: not certain
        ("2026-11-23 09:00", norge),
        ("2026-11-23 10:00", sverige),
    )
    with reading() as db:
        known, versions = handovers.load(db), agreements.versions_in_force(db)
        counts = counting(known, versions, partial(lead_fields.meeting, db))
    assert counts is not None
    assert counts.tolist() == [True, True, False, False, False, True]
    assert delivered(known, *NOVEMBER, counts).gross == 3
    assert delivered(known, *NOVEMBER).gross == 6


def test_only_leads_that_were_handed_over_are_asked(database: str) -> None:
    set_up()
    (lead_id,) = handed_over(("2026-11-11 09:00", {"country": "Norge"}))
    add({"country": "Norge"})
    with reading() as db:
        assert lead_fields.meeting(db, country_is("Norge")).tolist() == [lead_id]
        assert lead_fields.meeting(db, country_is("Sverige")).tolist() == []
        assert np.array_equal(lead_fields.meeting(db, LeadDefinition()), [lead_id])
