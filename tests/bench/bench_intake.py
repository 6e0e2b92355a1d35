"""Reading, checking and importing large files: `python -m tests.bench.bench_intake [ACTIVITIES]`.

Reading is timed alone. Then `python -m db import` takes in leads and ten activities of each, in a process of its
own and in three sizes, for how its CPU time grows and how much memory it takes. The write lock is held for the
one transaction of an import of 200,000 leads. Exits 1 when a limit is missed.
"""

import csv
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.engine import engine
from db.intake import importing
from sla_core.intake.parsing import prepare
from sla_core.intake.reading import open_source
from tests.bench.bench_import import NOW, SETTINGS, YEAR, _iso, timed_import, use, write_leads
from tests.bench.measuring import Report, cpu_seconds

ROUNDS = 3
LEADS, READ_ACTIVITIES = 200_000, 300_000
ACTIVITIES = 1_000_000
PER_LEAD = 10
MIB = 1 << 20


def write_activities(path: Path, activities: int) -> None:
    """Write a file of activities of the last year, ten per lead on average."""
    chance = random.Random(2026)
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(["lead_external_id", "kind", "topic", "occurred_at"])
        for _ in range(activities):
            lead = chance.randrange(1, activities // PER_LEAD + 1)
            kind = chance.choice(("page_view", "email_open", "form"))
            page = f"/page/{chance.randrange(300)}"
            writer.writerow([f"{lead:08d}", kind, page, _iso(NOW - chance.randrange(YEAR))])


def rows_per_second(file: Path, rows: int) -> list[float]:
    """Rows read and checked per CPU second, as an import reads them; all of them must be accepted."""

    def read() -> None:
        with importing._collecting_rarely():
            accepted = sum(len(chunk.lines) for chunk in prepare(open_source(file), SETTINGS).chunks())
        assert accepted == rows

    return [rows / cpu_seconds(read) for _ in range(ROUNDS)]


def lock_seconds(file: Path) -> tuple[float, float]:
    """Seconds on the clock, and of CPU, for which an import of leads keeps others from writing."""
    held: list[tuple[float, float]] = []
    usual = importing.transaction

    @contextmanager
    def timed(*given: Any, **named: Any) -> Iterator[Any]:
        began, worked = time.perf_counter(), time.process_time()
        with usual(*given, **named) as db:
            yield db
        held.append((time.perf_counter() - began, time.process_time() - worked))

    importing.transaction = timed  # type: ignore[assignment]
    try:
        timed_import(file)
    finally:
        importing.transaction = usual
    return max(held)


def command(folder: Path, activities: int) -> tuple[float, float]:
    """Import leads and activities by the command; return its CPU seconds and its highest memory in MiB."""
    leads, visits = folder / "leads.csv", folder / "activities.csv"
    write_leads(leads, activities // PER_LEAD)
    write_activities(visits, activities)
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / f'{activities}.db'}"}
    arguments = [sys.executable, "-m", "db", "import", str(leads), str(visits), "--json"]
    running = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / MIB


def main() -> int:
    """Measure, print a line per figure, and return 1 if one misses its limit."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else ACTIVITIES
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        leads, visits = folder / "read_leads.csv", folder / "read_activities.csv"
        write_leads(leads, LEADS)
        write_activities(visits, READ_ACTIVITIES)
        speeds = rows_per_second(visits, READ_ACTIVITIES)
        report.least("activities read and checked per CPU second", speeds, 150_000)
        for speed in sorted(rows_per_second(leads, LEADS))[1:2]:
            report.figure(f"of {LEADS:,} leads × 16 columns, read and checked per CPU second", speed)
        use(folder / "lock.db")
        held, worked = lock_seconds(leads)
        report.most(f"write lock of an import of {LEADS:,} leads", [held], 5, " s")
        report.figure("of which at work", worked, " s of CPU")
        engine().dispose()
        start, _ = command(folder, PER_LEAD)
        sizes = [most // 100, most // 10, most]
        used = [command(folder, size) for size in sizes]
    for size, (seconds, memory) in zip(sizes, used, strict=True):
        report.figure(
            f"{size:,} activities and {size // PER_LEAD:,} leads by the command", seconds, " s of CPU"
        )
        report.figure("its highest memory", memory, " MiB")
    report.most(f"highest memory at {most:,} activities", [used[-1][1]], 1_536, " MiB")
    grown = math.log((used[-1][0] - start) / (used[0][0] - start)) / math.log(sizes[-1] / sizes[0])
    report.most("exponent of the CPU time over the three sizes, start-up left out", [grown], 1.1)
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
