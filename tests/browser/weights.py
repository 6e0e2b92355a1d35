"""Moves a weight on the page Lead criteria as a user does: choose its cell, type, press Enter."""

import re

from playwright.sync_api import Locator, Page, expect

_HEADER, _ROW = 35, 35  # pixels at Desk
_RULE = 250  # pixels from the left edge into the column of rules, which no click changes


def counts(page: Page) -> Locator:
    """The three headings of the strip of effects."""
    return page.get_by_test_id("stHeading").locator("h2")


def choose(page: Page, row: int) -> None:
    """Choose the cell with the points of a rule, told by its place in the table."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": _RULE, "y": _HEADER + _ROW * row + _ROW // 2})
    page.keyboard.press("ArrowRight")


def type_points(page: Page, points: int) -> None:
    """Type into the chosen cell and wait until its editor holds it; Enter is the caller's."""
    page.keyboard.press("Enter")  # opens the editor; keys typed before it stands there would be lost
    editor = page.locator("#portal input")
    editor.fill(str(points))
    expect(editor).to_have_value(re.compile(rf"{points}$"))
