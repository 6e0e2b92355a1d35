"""The README is true: its commands exist, its links lead somewhere, its map names every folder."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from db.__main__ import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.S)
    for line in block.splitlines()
    if line.strip()
]
OURS = [command for command in COMMANDS if "-m db " in command and "import" not in command]


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("make ")])
def test_make_knows_the_target(command: str) -> None:
    subprocess.run(
        ["make", "--dry-run", *shlex.split(command)[1:]], cwd=ROOT, check=True, capture_output=True
    )


@pytest.mark.parametrize("command", OURS)
def test_a_database_command_of_the_readme_runs(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(command.split("-m db ")[1])
    if arguments[0] == "restore":
        assert main(["backup", arguments[1]]) == 0
    if arguments[0] == "report":
        assert main(["sample", "--leads", "100", "--activities", "200"]) == 0
    assert main(arguments) == 0


def test_the_import_of_the_readme_runs(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leads.csv").write_text(
        "external_id,email,created_at,handed_over_at\n1,ola@fjordlys.example,2026-11-02 09:00,2026-11-02 10:00\n"
    )
    (tmp_path / "calls.csv").write_text(
        "lead_external_id,channel,direction,outcome,occurred_at\n1,call,outbound,connected,2026-11-02 11:00\n"
    )
    monkeypatch.chdir(tmp_path)
    command = next(command for command in COMMANDS if "-m db import" in command)
    assert main(shlex.split(command.split("-m db ")[1])) == 0


def test_pictures_and_folders_of_the_readme_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    named = re.findall(r"^\| `([^`]+)` \|", README, re.M)
    for path in [*pictures, *named, *re.findall(r"`((?:sla_core|db|docs)/[\w/.]+)`", README)]:
        assert (ROOT / path).exists(), path
    folders = {
        path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))
    }
    assert folders - {"data", "node_modules"} <= {name.rstrip("/") for name in named}


def test_the_plain_commands_are_those_of_make_run() -> None:
    recipe = subprocess.run(
        ["make", "--dry-run", "--always-make", "run"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for words in ("-m venv .venv", "-m db upgrade", "streamlit run app.py", "requirements.txt"):
        assert words in recipe
        assert words in README
