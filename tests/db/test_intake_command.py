"""`python -m db import` and `undo`: what they print, and with which code they end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db.__main__ import main
from tests.db.bringing import stored

LEADS = """external_id;email;created_at;Sted
1;kari@fjordlys.example;2026-11-02 09:00;Oslo
2;ola@bryggen.example;2026-11-03 10:00;Bergen
"""
MAPPED = ["--kind", "leads", "--map", "city=Sted"]


@pytest.fixture
def leads(sqlite_database: str, tmp_path: Path) -> str:
    file = tmp_path / "leads.csv"
    file.write_text(LEADS)
    return str(file)


@pytest.fixture
def calls(tmp_path: Path) -> str:
    file = tmp_path / "calls.csv"
    rows = [f"{lead},call,2026-11-02 10:00" for lead in ("1", "9", "")]
    file.write_text("\n".join(["lead_external_id,channel,occurred_at", *rows]))
    return str(file)


def test_json_tells_of_each_file_what_the_contract_says(leads: str, calls: str, capsys) -> None:
    assert main(["import", calls, leads, "--map", "city=Sted", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["files"]
    assert told[0] | {"errors": []} == {
        "file": "calls.csv",
        "kind": "attempts",
        "preset": "plain",
        "system": "plain",
        "encoding": told[0]["encoding"],
        "delimiter": ",",
        "time_zone": "Europe/Oslo",
        "known_until": "2026-11-02T09:00:00Z",
        "rows": 3,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": 2,
        "skipped": 0,
        "errors": [],
        "mapping": {name: name for name in ("lead_external_id", "channel", "occurred_at")},
    }
    assert told[0]["errors"] == [
        {
            "line": 3,
            "column": "lead_external_id",
            "value": "9",
            "reason": "unknown_lead",
            "message": "no lead is known by “9”",
        },
        {
            "line": 4,
            "column": "lead_external_id",
            "value": "",
            "reason": "no_key",
            "message": "there is neither an id nor an e-mail of the lead",
        },
    ]
    assert (told[1]["kind"], told[1]["new"], told[1]["known_until"]) == ("leads", 2, None)


def test_text_tells_counts_and_the_first_refusal_of_each_reason(leads: str, calls: str, capsys) -> None:
    assert main(["import", leads, *MAPPED, "--company", "Fjordlys"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "leads.csv: 2 rows: 2 new, 0 changed, 0 unchanged, 0 refused",
        "Fjordlys now has working rules (version 0), provisional until both sides sign.",
        "No stage dates came: sales is taken to get a lead when it is created.",
    ]
    assert main(["import", calls]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "calls.csv: 3 rows: 1 new, 0 changed, 0 unchanged, 2 refused",
        "  1 refused, first in line 3: no lead is known by “9”",
        "  1 refused, first in line 4: there is neither an id nor an e-mail of the lead",
    ]


def test_a_dry_run_says_that_nothing_was_stored(leads: str, capsys) -> None:
    assert main(["import", leads, *MAPPED, "--dry-run"]) == 0
    assert "Nothing was stored" in capsys.readouterr().out
    assert stored("SELECT COUNT(*) FROM lead") == [0]


@pytest.mark.parametrize("said", [["--kind", "stages"], ["--map", "email=Mail"]])
def test_a_file_that_cannot_be_read_ends_with_1(leads: str, capsys, said: list[str]) -> None:
    assert main(["import", leads, *said]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize(
    "said",
    [["--kind", "people"], ["--map", "email"], ["--known-until", "soon"], ["--keep", "A", "--keep-all"]],
)
def test_wrong_usage_ends_with_2(leads: str, capsys, said: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", leads, *said])
    assert ended.value.code == 2


def test_known_until_is_local_unless_it_has_an_offset(leads: str, calls: str, capsys) -> None:
    main(["import", leads, *MAPPED])
    for said in ("2026-11-20T16:00", "2026-11-20T15:00Z"):
        capsys.readouterr()
        main(["import", calls, "--known-until", said, "--json"])
        assert json.loads(capsys.readouterr().out)["files"][0]["known_until"] == "2026-11-20T15:00:00Z"


def test_an_import_without_a_single_good_row_says_that_the_database_is_still_empty(
    sqlite_database: str, tmp_path: Path, capsys
) -> None:
    (tmp_path / "leads.csv").write_text("external_id,created_at\n1,tomorrow\n")
    assert main(["import", str(tmp_path / "leads.csv")]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "leads.csv: 1 rows: 0 new, 0 changed, 0 unchanged, 1 refused"
    assert told[-1] == "The database is still empty: not a single row could be taken in."


def test_undo_takes_the_last_import_back_and_then_has_nothing_left(leads: str, capsys) -> None:
    main(["import", leads, *MAPPED])
    assert main(["undo"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Undone: leads.csv. Removed: 2 leads. Put back as before: nothing."
    )
    assert stored("SELECT COUNT(*) FROM lead") == [0]
    assert main(["undo"]) == 1


def test_the_command_loads_neither_streamlit_nor_altair_nor_pandas(leads: str) -> None:
    look = (
        "import sys; from db.__main__ import main; main(sys.argv[1:]); "
        "print(sorted({'streamlit', 'altair', 'pandas'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look, "import", leads, *MAPPED], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"
