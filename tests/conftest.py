"""Databases for tests: every store test runs on SQLite and on PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

SERVER = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"

# How long an example takes depends on the machine and says nothing about the rule.
settings.register_profile("handslag", deadline=None)
settings.load_profile("handslag")


def lacking(what: str) -> None:
    """Skip where the machine lacks something, unless everything is required (as in CI)."""
    if REQUIRE_ALL:
        pytest.fail(f"REQUIRE_ALL is set, but {what}")
    pytest.skip(what)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the database or the time of whoever runs it."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/own.db")
    monkeypatch.delenv("SLA_NOW", raising=False)


@pytest.fixture
def sqlite_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh SQLite database with the newest schema; its address."""
    from db.engine import engine
    from db.schema import prepare

    address = f"sqlite:///{tmp_path}/handslag.db"
    monkeypatch.setenv("DATABASE_URL", address)
    prepare()
    yield address
    engine().dispose()


@pytest.fixture
def postgres_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh PostgreSQL database with the newest schema; its address."""
    from db.engine import engine
    from db.schema import prepare

    name = f"handslag_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        lacking("no PostgreSQL server answers on 127.0.0.1:5432")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        address = SERVER.rsplit("/", 1)[0] + f"/{name}"
        monkeypatch.setenv("DATABASE_URL", address)
        prepare()
        yield address
        engine().dispose()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    address: str = request.getfixturevalue(f"{request.param}_database")
    return address


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is required, a skipped test is a failure, whoever skipped it."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRE_ALL and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
