"""What a server says when it cannot be used, in one plain sentence that never shows the password."""

import pytest
from psycopg import OperationalError
from sqlalchemy.exc import OperationalError as Fault

from db.database_faults import explained
from db.schema import prepare
from sla_core.errors import DatabaseUnusable

REFUSED = 'connection failed: connection to server at "10.0.0.1", port 5432 failed: FATAL:  '


def told(monkeypatch: pytest.MonkeyPatch, address: str) -> str:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(DatabaseUnusable) as problem:
        prepare()
    return str(problem.value)


def test_a_server_that_does_not_answer_is_told_as_it_was_typed_without_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = told(monkeypatch, "postgresql://somebody:secret@127.0.0.1:1/x?password=secret")
    assert said == "The database server does not answer: postgresql://somebody@127.0.0.1:1/x"


def test_a_host_that_no_name_leads_to_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    said = told(monkeypatch, "postgresql://somebody@no.such.host.invalid/x")
    assert said.startswith("The database server does not answer")


def test_a_database_that_the_server_does_not_have_is_told(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = told(monkeypatch, postgres_database + "_gone")
    assert said.startswith("This database does not exist on the server: postgresql://postgres@")
    assert "_gone" in said


def test_a_role_that_the_server_does_not_have_is_told(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = told(monkeypatch, postgres_database.replace("postgres@", "nobody_here:secret@"))
    assert said.startswith("The database server refuses this user: postgresql://nobody_here@")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ('password authentication failed for user "kari"', "refuses this user"),
        ('role "kari" does not exist', "refuses this user"),
        ('no pg_hba.conf entry for host "10.0.0.2", user "kari", database "x"', "refuses this user"),
        ('database "x" does not exist', "does not exist on the server"),
        ("the database system is starting up", "does not answer"),
    ],
)
def test_what_a_server_says_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, fault: str, sentence: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://kari:secret@10.0.0.1/x")
    said = str(explained(Fault(None, None, OperationalError(REFUSED + fault))))
    assert sentence in said
    assert "secret" not in said
