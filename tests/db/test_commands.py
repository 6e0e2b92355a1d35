"""`python -m db`: exit codes, plain sentences, JSON alone on stdout."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from db import people
from db.__main__ import main
from db.engine import engine, reading
from sla_core.people import Role
from tests.db.company import MONDAY, add_leads, set_up

ADD = ["person", "add", "--email", "kari@fjordlys.example", "--name", "Kari Nordmann"]


def test_upgrade_says_where_the_database_is(sqlite_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade"]) == 0
    assert "handslag.db" in capsys.readouterr().out


def test_upgrade_shows_the_address_as_it_was_typed_without_the_password(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = postgres_database.replace("postgres@", "postgres:secret@")
    monkeypatch.setenv("DATABASE_URL", address)
    assert main(["upgrade"]) == 0
    engine().dispose()
    assert capsys.readouterr().out == f"The database is ready: {postgres_database}\n"


@pytest.mark.parametrize("told", [["--lang", "nb", "upgrade"], ["upgrade", "--lang", "nb"]])
def test_the_language_stands_before_or_after_the_command(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], told: list[str]
) -> None:
    assert main(told) == 0
    assert capsys.readouterr().out.startswith("Databasen er klar")


def test_the_first_administrator_is_made_from_the_shell(database: str) -> None:
    assert main([*ADD, "--department", "marketing", "--role", "administrator"]) == 0
    with reading() as db:
        assert [(person.name, person.role) for person in people.people(db)] == [
            ("Kari Nordmann", Role.ADMINISTRATOR)
        ]


def test_a_refusal_is_one_sentence_in_the_language_and_exit_code_1(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [*ADD, "--department", "sales", "--role", "member", "--lang", "nb"]
    assert main(told) == 0
    capsys.readouterr()
    assert main(told) == 1
    assert capsys.readouterr().err == "kari@fjordlys.example tilhører allerede Kari Nordmann.\n"


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["person", "add"], ["upgrade", "--lang", "sv"]])
def test_wrong_usage_is_exit_code_2(sqlite_database: str, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_the_report_has_the_keys_that_other_programs_rely_on(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up()
    add_leads(f"{MONDAY} 09:00", None)
    assert main(["report", "follow-up", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == [
        "from",
        "to",
        "as_of",
        "versions",
        "provisional",
        "handed_over",
        "met",
        "late",
        "overdue",
        "due",
        "not_measurable",
        "not_measurable_by",
        "attempted_before",
        "passed_since_last_data",
        "median_response_seconds",
        "p90_response_seconds",
        "compliance",
    ]
    assert report["versions"] == [0]
    assert report["not_measurable_by"] == {"no_date": 1}
    parts = ("met", "late", "overdue", "due", "not_measurable")
    assert report["handed_over"] == sum(report[part] for part in parts) == 2


def test_a_period_takes_local_dates_inclusive(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    add_leads("2026-10-31 09:00", "2026-11-02 09:00", "2026-11-30 11:00", "2026-11-30 15:00")
    assert main(["report", "follow-up", "--from", "2026-11-01", "--to", "2026-11-30", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["handed_over"] == 3


def test_the_report_can_be_read(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    add_leads(f"{MONDAY} 09:00")
    assert main(["report", "follow-up", "--lang", "nb"]) == 0
    assert "Overlevert: 1" in capsys.readouterr().out


def test_verify_tells_in_json_and_by_its_exit_code(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    add_leads(f"{MONDAY} 09:00")
    assert main(["verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}


def run(address: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "db", *arguments],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "address",
    ["not an address", "sqlite:////proc/none/x.db", "sqlite:////tmp", "postgresql://u:secret@127.0.0.1:1/x"],
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_a_trace(address: str) -> None:
    told = run(address, "verify")
    assert told.returncode == 2
    assert told.stdout == ""
    assert len(told.stderr.splitlines()) == 1
    assert "Traceback" not in told.stderr
    assert "secret" not in told.stderr


def test_a_damaged_table_is_one_sentence_without_a_trace(sqlite_database: str) -> None:
    set_up()
    add_leads(*[f"{MONDAY} 09:00"] * 300)
    engine().dispose()
    file = Path(sqlite_database.removeprefix("sqlite:///"))
    content = bytearray(file.read_bytes())
    content[-40_960:] = b"\xff" * 40_960
    file.write_bytes(content)
    told = run(sqlite_database, "report", "follow-up")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
