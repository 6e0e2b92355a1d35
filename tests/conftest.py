"""Databases for tests: every store test runs on SQLite and on PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

SERVER = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"

# How long an example takes depends on the machine and says nothing about the rule. Where everything is required the
# examples are the same every time, so that a change is not refused for a case that was wrong before it; at a desk
# they differ with each run and go on looking.
settings.register_profile("handslag", deadline=None, derandomize=REQUIRE_ALL)
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


@contextmanager
def _at(address: str) -> Iterator[None]:
    """Work with the database at an address; its connections are closed afterwards."""
    from db.engine import engine

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", address)
        yield
        engine().dispose()


def _own_instance() -> None:
    """Make a copied database one of its own, for what is cached by instance."""
    from db.engine import unrecorded
    from db.tables import MetaRow

    with unrecorded() as db:
        db.get_one(MetaRow, "instance").value = uuid.uuid4().hex


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the newest schema, which tests copy: making it is most of a small test's time."""
    from db.schema import prepare

    file = tmp_path_factory.mktemp("prepared") / "handslag.db"
    with _at(f"sqlite:///{file}"):
        prepare()
    return file


@pytest.fixture
def sqlite_database(prepared_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh SQLite database with the newest schema; its address."""
    from db.engine import engine

    address = f"sqlite:///{tmp_path}/handslag.db"
    shutil.copy(prepared_file, tmp_path / "handslag.db")
    monkeypatch.setenv("DATABASE_URL", address)
    _own_instance()
    yield address
    engine().dispose()


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """The address of a PostgreSQL database that the tests of one process use one after the other."""
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        lacking("no PostgreSQL server answers on 127.0.0.1:5432")
    name = f"handslag_{uuid.uuid4().hex[:12]}"
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        server.execute(
            f'ALTER DATABASE "{name}" SET synchronous_commit = off'
        )  # nothing here must outlive a crash
        yield SERVER.rsplit("/", 1)[0] + f"/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def postgres_database(postgres_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A PostgreSQL database with the newest schema and nothing in it; its address."""
    from db.engine import engine

    monkeypatch.setenv("DATABASE_URL", postgres_address)
    _empty(postgres_address)
    yield postgres_address
    engine().dispose()


def _empty(address: str) -> None:
    """Empty a PostgreSQL database; where a test has left another schema than ours, make it anew."""
    from db.engine import unrecorded
    from db.schema import prepare
    from db.tables import Table
    from db.versions import start

    ours = set(Table.metadata.tables)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        found = {row[0] for row in connection.execute(tables)}
        if found == {*ours, "alembic_version"}:
            _delete_all(connection, sorted(ours))
        else:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    prepare()
    if found == {*ours, "alembic_version"}:
        with unrecorded() as db:
            start(db)


def _delete_all(connection: "psycopg.Connection", tables: list[str]) -> None:
    """Delete all rows and count from 1 again. TRUNCATE would make new files for each table and wait for the disk."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")  # no foreign keys meanwhile
        for table in tables:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")
        disabled = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'D'"
        for row in connection.execute(disabled).fetchall():  # a test took the guards away
            connection.execute(f"ALTER TABLE {row[0]} ENABLE TRIGGER USER")


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
