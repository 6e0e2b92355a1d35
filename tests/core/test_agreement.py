"""Versions of the agreement: which one is in force when, and what it is called."""

from sla_core.agreement import in_force_at
from tests.core.episodes import at, terms, version

VERSIONS = [version(0, None, terms()), version(2, "2026-11-20", terms()), version(1, "2026-12-01", terms())]


def test_the_version_that_came_into_force_last_holds_whatever_its_number() -> None:
    found = [in_force_at(VERSIONS, at(day)).number for day in ("1990-01-01", "2026-11-21", "2026-12-02")]
    assert found == [0, 2, 1]


def test_a_version_holds_from_its_very_instant_on() -> None:
    begin = at("2026-11-20")
    assert [in_force_at(VERSIONS, instant).number for instant in (begin - 1, begin)] == [0, 2]


def test_only_version_0_is_provisional() -> None:
    assert [v.provisional for v in VERSIONS] == [True, False, False]
