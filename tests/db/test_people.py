"""People: entered, changed, refused with a sentence."""

import pytest

from db import people
from db.engine import reading, transaction
from sla_core.errors import SlaError
from sla_core.people import COMMAND_LINE, Action, Department, Role
from tests.db.company import add_person


def save(**changed: object) -> None:
    known = {
        "name": "Ola",
        "email": "ola@fjordlys.example",
        "department": Department.SALES,
        "role": Role.MEMBER,
    }
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(db, **{**known, **changed})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "needs a name"),
        ({"email": "ola"}, "ola is not an e-mail"),
        ({"email": "@"}, "not an e-mail"),
        ({"email": "KARI@fjordlys.example"}, "already belongs to Kari"),
    ],
)
def test_a_person_that_cannot_be_is_refused(database: str, changed: dict[str, object], words: str) -> None:
    add_person()
    with pytest.raises(SlaError, match=words):
        save(**changed)


def test_a_person_keeps_the_id_when_changed(database: str) -> None:
    kari = add_person()
    save(person_id=kari.id, name="Kari Hansen", email="kari@fjordlys.example")
    with reading() as db:
        assert [(person.id, person.name) for person in people.people(db)] == [(kari.id, "Kari Hansen")]


def test_the_only_administrator_stays_one(database: str) -> None:
    kari = add_person(role=Role.ADMINISTRATOR)
    with pytest.raises(SlaError, match="only administrator"):
        save(person_id=kari.id, role=Role.MEMBER)
