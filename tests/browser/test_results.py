"""Results of follow-up in a real browser: a question that was asked outlives a change of the language."""

from playwright.sync_api import expect

from tests.browser.driving import OpenBrowser


def test_the_unit_that_was_asked_stays_when_the_language_changes(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample, height=1600)
    page = window.open("/follow-up?view=results")
    page.get_by_label("Unit").click()
    page.get_by_role("option", name="working days").click()
    window.settled()
    page.get_by_role("button", name="View").click()
    page.get_by_text("Norsk", exact=True).click()
    window.settled()
    page.keyboard.press("Escape")
    page.get_by_label("Svarfrist").fill("5")
    page.keyboard.press("Enter")
    window.settled()
    expect(page.get_by_test_id("stMain")).to_contain_text("Med 5 arbeidsdager")
    assert window.complaints == []
