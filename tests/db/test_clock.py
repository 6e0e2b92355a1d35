"""What time it is: the real time, or SLA_NOW where nothing real is at stake."""

import time

import pytest

from db import clock
from db.versions import DatabaseKind
from sla_core.errors import SlaError
from tests.core.episodes import at


@pytest.mark.parametrize("kind", [DatabaseKind.EMPTY, DatabaseKind.SAMPLE])
def test_sla_now_is_the_time_of_empty_and_sample_databases(
    kind: DatabaseKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    assert clock.now(kind) == at("2026-11-20 10:42")


def test_a_real_company_lives_in_the_real_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2001-01-01T00:00Z")
    assert abs(clock.now(DatabaseKind.REAL) - time.time()) < 60


def test_without_sla_now_it_is_the_real_time() -> None:
    assert abs(clock.now(DatabaseKind.SAMPLE) - time.time()) < 60


@pytest.mark.parametrize("given", ["2026-11-20T10:42", "yesterday", "1795167720"])
def test_an_sla_now_without_an_offset_is_refused_in_a_sentence(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", given)
    with pytest.raises(SlaError, match=f"such as .*: {given}"):
        clock.now(DatabaseKind.EMPTY)
