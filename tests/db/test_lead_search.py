"""Leads found by parts of names, e-mails, companies and ids."""

import unicodedata

import pytest

from db import lead_search
from db.engine import reading, transaction
from db.tables import ContactAttemptRow, LeadIdentityRow, LeadRow
from sla_core.leads import Channel, Direction, Outcome
from sla_core.people import COMMAND_LINE, Action

pytestmark = pytest.mark.usefixtures("database")


def fill(*leads: LeadRow) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all(leads)


def found(words: str) -> list[int]:
    with reading() as db:
        return list(lead_search.search(db, words=words).lead_ids)


@pytest.fixture
def four(database: str) -> None:
    fill(
        LeadRow(
            id=1, first_name="Kari", last_name="Nordmann", company="Fjordlys", email="kari@fjordlys.example"
        ),
        LeadRow(id=2, first_name="Øyvind", last_name="Bråten", company="Ørnkvast Rådgivning AS"),
        LeadRow(
            id=3, first_name="Ola", last_name="Nordmann", company="ØRNKVAST AS", email="ola_n@post.example"
        ),
        LeadRow(id=4, last_name="100% Elektro's", company="Tindra_Helse"),
    )
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(LeadIdentityRow(system="crm", external_id="HS-10077", lead_id=2))
        db.add(LeadIdentityRow(system="web", external_id="0-first", lead_id=2))


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("nordmann", [3, 1]),  # the newest first
        ("ORDMA", [3, 1]),
        ("kari nordmann", [1]),
        ("nordmann fjordlys", [1]),
        ("ørnkvast", [3, 2]),
        ("ØRNKVAST", [3, 2]),
        ("rådgivning", [2]),
        ("RÅDGIV", [2]),
        ("øyvind bråten", [2]),
        ("ola_n@post", [3]),
        ("hs-10077", [2]),
        ("10077", [2]),
        ("øyvind 10077", [2]),
        ("øø", []),
        ("zzz", []),
        ("  ", []),
        ("", []),
    ],
)
def test_every_word_is_part_of_a_name_an_email_a_company_or_an_id(words: str, leads: list[int]) -> None:
    assert found(words) == leads


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("%", [4]),
        ("_", [4, 3]),
        ("'", [4]),
        ("100%", [4]),
        ("tindra_", [4]),
        ("t%a", []),
        ("\\", []),
        ("'; DROP TABLE lead; --", []),
        ("*", []),
        ("[a-z]", []),
        ("\0", []),
        ("nordmann\0", [3, 1]),
    ],
)
def test_signs_that_databases_understand_stand_for_themselves(words: str, leads: list[int]) -> None:
    assert found(words) == leads


@pytest.mark.usefixtures("four")
def test_however_long_a_search_is_it_is_answered() -> None:
    assert found("x" * 10_000) == []
    assert found("nordmann " * 2_000) == [3, 1]
    assert found("% ' _ " * 2_000) == [4]


def test_letters_with_a_ring_are_found_however_they_are_written() -> None:
    fill(LeadRow(id=1, last_name=unicodedata.normalize("NFD", "Bråten")), LeadRow(id=2, last_name="Bråten"))
    assert found("bråten") == [2, 1]
    assert found(unicodedata.normalize("NFD", "BRÅTEN")) == [2, 1]


def test_the_erased_are_not_found_and_the_merged_are() -> None:
    fill(
        LeadRow(id=1, last_name="Nordmann"),
        LeadRow(id=2, last_name="Nordmann", erased_at=5),
        LeadRow(id=3, last_name="Nordmann", merged_into=1),
    )
    assert found("nordmann") == [3, 1]


def test_at_most_so_many_are_found_and_that_there_are_more_is_said() -> None:
    fill(*(LeadRow(id=number, last_name="Nordmann") for number in range(1, 302)))
    with reading() as db:
        some = lead_search.search(db, words="nordmann")
        all_of_them = lead_search.search(db, words="nordmann", most=301)
    assert some.lead_ids == tuple(range(301, 101, -1))
    assert some.more
    assert len(all_of_them.lead_ids) == 301
    assert not all_of_them.more


def test_those_touched_last_come_first_and_each_once() -> None:
    fill(*(LeadRow(id=number, last_name="Nordmann") for number in range(1, 5)))
    fill(LeadRow(id=5, merged_into=1))
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for number, lead in enumerate([3, 1, 3, 2, 5], start=1):
            db.add(
                ContactAttemptRow(
                    id=number,
                    lead_id=lead,
                    channel=Channel.CALL,
                    direction=Direction.OUTBOUND,
                    outcome=Outcome.NO_ANSWER,
                    occurred_at=number,
                    recorded_at=number,
                )
            )
    with reading() as db:
        assert lead_search.touched_last(db, most=10) == (2, 3, 1)
        assert lead_search.touched_last(db, most=2) == (2, 3)
