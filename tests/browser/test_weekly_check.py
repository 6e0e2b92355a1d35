"""The weekly check in a real browser: with the keyboard alone from the first lead to the sign-off; nothing cut off."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import OpenBrowser, Visit

_FOCUSED = """(e => ['BUTTON', 'INPUT'].includes(e.tagName) ? e.getAttribute('aria-label') || e.innerText : '')(
    document.activeElement)"""


def press(window: Visit, *keys: str) -> Page:
    for key in keys:
        window.page.keyboard.press(key)
        window.settled()
    return window.page


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until something of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(_FOCUSED):
            return
    raise AssertionError(f"the Tab key does not come to {name}")


def test_with_the_keyboard_from_the_first_lead_to_the_sign_off(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample)
    page = window.open("/follow-up?view=week")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("0 of 12 looked at")
    first = page.get_by_role("heading", level=3).inner_text()
    press(window, "n")
    expect(main).to_contain_text("2 of 12 on the list")
    press(window, "p")
    expect(page.get_by_role("heading", level=3)).to_have_text(first)
    # A comment is typed: its letters and digits are no keys of buttons, and what follows the Tab key is one.
    tab_to(page, "Comment (optional)")
    page.keyboard.type("Ring 1 time")
    page.keyboard.press("Tab")
    press(window, "2")
    expect(main).to_contain_text("1 of 12 looked at")
    # A call is logged: the lead no longer waits.
    press(window, "l")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Log a call")
    press(window, "n", "s")  # no button behind the dialog hears them
    expect(page.get_by_role("dialog")).to_have_count(1)
    tab_to(page, "Talked")
    press(window, "ArrowRight", "Enter")
    tab_to(page, "Log it now")
    press(window, "Enter")
    expect(dialog).to_have_count(0)
    expect(main).to_contain_text("1 of 11 looked at · 1 no longer waits")
    for _ in range(10):
        press(window, "4")
    expect(main).to_contain_text("Everybody who waits was looked at")
    press(window, "s")
    expect(dialog).to_contain_text("1 to call today · 10 to leave")
    tab_to(page, "Sign off as")
    press(window, "Enter")
    expect(dialog).to_have_count(0)
    expect(main).to_contain_text("Week 47, 2026 is signed off by")
    expect(main).to_contain_text("11 of 11 looked at")
    assert window.outside == []
    assert window.complaints == []


def begun(window: Visit) -> Page:
    """Open the check, once more where another test of this file has signed off the week."""
    page = window.open("/follow-up?view=week")
    again = page.get_by_role("button", name=re.compile("Go through the list again"))
    if again.count():
        again.click()
        window.settled()
    return page


def test_a_decision_after_the_language_was_changed_is_signed_as_any_other(
    sample: str, visit: OpenBrowser
) -> None:
    window = visit(sample)
    page = begun(window)
    page.get_by_role("button", name="View").click()
    page.get_by_text("Norsk", exact=True).click()
    window.settled()
    press(window, "Escape", "2", "s")
    expect(page.get_by_role("dialog")).to_contain_text("1 ringes i dag")
    assert window.complaints == []


@pytest.mark.parametrize(("size", "width"), [("room", 1920), ("hall", 1920), ("desk", 390)])
def test_nothing_is_cut_off(sample: str, visit: OpenBrowser, size: str, width: int) -> None:
    window = visit(sample, width=width, locale="nb-NO", dark=size == "hall")
    page = window.open(f"/follow-up?view=week&size={size}")
    again = page.get_by_role("button", name=re.compile("Gå gjennom listen igjen"))
    if again.count():  # another test of this file has signed off the week
        again.click()
        window.settled()
    assert cut_off(page) == []
    assert broken_words(page) == []
    assert not window.is_cut_off()
    press(window, "s")
    expect(page.get_by_role("dialog")).to_contain_text("ikke gjennomgått")
    assert window.complaints == []
