"""A write that has to wait says for what."""

from contextlib import nullcontext

import pytest

from db.intake import runs
from db.intake.runs import RunState
from pages.ui import session


def spinners(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(session.st, "spinner", lambda text: told.append(text) or nullcontext())
    return told


def test_a_write_names_the_import_that_is_being_stored(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = spinners(monkeypatch)
    runs.begin("1", files=["november.csv"], person="Kari")
    with session._while_waiting():
        assert told == []  # reading a file keeps nobody from writing
    runs._tell("1", state=RunState.STORING)
    with session._while_waiting():
        assert told == ["Waiting until november&#46;csv is imported …"]
