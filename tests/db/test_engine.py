"""The one gate for writes: all with its audit entry or nothing, permission read anew, nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import text

from db import audit, people
from db.engine import data_versions, database_url, note, reading, transaction
from db.tables import MetaRow, PersonRow
from sla_core.errors import DatabaseUnusable, NotAllowed
from sla_core.people import COMMAND_LINE, Action, Department, Person, Role, Topic
from tests.db.company import add_person

VIEWER = Person(name="Vera", email="vera@fjordlys.example", department=Department.SALES, role=Role.VIEWER)


def test_a_write_is_committed_with_its_audit_entry(database: str) -> None:
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(
            db, name="Kari", email="Kari@Fjordlys.example ", department=Department.SALES, role=Role.MEMBER
        )
        note(db, "Kari", role="member")
    with reading() as db:
        entry = audit.entries(db, limit=1)[0]
        assert people.person_by_email(db, "kari@fjordlys.EXAMPLE") is not None
    assert (entry.actor, entry.action, entry.subject) == ("command line", "person.save", "Kari")
    assert entry.details == {"role": "member"}


def test_a_write_that_fails_leaves_nothing(database: str) -> None:
    before = data_versions()
    with suppress(RuntimeError), transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(
            db, name="Kari", email="kari@fjordlys.example", department=Department.SALES, role=Role.MEMBER
        )
        raise RuntimeError
    with reading() as db:
        assert people.people(db) == []
        assert audit.entries(db, limit=10) == []
    assert data_versions() == before


def test_a_write_raises_the_versions_of_its_topics_only(database: str) -> None:
    before = data_versions()
    add_person()
    after = data_versions()
    assert after.of(Topic.PEOPLE) != before.of(Topic.PEOPLE)
    assert after.of(Topic.LEADS, Topic.TERMS) == before.of(Topic.LEADS, Topic.TERMS)


@pytest.mark.parametrize("action", list(Action))
def test_a_viewer_may_write_nothing(database: str, action: Action) -> None:
    with pytest.raises(NotAllowed), transaction(VIEWER, action):
        pytest.fail("the gate let a viewer in")


def test_the_role_counts_that_is_stored_at_the_write(database: str) -> None:
    kari = add_person(role=Role.ADMINISTRATOR)
    add_person("Ola", role=Role.ADMINISTRATOR)
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        db.get_one(PersonRow, kari.id).role = Role.MEMBER
    with pytest.raises(NotAllowed), transaction(kari, Action.SAVE_PERSON):
        pytest.fail("an earlier role was believed")


def test_a_removed_person_may_write_nothing(database: str) -> None:
    gone = Person("Gone", "gone@fjordlys.example", Department.SALES, Role.ADMINISTRATOR, id=99)
    with pytest.raises(NotAllowed), transaction(gone, Action.SAVE_PERSON):
        pytest.fail("somebody unknown was let in")


def test_no_update_is_lost_between_writers(database: str) -> None:
    def count_up(_: int) -> None:
        for _ in range(5):
            with transaction(COMMAND_LINE, Action.SET_UP) as db:
                row = db.get_one(MetaRow, "company")
                row.value = str(int(row.value or 0) + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(8)))
    assert data_versions().company == "40"


def test_a_reader_sees_one_state_while_others_write(database: str) -> None:
    with reading() as db:
        first = db.execute(text("SELECT COUNT(*) FROM person")).scalar()
        add_person()
        assert db.execute(text("SELECT COUNT(*) FROM person")).scalar() == first


@pytest.mark.parametrize(
    ("address", "words"),
    [("not an address", "not an address of a database"), ("mysql://somebody:secret@host/x", "use sqlite")],
)
def test_a_wrong_address_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(DatabaseUnusable, match=words) as told:
        database_url()
    assert "secret" not in str(told.value)


def test_postgresql_addresses_need_no_driver_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres@127.0.0.1/x")
    assert database_url().drivername == "postgresql+psycopg"
