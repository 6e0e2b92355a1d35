"""Upgrades of databases that people have: nothing is lost, nothing is rewritten, the app reads it as today's."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from db import agreements, schema
from db.engine import engine, reading
from db.schema import MIGRATIONS, NEWEST, prepare, revision
from db.verify import problems
from sla_core.agreement import Status
from tests.core.episodes import at

OLD_TERMS = {
    "schema_version": 1,
    "company": "Fjordlys",
    "parties": [
        {"department": "marketing", "signatories": ["Kari"]},
        {"department": "sales", "signatories": ["Ola"]},
    ],
    "personas": [],
    "sales": {"respond_within": {"amount": 6, "unit": "hours"}},
}
VERSIONS = (
    (0, "provisional", None),
    (1, "superseded", "2026-01-01"),
    (2, "in_force", "2026-06-01"),
    (3, "draft", None),
)


@pytest.fixture
def old_database(database: str) -> Iterator[str]:
    """A sample company as schema 0001 kept it: versions in force without signatures, a lead that was handed over."""
    with _emptied() as connection:
        _to(connection, "0001")
        _fill(connection)
    engine().dispose()
    yield database
    engine().dispose()


@contextmanager
def _emptied() -> Iterator[Connection]:
    with engine().execution_options(writing=True, migrating=True).begin() as connection:
        for table in reversed(inspect(connection).get_table_names()):
            cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TABLE {table}{cascade}"))
        yield connection


def _to(connection: Connection, wanted: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, wanted)


def _fill(connection: Connection) -> None:
    for key, value in (("instance", "x" * 32), ("kind", "sample"), ("company", "Fjordlys")):
        connection.execute(text("INSERT INTO meta VALUES (:key, :value)"), {"key": key, "value": value})
    for topic in ("leads", "activities", "attempts", "terms", "personas", "people", "meetings"):
        connection.execute(text("INSERT INTO data_version VALUES (:topic, 7)"), {"topic": topic})
    for number, status, begins in VERSIONS:
        connection.execute(
            text(
                "INSERT INTO agreement_version "
                "(id, number, amendment, status, in_force_from, terms, created_at, created_by) "
                "VALUES (:id, :number, 0, :status, :begins, :terms, 0, 'Kari')"
            ),
            {
                "id": number + 1,
                "number": number,
                "status": status,
                "begins": at(begins) if begins else None,
                "terms": json.dumps(OLD_TERMS),
            },
        )
    connection.execute(
        text(
            "INSERT INTO lead (id, last_name, created_at_span, handed_over_at_span, owner_assigned_at_span, "
            "won_at_span, lost_at_span, won, lost, attributes) VALUES (1, 'Lead', 0, 0, 0, 0, 0, false, false, '{}')"
        )
    )
    connection.execute(
        text(
            "INSERT INTO handover (lead_id, number, version_id, handed_over_at, handed_over_at_span, attempted_before, "
            "attempts, early_contacts, summary, returned_in_time, waiting) "
            "VALUES (1, 1, 3, :moment, 0, false, 0, 0, false, false, true)"
        ),
        {"moment": at("2026-07-01 09:00")},
    )


def test_what_the_first_schema_held_is_kept_as_it_was(old_database: str) -> None:
    with engine().connect() as connection:
        before = connection.execute(
            text("SELECT id, number, terms FROM agreement_version ORDER BY id")
        ).fetchall()
    prepare()
    assert revision() == NEWEST
    with engine().connect() as connection:
        after = connection.execute(
            text("SELECT id, number, terms FROM agreement_version ORDER BY id")
        ).fetchall()
        assert after == before
        assert connection.execute(text("SELECT version_id FROM handover")).scalars().all() == [3]


def test_versions_of_the_first_schema_are_read_as_todays(old_database: str) -> None:
    prepare()
    with reading() as db:
        versions = agreements.all_versions(db)
        agreement = agreements.agreement(db)
    assert [v.status for v in versions] == [Status.PROVISIONAL, Status.SIGNED, Status.SIGNED, Status.DRAFT]
    now = at("2026-11-25 10:00")
    assert [agreement.status(v, now) for v in versions[1:3]] == [Status.SUPERSEDED, Status.IN_FORCE]
    assert versions[2].terms.sales.respond_within.amount == 6
    assert [party.signatories[0].name for party in versions[2].terms.parties] == ["Kari", "Ola"]


def test_a_sample_from_before_signatures_were_kept_is_not_called_forged(old_database: str) -> None:
    prepare()
    with reading() as db:
        told = [str(problem) for problem in problems(db)]
    assert [sentence for sentence in told if "Version" in sentence or "chain" in sentence] == []


def test_the_guards_are_there_after_an_upgrade(old_database: str) -> None:
    prepare()
    with (
        pytest.raises(Exception, match="signed content is never changed"),
        engine().execution_options(writing=True).begin() as connection,
    ):
        connection.execute(text("UPDATE agreement_version SET terms = '{}' WHERE number = 1"))


def test_an_upgrade_that_fails_leaves_the_old_schema(
    old_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Connection) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(schema, "_check_foreign_keys", fails)
    with pytest.raises(RuntimeError):
        prepare()
    engine().dispose()
    assert revision() == "0001"
    with engine().connect() as connection:
        tables = set(inspect(connection).get_table_names())
        status = connection.execute(text("SELECT status FROM agreement_version WHERE number = 2")).scalar()
    assert "agreement_entry" not in tables
    assert status == "in_force"


RANKING_TERMS = {
    **OLD_TERMS,
    "schema_version": 2,
    "parties": [],
    "scoring": {
        "fit": [
            {
                "id": "title",
                "condition": {"on": "attribute", "field": "title", "operator": "is_known"},
                "points": 60,
            }
        ]
    },
    "treatments": [
        {
            "grade": "A",
            "rating": "3",
            "name": "Call",
            "owner": "sales",
            "action": "Call.",
            "respond_within": {"amount": 1, "unit": "hours"},
        }
    ],
}


def test_handovers_from_before_they_were_ranked_are_ranked_by_the_upgrade(database: str) -> None:
    with _emptied() as connection:
        _to(connection, "0002")
        connection.execute(
            text(
                "INSERT INTO agreement_version (id, number, amendment, status, terms, created_at, created_by, reason) "
                "VALUES (1, 0, 0, 'provisional', :terms, 0, 'Kari', '')"
            ),
            {"terms": json.dumps(RANKING_TERMS)},
        )
        connection.execute(
            text(
                "INSERT INTO lead (id, title, created_at_span, handed_over_at, handed_over_at_span, "
                "owner_assigned_at_span, won_at_span, lost_at_span) VALUES (1, 'Director', 0, :at, 0, 0, 0, 0)"
            ),
            {"at": at("2026-07-01 09:00")},
        )
    engine().dispose()
    prepare()
    with reading() as db:
        rows = db.execute(
            text("SELECT lead_id, handed_over_at, version_id, grade, rating FROM handover_rank")
        )
        assert [tuple(row) for row in rows] == [(1, at("2026-07-01 09:00"), 1, "A", "3")]
        assert db.execute(text("SELECT response_by FROM handover")).scalars().all() == [
            at("2026-07-01 10:00")
        ]
    engine().dispose()
