"""What makes no sense whatever is stored: exit code 2 and one sentence, in the language that was asked for."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.__main__ import main
from tests.db.bringing import stored

PERSON = ["person", "add", "--department", "sales", "--role", "member"]
REPORT = ["report", "follow-up"]


@pytest.fixture
def leads(sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("leads.csv").write_text("external_id,created_at\n1,2026-11-02 09:00\n")


def after(seconds: int) -> str:
    return datetime.fromtimestamp(time.time() + seconds, UTC).isoformat()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "leads.csv", "--time-zone", "Mars/X"], "There is no time zone Mars/X"),
        (["import", "leads.csv", "--map", "nonsense=email"], "There is no field nonsense"),
        (["import", "leads.csv", "--set", "foo=1"], "There is no field foo"),
        (["import", "leads.csv", "--system", " "], "needs a name"),
        (["import", "leads.csv", "--known-until", after(3600)], "lies in the future"),
        (["sample", "--leads", "-5"], "has 100 to"),
        (["sample", "--activities", "-1"], "has 100 to"),
        (["sample", "--seed", "-1"], "A seed is"),
        ([*PERSON, "--name", "Kari", "--email", "nope"], "nope is not an e-mail address."),
        ([*PERSON, "--name", " ", "--email", "kari@fjordlys.example"], "A person needs a name."),
        ([*REPORT, "--from", "2026-11-02", "--to", "2026-11-01"], "ends before it begins"),
        ([*REPORT, "--from", "2026-13-01"], "2026-13-01 is not a day; write it as year, month and day"),
        ([*REPORT, "--to", "20261101"], "20261101 is not a day; write it as year, month and day"),
    ],
)
def test_what_makes_no_sense_ends_with_2_and_one_sentence(
    leads: None, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert sentence in told.err
    assert len(told.err.splitlines()) == 1
    assert stored("SELECT COUNT(*) FROM import_batch") == [0]


def test_a_clock_that_is_a_little_ahead_is_no_future(leads: None) -> None:
    assert main(["import", "leads.csv", "--known-until", after(200)]) == 0


@pytest.mark.parametrize(
    ("file", "sentence"), [("nope.csv", "there is no such file"), (".", "it is a folder, not a file")]
)
def test_a_file_that_cannot_be_opened_is_told_in_our_own_words(
    leads: None, capsys: pytest.CaptureFixture[str], file: str, sentence: str
) -> None:
    assert main(["import", file]) == 1
    assert sentence in capsys.readouterr().err
