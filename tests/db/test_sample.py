"""The sample company in the store: loaded into an empty database only, removed by typing its name."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from db import agreements, audit, handovers, people, sample
from db.__main__ import main
from db.engine import data_versions, engine, reading, transaction
from db.tables import LeadRow
from db.verify import problems
from db.versions import DatabaseKind
from sla_core.errors import NotAllowed, SlaError
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, LOCAL_USER, Action, Department, Person, Role
from sla_core.sample_company import COMPANY, PEOPLE
from sla_core.sample_company.topics import TOPICS
from tests.core.episodes import at
from tests.db.company import set_up

NOW = at("2026-11-20 10:42")
SMALL = {"leads": 300, "activities": 2_000}


def load(language: Language = Language.ENGLISH, **size: int) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=NOW, t=Texts(language), **{**SMALL, **size})


def add_person(name: str, email: str, role: Role = Role.ADMINISTRATOR) -> Person:
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        return people.save_person(db, name=name, email=email, department=Department.SALES, role=role)


def count(table: str) -> int:
    with reading() as db:
        return int(db.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one())


def test_loading_fills_an_empty_database_with_rows_that_verify(database: str) -> None:
    load()
    known = data_versions()
    assert (known.kind, known.company) == (DatabaseKind.SAMPLE, COMPANY)
    assert all(version == 1 for _, version in known.counters)
    assert [count(table) for table in ("lead", "activity", "activity_topic", "person")] == [
        300,
        2_000,
        len(TOPICS),
        len(PEOPLE),
    ]
    assert count("handover") > 150
    with reading() as db:
        assert list(problems(db)) == []
        assert [version.label for version in agreements.versions_in_force(db)] == ["0", "1", "2", "3"]
        assert audit.entries(db, limit=1)[0].details == {**SMALL, "seed": sample.SEED}


def test_calls_are_logged_by_the_people_of_the_sample(database: str) -> None:
    load()
    with reading() as db:
        wrong = db.execute(
            text(
                "SELECT COUNT(*) FROM contact_attempt a LEFT JOIN person p ON p.id = a.person_id "
                "WHERE p.name IS NULL OR p.name <> a.person OR p.department <> 'sales'"
            )
        )
        assert wrong.scalar_one() == 0


def test_the_next_lead_gets_the_next_number(database: str) -> None:
    load()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead = LeadRow(last_name="Ny")
        db.add(lead)
        db.flush()
        assert lead.id == 301


def test_texts_of_the_agreement_are_in_the_language_asked_for(database: str) -> None:
    load(Language.BOKMAL)
    with reading() as db:
        names = agreements.versions_in_force(db)[-1].terms.calendar.closed.values()
    assert "Andre påskedag" in names


@pytest.mark.parametrize("kind", ["sample", "real"])
def test_a_database_with_a_company_refuses_the_sample(database: str, kind: str) -> None:
    if kind == "real":
        set_up()
    else:
        load()
    before = data_versions(), count("lead")
    with pytest.raises(SlaError, match="empty database"):
        load()
    assert (data_versions(), count("lead")) == before


def test_an_impossible_size_leaves_the_database_empty(database: str) -> None:
    with pytest.raises(SlaError, match="100 to"):
        load(leads=5)
    assert data_versions().kind is DatabaseKind.EMPTY
    assert count("person") == count("audit_entry") == 0


def test_removing_makes_the_database_anew_and_tells_history_so(database: str) -> None:
    load()
    before = data_versions()
    sample.remove(actor=LOCAL_USER, typed_name=f" {COMPANY} ")
    after = data_versions()
    assert (after.kind, after.company) == (DatabaseKind.EMPTY, "")
    assert after.instance != before.instance
    assert count("lead") == count("activity") == count("handover") == count("person") == 0
    with reading() as db:
        assert [(entry.actor, entry.action, entry.subject) for entry in audit.entries(db, limit=9)] == [
            ("local user", Action.REMOVE_SAMPLE, COMPANY)
        ]


def test_after_removing_the_sample_can_be_loaded_again_and_links_are_watched(database: str) -> None:
    load()
    sample.remove(actor=COMMAND_LINE, typed_name=COMPANY)
    load()
    with reading() as db:
        assert handovers.matches_rebuild(db)
    with pytest.raises(Exception, match=r"(?i)foreign key"), transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text("UPDATE lead SET merged_into = 999999 WHERE id = 1"))


@pytest.mark.parametrize("name", ["", "tindvarde", COMPANY.lower()])
def test_without_the_exact_name_nothing_is_removed(database: str, name: str) -> None:
    load()
    before = data_versions()
    with pytest.raises(SlaError, match="Nothing was removed"):
        sample.remove(actor=LOCAL_USER, typed_name=name)
    assert data_versions() == before
    assert count("lead") == 300
    with pytest.raises(Exception, match=r"(?i)foreign key"), transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text("UPDATE lead SET merged_into = 999999 WHERE id = 1"))


@pytest.mark.parametrize("kind", ["empty", "real"])
def test_only_the_sample_can_be_removed(database: str, kind: str) -> None:
    if kind == "real":
        set_up()
    before = data_versions()
    with pytest.raises(SlaError, match="Only the sample company"):
        sample.remove(actor=LOCAL_USER, typed_name=before.company)
    assert data_versions() == before


def test_only_an_administrator_removes_it(database: str) -> None:
    load()
    with reading() as db:
        manager = people.person_by_email(db, PEOPLE[0].email)
    assert manager is not None
    with pytest.raises(NotAllowed):
        sample.remove(actor=manager, typed_name=COMPANY)
    assert count("lead") == 300


def test_own_people_come_before_the_sample_and_stay_after_it(database: str) -> None:
    own = add_person("Åse Own", "ase@own.example")
    load()
    assert count("person") == len(PEOPLE) + 1
    sample.remove(actor=own, typed_name=COMPANY)
    with reading() as db:
        assert [(person.name, person.role) for person in people.people(db)] == [
            ("Åse Own", Role.ADMINISTRATOR)
        ]
        assert audit.entries(db, limit=1)[0].actor == "Åse Own"


def test_an_administrator_of_the_sample_removes_even_the_own_row(database: str) -> None:
    load()
    with reading() as db:
        administrator = people.person_by_email(db, PEOPLE[-1].email)
    assert administrator is not None
    sample.remove(actor=administrator, typed_name=COMPANY)
    assert count("person") == 0
    with reading() as db:
        assert audit.entries(db, limit=1)[0].actor == administrator.name


def test_connections_from_before_the_removal_go_on_working(database: str) -> None:
    load()
    with engine().connect() as other:
        assert other.execute(text("SELECT COUNT(*) FROM lead")).scalar() == 300
        other.rollback()
        sample.remove(actor=COMMAND_LINE, typed_name=COMPANY)
        assert other.execute(text("SELECT COUNT(*) FROM lead")).scalar() == 0


def test_the_command_tells_what_it_loaded_at_sla_now(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    assert main(["sample", "--leads", "200", "--activities", "500", "--seed", "3"]) == 0
    assert capsys.readouterr().out == f"{COMPANY} is loaded: 200 leads, 500 activities.\n"
    with reading() as db:
        newest = db.execute(text("SELECT MAX(handed_over_at) FROM handover")).scalar_one()
    assert NOW - 3_600 < newest <= NOW
    assert main(["sample"]) == 1
    assert "empty database" in capsys.readouterr().err


def test_the_command_needs_no_screen_and_is_quick(sqlite_database: str) -> None:
    code = (
        "import sys, time; from db.__main__ import main; code = main(['sample']); "
        "print(sorted({'streamlit', 'altair', 'pandas'} & set(sys.modules))); "
        "print(time.process_time()); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    _, imported, seconds = done.stdout.splitlines()
    assert imported == "[]"
    assert float(seconds) < 5
    assert count("lead") == sample.LEADS
    assert count("activity") == sample.ACTIVITIES
