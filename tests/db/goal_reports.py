"""Asks for `report goals` as other programs do."""

import json
from typing import Any

import pytest

from db import sample
from db.__main__ import main
from db.engine import transaction
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import at

NOW = "2026-11-20 10:42"


def load_sample() -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=at(NOW), t=Texts(Language.ENGLISH), leads=800, activities=1_000)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["report", "goals", *arguments, "--json"]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def by_stage(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, Any]]:
    return {stage["stage"]: stage for stage in told(capsys, *arguments)["stages"]}
