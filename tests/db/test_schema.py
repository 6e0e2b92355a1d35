"""What a database can be when the app starts: missing, current, of another program, newer, damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from db.engine import data_versions, engine
from db.schema import NEWEST, back_up_before_upgrade, health, prepare, revision
from db.tables import Table
from sla_core import VERSION
from sla_core.errors import DatabaseUnusable


def use(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")


def test_a_missing_database_is_made_with_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, tmp_path / "data" / "new.db")
    prepare()
    assert revision() == NEWEST
    assert data_versions().kind == "empty"


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


def test_a_folder_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Path("/proc/handslag/x.db"))
    refused("cannot be written to")


def test_a_server_that_does_not_answer_is_told_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:1/x")
    with pytest.raises(DatabaseUnusable, match="does not answer") as told:
        prepare()
    assert "secret" not in str(told.value)


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
