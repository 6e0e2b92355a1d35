"""What one more run of a page costs the server with the sample company: CPU time of the process.

Streamlit's own test client stands in for the browser; what it spends on reading the page is counted too.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
BAR_MS = 50.0
RUNS, WARM = 30, 5
PAGES = {
    "Meeting": ("pages/meet/meeting.py", {}),
    "Follow-up, now": ("pages/track/follow_up.py", {}),
    "Follow-up, results": ("pages/track/follow_up.py", {"view": "results", "period": "this-quarter"}),
}


def main() -> int:
    """Print the median of each page and return 1 when one misses the bar."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.db'}"
        os.environ["SLA_NOW"] = "2026-11-20T10:42+01:00"
        _load_sample()
        figures = {name: _median_ms(page, address) for name, (page, address) in PAGES.items()}
    for name, figure in figures.items():
        print(f"{name}, run again: {figure:.1f} ms of CPU (bar {BAR_MS:.0f} ms)")
    return 0 if max(figures.values()) <= BAR_MS else 1


def _load_sample() -> None:
    from db import clock, sample, schema
    from db.engine import data_versions, transaction
    from sla_core.i18n import Language, Texts
    from sla_core.people import COMMAND_LINE, Action

    schema.prepare()
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=clock.now(data_versions().kind), t=Texts(Language.ENGLISH))


def _median_ms(page: str, address: dict[str, str]) -> float:
    """Run a page until everything is warm, then return the median CPU time of a whole run."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page(page)
    app.query_params.update(address)
    spent = []
    for _ in range(RUNS):
        begin = time.process_time()
        app.run()
        spent.append((time.process_time() - begin) * 1000)
        if app.exception:
            raise SystemExit(f"{page}: {app.exception[0].value}")
    return statistics.median(spent[WARM:])


if __name__ == "__main__":
    sys.exit(main())
