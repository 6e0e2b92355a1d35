"""Leads in a real browser: nothing is cut off, and the way from a number over its list to the lead and a call."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import OpenBrowser, Visit
from tests.browser.test_pace_chart import MISPLACED

LEADS = (2941, 190, 639, 1)  # waits too long, handed over twice and lost, without a date, contacted long ago


def drawn(window: Visit, path: str) -> Page:
    page = window.open(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(500)  # a chart is drawn once more when its width is known
    return page


@pytest.mark.parametrize(("size", "width"), [("room", 1920), ("hall", 1920), ("desk", 390)])
def test_nothing_on_a_lead_s_page_is_cut_off_and_no_label_lies_on_another(
    sample: str, visit: OpenBrowser, size: str, width: int
) -> None:
    window = visit(sample, width=width, locale="nb-NO")  # its words are longer
    for lead in LEADS:
        page = drawn(window, f"/leads?size={size}&lead={lead}")
        assert cut_off(page) == [], lead
        assert broken_words(page) == [], lead
        assert page.evaluate(MISPLACED) == [], lead
        assert not window.is_cut_off(), lead
    assert window.outside == []
    assert window.complaints == []


def click_first_row(page: Page, row_height: float) -> None:
    """Click the name in the first row of the table; a grid draws its cells on a canvas."""
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(grid).to_be_visible()
    window = grid.bounding_box()
    assert window is not None
    page.mouse.click(window["x"] + 60, window["y"] + 1.5 * row_height)


def test_from_a_number_over_its_leads_to_one_of_them_and_a_logged_call(
    sample: str, visit: OpenBrowser
) -> None:
    window = visit(sample)
    page = drawn(window, "/?lang=nb&size=room&as=4")
    page.locator(".st-key-leads_waiting button").locator("visible=true").first.click()
    window.settled()
    click_first_row(page, 36 * 26 / 16)
    expect(page).to_have_url(re.compile(r"/leads\?(?=.*lead=\d+)(?=.*lang=nb)(?=.*size=room)(?=.*as=4)"))
    window.settled()
    expect(page.get_by_role("dialog")).to_have_count(0)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("venter")
    expect(page.get_by_text("etter punkt 3.3 i avtalen")).to_be_visible()
    page.get_by_role("button", name="Logg anrop").click()
    window.settled()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Ikke svar").click()
    window.settled()
    dialog.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    expect(heading).to_contain_text("ble kontaktet")
    assert window.complaints == []


def test_from_a_search_to_a_lead_and_back_to_what_was_found(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample)
    page = drawn(window, "/leads")
    page.get_by_placeholder("Name, company, e-mail or id").fill("ØRNKVAST")
    page.keyboard.press("Enter")
    expect(page.get_by_text("leads found")).to_be_visible()
    window.settled()
    click_first_row(page, 36)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Ørnkvast")
    window.settled()
    page.get_by_role("button", name="All leads").click()
    expect(page.get_by_text("leads found")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q="))
    assert window.complaints == []
