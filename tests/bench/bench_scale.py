"""Every page with a company of growing size: `python -m tests.bench.bench_scale [LEADS] [ACTIVITIES]`.

Each page is opened in a process of its own: the first run reads and computes everything, as the first visit after
a start does; the runs after it are what every click costs; and once more right after a call was logged, when nobody
may read a million leads anew. Streamlit's own test client stands in for the browser.
CPU seconds of the process. How the first run grows over a hundredth, a tenth and all of the leads is printed as an
exponent: 1 is linear. Exits 1 when a limit is missed.
"""

import gc
import json
import logging
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.bench_pages import PAGES, ROOT, freeze_what_is_loaded
from tests.bench.measuring import Report, cpu_seconds

LEADS, ACTIVITIES = 1_000_000, 10_000_000
FIRST_SECONDS, AGAIN_MS = 10.0, 1_000.0
FOLLOW_UP_MS = 300.0  # of the pages of the weekly check
RUNS, WARM = 5, 2
ANOTHER_PAGE = "pages/setup/company.py"  # reads no lead
NOW = "2026-11-20T10:42+01:00"


def main() -> int:
    """Print the figures of each page at each size and return 1 when one misses its limit."""
    if sys.argv[1:2] == ["--page"]:
        print(json.dumps(_measure(sys.argv[2])))
        return 0
    leads, activities = (int(given) for given in (*sys.argv[1:], LEADS, ACTIVITIES)[:2])
    report = Report()
    firsts: dict[str, list[float]] = {name: [] for name in PAGES}
    sizes = [leads // 100, leads // 10, leads]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            address = f"sqlite:///{Path(folder) / f'{size}.db'}"
            _python(
                address, "-m", "db", "sample", f"--leads={size}", f"--activities={activities * size // leads}"
            )
            for name in PAGES:
                first, again, called = json.loads(_python(address, "-m", __spec__.name, "--page", name))
                firsts[name].append(first)
                _judge(report, f"{name}, {size:,} leads", first, again, called)
    for name, (small, _, large) in firsts.items():
        report.figure(f"{name}: exponent of the first run", math.log(large / small) / math.log(100))
    return int(report.missed)


def _judge(report: Report, name: str, first: float, again: list[float], called: list[float]) -> None:
    weekly = name.startswith(("Follow-up", "Weekly check", "Funnel"))
    report.most(f"{name}: first run", [first], FIRST_SECONDS, " s")
    report.most(f"{name}: run again", again, FOLLOW_UP_MS if weekly else AGAIN_MS, " ms")
    report.most(f"{name}: run after a logged call", called, AGAIN_MS, " ms")


def _python(address: str, *arguments: str) -> str:
    environment = {**os.environ, "DATABASE_URL": address, "SLA_NOW": NOW}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def _measure(name: str) -> tuple[float, list[float], list[float]]:
    """Return the CPU seconds of a page's first run in this process, and the milliseconds of the ones after it.

    The last are of runs after a call that is logged in between.
    """
    from streamlit.testing.v1 import AppTest

    # The test client has no browser session and says so several times in each run.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    page, address = PAGES[name]
    freeze_what_is_loaded()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
    app.switch_page(ANOTHER_PAGE)  # the test client knows a page by its file only after a run
    first = cpu_seconds(app.run)
    app.query_params.update(address)
    app.switch_page(page)
    first += cpu_seconds(app.run)
    for _ in range(WARM):
        app.run()
    again = [1000 * cpu_seconds(lambda: (app.run(), gc.collect())) for _ in range(RUNS)]
    called = []
    for lead_id in _who_waits(RUNS):
        _call(lead_id)
        called.append(1000 * cpu_seconds(lambda: (app.run(), gc.collect())))
    if app.exception:
        raise SystemExit(f"{page}: {app.exception[0].value}")
    return first, [median(again)], [median(called)]


def _who_waits(count: int) -> list[int]:
    from db import engine, handovers

    with engine.reading() as db:
        return [lead.lead_id for lead in handovers.waiting(db, limit=count)]


def _call(lead_id: int) -> None:
    from db import attempts, clock
    from db.engine import data_versions, transaction
    from sla_core.leads import Channel, Outcome
    from sla_core.people import COMMAND_LINE, Action

    now = clock.now(data_versions().kind)
    by, how = COMMAND_LINE, {"channel": Channel.CALL, "outcome": Outcome.NO_ANSWER}
    with transaction(by, Action.LOG_ATTEMPT) as db:
        attempts.log_attempt(db, by=by, lead_id=lead_id, occurred_at=now, now=now, **how)


if __name__ == "__main__":
    sys.exit(main())
