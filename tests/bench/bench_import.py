"""An import of leads against SQLModel's `add_all` of the same rows: `python -m tests.bench.bench_import [LEADS]`.

The import reads a file, matches, stores and computes the handovers; `add_all` is given the finished values and
only stores them. Both are timed in CPU seconds of one run, on fresh SQLite databases that must be equal in the
end. Then the same file comes again and must change nothing. Exits 1 when a limit is missed. `add_all` runs once, it
takes minutes; the import in three rounds.
"""

import csv
import os
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from sqlmodel import Session, SQLModel, select

from db.engine import engine
from db.intake import import_files
from db.schema import prepare as prepare_database
from db.tables import (
    AgreementVersionRow,
    HandoverRow,
    ImportBatchRow,
    LeadIdentityRow,
    LeadRow,
    StageEntryRow,
)
from sla_core.intake.parsing import prepare
from sla_core.intake.reading import open_source
from sla_core.intake.settings import Settings
from sla_core.people import COMMAND_LINE
from tests.bench.measuring import Report

LIMIT, ROUNDS = 12, 3
NOW = int(datetime(2026, 11, 23, 9, tzinfo=UTC).timestamp())
YEAR = 365 * 86_400
SETTINGS = Settings(now=NOW)
HEADERS = [
    *("external_id", "email", "first_name", "last_name", "title", "company", "company_size", "industry"),
    *("country", "city", "source", "owner", "created_at", "stage"),
    *("marketing_qualified_at", "sales_qualified_at"),
]
COMPARED = {
    "lead": LeadRow,
    "lead_identity": LeadIdentityRow,
    "stage_entry": StageEntryRow,
    "handover": HandoverRow,
}
POINTED_TO = (ImportBatchRow, AgreementVersionRow)  # a row each


def write_leads(path: Path, leads: int) -> None:
    """Write a file of leads of the last year: four of ten became an MQL, two of ten an SQL."""
    chance = random.Random(2026)
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(HEADERS)
        for number in range(1, leads + 1):
            created = NOW - chance.randrange(30 * 86_400, YEAR)
            depth = chance.choices((0, 1, 2), (6, 2, 2))[0]
            dates = [_iso(created + step * 7 * 86_400) if step <= depth else "" for step in (1, 2)]
            stage = ("lead", "marketing_qualified", "sales_qualified")[depth]
            writer.writerow(
                [
                    f"{number:08d}",
                    f"lead{number}@company{number % 5_000}.example",
                    chance.choice(("Kari", "Ola", "Ingrid", "Nils", "Åse")),
                    f"Etternavn{number % 997}",
                    chance.choice(("Plant manager", "Marketing manager", "Buyer", "")),
                    f"Company {number % 5_000}",
                    str(chance.choice((5, 20, 80, 300))),
                    chance.choice(("Industry", "Retail", "Education")),
                    "Norway",
                    chance.choice(("Oslo", "Bergen", "Trondheim", "Bodø")),
                    chance.choice(("Organic", "Paid", "Event", "Referral")),
                    chance.choice(("Per", "Anne", "Lise", "")),
                    _iso(created),
                    stage,
                    *dates,
                ]
            )


def _iso(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def use(path: Path) -> None:
    """Make a fresh database the one that is used."""
    os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    prepare_database()


def timed_import(file: Path) -> tuple[float, tuple[int, int, int, int]]:
    """Import the file; return CPU seconds and (new, changed, unchanged, rejected)."""
    began = time.process_time()
    done = import_files([(open_source(file), SETTINGS)], actor=COMMAND_LINE, now=NOW, company="Fjordlys")[0]
    return time.process_time() - began, (done.new, done.changed, done.unchanged, done.rejected)


def timed_reading(file: Path) -> float:
    """CPU seconds of reading alone, which the import includes."""
    began = time.process_time()
    for _ in prepare(open_source(file), SETTINGS).chunks():
        pass
    return time.process_time() - began


def rows_of(table: type[SQLModel]) -> list[dict[str, object]]:
    """Return the rows of a table as plain values."""
    with Session(engine()) as db:
        return [row.model_dump() for row in db.exec(select(table))]


def timed_add_all(values: dict[type[SQLModel], list[dict[str, object]]]) -> float:
    """CPU seconds of storing the rows with `add_all` in one session and commit, those that others point to first."""
    began = time.process_time()
    with Session(engine().execution_options(writing=True)) as db:
        for table, rows in values.items():
            db.add_all(table(**row) for row in rows)
            db.flush()
        db.commit()
    return time.process_time() - began


def differences(one: Path, other: Path) -> int:
    """Return how many rows of the compared tables are in one of the two databases only."""
    with closing(sqlite3.connect(one)) as db:
        db.execute("ATTACH ? AS other", (str(other),))
        return sum(
            db.execute(
                f"SELECT COUNT(*) FROM (SELECT * FROM {a}.{name} EXCEPT SELECT * FROM {b}.{name})"
            ).fetchone()[0]
            for name in COMPARED
            for a, b in (("main", "other"), ("other", "main"))
        )


def imports(file: Path, folder: Path, rounds: int) -> list[float]:
    """CPU seconds of importing the file into a fresh database each time."""
    taken = []
    for number in range(rounds):
        use(folder / f"again_{number}.db")
        taken.append(timed_import(file)[0])
        engine().dispose()
    return taken


def main() -> int:
    """Measure, print a line per figure, and return 1 if one misses its limit."""
    leads, report = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000, Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, ours, theirs = (folder / name for name in ("leads.csv", "import.db", "add_all.db"))
        write_leads(file, leads)
        use(ours)
        reading = timed_reading(file)
        taken, first = timed_import(file)
        values = {table: rows_of(table) for table in COMPARED.values()}
        pointed_to = {table: rows_of(table) for table in POINTED_TO}
        stored = [len(rows) for rows in values.values()]
        again, second = timed_import(file)
        engine().dispose()
        use(theirs)
        timed_add_all(pointed_to)
        add_all = timed_add_all(values)
        engine().dispose()
        unlike = differences(ours, theirs)
        del values
        rounds = [taken, *imports(file, folder, ROUNDS - 1)]
    report.figure(f"rows stored of {leads:,} leads", sum(stored))
    report.figure("add_all", add_all, " s of CPU")
    report.figure("import", median(rounds), " s of CPU")
    report.figure("reading and checking alone", reading, " s of CPU")
    report.least("import, times as fast as add_all", [add_all / each for each in rounds], LIMIT)
    report.none("rows that differ from those of add_all", unlike)
    report.none("leads not new at the first import", leads - first[0] + sum(first[1:]))
    report.figure("the same file again", again, " s of CPU")
    report.none(
        "leads new, changed or refused when the same file comes again", second[0] + second[1] + second[3]
    )
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
