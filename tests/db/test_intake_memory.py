"""Answers on a file are remembered for the next file of the same form."""

from db.engine import reading
from db.intake import memory
from sla_core.intake.fields import Kind
from sla_core.intake.settings import Settings
from tests.db.bringing import NOW, bring

LEADS = """
    Nr,E-post,Opprettet,Segment
    1,ola@fjordlys.example,16/11/2026,A
"""
SAID = {
    "kind": Kind.LEADS,
    "mapping": {"external_id": "Nr", "email": "E-post", "created_at": "Opprettet"},
    "keep": ("Segment",),
    "time_zone": "Europe/Stockholm",
    "dates": "dmy",
    "words": {"Kald": "lost"},
}


def recalled(*headers: str) -> Settings | None:
    with reading() as db:
        return memory.recall(db, headers=headers, now=NOW + 60)


def test_the_answers_come_back_for_the_same_headers_in_any_order(database: str) -> None:
    bring(LEADS, **SAID)
    assert recalled("Segment", "Nr", "e-post", "Opprettet") == Settings(now=NOW + 60, **SAID)


def test_other_headers_are_another_file(database: str) -> None:
    bring(LEADS, **SAID)
    assert recalled("Nr", "E-post", "Opprettet") is None


def test_the_newest_answers_win(database: str) -> None:
    bring(LEADS, **SAID)
    bring(LEADS, now=NOW + 5, **{**SAID, "keep": ()})
    found = recalled("Nr", "E-post", "Opprettet", "Segment")
    assert found is not None
    assert found.keep == ()


def test_until_when_calls_are_known_is_asked_anew(database: str) -> None:
    bring(LEADS, **SAID, known_until=NOW - 60)
    found = recalled("Nr", "E-post", "Opprettet", "Segment")
    assert found is not None
    assert found.known_until is None


def test_a_check_remembers_nothing(database: str) -> None:
    bring(LEADS, dry_run=True, **SAID)
    assert recalled("Nr", "E-post", "Opprettet", "Segment") is None
