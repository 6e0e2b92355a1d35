"""From one's own CSV to a filled Follow-up page, and an import that outlives its window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cut_off import cut_off
from tests.browser.driving import OpenBrowser, Visit, serving

ROWS = 30_000  # enough to be seen at work


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The app on a database of its own."""
    with serving(f"sqlite:///{tmp_path}/handslag.db", tmp_path / "log") as address:
        yield address


@pytest.fixture
def exports(tmp_path: Path) -> list[str]:
    """A file of leads and one of calls, as a spreadsheet in Norway saves them."""
    leads = ["Record ID;First Name;Company Name;Email;Create Date;Contact owner;Phone Number"]
    calls = ["lead_external_id;channel;direction;outcome;occurred_at"]
    for number in range(1, 41):
        hour = f"2026-10-{number % 20 + 5:02d} 09:{number % 60:02d}"
        leads.append(
            f"{number};Kari;Fjordlys {number} AS;kari{number}@fjordlys.example;{hour};Ola;+47 900 00 000"
        )
        calls.append(f"{number};call;outbound;connected;{hour.replace(' 09', ' 11')}")
    leads.append("41;Per;Havnes;not an address;2026-10-06 09:00;Ola;")
    for name, rows in (("leads.csv", leads), ("calls.csv", calls)):
        (tmp_path / name).write_text("\n".join(rows), encoding="utf-8-sig")
    return [str(tmp_path / "leads.csv"), str(tmp_path / "calls.csv")]


def bring(window: Visit, path: str, files: list[str]) -> Page:
    page = window.open(path)
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_role("heading", name="can be imported")).to_be_visible(timeout=60_000)
    window.settled()
    return page


def test_own_files_become_a_filled_follow_up_page(empty: str, visit: OpenBrowser, exports: list[str]) -> None:
    window = visit(empty)
    page = bring(window, "/data", exports)
    expect(page.get_by_role("heading", name="80 of 81 rows can be imported, 1 cannot")).to_be_visible()
    page.get_by_role("button", name="Import 80 rows").click()
    expect(page.get_by_text("80 new, 0 changed, 0 unchanged, 1 refused")).to_be_visible(timeout=60_000)
    window.settled()
    page.get_by_test_id("stPageLink").get_by_text("Follow-up").click()
    window.settled()
    page.get_by_text("Results", exact=True).click()
    page.get_by_text("All time", exact=True).click()
    expect(page.get_by_text("40 leads to follow up")).to_be_visible()
    expect(page.get_by_text("40 of the 40 due were met = 100")).to_be_visible()
    assert window.outside == []
    assert window.complaints == []


@pytest.mark.parametrize(
    ("path", "width"), [("/data?size=room", 1920), ("/data?size=hall", 1920), ("/data", 390)]
)
def test_nothing_is_cut_off_while_files_are_checked(
    empty: str, visit: OpenBrowser, exports: list[str], path: str, width: int
) -> None:
    window = visit(empty, width=width)
    page = bring(window, path, exports)
    assert cut_off(page) == []
    assert not window.is_cut_off()


@pytest.mark.timeout(240)
def test_an_import_goes_on_when_its_page_and_its_window_are_left(
    empty: str, visit: OpenBrowser, tmp_path: Path
) -> None:
    file = tmp_path / "many.csv"
    rows = (f"{number},lead{number}@x.example,2026-10-05 09:00" for number in range(ROWS))
    file.write_text("\n".join(["external_id,email,created_at", *rows]))
    window, other = visit(empty), visit(empty)
    page = bring(window, "/data", [str(file)])
    watched = other.open("/data")
    page.get_by_role("button", name="Import 30,000 rows").click()
    expect(page.get_by_text("Importing many.csv")).to_be_visible()
    page.get_by_test_id("stTopNav").get_by_text("Meeting").click()
    watched.reload()
    expect(watched.get_by_text("many.csv")).to_be_visible()  # under way, or done by now
    page.context.close()
    expect(watched.get_by_text("30,000 new, 0 changed")).to_be_visible(timeout=90_000)
    expect(watched.get_by_role("heading", name="30,000 leads are known")).to_be_visible()
