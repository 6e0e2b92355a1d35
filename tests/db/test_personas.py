"""Personas in the store and in what is signed: an older schema is read as today's and signed as it was written."""

import json

from sqlalchemy import text

from db import agreements, personas
from db.engine import reading, unrecorded
from db.tables import AgreementContentRow
from db.verify import problems
from tests.db.agreeing import Company, agree, found, propose

OLD = (
    '{"description":"Runs 50 buildings.","name":"Dag","present":{"marketing":["Kari"],"sales":["Ola"]},'
    '"schema_version":1}'
)


def with_an_old_persona() -> Company:
    """A company whose persona was written under the first schema."""
    company = found()
    with unrecorded() as db:
        db.execute(text("UPDATE persona_version SET content = :old"), {"old": OLD})
    return company


def test_a_persona_of_the_first_schema_is_approved_and_read_as_todays(database: str) -> None:
    with_an_old_persona()
    with reading() as db:
        (dag,) = personas.personas(db)
    assert (dag.content.name, dag.content.traits, dag.approved) == ("Dag", {}, True)
    assert dag.stored == OLD


def test_what_is_proposed_holds_the_persona_as_it_was_written(database: str) -> None:
    version = propose(with_an_old_persona())
    with reading() as db:
        content = db.get_one(AgreementContentRow, version.content_sha256).content
        known = agreements.content(db, version.content_sha256 or "")
    assert json.loads(content)["personas"][0]["content"] == json.loads(OLD)
    assert OLD in content
    assert known.personas[0].description == "Runs 50 buildings."


def test_an_agreement_with_an_old_persona_is_signed_and_verified(database: str) -> None:
    agree(with_an_old_persona())
    with reading() as db:
        assert list(problems(db)) == []
