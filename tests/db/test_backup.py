"""`python -m db backup` and `restore`: a copy of a database in use, checked before it takes its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.__main__ import main
from db.engine import data_versions, engine
from db.schema import prepare
from tests.db.bringing import stored
from tests.db.company import MONDAY, add_leads, set_up

LEADS = "SELECT COUNT(*) FROM lead"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def database_file(sqlite_database: str) -> Path:
    """A database with one lead."""
    set_up()
    add_leads(f"{MONDAY} 09:00")
    return Path(sqlite_database.removeprefix("sqlite:///"))


@pytest.fixture
def copy(database_file: Path, tmp_path: Path, capsys: Capture) -> Path:
    """Its backup; the database has gone on to two leads since."""
    copy = tmp_path / "copy.db"
    assert main(["backup", str(copy)]) == 0
    add_leads(f"{MONDAY} 10:00")
    capsys.readouterr()
    return copy


def kept(file: Path) -> list[Path]:
    return sorted(file.parent.glob("handslag-before-restore-*.db"))


def count(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(LEADS).fetchone()[0])


def refused(copy: Path, words: str, capsys: Capture) -> None:
    """Restoring ends with 1 and a sentence, and the database is as it was."""
    before = sorted(path.name for path in copy.parent.iterdir() if not path.name.endswith(("-wal", "-shm")))
    assert main(["restore", str(copy)]) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert stored(LEADS) == [2]
    assert before == sorted(
        path.name for path in copy.parent.iterdir() if not path.name.endswith(("-wal", "-shm"))
    )


def test_a_backup_is_one_whole_file_of_a_database_that_is_in_use(copy: Path) -> None:
    assert count(copy) == 1
    assert [path.name for path in copy.parent.glob("copy.db*")] == ["copy.db"]


def test_a_backup_says_where_it_is(database_file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    assert capsys.readouterr().out == f"The database is saved in {tmp_path}/copy.db.\n"


def test_a_file_that_is_there_is_not_written_over(copy: Path, capsys: Capture) -> None:
    assert main(["backup", str(copy)]) == 1
    assert "is already there" in capsys.readouterr().err
    assert count(copy) == 1


def test_a_backup_into_a_folder_that_is_not_there_is_refused(
    database_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["backup", str(tmp_path / "nowhere" / "copy.db")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_restoring_brings_the_data_back_and_keeps_what_it_replaced(
    database_file: Path, copy: Path, capsys: Capture
) -> None:
    instance = data_versions().instance
    assert main(["restore", str(copy)]) == 0
    assert stored(LEADS) == [1]
    assert (
        data_versions().instance != instance
    )  # nothing that a running app has cached is taken for the restored
    (replaced,) = kept(database_file)
    assert count(replaced) == 2
    assert capsys.readouterr().out.splitlines() == [
        f"The database is restored from {copy}.",
        f"What it replaced is kept: {replaced}",
    ]


def test_restoring_mends_a_database_that_is_damaged(database_file: Path, copy: Path) -> None:
    engine().dispose()
    database_file.write_bytes(database_file.read_bytes()[:5_000])
    assert main(["verify"]) == 2
    assert main(["restore", str(copy)]) == 0
    assert main(["verify"]) == 0
    assert [file.stat().st_size for file in kept(database_file)] == [5_000]


def test_restoring_needs_no_database_before(
    database_file: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    assert main(["restore", str(copy)]) == 0
    assert stored(LEADS) == [1]
    assert capsys.readouterr().out == f"The database is restored from {copy}.\n"
    engine().dispose()


def test_a_database_that_somebody_uses_is_not_replaced(
    database_file: Path, copy: Path, capsys: Capture
) -> None:
    with closing(sqlite3.connect(database_file)) as other:
        other.execute(LEADS).fetchone()
        assert main(["restore", str(copy)]) == 2
    assert "Stop the app" in capsys.readouterr().err
    assert stored(LEADS) == [2]
    assert kept(database_file) == []


def test_a_folder_in_place_of_the_database_stays_where_it_is(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}")
    assert main(["restore", str(copy)]) == 2
    assert "is a folder" in capsys.readouterr().err
    assert folder.is_dir()


def test_two_restores_in_one_second_keep_both_that_they_replaced(database_file: Path, copy: Path) -> None:
    for _ in range(2):
        assert main(["restore", str(copy)]) == 0
    assert sorted(map(count, kept(database_file))) == [1, 2]


def test_what_is_no_database_is_not_restored(copy: Path, capsys: Capture) -> None:
    copy.write_text("external_id,email\n" * 100)
    refused(copy, "is not a database", capsys)


def test_a_file_that_is_not_there_is_not_restored(copy: Path, capsys: Capture) -> None:
    copy.unlink()
    refused(copy, "there is no such file", capsys)


@pytest.mark.parametrize("size", [0, 50, 5_000])
def test_a_cut_off_backup_is_not_restored(copy: Path, capsys: Capture, size: int) -> None:
    copy.write_bytes(copy.read_bytes()[:size])
    refused(copy, "is damaged", capsys)


def test_a_damaged_backup_is_not_restored(copy: Path, capsys: Capture) -> None:
    content = bytearray(copy.read_bytes())
    content[-40_960:] = b"\xff" * 40_960
    copy.write_bytes(content)
    refused(copy, "is damaged", capsys)


def test_a_database_of_another_program_is_not_restored(copy: Path, capsys: Capture) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
    refused(copy, "is no database of Handslag", capsys)


def test_a_newer_backup_is_not_restored(copy: Path, capsys: Capture) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    refused(copy, "newer version of Handslag", capsys)


def test_the_database_itself_is_no_backup(database_file: Path, copy: Path, capsys: Capture) -> None:
    assert main(["restore", str(database_file)]) == 1
    assert "is the database itself" in capsys.readouterr().err
    assert kept(database_file) == []


@pytest.mark.parametrize(("command", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_a_server_has_its_own_tools(
    postgres_database: str, tmp_path: Path, capsys: Capture, command: str, tool: str
) -> None:
    assert main([command, str(tmp_path / "copy.db")]) == 2
    told = capsys.readouterr()
    assert tool in told.err
    assert len(told.err.splitlines()) == 1
    prepare()  # the server's database is as it was
