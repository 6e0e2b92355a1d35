"""Every page with a company of growing size: `python -m tests.bench.bench_scale [LEADS] [ACTIVITIES]`.

Each page is opened in a process of its own: the first run reads and computes everything, as the first visit after
a start does; the runs after it are what every click costs. Streamlit's own test client stands in for the browser.
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
                first, again = json.loads(_python(address, "-m", __spec__.name, "--page", name))
                firsts[name].append(first)
                _judge(report, f"{name}, {size:,} leads", first, again)
    for name, (small, _, large) in firsts.items():
        report.figure(f"{name}: exponent of the first run", math.log(large / small) / math.log(100))
    return int(report.missed)


def _judge(report: Report, name: str, first: float, again: list[float]) -> None:
    weekly = name.startswith(("Follow-up", "Funnel"))
    report.most(f"{name}: first run", [first], FIRST_SECONDS, " s")
    report.most(f"{name}: run again", again, FOLLOW_UP_MS if weekly else AGAIN_MS, " ms")


def _python(address: str, *arguments: str) -> str:
    environment = {**os.environ, "DATABASE_URL": address, "SLA_NOW": NOW}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def _measure(name: str) -> tuple[float, list[float]]:
    """Return the CPU seconds of a page's first run in this process, and the milliseconds of the ones after it."""
    from streamlit.testing.v1 import AppTest

    # The test client has no browser session and says so several times in each run.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    page, address = PAGES[name]
    freeze_what_is_loaded()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
    app.query_params.update(address)
    app.switch_page(page)
    first = cpu_seconds(app.run)
    for _ in range(WARM):
        app.run()
    again = [1000 * cpu_seconds(lambda: (app.run(), gc.collect())) for _ in range(RUNS)]
    if app.exception:
        raise SystemExit(f"{page}: {app.exception[0].value}")
    return first, [median(again)]


if __name__ == "__main__":
    sys.exit(main())
