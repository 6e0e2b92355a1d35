"""Every reason that only the store can find has its test here; all refused rows are kept with their lines."""

import pytest
from sqlalchemy import text

from db.engine import transaction
from db.intake.erasures import erasure_key, hash_of_email, hash_of_id
from db.tables import ErasedRow
from sla_core.people import COMMAND_LINE, Action
from tests.db.bringing import bring, counts, refusals, stored

LEADS = """
    external_id,email
    1,kari@fjordlys.example
    2,post@bryggen.example
    3,post@bryggen.example
"""
FILES = {
    "activities": ("kind,occurred_at", "form,2026-11-16 09:00"),
    "attempts": ("channel,direction,occurred_at", "call,outbound,2026-11-16 09:00"),
    "stages": ("stage,entered_at", "lead,2026-11-16 09:00"),
}


def rows_of(kind: str, *keys: str) -> str:
    """A file with one row for each `id,e-mail` of a lead."""
    columns, cells = FILES[kind]
    return "\n".join([f"lead_external_id,lead_email,{columns}", *(f"{key},{cells}" for key in keys)])


@pytest.fixture
def leads(database: str) -> None:
    bring(LEADS, system="hubspot")


@pytest.mark.parametrize("kind", FILES)
def test_unknown_lead(leads: None, kind: str) -> None:
    file = bring(rows_of(kind, "1,", "99,", ",nobody@x.example"), kind=kind, system="hubspot")
    assert counts(file) == (1, 0, 0, 2)
    assert refusals(file) == [
        (3, "lead_external_id", "99", "unknown_lead"),
        (4, "lead_email", "nobody@x.example", "unknown_lead"),
    ]


@pytest.mark.parametrize("kind", FILES)
def test_ambiguous_email(leads: None, kind: str) -> None:
    file = bring(rows_of(kind, ",Post@bryggen.example", "77,kari@fjordlys.example"), kind=kind, system="zoho")
    assert counts(file) == (1, 0, 0, 1)
    assert refusals(file) == [(2, "lead_email", "post@bryggen.example", "ambiguous_email")]


def test_an_email_does_not_overrule_an_id_of_the_same_system(leads: None) -> None:
    file = bring(rows_of("attempts", "99,kari@fjordlys.example"), kind="attempts", system="hubspot")
    assert refusals(file) == [(2, "lead_external_id", "99", "unknown_lead")]


def test_duplicate_id_in_attempts(leads: None) -> None:
    file = bring(
        "external_id,lead_external_id,channel,direction,occurred_at\n"
        "a,1,call,outbound,2026-11-16 09:00\na,1,call,outbound,2026-11-16 09:00\na,1,call,outbound,2026-11-16 09:01\n",
        system="hubspot",
    )
    assert counts(file) == (1, 0, 1, 1)
    assert refusals(file) == [(4, "external_id", "a", "duplicate_id")]


def test_duplicate_of_without_ids_names_the_line(leads: None) -> None:
    rows = (
        "lead_external_id,channel,direction,outcome,occurred_at\n1,call,outbound,connected,2026-11-16 09:00\n"
    )
    file = bring(rows + "1,call,outbound,no_answer,2026-11-16 09:00\n", system="hubspot")
    assert refusals(file) == [(3, "occurred_at", "2", "duplicate_of")]


def erase(monkeypatch: pytest.MonkeyPatch, secret: str | None) -> None:
    """Leave of lead 1 what an erasure leaves."""
    if secret:
        monkeypatch.setenv("HANDSLAG_ERASURE_KEY", secret)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        key = erasure_key(db)
        for hashed in (hash_of_id(key, "hubspot", "1"), hash_of_email(key, "kari@fjordlys.example")):
            db.add(ErasedRow(key_hash=hashed, erased_at=1))
        db.execute(text("DELETE FROM lead_identity WHERE lead_id = 1"))
        db.execute(text("UPDATE lead SET email = NULL, email_key = NULL, erased_at = 1 WHERE id = 1"))


@pytest.mark.parametrize("secret", [None, "from the environment"])
def test_erased(leads: None, monkeypatch: pytest.MonkeyPatch, secret: str | None) -> None:
    erase(monkeypatch, secret)
    file = bring("external_id,email\n1,\n4,KARI@fjordlys.example\n5,new@x.example\n", system="hubspot")
    assert counts(file) == (1, 0, 0, 2)
    assert refusals(file) == [(2, "external_id", "", "erased"), (3, "external_id", "", "erased")]
    calls = bring(rows_of("attempts", "1,", ",kari@fjordlys.example"), kind="attempts", system="hubspot")
    assert [error.reason.value for error in calls.errors] == ["erased", "erased"]
    assert "kari@fjordlys.example" not in str(stored("SELECT * FROM import_error"))


def test_what_equals_a_refused_row_is_refused_like_it(leads: None) -> None:
    twice = "external_id,email\n9,post@bryggen.example\n9,post@bryggen.example\n"
    assert [error.reason.value for error in bring(twice, system="zoho").errors] == ["ambiguous_email"] * 2


def test_a_stage_of_the_companys_own_can_be_no_entry(leads: None) -> None:
    file = bring(
        rows_of("stages", "1,").replace("stage,", "stage,").replace(",lead,", ",evangelist,"), kind="stages"
    )
    assert [error.reason.value for error in file.errors] == ["bad_stage"]


def test_refused_rows_of_reading_and_storing_are_kept_in_the_order_of_lines(leads: None) -> None:
    rows = "lead_external_id,channel,direction,occurred_at\n99,call,outbound,2026-11-16 09:00\n1,call,outbound,never\n"
    file = bring(rows + ",call,outbound,2026-11-16 09:00\n", system="hubspot")
    assert [(error.line, error.reason.value) for error in file.errors] == [
        (2, "unknown_lead"),
        (3, "bad_date"),
        (4, "no_key"),
    ]
    assert stored("SELECT line, reason FROM import_error ORDER BY line") == [
        (2, "unknown_lead"),
        (3, "bad_date"),
        (4, "no_key"),
    ]
