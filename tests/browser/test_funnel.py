"""Funnel in a real browser: nothing is cut off, and a click on a stage opens its leads, again and again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import OpenBrowser, Visit
from tests.browser.test_pace_chart import MISPLACED

PARTS = ("", "show=stock", "show=cohorts", "show=cohorts&grain=week", "show=times")


def drawn(window: Visit, path: str) -> Page:
    page = window.open(path)
    expect(page.locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible()
    page.wait_for_timeout(500)  # a chart is drawn once more when its width is known
    return page


@pytest.mark.parametrize(("size", "width"), [("room", 1920), ("hall", 1920), ("desk", 390)])
def test_no_part_is_cut_off_and_no_label_lies_on_another(
    sample: str, visit: OpenBrowser, size: str, width: int
) -> None:
    window = visit(sample, width=width, locale="nb-NO")  # its words are longer
    for part in PARTS:
        page = drawn(window, f"/funnel?size={size}&{part}")
        assert cut_off(page) == [], part
        assert broken_words(page) == [], part
        assert page.evaluate(MISPLACED) == [], part
        assert not window.is_cut_off(), part
    assert window.outside == []
    assert window.complaints == []


def test_a_click_on_a_stage_opens_its_leads_each_time(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample)
    page = drawn(window, "/funnel?period=2026-Q3")
    for _ in range(2):
        page.locator("[data-testid=stVegaLiteChart] svg text", has_text="SQL").first.click(force=True)
        window.settled()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("SQL · Q3 2026")
        expect(dialog).to_contain_text("The newest 500 of 573.")
        dialog.get_by_role("button", name="Close").click()
        window.settled()
        expect(dialog).to_have_count(0)
    assert window.complaints == []
