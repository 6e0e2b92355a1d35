"""What the tests of intake share: a fixed now, and a file's text or bytes taken in at one go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from sla_core.intake.faults import Reason
from sla_core.intake.parsing import Intake, prepare
from sla_core.intake.reading import open_source
from sla_core.intake.settings import Settings

NOW = int(datetime(2026, 11, 23, 11, 0, tzinfo=UTC).timestamp())  # Monday 12:00 in Oslo


@dataclass
class Taken:
    """A file that was taken in: its intake, the accepted rows as one dict of lists, and their lines."""

    intake: Intake
    columns: dict[str, list[Any]]
    lines: list[int]

    @property
    def faults(self) -> list[tuple[int, str | None, str, Reason]]:
        return [(error.line, error.column, error.value, error.reason) for error in self.intake.errors]


def take(content: str | bytes, name: str = "file.csv", **settings: Any) -> Taken:
    data = content.encode() if isinstance(content, str) else content
    intake = prepare(open_source(data, name), Settings(**{"now": NOW, **settings}))
    columns: dict[str, list[Any]] = {}
    lines: list[int] = []
    for chunk in intake.chunks():
        assert {len(values) for values in chunk.columns.values()} == {len(chunk.lines)}
        for field, values in chunk.columns.items():
            columns.setdefault(field, []).extend(values)
        lines.extend(chunk.lines)
    assert intake.rows == len(lines) + len(intake.errors) == intake.records
    return Taken(intake, columns, lines)


@pytest.fixture(name="take")
def take_fixture() -> Callable[..., Taken]:
    return take


@pytest.fixture
def now() -> int:
    return NOW


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.fixture(name="utc")
def utc_fixture() -> Callable[..., int]:
    return utc
