"""What is told of an import while it runs and when it ends, and an import in the background."""

import os

import pytest
from sqlalchemy import text

from db.engine import reading, unrecorded
from db.intake import runs, stage_files, worker
from db.intake.runs import ImportRun
from db.tables.intake import RunState
from sla_core.errors import FileRefused
from sla_core.intake.reading import open_source
from sla_core.intake.settings import Settings
from sla_core.people import COMMAND_LINE, Department, Person, Role
from tests.db.bringing import NOW, bring, counts, csv, stored

LEADS = """
    external_id,email,created_at
    1,ola@fjordlys.example,2026-11-16 09:00
    2,kari@fjordlys.example,2026-11-16 10:00
"""


def latest() -> ImportRun:
    with reading() as db:
        (found,) = runs.recent(db, limit=1)
    return found


def files(content: str = LEADS) -> list[tuple[object, Settings]]:
    return [(open_source(csv(content), "leads.csv"), Settings(now=NOW))]


def started(monkeypatch: pytest.MonkeyPatch) -> list[ImportRun]:
    """What is told at each report of progress."""
    seen: list[ImportRun] = []
    real = runs._tell

    def tell(run: str, **values: object) -> None:
        real(run, **values)
        seen.append(latest())

    monkeypatch.setattr(runs, "_tell", tell)
    monkeypatch.setattr(runs, "_TELL_EVERY", 0.0)
    return seen


def test_an_import_tells_how_many_rows_are_read_then_that_it_stores_them(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = started(monkeypatch)
    bring(LEADS)
    told = [(each.state, each.rows, each.records) for each in seen]
    assert told == [(RunState.READING, 2, 2), (RunState.STORING, 2, 2)]
    assert all(each.is_running for each in seen)
    assert (latest().state, latest().is_running, latest().files) == (RunState.DONE, False, ("file0.csv",))


def test_a_check_tells_nothing(database: str) -> None:
    bring(LEADS, dry_run=True)
    assert stored("SELECT COUNT(*) FROM import_run") == [0]


def test_an_import_in_the_background_stores_its_rows_and_is_done(database: str) -> None:
    worker.start(stage_files(files()), actor=COMMAND_LINE, now=NOW, company="Fjordlys").join(30)
    assert stored("SELECT COUNT(*) FROM lead") == [2]
    assert latest().state is RunState.DONE
    assert stored("SELECT run FROM import_batch") == [latest().run]


def test_an_import_in_the_background_that_is_refused_says_why_and_stores_nothing(database: str) -> None:
    member = Person("Per", "per@x.example", Department.SALES, Role.MEMBER)
    worker.start(stage_files(files()), actor=member, now=NOW, company="Fjordlys").join(30)
    assert stored("SELECT COUNT(*) FROM lead") == [0]
    failed = latest()
    assert failed.state is RunState.FAILED
    assert "Per may not do this" in str(failed.problem)


def test_what_is_staged_can_be_checked_and_then_stored(database: str) -> None:
    staged = stage_files(files())
    assert counts(staged.check(actor=COMMAND_LINE, now=NOW)[0]) == (2, 0, 0, 0)
    assert stored("SELECT COUNT(*) FROM lead") == [0]
    assert counts(staged.check(actor=COMMAND_LINE, now=NOW)[0]) == (2, 0, 0, 0)
    worker.start(staged, actor=COMMAND_LINE, now=NOW, company="Fjordlys").join(30)
    assert stored("SELECT COUNT(*) FROM lead") == [2]
    assert stored("SELECT new FROM import_batch") == [2]


def test_a_fault_is_told_in_a_sentence_without_its_trace(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("db.intake.importing.follow_from", fail)
    worker.start(stage_files(files()), actor=COMMAND_LINE, now=NOW, company="Fjordlys").join(30)
    failed = latest()
    assert failed.state is RunState.FAILED
    assert "stored nothing" in str(failed.problem)
    assert "secret" not in str(failed.problem)
    assert stored("SELECT COUNT(*) FROM import_batch") == [0]


def test_a_file_that_is_refused_at_the_command_line_is_told_too(database: str) -> None:
    with pytest.raises(FileRefused):
        bring("a,b\n1,2\n")
    assert latest().state is RunState.FAILED


def test_a_run_whose_process_is_gone_has_failed(database: str) -> None:
    runs.begin("1", files=["leads.csv"], person="Kari")
    assert latest().is_running
    with unrecorded() as db:
        db.execute(text("UPDATE import_run SET process = :gone"), {"gone": _no_process()})
    assert latest().state is RunState.FAILED
    assert "cut off" in str(latest().problem)


def test_a_run_on_another_machine_has_failed_when_it_is_silent_for_long(database: str) -> None:
    runs.begin("1", files=["leads.csv"], person="Kari")
    with unrecorded() as db:
        db.execute(text("UPDATE import_run SET host = 'elsewhere', process = 1"))
    assert latest().is_running
    with unrecorded() as db:
        db.execute(text("UPDATE import_run SET seen_at = seen_at - 61"))
    assert latest().state is RunState.FAILED


def _no_process() -> int:
    """The number of a process that has ended."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child
