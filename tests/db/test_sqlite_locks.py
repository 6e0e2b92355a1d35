"""SQLite's locks belong to the process: closing the file anywhere in it takes them away, and writes with them."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from db.engine import engine, reading
from db.schema import prepare
from tests.db.company import add_person, set_up

ROOT = Path(__file__).parents[2]


def another_process(address: str, code: str) -> str:
    """What a program of its own prints that works with the same database and then ends."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"DATABASE_URL": address, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_what_is_written_after_another_program_has_come_and_gone_is_kept(sqlite_database: str) -> None:
    set_up()
    raw = engine().raw_connection()  # the app's pool stays connected from here on
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    prepare()  # as the first browser makes the app do
    another_process(sqlite_database, "from db.__main__ import main; main(['verify', '--json'])")
    add_person("Kari Nordmann")
    told = another_process(
        sqlite_database,
        "from db.engine import reading; from db import people\n"
        "with reading() as db: print(people.people(db)[0].name)",
    )
    assert told == "Kari Nordmann"
    with reading() as db:
        assert db.execute(text("SELECT COUNT(*) FROM person")).scalar() == 1
