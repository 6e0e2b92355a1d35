"""The company whose criteria are agreed, at the noon of which its tests speak."""

import pytest

from tests.db.agreeing import Company
from tests.pages.criteria_acts import NOON, agreed


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.fixture
def both(sqlite_database: str) -> Company:
    return agreed()
