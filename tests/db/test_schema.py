"""What a database can be when the app starts: missing, current, of another program, newer, damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from db.engine import _engine, data_versions, engine
from db.schema import NEWEST, back_up_before_upgrade, health, prepare, revision
from db.tables import Table
from sla_core import VERSION
from sla_core.errors import DatabaseUnusable


def use(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")


@pytest.mark.parametrize("address", [None, "sqlite:///data/handslag.db"])
def test_the_default_database_is_made_with_its_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    if address:
        monkeypatch.setenv("DATABASE_URL", address)
    else:
        monkeypatch.delenv("DATABASE_URL")
    _engine.cache_clear()  # it remembers the folder that it was made in
    prepare()
    assert revision() == NEWEST
    assert data_versions().kind == "empty"
    assert (tmp_path / "data" / "handslag.db").exists()
    engine().dispose()
    _engine.cache_clear()


def test_the_folder_of_any_other_database_is_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, tmp_path / "mistyped" / "new.db")
    refused("The folder .*mistyped does not exist")
    assert not (tmp_path / "mistyped").exists()


def test_preparing_twice_changes_nothing(database: str) -> None:
    before = data_versions()
    prepare()
    assert data_versions() == before
    assert health()["ok"]
    assert health()["app"] == VERSION


def test_the_migrations_make_exactly_the_tables_of_the_code(database: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine().connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Table.metadata) == []


def test_foreign_keys_are_watched_after_a_migration(sqlite_database: str) -> None:
    with engine().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def refused(words: str) -> None:
    with pytest.raises(DatabaseUnusable, match=words):
        prepare()


def test_a_file_of_0_bytes_is_not_silently_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.touch()
    use(monkeypatch, file)
    refused("has 0 bytes")
    assert file.stat().st_size == 0


def test_a_truncated_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = made(monkeypatch, tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    refused("cut off")


def test_a_damaged_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = made(monkeypatch, tmp_path)
    content = bytearray(file.read_bytes())
    content[100:4096] = b"\xff" * 3996
    file.write_bytes(content)
    refused("damaged")


def test_a_file_that_is_no_database_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_text("Lead,Email\n" * 100)
    use(monkeypatch, file)
    refused("not a database")


def test_a_newer_database_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = made(monkeypatch, tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    refused("newer version of Handslag")


def test_a_database_of_another_program_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
        connection.commit()
    use(monkeypatch, file)
    refused("another program")
    with closing(sqlite3.connect(file)) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["invoices"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_there: bool
) -> None:
    if is_there:
        made(monkeypatch, tmp_path)
    use(monkeypatch, tmp_path / "made.db")
    # The administrator, who may run the tests, may write everywhere.
    monkeypatch.setattr("db.sqlite_file.os.access", lambda path, _mode: path != tmp_path)
    refused(f"The folder of the database cannot be written to: {tmp_path}")


def test_a_folder_in_place_of_the_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, tmp_path)
    refused("is a folder")


def test_a_file_that_may_not_be_read_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = made(monkeypatch, tmp_path)

    def forbidden(*_args: object, **_said: object) -> None:
        raise PermissionError(13, "Permission denied")

    for name in ("open", "stat"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, name, forbidden)
            refused(f"The database file cannot be read: {file}")


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    refused("would be lost")


def test_an_address_with_a_port_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@localhost:abc/x")
    refused("not an address of a database")


def test_health_tells_of_a_database_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "x.db"
    file.write_text("no database " * 100)
    use(monkeypatch, file)
    assert health()["ok"] is False


def test_the_backup_before_an_upgrade_holds_the_same_data(sqlite_database: str) -> None:
    file = Path(sqlite_database.removeprefix("sqlite:///"))
    copy = back_up_before_upgrade(file, "0001")
    with closing(sqlite3.connect(copy)) as connection:
        stored = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    assert stored["instance"] == data_versions().instance
    assert sorted(inspect(engine()).get_table_names())[0] == "activity"


def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    file = tmp_path / "made.db"
    use(monkeypatch, file)
    prepare()
    engine().dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file
