"""The first five minutes in a real browser: start, sample company, Meeting, a logged call, Follow-up.

Nothing leaves the machine, nothing is cut off at the sizes of a meeting room and a hall, and Meeting does not
scroll at Room size, in a full window and in one with the browser's bars.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import FRIDAY, OpenBrowser, Visit, serving


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The app on an empty database at the same Friday; its address."""
    with serving(f"sqlite:///{tmp_path}/handslag.db", tmp_path / "log", SLA_NOW=FRIDAY) as address:
        yield address


def press(window: Visit, label: str) -> None:
    window.page.get_by_role("button", name=label, exact=True).first.click()
    window.settled()


def numbers(page: Page) -> list[str]:
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def drawn(window: Visit, path: str) -> Page:
    """Open a page and wait until its charts stand there."""
    page = window.open(path)
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("svg").first).to_be_visible()
    return page


def test_from_the_empty_start_to_a_logged_call_in_one_go(empty: str, visit: OpenBrowser) -> None:
    window = visit(empty)
    page = window.open("/?size=room")
    expect(page.get_by_role("heading", name="There is no agreement yet")).to_be_visible()
    assert not window.scrolls()
    press(window, "Try the sample company")
    expect(page.get_by_role("heading", name="Week 47")).to_be_visible(timeout=60_000)
    window.settled()
    for badge in ("✓ Kept", "▲ At risk", "◆ Broken"):
        expect(page.get_by_text(badge, exact=True)).to_be_visible()

    before = int(numbers(page)[2])
    press(window, "Log a call")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("No answer", exact=True).click()
    window.settled()
    dialog.get_by_role("button", name="Log it now").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_test_id("stMetricValue").nth(2)).to_have_text(str(before - 1))

    page.get_by_test_id("stTopNav").get_by_text("Track").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Follow-up").click()
    expect(page.get_by_role("heading", name="wait too long")).to_be_visible()
    window.settled()
    page.get_by_text("Results", exact=True).click()
    expect(page.get_by_text("Beside the promise")).to_be_visible()
    assert "view=results" in page.url
    assert window.outside == []
    assert window.complaints == []


def test_a_number_opens_the_leads_behind_it_and_closes_again(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample)
    page = window.open("/")
    press(window, "Leads")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_test_id("stDataFrame")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    window.settled()
    assert page.get_by_role("dialog").count() == 0


def test_a_row_of_the_long_list_opens_its_own_lead(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample)
    page = window.open("/follow-up")
    page.get_by_test_id("stExpander").get_by_text("Show the other").click()
    window.settled()
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    # The grid is a canvas with a table for screen readers inside: its second column holds the buttons.
    cells = grid.locator("[role=gridcell]")
    expect(cells.nth(8)).to_have_text("Log a call")
    second_company = cells.nth(7).text_content() or ""
    box = grid.bounding_box()
    assert box
    row_height = 44
    for share in (0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32, 0.34, 0.36, 0.38):
        page.mouse.click(box["x"] + box["width"] * share, box["y"] + 38 + row_height * 1.5)
        window.settled()
        if page.get_by_role("dialog").count():
            break
    expect(page.get_by_role("dialog").get_by_text(second_company)).to_be_visible()


@pytest.mark.parametrize("height", [1080, 940])
@pytest.mark.parametrize("locale", ["en-GB", "nb-NO"])
def test_meeting_fits_the_room_without_scrolling_and_nothing_is_cut_off(
    sample: str, visit: OpenBrowser, height: int, locale: str
) -> None:
    window = visit(sample, height=height, locale=locale)
    page = drawn(window, "/?size=room")
    assert cut_off(page) == []
    assert not window.is_cut_off()
    assert not window.scrolls()
    assert window.outside == []


@pytest.mark.parametrize("path", ["/follow-up?size=room", "/follow-up?size=room&view=results"])
@pytest.mark.parametrize("height", [1080, 940])
def test_nothing_is_cut_off_on_follow_up_in_the_room(
    sample: str, visit: OpenBrowser, path: str, height: int
) -> None:
    window = visit(sample, height=height)
    assert cut_off(drawn(window, path)) == []
    assert not window.is_cut_off()


@pytest.mark.parametrize("path", ["/?size=hall", "/?size=hall&show=leads", "/?size=hall&show=waiting"])
@pytest.mark.parametrize("locale", ["en-GB", "nb-NO"])
def test_each_part_of_the_meeting_fits_the_hall(
    sample: str, visit: OpenBrowser, path: str, locale: str
) -> None:
    window = visit(sample, locale=locale)
    assert cut_off(drawn(window, path)) == []
    assert not window.is_cut_off()
    assert not window.scrolls()


@pytest.mark.parametrize("path", ["/follow-up?size=hall", "/follow-up?size=hall&view=results"])
def test_nothing_is_cut_off_on_follow_up_in_the_hall(sample: str, visit: OpenBrowser, path: str) -> None:
    window = visit(sample)
    assert cut_off(drawn(window, path)) == []
    assert not window.is_cut_off()


@pytest.mark.parametrize(
    "path", ["/", "/follow-up", "/follow-up?view=results", "/?size=room", "/follow-up?size=room"]
)
def test_nothing_is_cut_off_on_a_phone(sample: str, visit: OpenBrowser, path: str) -> None:
    window = visit(sample, width=390, height=844)
    page = drawn(window, path)
    assert cut_off(page) == []
    assert broken_words(page) == []
    assert not window.is_cut_off()


def test_on_a_phone_each_waiting_lead_has_its_buttons_in_the_window(sample: str, visit: OpenBrowser) -> None:
    page = drawn(visit(sample, width=390, height=844), "/follow-up")
    for name, least in (("Log a call", 200), ("Accept?", 70)):
        buttons = [button.bounding_box() for button in page.get_by_role("button", name=name).all()]
        assert len(buttons) == 5
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in buttons)
        assert all(box and box["width"] > least for box in buttons)


def test_the_check_sees_text_in_a_button_that_ends_in_dots(sample: str, visit: OpenBrowser) -> None:
    page = drawn(visit(sample), "/follow-up")
    narrow = "button => { button.style.width = '50px'; button.style.minWidth = '0'; }"
    page.locator(".st-key-leads_met button").first.evaluate(narrow)
    assert cut_off(page) != []


@pytest.mark.parametrize(("size", "height"), [("room", 940), ("hall", 1080)])
def test_the_leads_behind_a_number_fit_the_window(
    sample: str, visit: OpenBrowser, size: str, height: int
) -> None:
    window = visit(sample, height=height)
    page = window.open(f"/?size={size}")
    press(window, "Leads")
    dialog, grid = page.get_by_role("dialog"), page.get_by_role("dialog").get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    outer, inner = dialog.bounding_box(), grid.bounding_box()
    assert outer
    assert inner
    assert outer["y"] + outer["height"] <= height
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
    assert grid.locator(".dvn-scroller").evaluate("part => part.scrollWidth <= part.clientWidth + 1")


def test_what_somebody_else_logs_is_shown_without_a_reload(sample: str, visit: OpenBrowser) -> None:
    watching, calling = visit(sample), visit(sample)
    page, other = watching.open("/"), calling.open("/")
    before = int(numbers(page)[2])
    press(calling, "Log a call")
    dialog = other.get_by_role("dialog")
    dialog.get_by_text("Talked", exact=True).click()
    calling.settled()
    dialog.get_by_role("button", name="Log it now").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_test_id("stMetricValue").nth(2)).to_have_text(str(before - 1), timeout=45_000)


def test_meeting_fits_the_room_also_below_the_bar_over_old_data(
    tmp_path: Path, visit: OpenBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = f"sqlite:///{tmp_path}/handslag.db"
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("SLA_NOW", FRIDAY)
    from db.__main__ import main
    from db.engine import transaction
    from sla_core.people import COMMAND_LINE, Action
    from tests.builders import at, imported_attempts

    assert main(["sample"]) == 0
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(imported_attempts(known_until=at("2026-11-19 10:00")))
    with serving(database, tmp_path / "log", SLA_NOW=FRIDAY) as address:
        window = visit(address, height=940)
        page = drawn(window, "/?size=room")
        expect(page.get_by_test_id("stAlert")).to_be_visible()
        assert cut_off(page) == []
        assert not window.scrolls()
