"""From the key that ends a moved weight to the new counts on the screen, in milliseconds, with the sample company.

A real browser at a real server; prints that it was not measured where no Chromium is installed.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from db import sample
from db.engine import engine, transaction
from db.schema import prepare
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from tests.bench.measuring import Report
from tests.browser import weights
from tests.browser.driving import CHROMIUM_ARGUMENTS, FRIDAY, Visit, chromium, serving
from tests.core.episodes import at

LIMIT_MS = 300.0
ROUNDS = 12
PRICES = 7  # the row of the rule on the price list
_NEW = (
    "before => { const found = document.querySelector('[data-testid=stHeading] h2'); "
    "return found && found.innerText !== before; }"
)


def main() -> int:
    """Move a weight to and fro and print how long each took."""
    report, path = Report(), chromium()
    if path is None:
        print("        not measured: no Chromium is installed")
        return 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        address = f"sqlite:///{folder}/bench.db"
        _sample(address)
        with serving(address, folder / "log", SLA_NOW=FRIDAY) as server:
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
            page = browser.new_page(viewport={"width": 1920, "height": 1400}, locale="en-GB")
            moved = _moved(Visit(page, server))
            browser.close()
    report.most("a moved weight, key press to new counts", moved, LIMIT_MS, " ms")
    return int(report.missed)


def _sample(address: str) -> None:
    import os

    os.environ["DATABASE_URL"] = address
    prepare()
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=at(FRIDAY[:16].replace("T", " ")), t=Texts(Language.ENGLISH))
    engine().dispose()


def _moved(visit: Visit) -> list[float]:
    page = visit.open("/lead-criteria")
    return [_once(visit, page, 8 if number % 2 else 45) for number in range(ROUNDS)][2:]


def _once(visit: Visit, page: Page, points: int) -> float:
    """Return the milliseconds from Enter to another number in the strip."""
    visit.settled()
    weights.choose(page, PRICES)
    weights.type_points(page, points)
    before = weights.counts(page).first.inner_text()
    began = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_function(_NEW, arg=before, polling="raf")
    return (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    sys.exit(main())
