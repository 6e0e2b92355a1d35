"""200,000 leads through the browser: from choosing the file to the result on the screen, in seconds on the clock.

Choosing, checking with its preview, pressing Import at once, and the import itself, by a real browser at a real
server. Prints that it was not measured where no Chromium is installed.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.bench.bench_import import write_leads
from tests.bench.measuring import Report
from tests.browser.driving import CHROMIUM_ARGUMENTS, Visit, chromium, serving

LEADS = 200_000
LIMIT_SECONDS = 30.0
PATIENCE_MS = 300_000


def main() -> int:
    """Bring the file in once and print how long it took."""
    report, path = Report(), chromium()
    if path is None:
        print("        not measured: no Chromium is installed")
        return 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        file = folder / "leads.csv"
        write_leads(file, LEADS)
        with serving(f"sqlite:///{folder}/bench.db", folder / "log") as address:
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
            checked, done = _bring_in(Visit(browser.new_page(), address), file)
            browser.close()
    report.figure(f"{LEADS:,} leads chosen, sent and checked", checked, " s")
    report.most(f"{LEADS:,} leads through the browser", [done], LIMIT_SECONDS, " s")
    return int(report.missed)


def _bring_in(visit: Visit, file: Path) -> tuple[float, float]:
    """Return the seconds until the preview stands there, and until the result does."""
    page = visit.open("/data")
    began = time.perf_counter()
    page.locator("input[type=file]").set_input_files(str(file))
    button = page.get_by_role("button", name=f"Import {LEADS:,} rows")
    expect(button).to_be_visible(timeout=PATIENCE_MS)
    checked = time.perf_counter() - began
    button.click()
    expect(page.get_by_text(f"{LEADS:,} new, 0 changed")).to_be_visible(timeout=PATIENCE_MS)
    return checked, time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
