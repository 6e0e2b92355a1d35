"""`python -m db verify` finds every change to what was proposed and signed, down to a single bit."""

import json
import random
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from db.chain import KEY
from db.commands import verify as command
from db.engine import engine, reading, unrecorded
from db.verify_agreement import problems
from sla_core.sections import Section
from sla_core.signing import Receipt
from tests.db.agreeing import (
    Company,
    agree,
    complete_terms,
    found,
    propose,
    respond_within,
    save,
    sign,
    write,
)
from tests.db.company import without_guards

# Columns of which a change is a change of what was agreed, by table; `id`-like numbers apart.
WATCHED = {
    "meta": ("value",),
    "agreement_content": ("content", "sha256"),
    "agreement_entry": (
        "type",
        "content_sha256",
        "signer",
        "email",
        "department",
        "identified_by",
        "happened_at",
        "previous",
        "entry_sha256",
    ),
    "agreement_version": (
        "number",
        "amendment",
        "status",
        "in_force_from",
        "wished_from",
        "terms",
        "content_sha256",
        "created_at",
        "created_by",
        "reason",
    ),
}


def agreed_twice() -> tuple[Company, Receipt]:
    """Version 1 agreed, version 2 proposed and signed by one."""
    company = found()
    agree(company)
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    return company, sign(company.kari, propose(company))


def told(receipts: tuple[Receipt, ...] = ()) -> list[str]:
    with reading() as db:
        return [str(problem) for problem in problems(db, receipts)]


def change(statement: str, **values: object) -> None:
    with engine().connect() as raw:
        connection = raw.execution_options(writing=True, migrating=True)
        with connection.begin():
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
            connection.execute(text(statement), values)
    engine().dispose()


def test_what_was_agreed_and_proposed_is_in_order(database: str) -> None:
    agreed_twice()
    assert told() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreement_content SET content = content || ' '",
        "DELETE FROM agreement_content",
        "UPDATE agreement_entry SET signer = 'Somebody else'",
        "DELETE FROM agreement_entry",
        "UPDATE agreement_version SET terms = '{}' WHERE number = 1",
        "UPDATE agreement_version SET in_force_from = in_force_from - 1 WHERE number = 1",
        "UPDATE agreement_version SET terms = '{}' WHERE number = 0",
        "UPDATE agreement_version SET terms = '{}' WHERE number = 2",
        "DELETE FROM agreement_version WHERE number = 2",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_agreed(database: str, statement: str) -> None:
    agreed_twice()
    with pytest.raises(DatabaseError, match="signed content is never changed"), unrecorded() as db:
        db.execute(text(statement))
    assert told() == []


def test_every_single_bit_that_is_changed_in_the_file_is_found(sqlite_database: str) -> None:
    agreed_twice()
    without_guards()
    draw, tried = random.Random(47), 0
    with engine().connect() as connection:
        rows = [
            (table, row)
            for table in WATCHED
            for row in connection.execute(text(f"SELECT rowid AS place, * FROM {table}")).mappings().all()
            if row.get("status") in (None, "signed", "proposed") and row.get("key") in (None, "chain")
        ]
    for _ in range(2_500):
        table, row = draw.choice(rows)
        column = draw.choice(WATCHED[table])
        if row[column] in (None, ""):
            continue
        tried += 1
        try:
            change_one(table, column, row["place"], flipped(row[column], draw))
        except IntegrityError:
            continue  # two rows with one number: no file can hold that
        assert told(), (table, column, row["place"])
        change_one(table, column, row["place"], row[column])
    assert tried > 2_000
    assert told() == []


def change_one(table: str, column: str, place: int, value: object) -> None:
    with engine().execution_options(writing=True, migrating=True).begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        connection.execute(
            text(f"UPDATE {table} SET {column} = :value WHERE rowid = :place"),
            {"value": value, "place": place},
        )


def flipped(value: object, draw: random.Random) -> object:
    if isinstance(value, int):
        return value ^ (1 << draw.randrange(30))
    content = bytearray(str(value).encode())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(7)
    return content.decode(errors="replace")


def test_a_deleted_tail_is_found_even_where_the_head_was_rewritten_too(database: str) -> None:
    _, receipt = agreed_twice()
    without_guards()
    change("DELETE FROM agreement_entry WHERE position = (SELECT MAX(position) FROM agreement_entry)")
    assert told()
    change(
        "UPDATE meta SET value = (SELECT position || ':' || entry_sha256 || ':' FROM agreement_entry "
        "ORDER BY position DESC LIMIT 1) WHERE key = 'chain'"
    )
    assert told() == []  # without a receipt or a key nobody can tell
    assert told((receipt,)) != []


def test_a_deleted_tail_and_a_rewritten_head_are_found_by_the_key(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "a secret of the server")
    agreed_twice()
    assert told() == []
    without_guards()
    change("DELETE FROM agreement_entry WHERE position = (SELECT MAX(position) FROM agreement_entry)")
    change(
        "UPDATE meta SET value = (SELECT position || ':' || entry_sha256 || ':' FROM agreement_entry "
        "ORDER BY position DESC LIMIT 1) WHERE key = 'chain'"
    )
    assert told()


def test_the_command_compares_with_receipts(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from db.__main__ import main

    _, receipt = agreed_twice()
    file = tmp_path / "receipt.json"
    file.write_text(receipt.to_json(), encoding="utf-8")
    assert main(["verify", "--json", "--receipt", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}
    file.write_text(receipt.to_json().replace("Kari", "Per"), encoding="utf-8")
    assert main(["verify", "--json", "--receipt", str(file)]) == 1
    assert "receipt of Per Nordmann" in json.loads(capsys.readouterr().out)["problems"][0]
    file.write_text("no receipt", encoding="utf-8")
    assert main(["verify", "--receipt", str(file)]) == 2
    assert command.__doc__
